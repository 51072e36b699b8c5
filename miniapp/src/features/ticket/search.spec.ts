// Owns how a search stands in an address.
// Leaves the search itself to the server.
import { filtersSet, searchQuery, searchState } from './search.js';

it('keeps in the address only what is narrowed', () => {
  expect(searchQuery({ ...searchState({}), q: ' 路灯 ', nature: 'help' })).toEqual({ q: '路灯', nature: 'help' });
});

it('reads it back, and nothing it does not know', () => {
  const state = searchState({ q: '路灯', overdue: 'true', sort: 'title', line: ['a', 'b'] });
  expect(searchQuery(state)).toEqual({ q: '路灯', overdue: 'true' });
  expect(filtersSet(state)).toBe(1);
});
