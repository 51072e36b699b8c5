// Owns how answers are cached, asked for again, and what happens when the session has ended.
// Leaves single queries to the features.
import { QueryCache, MutationCache, QueryClient } from '@tanstack/vue-query';
import { replaceSession } from '../features/session/session.queries.js';
import { ApiError, mayRetryAtOnce } from '../lib/api.js';

const freshMs = 15_000;
const maxRetries = 2;

export function createQueryClient(): QueryClient {
  /** Signed out elsewhere or expired: the shell then shows the landing, drafts stay. A resident with a link never had one. */
  const onError = (error: unknown) => {
    if (error instanceof ApiError && error.status === 401) replaceSession(client, null);
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      // `always`: the browser's own idea of being online is often wrong; a failed request is the better witness.
      queries: { networkMode: 'always', staleTime: freshMs, retry: (count, error) => count < maxRetries && mayRetryAtOnce(error) },
      // Never by itself: the person decides to send again, with the same id.
      mutations: { networkMode: 'always', retry: false },
    },
  });
  return client;
}
