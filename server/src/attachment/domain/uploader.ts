// Owns who an upload belongs to: a person with a session, or the reporter of a one-time link.
// Leaves finding out who is there to the endpoints.

export type Uploader = { kind: 'person'; personId: string } | { kind: 'reporter'; reporterId: string };

/** The columns that say so: exactly one is filled. */
export const ownerOf = (uploader: Uploader): { personId: string | null; reporterId: string | null } => ({
  personId: uploader.kind === 'person' ? uploader.personId : null,
  reporterId: uploader.kind === 'reporter' ? uploader.reporterId : null,
});

/** As it stands in the proof of an address; never shown. */
export const readerKey = (uploader: Uploader): string => (uploader.kind === 'person' ? uploader.personId : `link:${uploader.reporterId}`);
