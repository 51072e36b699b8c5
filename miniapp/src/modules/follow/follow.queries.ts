// Owns asking about and answering for one ticket by a one-time link, without an account.
// Leaves what the link allows to the server.
import { useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, toValue } from 'vue';
import type { MaybeRefOrGetter } from 'vue';
import type { ActionRequest, CommandAnswer, FollowView } from '@zhitongche/shared/ticket/contract.js';
import { lookAgainMs } from '../../features/ticket/ticket.queries.js';
import { api } from '../../lib/api.js';
import { queryKeys } from '../../lib/query-keys.js';

/** What the link shows, kept fresh while the page is open; fails with LINK_NOT_FOUND or LINK_EXPIRED. */
export function useFollowed(token: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => queryKeys.follow(toValue(token))),
    queryFn: ({ signal }) => api.get<FollowView>(`/api/follow/${toValue(token)}`, {}, signal),
    refetchInterval: (query) => (query.state.error === null ? lookAgainMs(query.state.data?.ticket) : false),
  });
}

/** Sends a command of the link's reporter. */
export function useFollowCommand(token: MaybeRefOrGetter<string>) {
  const client = useQueryClient();
  return async (request: ActionRequest): Promise<CommandAnswer> => {
    const answer = await api.post<CommandAnswer>(`/api/follow/${toValue(token)}/actions`, request);
    await client.invalidateQueries({ queryKey: queryKeys.follow(toValue(token)) });
    return answer;
  };
}
