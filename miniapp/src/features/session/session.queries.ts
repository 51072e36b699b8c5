// Owns who is signed in, changing the demo person, and signing out.
// Leaves what a person may do to the server.
import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/vue-query';
import { computed, toValue, type MaybeRefOrGetter } from 'vue';
import type { Role } from '@zhitongche/shared/directory/vocabulary.js';
import type { DemoPersonList, SessionView } from '@zhitongche/shared/session/contract.js';
import { api, ApiError } from '../../lib/api.js';
import { draftOwner } from '../../lib/drafts.js';
import { queryKeys } from '../../lib/query-keys.js';

export type Person = SessionView['person'];

/** The session, or null when nobody is signed in. Knowing who it is also says whose drafts are read. */
async function readSession(signal?: AbortSignal): Promise<SessionView | null> {
  try {
    return arrive(await api.get<SessionView>('/api/session', {}, signal));
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

function arrive(session: SessionView): SessionView {
  draftOwner.value = session.person.id;
  return session;
}

export function useSession() {
  return useQuery({ queryKey: queryKeys.session, queryFn: ({ signal }) => readSession(signal), staleTime: Infinity });
}

/** The person of a screen that is shown only to somebody signed in. */
export function usePerson() {
  const { data } = useSession();
  return computed(() => data.value?.person ?? null);
}

export const hasRole = (person: Person | null, ...roles: Role[]): boolean => person?.roles.some((grant) => roles.includes(grant.role)) ?? false;

/** The demo people; fails with DEMO_SIGN_IN_OFF where there is no demo. */
export function useDemoPeople(q: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => queryKeys.demoPeople(toValue(q))),
    queryFn: ({ signal }) => api.get<DemoPersonList>('/api/session/demo', { q: toValue(q) }, signal),
  });
}

export function useDemoSignIn() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (personId: string) => arrive(await api.post<SessionView>('/api/session/demo', { personId })),
    onSuccess: (session) => { replaceSession(queries, session); },
  });
}

export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({ mutationFn: () => api.delete('/api/session'), onSuccess: () => { replaceSession(queries, null); } });
}

/** Forgets everything the former person saw, then shows the app to the next. */
export function replaceSession(queries: QueryClient, session: SessionView | null): void {
  queries.setQueryData(queryKeys.session, session);
  queries.removeQueries({ predicate: (query) => query.queryKey[0] !== queryKeys.session[0] && query.queryKey[0] !== 'follow' });
}
