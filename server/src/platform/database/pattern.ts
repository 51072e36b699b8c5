// Owns turning what somebody typed into an ILIKE pattern.
// Leaves which columns it is matched against to the queries.

/** `%typed%`, or null for nothing; typed characters are themselves, never wildcards. */
export function pattern(q: string | undefined): string | null {
  return q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null;
}
