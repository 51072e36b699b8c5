// Owns searching everything a person may see: words and filters, as the address keeps them and as the server is asked.
// Leaves what is found, and for whom, to the server.
import { computed, toValue } from 'vue';
import type { MaybeRefOrGetter } from 'vue';
import type { ListedTicket } from '@zhitongche/shared/ticket/contract.js';
import { useKeysetList } from '../../lib/keyset-list.js';
import { queryKeys } from '../../lib/query-keys.js';

/** Every filter by its name in the request; an empty text is no filter. */
export const SEARCH_FILTERS = ['line', 'status', 'category', 'nature', 'complexity', 'unit', 'place', 'satisfaction', 'from', 'to', 'overdue', 'reopened'] as const;
export type SearchFilter = (typeof SEARCH_FILTERS)[number];

export type SearchState = Record<SearchFilter | 'q', string>;

/** What an address asks for; what it does not name is not narrowed. */
export function searchState(query: Readonly<Record<string, unknown>>): SearchState {
  const value = (name: string): string => (typeof query[name] === 'string' ? query[name] : '');
  const filters = Object.fromEntries(SEARCH_FILTERS.map((name) => [name, value(name)])) as Record<SearchFilter, string>; // every name is there
  return { ...filters, q: value('q') };
}

/** The other way round: only what is narrowed stands in the address. */
export function searchQuery(state: SearchState): Record<string, string> {
  const given = Object.entries(state).map(([name, value]): [string, string] => [name, value.trim()]).filter(([, value]) => value !== '');
  return Object.fromEntries(given);
}

/** How many filters are set, without the words. */
export function filtersSet(state: SearchState): number {
  return SEARCH_FILTERS.filter((name) => state[name] !== '').length;
}

export function useSearch(state: MaybeRefOrGetter<SearchState>) {
  return useKeysetList<ListedTicket>('/api/tickets', computed(() => searchQuery(toValue(state))), queryKeys.ticketList);
}
