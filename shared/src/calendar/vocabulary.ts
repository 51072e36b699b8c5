// Owns the words and measures of the working calendar, without a validator.
// Leaves requests and answers to contract.ts.

/** The notices that the system came with. */
export const BASE_VERSION = 1;
/** Characters of a file that is taken; a year's notice has three or four thousand. */
export const NOTICE_FILE_MOST = 50_000;
/** Rows of a preview's lists; their totals are whole. */
export const SHOWN_MOST = 100;

export const CALENDAR_ACTS = ['imported', 'restored'] as const;
export type CalendarAct = (typeof CALENDAR_ACTS)[number];
