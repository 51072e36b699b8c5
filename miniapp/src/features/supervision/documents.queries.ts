// Owns asking for documents and circulars, and issuing a circular.
// Leaves what they say to the server.
import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query';
import { computed, toValue } from 'vue';
import type { MaybeRefOrGetter } from 'vue';
import type { CircularList, CircularPreview, CircularRequest, CircularView, DocumentItem, NextDocument } from '@zhitongche/shared/supervision/circular.js';
import { api } from '../../lib/api.js';
import { useKeysetList } from '../../lib/keyset-list.js';
import { queryKeys } from '../../lib/query-keys.js';

export function useDocuments(kind: MaybeRefOrGetter<string | null>) {
  return useKeysetList<DocumentItem>('/api/supervision/documents', () => ({ kind: toValue(kind) }), (query) => queryKeys.supervision({ documents: true, ...query }));
}

export function useCirculars() {
  return useQuery({ queryKey: queryKeys.supervision({ circulars: true }), queryFn: ({ signal }) => api.get<CircularList>('/api/supervision/circulars', {}, signal) });
}

/** Asked by supervisors only. */
export function useCircularPreview(month: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => queryKeys.supervision({ month: toValue(month) })),
    queryFn: ({ signal }) => api.get<CircularPreview>('/api/supervision/circulars/preview', { month: toValue(month) }, signal),
  });
}

export function useCircular(id: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => queryKeys.supervision({ circular: toValue(id) })),
    queryFn: ({ signal }) => api.get<CircularView>(`/api/supervision/circulars/${toValue(id)}`, {}, signal), staleTime: Infinity,
  });
}

export function useNextCircular() {
  return useQuery({
    queryKey: queryKeys.supervision({ next: 'circular' }),
    queryFn: ({ signal }) => api.get<NextDocument>('/api/supervision/documents/next', { kind: 'circular' }, signal),
  });
}

export function useIssueCircular() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: CircularRequest) => api.post<CircularView>('/api/supervision/circulars', request),
    onSettled: () => queries.invalidateQueries({ queryKey: queryKeys.supervisions }),
  });
}
