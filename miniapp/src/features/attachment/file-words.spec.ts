// Owns the proof that sizes read well and kinds are guessed.
// Leaves the rest to the browser tests.
import { likelyKind, sizeInWords } from './file-words.js';

test.each([[0, '0 字节'], [900, '900 字节'], [2048, '2 kB'], [840_000, '820 kB'], [1_500_000, '1.4 MB'], [10 * 1024 * 1024, '10.0 MB']])('%i bytes are %s', (bytes, words) => {
  expect(sizeInWords(bytes)).toBe(words);
});

test.each([['image/heic', 'photo'], ['audio/mpeg', 'voice'], ['application/pdf', 'document'], ['', 'document']])('%s is probably a %s', (type, kind) => {
  expect(likelyKind(type)).toBe(kind);
});
