// Owns reading a list page by page: each page names where the next begins.
// Leaves drawing to components/keyset-list.vue and what is listed to the features.
import { useInfiniteQuery } from '@tanstack/vue-query';
import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import { api, type Query } from './api.js';

export interface KeysetPage<Item> {
  items: Item[];
  next: string | null;
}

export interface KeysetList<Item> {
  items: ComputedRef<Item[]>;
  /** The first page is on its way and there is nothing to show yet. */
  pending: ComputedRef<boolean>;
  error: ComputedRef<unknown>;
  hasMore: ComputedRef<boolean>;
  loadingMore: ComputedRef<boolean>;
  loadMore(): void;
  retry(): void;
}

/** A list under `path`; it starts anew whenever `query` changes. `key` names it in the cache. */
export function useKeysetList<Item>(path: string, query: MaybeRefOrGetter<Query>, key: (query: Query) => readonly unknown[]): KeysetList<Item> {
  const result = useInfiniteQuery({
    queryKey: computed(() => key(toValue(query))),
    queryFn: ({ pageParam, signal }) => api.get<KeysetPage<Item>>(path, { ...toValue(query), cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  return {
    items: computed(() => result.data.value?.pages.flatMap((page) => page.items) ?? []),
    pending: computed(() => result.isPending.value),
    error: computed(() => result.error.value),
    hasMore: computed(() => result.hasNextPage.value),
    loadingMore: computed(() => result.isFetchingNextPage.value),
    loadMore: () => { if (!result.isFetchingNextPage.value) void result.fetchNextPage(); },
    retry: () => { void result.refetch(); },
  };
}
