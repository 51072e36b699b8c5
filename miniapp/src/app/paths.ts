// Owns every address inside the mini-app: the only place where a path is written.
// Leaves which component answers to the router and the modules' routes.

/** The entries a person may come in by. The enterprise edition is an entry of its own on the line `qinqing`. */
export const ENTRY_KEYS = ['qinqing', 'minqing', 'enterprise'] as const;
export type EntryKey = (typeof ENTRY_KEYS)[number];

function withQuery(path: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

export const paths = {
  entry: () => '/',
  notices: () => '/notices',
  search: () => '/search',
  ticket: (id: string) => `/t/${id}`,
  /** Follow-and-rate by one-time link; needs no session. */
  follow: (token: string) => `/f/${token}`,
  desk: (worklist?: string) => withQuery('/desk', { list: worklist }),
  /** The supervisor's list, or a head's own part of it. */
  supervision: () => '/supervision',
  documents: () => '/supervision/documents',
  /** One document on paper: the place of its event in the ticket's history. */
  card: (ticketId: string, seq: number | string) => `/supervision/documents/${ticketId}/${String(seq)}`,
  circulars: () => '/supervision/circulars',
  circular: (id: string) => `/supervision/circulars/${id}`,
  /** The administrators' entry, or one of its sections. */
  admin: (section?: string) => (section === undefined ? '/admin' : `/admin/${section}`),
  home: (entry: EntryKey) => `/m/${entry}`,
  /** `visitId` carries subject and words of a visit into the form; `solved` opens it as 当场解决. */
  report: (entry: EntryKey, query: { visitId?: string; solved?: boolean } = {}) =>
    withQuery(`/m/${entry}/report`, { visit: query.visitId, solved: query.solved ? 'true' : undefined }),
  receipt: (entry: EntryKey, ticketId: string) => `/m/${entry}/receipt/${ticketId}`,
  submissions: (entry: EntryKey, status?: string) => withQuery(`/m/${entry}/submissions`, { status }),
  newVisit: (entry: EntryKey) => `/m/${entry}/visits/new`,
  visits: (entry: EntryKey) => `/m/${entry}/visits`,
  visit: (entry: EntryKey, id: string) => `/m/${entry}/visits/${id}`,
} as const;

/** The whole link to hand out of the app, e.g. in a QR code. `path` is one of {@link paths}. */
export function absoluteLink(path: string): string {
  const { origin, pathname } = window.location;
  return `${origin}${pathname}#${path}`;
}
