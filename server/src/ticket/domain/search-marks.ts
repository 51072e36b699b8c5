// Owns the marks of a search: by which a reader's tickets and a span of time are met in the index, beside the words.
// Leaves putting them there to the migration MarkSearch, which says the same in SQL, and rights to ticket.scope.ts.

/** What a ticket is marked with besides its words; each prefix is that of MarkSearch. */
export const markOf = {
  submitter: (id: string): string => `by:${id}`,
  subject: (id: string): string => `of:${id}`,
  desk: (id: string): string => `at:${id}`,
  town: (id: string): string => `in:${id}`,
  unit: (id: string): string => `to:${id}`,
} as const;

/** Days of the spans that tickets are marked with, the shortest first. */
export const SPANS = [4, 32, 256] as const;
export type Span = (typeof SPANS)[number];

const DAY_MS = 86_400_000;

export interface Stretch {
  /** Marks of the span in which the newest ticket lies, and of the one before it. */
  marks: string[];
  /** The first instant they cover. */
  since: Date;
}

/** The latest stretch of time before `newest`, between one and two spans long. */
export function stretchBefore(newest: Date, days: Span): Stretch {
  const at = Math.floor(newest.getTime() / DAY_MS / days);
  return { marks: [at - 1, at].map((span) => `${String(days)}d:${String(span)}`), since: new Date((at - 1) * days * DAY_MS) };
}

/** What was seen of a list while a word was looked for in its newest tickets. */
export interface Seen {
  /** How many of them had the word. */
  had: number;
  newest: Date;
  oldest: Date;
}

/**
 * How far back a page of `wanted` tickets is likely to reach, at half as much again; null where only the whole index will do.
 * A guess that is wrong costs one more look, never a ticket.
 */
export function likelySpan({ had, newest, oldest }: Seen, wanted: number): Span | null {
  const daysLooked = (newest.getTime() - oldest.getTime()) / DAY_MS;
  // A word not met yet may still be there, half a time.
  const days = 1.5 * wanted * daysLooked / Math.max(had, 0.5);
  return SPANS.find((span) => span >= days) ?? null;
}
