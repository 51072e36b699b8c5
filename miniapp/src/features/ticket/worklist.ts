// Owns the list of one worklist under the filters a person has set.
// Leaves reading page by page to lib/keyset-list.ts and which worklists there are to the server.
import { computed, toValue } from 'vue';
import type { MaybeRefOrGetter } from 'vue';
import type { ListedTicket } from '@zhitongche/shared/ticket/contract.js';
import { isArchive } from '@zhitongche/shared/ticket/worklists.js';
import type { Worklist } from '@zhitongche/shared/ticket/worklists.js';
import type { Status } from '@zhitongche/shared/ticket/vocabulary.js';
import type { Query } from '../../lib/api.js';
import { useKeysetList } from '../../lib/keyset-list.js';
import { queryKeys } from '../../lib/query-keys.js';

export interface WorklistFilters {
  line: string | null;
  status: Status | null;
  overdue: boolean;
  /** A number or words, as typed. */
  q: string;
}

/** Archives hold tickets in every status; the others are one status each, so that a filter would say nothing. */
export const hasManyStatuses = isArchive;

export function newFilters(): WorklistFilters {
  return { line: null, status: null, overdue: false, q: '' };
}

/** Whether the list is narrowed at all. */
export function isNarrowed({ line, status, overdue, q }: WorklistFilters): boolean {
  return line !== null || status !== null || overdue || q.trim() !== '';
}

/** What the server is asked for, by the list and by its export. */
export function worklistQuery(worklist: Worklist, { line, status, overdue }: WorklistFilters, searched: string): Query {
  return { worklist, line, status: hasManyStatuses(worklist) ? status : null, overdue: overdue ? true : null, q: searched.trim() };
}

/** Most urgent first, as the server sorts it. `searched` is what was typed, once the typing paused. */
export function useWorklist(worklist: MaybeRefOrGetter<Worklist>, filters: MaybeRefOrGetter<WorklistFilters>, searched: MaybeRefOrGetter<string>) {
  const query = computed(() => worklistQuery(toValue(worklist), toValue(filters), toValue(searched)));
  return useKeysetList<ListedTicket>('/api/tickets', query, queryKeys.ticketList);
}
