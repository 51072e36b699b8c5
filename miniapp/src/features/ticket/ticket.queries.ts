// Owns asking the server about tickets and sending it commands; what is asked again after a change.
// Leaves what is shown to the components and every rule to the server.
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import type { QueryClient } from '@tanstack/vue-query';
import { computed, toValue } from 'vue';
import type { MaybeRefOrGetter } from 'vue';
import type { RequestPreview } from '@zhitongche/shared/deadline/contract.js';
import type { LineList } from '@zhitongche/shared/directory/contract.js';
import type { NextDocument } from '@zhitongche/shared/supervision/circular.js';
import type { ActionRequest, CommandAnswer, ContactAnswer, LinkAnswer, TicketView, WorklistCounts } from '@zhitongche/shared/ticket/contract.js';
import { api } from '../../lib/api.js';
import type { Query } from '../../lib/api.js';
import { queryKeys } from '../../lib/query-keys.js';

/** While a page is open and visible it looks again this often; faster while the worker opens the next round. */
const openEveryMs = 5_000;
const reopeningEveryMs = 1_000;

/** How long to wait before looking at this ticket again. */
export function lookAgainMs(ticket: Pick<TicketView, 'reopening'> | undefined): number {
  return ticket?.reopening ? reopeningEveryMs : openEveryMs;
}

/** One ticket as this person may see it, kept fresh while its page is open. */
export function useTicket(id: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => queryKeys.ticket(toValue(id))),
    queryFn: ({ signal }) => api.get<TicketView>(`/api/tickets/${toValue(id)}`, {}, signal),
    refetchInterval: (query) => lookAgainMs(query.state.data),
  });
}

/** The worklists this person has, with how many wait in each. */
export function useWorklistCounts() {
  return useQuery({
    queryKey: queryKeys.counts,
    queryFn: ({ signal }) => api.get<WorklistCounts>('/api/tickets/counts', {}, signal),
    refetchInterval: openEveryMs * 3,
  });
}

/** What a line is called on screens; empty until it is known. */
export function useLineName(line: MaybeRefOrGetter<string | undefined>) {
  const { data } = useQuery({ queryKey: queryKeys.lines, queryFn: ({ signal }) => api.get<LineList>('/api/lines', {}, signal), staleTime: Infinity });
  return computed(() => data.value?.items.find((item) => item.key === toValue(line))?.name ?? '');
}

/** The next document number of a kind; asked by supervisors only. */
export function useNextDocument(kind: MaybeRefOrGetter<string | null>) {
  return useQuery({
    queryKey: computed(() => queryKeys.supervision({ next: toValue(kind) })),
    queryFn: ({ signal }) => api.get<NextDocument>('/api/supervision/documents/next', { kind: toValue(kind) }, signal),
    enabled: computed(() => toValue(kind) !== null),
  });
}

/** What asking for this now would make of the deadline; nothing is asked while `query` is null. A refusal is its error, at once. */
export function useRequestPreview(id: MaybeRefOrGetter<string>, query: MaybeRefOrGetter<Query | null>) {
  return useQuery({
    queryKey: computed(() => queryKeys.requestPreview(toValue(id), toValue(query))),
    queryFn: ({ signal }) => api.get<RequestPreview>(`/api/tickets/${toValue(id)}/deadline/preview`, toValue(query) ?? {}, signal),
    enabled: computed(() => toValue(query) !== null),
    gcTime: 0,
  });
}

/** Sends a command and lets everything that showed the ticket show it anew. */
export function useTicketCommand(id: MaybeRefOrGetter<string>) {
  const client = useQueryClient();
  return async (request: ActionRequest): Promise<CommandAnswer> => {
    const ticketId = toValue(id);
    const answer = await api.post<CommandAnswer>(`/api/tickets/${ticketId}/actions`, request);
    if (answer.ticket !== null) client.setQueryData(queryKeys.ticket(ticketId), answer.ticket);
    forgetLists(client, ticketId);
    return answer;
  };
}

/** The number to call; each look is written to the audit log. */
export function askContact(ticketId: string, reporterId: string): Promise<ContactAnswer> {
  return api.post<ContactAnswer>(`/api/tickets/${ticketId}/contact`, { reporterId });
}

/** A one-time follow-and-rate link for a reporter without account. */
export function makeLink(ticketId: string, reporterId: string): Promise<LinkAnswer> {
  return api.post<LinkAnswer>(`/api/tickets/${ticketId}/links`, { reporterId });
}

/** All about tickets but the one whose answer has just come. */
function forgetLists(client: QueryClient, ticketId: string): void {
  const own = JSON.stringify(queryKeys.ticket(ticketId));
  void client.invalidateQueries({ queryKey: queryKeys.tickets, predicate: (query) => JSON.stringify(query.queryKey) !== own });
}
