// Owns the proof that ids are UUIDs v4 and do not repeat.
// Leaves their use to the forms.
import { newId } from './ids.js';

it('makes UUIDs of version 4 and the right variant', () => {
  for (let count = 0; count < 200; count += 1) expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
it('never makes the same twice', () => {
  expect(new Set(Array.from({ length: 1000 }, newId)).size).toBe(1000);
});
