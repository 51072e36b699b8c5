// Owns writing tables as .xlsx and .csv: headings that stay in view, real dates in Shanghai time, nothing that computes.
// Leaves which columns there are, and masking, to the features.
import type { Readable } from 'node:stream';
import { guarded } from '@zhitongche/shared/exchange/formula-guard.js';
import type { CellObject, SheetData } from 'write-excel-file/node';

/** An instant is shown to the minute as a clock in Shanghai shows it; null is an empty cell. */
export type CellContent = string | number | Date | null;

export interface SheetColumn {
  heading: string;
  /** In characters of the screen; a Chinese one takes two. */
  width: number;
}

export interface Sheet {
  name: string;
  columns: readonly SheetColumn[];
  rows: readonly (readonly CellContent[])[];
}

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const CSV_TYPE = 'text/csv; charset=utf-8';
const SHANGHAI_MS = 8 * 3_600_000;
const MOMENT = 'yyyy-mm-dd hh:mm';
// XML 1.0 has no place for these; one of them would make the whole file unreadable.
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** Excel's own limit of a cell. */
const CELL_LENGTH = 32_767;

/** The instant whose UTC fields are what a clock in Shanghai shows; Excel's dates have no zone. */
export const onShanghaiClock = (instant: Date): Date => new Date(instant.getTime() + SHANGHAI_MS);

/** The first sheet is what the file is about; further ones explain it. */
export async function xlsxStream(sheets: readonly Sheet[]): Promise<Readable> {
  // Loaded when the first sheet is wanted: a process starts much sooner without it.
  const { default: writeXlsx } = await import('write-excel-file/node');
  const toStream = writeXlsx(sheets.map(({ name, columns, rows }) => ({
    sheet: name, columns: columns.map(({ width }) => ({ width })), stickyRowsCount: 1,
    data: [
      columns.map(({ heading }): CellObject => ({ value: heading, type: String, fontWeight: 'bold', backgroundColor: '#eef2f7' })),
      ...rows.map((row) => row.map(cellOf)),
    ] satisfies SheetData,
  // The package's type offers one overload to the caller; without an argument it answers the stream.
  }))).toStream as () => Promise<Readable>;
  return toStream();
}

function cellOf(content: CellContent): CellObject | null {
  if (content === null || content === '') return null;
  if (content instanceof Date) return { value: onShanghaiClock(content), type: Date, format: MOMENT };
  if (typeof content === 'number') return { value: content, type: Number };
  // Text format: a code keeps its zeros when somebody types a new one below.
  return { value: guarded(content).replace(UNWRITABLE, '').slice(0, CELL_LENGTH), type: String, format: '@' };
}

/** One sheet as CSV that a Chinese Excel opens by double click: UTF-8 with its mark, CRLF. */
export function csvText({ columns, rows }: Sheet): string {
  const lines = [columns.map(({ heading }) => heading), ...rows].map((row) => row.map(csvCell).join(','));
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

function csvCell(content: CellContent): string {
  if (content === null) return '';
  const text = content instanceof Date ? onShanghaiClock(content).toISOString().slice(0, 16).replace('T', ' ')
    : typeof content === 'number' ? String(content) : guarded(content).replace(UNWRITABLE, '');
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Content-Disposition for a file name in any script (RFC 6266). */
export const attachment = (name: string): string => `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
