// Owns computing what a grid would do to the database as it is at this moment; used for looking and again for doing.
// Leaves the comparison to domain/plan.ts and the rows to tables/.
import { createHash } from 'node:crypto';
import type { ExchangeKind } from '@zhitongche/shared/exchange/kinds.js';
import type { EntityManager } from 'typeorm';
import type { Secrets } from '../../platform/crypto/secrets.js';
import type { Grid } from '../domain/cells.js';
import type { Importer, Surroundings } from '../domain/kind.js';
import type { Plan } from '../domain/plan.js';
import { planOf } from '../domain/plan.js';
import { surroundingsOf } from '../tables/surroundings.js';
import { tableOf } from '../tables/tables.js';

export interface MadePlan {
  plan: Plan<unknown>;
  around: Surroundings;
  /** The same for the same effect on the same data. */
  digest: string;
}

/** As many queries for 20,000 rows as for one. */
export async function makePlan(manager: EntityManager, secrets: Secrets, kind: ExchangeKind, grid: Grid, importer: Importer): Promise<MadePlan> {
  const { kind: rules, load } = tableOf(kind);
  const around = await surroundingsOf(manager, kind, secrets);
  const present = new Map((await load(manager, secrets)).map((record) => [rules.keyOf(record), record]));
  const plan = planOf(rules, grid, present, around, importer);
  const effect = plan.entries.map(({ row, key, outcome, before, after }) => [row, key, outcome, before, after]);
  return { plan, around, digest: createHash('sha256').update(JSON.stringify([effect, plan.remarks.problems, plan.unchanged])).digest('hex') };
}
