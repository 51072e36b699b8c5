// Owns how much one file of tickets holds; apart from the schemas, so that screens need no validator.
// Leaves the filters to export-contract.ts.

/** Rows of one file; the rest is reached by narrowing the list. */
export const EXPORT_MOST = 10_000;
