// Owns comparing a file with what is there: new, changed cell by cell, ended, unchanged, and everything that is wrong.
// Leaves reading rows to the kinds and writing to the tables.
import type { Outcome } from '@zhitongche/shared/exchange/kinds.js';
import { IMPORT_MOST_ROWS } from '@zhitongche/shared/exchange/kinds.js';
import type { Grid } from './cells.js';
import type { Draft, Importer, Kind, Surroundings } from './kind.js';
import { Remarks, linesOf } from './lines.js';

export interface Entry<T> {
  row: number;
  key: string;
  label: string;
  outcome: Exclude<Outcome, 'unchanged'>;
  before: T | null;
  after: T;
  /** Headings with the cells before and after; phones are whole here and masked where they are shown. */
  fields: { key: string; column: string; before: string | null; after: string }[];
}

export interface Plan<T> {
  rows: number;
  unchanged: number;
  entries: Entry<T>[];
  remarks: Remarks;
}

/** @param present what is there, by key */
export function planOf<T>(kind: Kind<T>, grid: Grid, present: ReadonlyMap<string, T>, around: Surroundings, importer: Importer): Plan<T> {
  const remarks = new Remarks();
  const lines = linesOf(grid, kind.columns, remarks, around.mask);
  if (remarks.problems.length === 0 && lines.length === 0) remarks.problems.push({ row: 0, column: '', value: '', message: '表头下面没有内容。' });
  if (lines.length > IMPORT_MOST_ROWS) {
    remarks.problems.push({ row: 0, column: '', value: '', message: `共 ${String(lines.length)} 行，一次最多 ${String(IMPORT_MOST_ROWS)} 行，请分成几个文件。` });
    return { rows: lines.length, unchanged: 0, entries: [], remarks };
  }
  const wider = kind.widen(lines, around);
  const drafts = withoutDoubles(lines.flatMap((line) => {
    const draft = kind.read(line, present, wider);
    return draft && !line.wrong ? [draft] : [];
  }), kind, wider);
  kind.checkAll(drafts, present, wider, importer, remarks);
  const entries = drafts.flatMap((draft) => entryOf(kind, draft, wider));
  remarks.problems.sort((a, b) => a.row - b.row);
  remarks.warnings.sort((a, b) => a.row - b.row);
  return { rows: lines.length, unchanged: drafts.length - entries.length, entries, remarks };
}

/** Two rows for one thing: the same again is only told, something else is refused. */
function withoutDoubles<T>(drafts: readonly Draft<T>[], kind: Kind<T>, around: Surroundings): Draft<T>[] {
  const first = new Map<string, Draft<T>>();
  for (const draft of drafts) {
    const earlier = first.get(draft.key);
    if (!earlier) first.set(draft.key, draft);
    else if (JSON.stringify(kind.cells(earlier.after, around)) === JSON.stringify(kind.cells(draft.after, around))) draft.line.warning('', `与第 ${String(earlier.line.row)} 行完全相同，只算一次。`);
    else draft.line.problem('', `与第 ${String(earlier.line.row)} 行是同一个，内容却不同，请只留一行。`);
  }
  return [...first.values()];
}

function entryOf<T>(kind: Kind<T>, { line, key, before, after }: Draft<T>, around: Surroundings): Entry<T>[] {
  const now = kind.cells(after, around);
  const then = before === undefined ? null : kind.cells(before, around);
  const fields = kind.columns.filter((column) => !column.readOnly && (then === null ? now[column.key] !== '' : now[column.key] !== then[column.key]))
    .map((column) => ({ key: column.key, column: column.heading, before: then?.[column.key] ?? null, after: now[column.key] ?? '' }));
  if (before !== undefined && fields.length === 0) return [];
  const outcome = before === undefined ? 'new' : kind.active(before) && !kind.active(after) ? 'ended' : 'changed';
  return [{ row: line.row, key, label: kind.label(after), outcome, before: before ?? null, after, fields }];
}

/** How many of each; unchanged ones and doubles write nothing. */
export function countsOf<T>({ entries, unchanged }: Plan<T>): Record<Outcome, number> {
  const of = (outcome: Outcome): number => entries.filter((entry) => entry.outcome === outcome).length;
  return { new: of('new'), changed: of('changed'), ended: of('ended'), unchanged };
}
