// Owns telling whether a text from an address can be the id of a row.
// Leaves whether there is such a row to the queries.

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Anything else would only make PostgreSQL stumble. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
