// Owns a yearly notice as it is typed: a row for each holiday with its days off and the days that make up for them.
// Leaves judging it to the server.
import type { NoticeInput } from '@zhitongche/shared/calendar/contract.js';
import { STATUTORY_HOLIDAY_LABELS, STATUTORY_HOLIDAYS } from '@zhitongche/shared/deadline/vocabulary.js';

export interface NoticeRow {
  name: string;
  /** One of those that every notice names. */
  known: boolean;
  /** First and last day off. */
  from: string | null;
  to: string | null;
  /** Saturdays and Sundays that are worked for it. */
  worked: (string | null)[];
}

export const emptyRow = (name = ''): NoticeRow => ({ name, known: name !== '', from: null, to: null, worked: [] });

/** The holidays that every notice names, to be filled in. */
export const emptyRows = (): NoticeRow[] => STATUTORY_HOLIDAYS.map((holiday) => emptyRow(STATUTORY_HOLIDAY_LABELS[holiday]));

/** What is filled in. A single day off needs no last day. */
export function rangesOf(rows: readonly NoticeRow[]): NonNullable<NoticeInput['ranges']> {
  return rows.flatMap(({ name, from, to, worked }) => [
    ...(from === null ? [] : [{ name, from, to: to ?? from, isOffDay: true }]),
    ...worked.flatMap((day) => (day === null ? [] : [{ name, from: day, to: day, isOffDay: false }])),
  ]);
}
