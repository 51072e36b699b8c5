// Owns looking at a file before anything happens: the plan is shown, the rows are kept (sealed) for whoever looked.
// Leaves reading bytes to read-file.ts and doing it to apply-import.ts.
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ImportPreview } from '@zhitongche/shared/exchange/contract.js';
import { SHOWN_MOST } from '@zhitongche/shared/exchange/contract.js';
import type { ExchangeKind } from '@zhitongche/shared/exchange/kinds.js';
import { SECRETS } from '../../platform/crypto/secrets.js';
import type { Secrets } from '../../platform/crypto/secrets.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DataImportEntity } from '../data-import.entity.js';
import type { Grid } from '../domain/cells.js';
import type { Importer, Surroundings } from '../domain/kind.js';
import type { Entry } from '../domain/plan.js';
import { countsOf } from '../domain/plan.js';
import { tableOf } from '../tables/tables.js';
import { makePlan } from './make-plan.js';

/** Long enough to ask a colleague about a row. */
const KEPT_MS = 2 * 3_600_000;

@Injectable()
export class PreviewImport {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(SECRETS) private readonly secrets: Secrets,
  ) {}

  async run(importer: Importer, kind: ExchangeKind, fileName: string, grid: Grid): Promise<ImportPreview> {
    return this.uow.run(async (manager) => {
      const { plan, around, digest } = await makePlan(manager, this.secrets, kind, grid, importer);
      const now = await this.uow.now(manager);
      const id = randomUUID();
      const expiresAt = new Date(now.getTime() + KEPT_MS);
      const counts = countsOf(plan);
      const applicable = plan.remarks.problems.length === 0 && plan.entries.length > 0;
      await manager.query('delete from data_import where applied_at is null and expires_at < $1', [now]);
      await manager.insert(DataImportEntity, {
        id, kind, makerId: importer.personId, fileName, digest, createdAt: now, expiresAt, appliedAt: null, counts,
        rowsSealed: applicable ? this.secrets.seal(JSON.stringify(grid)) : null,
      });
      const { problems, warnings, notes } = plan.remarks;
      return {
        id, kind, fileName, rows: plan.rows, counts, notes, applicable, expiresAt: expiresAt.toISOString(),
        problems: shown(problems, (each) => each), warnings: shown(warnings, (each) => each),
        changes: shown(plan.entries, (entry) => changeOf(entry, kind, around)),
      };
    });
  }
}

const shown = <T, S>(all: readonly T[], show: (each: T) => S): { total: number; items: S[] } => ({ total: all.length, items: all.slice(0, SHOWN_MOST).map(show) });

function changeOf({ row, label, outcome, fields }: Entry<unknown>, kind: ExchangeKind, around: Surroundings): ImportPreview['changes']['items'][number] {
  const phones = new Set(tableOf(kind).kind.columns.filter((column) => column.kind === 'phone' && column.key !== OPEN_PHONE[kind]).map(({ key }) => key));
  const mask = (key: string, text: string): string => (phones.has(key) ? around.mask(text) : text);
  return {
    row, label, outcome,
    fields: fields.map(({ key, column, before, after }) => ({ column, before: before === null ? null : mask(key, before), after: mask(key, after) })),
  };
}

/** A unit's office phone is told to every reporter. */
const OPEN_PHONE: Partial<Record<ExchangeKind, string>> = { units: 'phone' };
