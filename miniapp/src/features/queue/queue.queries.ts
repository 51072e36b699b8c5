// Owns reading the queue's state and what an administrator does about failed jobs.
// Leaves who may to the server.
import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query';
import type { FailedJob, QueueOverview, RerunAnswer, RerunRequest, SetAsideItem, SetAsideRequest } from '@zhitongche/shared/queue/contract.js';
import { api } from '../../lib/api.js';
import { useKeysetList } from '../../lib/keyset-list.js';
import { queryKeys } from '../../lib/query-keys.js';

const lookAgainMs = 4_000;

/** The queue's figures, looked at again while somebody watches. */
export function useQueueOverview() {
  return useQuery({
    queryKey: [...queryKeys.queue, 'overview'],
    queryFn: ({ signal }) => api.get<QueueOverview>('/api/admin/queue', {}, signal),
    refetchInterval: lookAgainMs,
  });
}

/** The failed jobs of one kind; anew whenever their number, which the overview tells, is another. */
export function useFailedJobs(which: () => { job: string; count: number }) {
  return useKeysetList<FailedJob>('/api/admin/queue/failed', () => ({ job: which().job }), (query) => [...queryKeys.queue, 'failed', query, which().count]);
}

/** What was set aside; anew whenever the number of what is set aside now is another. */
export function useSetAsideJobs(count: () => number) {
  return useKeysetList<SetAsideItem>('/api/admin/queue/set-aside', {}, () => [...queryKeys.queue, 'set-aside', count()]);
}

export const useRerun = () => useQueueAct((request: RerunRequest) => api.post<RerunAnswer>('/api/admin/queue/rerun', request));
export const useSetAside = () => useQueueAct((request: SetAsideRequest) => api.post<undefined>('/api/admin/queue/set-aside', request));
export const useTakeBack = () => useQueueAct((id: string) => api.post<undefined>('/api/admin/queue/take-back', { id }));

/** Also after a refusal: somebody else was faster, and the screen should show it. */
function useQueueAct<Request, Answer>(act: (request: Request) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: act, onSettled: () => queries.invalidateQueries({ queryKey: queryKeys.queue }) });
}
