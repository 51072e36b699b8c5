// Owns the table of imports: a file's rows (sealed: they hold phones) waiting to be applied by whoever looked at them.
// Leaves what they do to actions/.
import type { ExchangeKind, Outcome } from '@zhitongche/shared/exchange/kinds.js';
import { EXCHANGE_KINDS } from '@zhitongche/shared/exchange/kinds.js';
import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import { id, instant, json, oneOf, optionalInstant, optionalText, text } from '../platform/database/columns.js';

@Entity('data_import')
@Check('data_import_kind', oneOf('kind', EXCHANGE_KINDS))
export class DataImportEntity {
  @PrimaryColumn('uuid') id: string;
  @Column(text) kind: ExchangeKind;
  /** A person's id, or `console`. */
  @Column(id) makerId: string;
  @Column(text) fileName: string;
  /** The grid as JSON, sealed; removed once applied. */
  @Column(optionalText) rowsSealed: string | null;
  /** Hash of everything the preview would change, former values included: another one means that the data has changed meanwhile. */
  @Column(text) digest: string;
  @Column(instant) createdAt: Date;
  @Column(instant) expiresAt: Date;
  @Column(optionalInstant) appliedAt: Date | null;
  @Column(json) counts: Record<Outcome, number>;
}
