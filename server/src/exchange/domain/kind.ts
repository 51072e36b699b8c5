// Owns what every kind of base data has in common: columns, reading a line, showing a record, checking the whole.
// Leaves each kind to kinds/ and comparing to plan.ts.
import type { ExchangeKind } from '@zhitongche/shared/exchange/kinds.js';
import type { Cells, Column } from './columns.js';
import type { Line, Remarks } from './lines.js';
import type { Names, Named } from './names.js';

export interface UnitName extends Named {
  kind: string;
}
/** A place of the division; its id is its code. */
export interface PlaceName extends Named {
  kind: string;
  parentCode: string | null;
}

/** What names in a file can mean: as the database has it. */
export interface Surroundings {
  units: Names<UnitName>;
  places: Names<PlaceName>;
  categories: Names;
  lines: Names;
  enterprises: Names;
  /** Who may be linked, and to what: enterprises, villages and towns. */
  people: Names;
  subjects: Names;
  /** Ids of units that the catalogue or a line still names, with how many do. */
  unitsNeeded: ReadonlyMap<string, number>;
  /** Open tickets by the unit that leads them. */
  openTickets: ReadonlyMap<string, number>;
  /** 139****1234 */
  mask: (phone: string) => string;
  /** Keyed hash of a phone. */
  fingerprint: (phone: string) => string;
}

/** What the person at work may bring in. Rights belong to another administrator than people (domain section 2). */
export interface Importer {
  personId: string;
  records: boolean;
  rights: boolean;
}

export interface Draft<T> {
  line: Line;
  key: string;
  before: T | undefined;
  after: T;
}

export interface Kind<T> {
  name: ExchangeKind;
  columns: readonly Column[];
  keyOf(record: T): string;
  active(record: T): boolean;
  /** How the preview calls it. */
  label(record: T): string;
  cells(record: T, around: Surroundings): Cells;
  /** What names mean once the file's own rows count too. */
  widen(lines: readonly Line[], around: Surroundings): Surroundings;
  /** The record a line asks for, or null after telling the line why not. */
  read(line: Line, present: ReadonlyMap<string, T>, around: Surroundings): Draft<T> | null;
  /** What only shows when all rows are there: the last of something, a parent that ends. */
  checkAll(drafts: readonly Draft<T>[], present: ReadonlyMap<string, T>, around: Surroundings, importer: Importer, remarks: Remarks): void;
}
