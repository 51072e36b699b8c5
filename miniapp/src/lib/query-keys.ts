// Owns the names under which answers are cached, so that every feature forgets the right ones after a change.
// Leaves fetching to the features' queries.
import type { Query } from './api.js';

export const queryKeys = {
  session: ['session'] as const,
  demoPeople: (q: string) => ['demo-people', q] as const,
  lines: ['lines'] as const,
  units: ['units'] as const,
  colleagues: ['colleagues'] as const,
  categories: (line: string) => ['categories', line] as const,
  subjects: (line: string, q: string) => ['subjects', line, q] as const,
  /** Everything about tickets starts with 'tickets': lists, counts and single ones. */
  tickets: ['tickets'] as const,
  ticket: (id: string) => ['tickets', 'one', id] as const,
  ticketDeadline: (id: string) => ['tickets', 'deadline', id] as const,
  requestPreview: (id: string, query: Query | null) => ['tickets', 'request-preview', id, query] as const,
  ticketList: (query: Query) => ['tickets', 'list', query] as const,
  counts: ['tickets', 'counts'] as const,
  calendar: ['calendar'] as const,
  supervisions: ['tickets', 'supervision'] as const,
  supervision: (query: Query) => ['tickets', 'supervision', query] as const,
  importKinds: ['imports', 'kinds'] as const,
  follow: (token: string) => ['follow', token] as const,
  visits: (query: Query) => ['visits', 'list', query] as const,
  visit: (id: string) => ['visits', 'one', id] as const,
  notices: ['notices'] as const,
  /** Everything about the queue of jobs. */
  queue: ['queue'] as const,
};
