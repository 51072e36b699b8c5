// Owns reading in-app notices and marking them as read.
// Leaves who is told of what to the server.
import { useMutation, useQuery, useQueryClient } from '@tanstack/vue-query';
import type { NoticeItem, NoticePage } from '@zhitongche/shared/notification/contract.js';
import { api } from '../../lib/api.js';
import { useKeysetList } from '../../lib/keyset-list.js';
import { queryKeys } from '../../lib/query-keys.js';

const askAgainMs = 30_000;

/** How many notices are unread; looked at again while the app is open. */
export function useUnreadCount() {
  return useQuery({
    queryKey: [...queryKeys.notices, 'unread'],
    queryFn: ({ signal }) => api.get<NoticePage>('/api/notices', { limit: 1 }, signal),
    select: (page) => page.unread,
    refetchInterval: askAgainMs,
  });
}

export function useNoticeList() {
  return useKeysetList<NoticeItem>('/api/notices', {}, () => [...queryKeys.notices, 'list']);
}

/** Marks the given notices as read, or all of them. */
export function useMarkRead() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (ids?: string[]) => api.post('/api/notices/read', ids === undefined ? {} : { ids }),
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeys.notices }),
  });
}
