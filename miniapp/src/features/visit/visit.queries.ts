// Owns reading and saving visits (走访记录).
// Leaves what follows from a visit, 当场解决 or 一键上报, to the screens.
import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import type { VisitRequest, VisitView } from '@zhitongche/shared/visit/contract.js';
import { api } from '../../lib/api.js';
import { useKeysetList } from '../../lib/keyset-list.js';
import { queryKeys } from '../../lib/query-keys.js';

/** One visit; asks nothing while `id` is undefined. */
export function useVisit(id: MaybeRefOrGetter<string | undefined>) {
  return useQuery({
    queryKey: computed(() => queryKeys.visit(toValue(id) ?? '')),
    queryFn: ({ signal }) => api.get<VisitView>(`/api/visits/${toValue(id) ?? ''}`, {}, signal),
    enabled: () => toValue(id) !== undefined,
  });
}

/** The reader's own visits on a line, newest first. */
export function useVisitList(line: string) {
  return useKeysetList<VisitView>('/api/visits', { line }, queryKeys.visits);
}

export function useSaveVisit() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (visit: VisitRequest) => api.post<VisitView>('/api/visits', visit),
    onSuccess: (visit) => {
      void queries.invalidateQueries({ queryKey: ['visits', 'list'] });
      queries.setQueryData(queryKeys.visit(visit.id), visit);
    },
  });
}
