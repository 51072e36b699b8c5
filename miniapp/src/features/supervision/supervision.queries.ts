// Owns asking for the supervisor's list, and what of it is asked for.
// Leaves what stands in it to the server.
import { useQuery } from '@tanstack/vue-query';
import { computed, toValue } from 'vue';
import type { MaybeRefOrGetter } from 'vue';
import type { SupervisionItem, SupervisionOverview } from '@zhitongche/shared/supervision/contract.js';
import type { SupervisionSection } from '@zhitongche/shared/supervision/vocabulary.js';
import { api } from '../../lib/api.js';
import { useKeysetList } from '../../lib/keyset-list.js';
import { queryKeys } from '../../lib/query-keys.js';

/** A list is open beside other work for hours: it looks again by itself. */
const lookAgainMs = 15_000;

export interface SupervisionFilters {
  line: string | null;
  unit: string | null;
}

/** `enabled`: whether the reader has such a list. */
export function useSupervisionOverview(filters: MaybeRefOrGetter<SupervisionFilters>, enabled: MaybeRefOrGetter<boolean> = true) {
  return useQuery({
    queryKey: computed(() => queryKeys.supervision({ ...toValue(filters) })),
    queryFn: ({ signal }) => api.get<SupervisionOverview>('/api/supervision', { ...toValue(filters) }, signal),
    refetchInterval: lookAgainMs, enabled: computed(() => toValue(enabled)),
  });
}

export function useSupervisionItems(section: MaybeRefOrGetter<SupervisionSection | 'owing'>, filters: MaybeRefOrGetter<SupervisionFilters>) {
  const query = computed(() => ({ section: toValue(section), ...toValue(filters) }));
  return useKeysetList<SupervisionItem>('/api/supervision/items', query, queryKeys.supervision);
}
