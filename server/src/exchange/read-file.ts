// Owns turning a file's bytes into a grid: .xlsx, or .csv as UTF-8, UTF-16 or GB18030 with commas, semicolons or tabs.
// Leaves what the cells say to domain/.
import { refuse } from '@zhitongche/shared/errors.js';
import { IMPORT_MOST_BYTES, IMPORT_MOST_ROWS } from '@zhitongche/shared/exchange/kinds.js';
import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import type { UnzipFileInfo } from 'fflate';
import type { Cell, Grid } from './domain/cells.js';

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
/** Compound file: .xls, and .xlsx with a password. */
const COMPOUND = Buffer.from('d0cf11e0a1b11ae1', 'hex');
/** A few kilobytes of zeros can stand for gigabytes. */
const UNPACKED_MOST = 200 * 1024 * 1024;
/** One more than may be, so that the plan can say how many there are; headings and titles stand above. */
const ROWS_READ = IMPORT_MOST_ROWS + 100;
const DELIMITERS = [',', ';', '\t'] as const;

/**
 * The first sheet. Formulas come as the value Excel last showed; nothing is computed.
 * @throws Refusal IMPORT_FILE_TOO_LARGE, IMPORT_FILE_OLD, IMPORT_FILE_UNREADABLE
 */
export async function readFile(bytes: Buffer): Promise<Grid> {
  if (bytes.length > IMPORT_MOST_BYTES) refuse('IMPORT_FILE_TOO_LARGE');
  if (bytes.subarray(0, COMPOUND.length).equals(COMPOUND)) refuse('IMPORT_FILE_OLD');
  return bytes.subarray(0, ZIP.length).equals(ZIP) ? readXlsx(bytes) : readCsv(decode(bytes));
}

async function readXlsx(bytes: Buffer): Promise<Grid> {
  try {
    const contents: UnzipFileInfo[] = [];
    // Only the list of contents is read: the filter wants none of them.
    unzipSync(bytes, { filter: (entry) => { contents.push(entry); return false; } });
    if (contents.reduce((sum, { originalSize }) => sum + originalSize, 0) > UNPACKED_MOST) refuse('IMPORT_FILE_TOO_LARGE');
    if (!contents.some(({ name }) => name === 'xl/workbook.xml')) refuse('IMPORT_FILE_UNREADABLE');
    const { readSheet } = await import('read-excel-file/node'); // Loaded when the first is read: a process starts sooner without it.
    return await readSheet(bytes) as Cell[][]; // the package types a date by its constructor instead of its instance
  } catch (error) {
    if (error instanceof Error && error.name === 'Refusal') throw error;
    return refuse('IMPORT_FILE_UNREADABLE');
  }
}

/** By the mark at the beginning; without one UTF-8 if it is valid, else what a Chinese Excel writes. */
function decode(bytes: Buffer): string {
  if (bytes.length === 0) refuse('IMPORT_FILE_UNREADABLE');
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes.includes(0)) refuse('IMPORT_FILE_UNREADABLE');
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not in this one.
    }
  }
  return refuse('IMPORT_FILE_UNREADABLE');
}

function readCsv(text: string): Grid {
  try {
    const records: string[][] = parse(text, { delimiter: delimiterOf(text), relax_column_count: true, relax_quotes: true, to: ROWS_READ });
    return records;
  } catch {
    return refuse('IMPORT_FILE_UNREADABLE');
  }
}

/** The one that the first line with any of them has most of, outside quotes. */
function delimiterOf(text: string): string {
  const line = text.split(/\r?\n/).find((each) => DELIMITERS.some((delimiter) => each.includes(delimiter))) ?? '';
  const bare = line.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}
