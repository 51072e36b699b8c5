// Owns sending a report and reading the lists of one's own.
// Leaves the single ticket to the ticket feature.
import { useMutation, useQueryClient } from '@tanstack/vue-query';
import type { MaybeRefOrGetter } from 'vue';
import type { CommandAnswer, SubmitRequest, TicketSummary } from '@zhitongche/shared/ticket/contract.js';
import { api, type Query } from '../../lib/api.js';
import { useKeysetList } from '../../lib/keyset-list.js';
import { queryKeys } from '../../lib/query-keys.js';

/** Sends a report. The same request twice is one ticket, so sending again after a dead network is safe. */
export function useSendReport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: SubmitRequest) => api.post<CommandAnswer>('/api/tickets', request),
    onSuccess: (answer, request) => {
      if (answer.ticket !== null) queries.setQueryData(queryKeys.ticket(request.id), answer.ticket);
      void queries.invalidateQueries({ queryKey: [...queryKeys.tickets, 'list'] });
      void queries.invalidateQueries({ queryKey: queryKeys.counts });
      if (request.visitId) void queries.invalidateQueries({ queryKey: queryKeys.visit(request.visitId) });
    },
  });
}

/** Tickets that fit `query`, in the server's order. */
export function useTicketList(query: MaybeRefOrGetter<Query>) {
  return useKeysetList<TicketSummary>('/api/tickets', query, queryKeys.ticketList);
}
