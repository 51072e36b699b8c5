// Owns the proof that keys move the desk and never disturb somebody typing.
// Leaves what the moves do to the page.
import { deskMove, neighbour } from './desk-keys.js';

const pressed = { ctrlKey: false, metaKey: false, altKey: false, focused: 'BODY' };

test('j, k, Enter and / move', () => {
  expect(['j', 'k', 'Enter', '/', 'x'].map((key) => deskMove({ ...pressed, key }))).toEqual(['next', 'previous', 'open', 'search', null]);
});

test.each(['INPUT', 'TEXTAREA', 'SELECT'])('nothing while %s has the focus', (focused) => {
  expect(deskMove({ ...pressed, focused, key: 'j' })).toBeNull();
});

test('the browser’s own shortcuts and a link’s own Enter stay theirs', () => {
  expect(deskMove({ ...pressed, ctrlKey: true, key: 'k' })).toBeNull();
  expect(deskMove({ ...pressed, focused: 'A', key: 'Enter' })).toBeNull();
  expect(deskMove({ ...pressed, focused: 'A', key: 'j' })).toBe('next');
});

test('the neighbour stops at the ends and starts at the first', () => {
  expect(neighbour(['a', 'b', 'c'], 'b', 1)).toBe('c');
  expect(neighbour(['a', 'b', 'c'], 'c', 1)).toBe('c');
  expect(neighbour(['a', 'b', 'c'], 'a', -1)).toBe('a');
  expect(neighbour(['a', 'b'], null, -1)).toBe('a');
  expect(neighbour(['a', 'b'], 'gone', 1)).toBe('a');
  expect(neighbour([], null, 1)).toBeNull();
});
