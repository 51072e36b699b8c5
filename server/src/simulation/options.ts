// Owns what `npm run simulate` may be told, and saying plainly what is wrong with it.
// Leaves doing it to main.simulate.ts.
import { parseArgs } from 'node:util';
import { DEFAULT_NAME } from '../local/kept-district.js';
import type { Scale } from './reports.js';

export interface SimulateOptions extends Scale {
  seed: string;
  /** A database to check instead of playing anything. */
  checkOnly: string | null;
  /** The name under which the district is kept; null when all of it goes at the end. */
  keep: string | null;
  /** Whether what is kept under that name may be lost. */
  replace: boolean;
}

export const USAGE = `用法 Usage: npm run simulate -- [--days 365] [--seed 7] [--from 2026-01-01] [--scale 1]
      npm run simulate -- … --keep [名称 NAME] [--replace]   演完保存，供 npm start -- --simulated 打开 keeps it to be opened
      npm run simulate -- --check-only postgres://…   只核对一个数据库 only checks a database
同一种子，同一报告。 Same seed, same report.`;

/** @throws Error with a sentence when the arguments make no sense */
export function readOptions(args: string[]): SimulateOptions {
  const { values, positionals } = parseArgs({
    args, strict: true, allowPositionals: true,
    options: {
      days: { type: 'string' }, seed: { type: 'string' }, from: { type: 'string' }, scale: { type: 'string' }, 'check-only': { type: 'string' },
      keep: { type: 'boolean', default: false }, replace: { type: 'boolean', default: false },
    },
  });
  const [name, ...more] = positionals;
  if (more.length > 0 || (name !== undefined && !values.keep)) throw new Error(`不认识的参数：${positionals.join(' ')}。 Unknown argument.`);
  if (values.replace && !values.keep) throw new Error('--replace 只与 --keep 同用。 --replace goes with --keep.');
  const days = Number(values.days ?? '365');
  if (!Number.isInteger(days) || days < 1 || days > 730) throw new Error('--days 应为 1 到 730 的整数。 --days must be a whole number from 1 to 730.');
  const scale = Number(values.scale ?? '1');
  if (!(scale > 0 && scale <= 4)) throw new Error('--scale 应大于 0，不超过 4。 --scale must be above 0 and at most 4.');
  const from = values.from ?? '2026-01-01';
  const instant = new Date(`${from}T00:00:00+08:00`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(from) || Number.isNaN(instant.getTime())) throw new Error('--from 应为 YYYY-MM-DD。 --from must be YYYY-MM-DD.');
  return { days, from, scale, seed: values.seed ?? '7', checkOnly: values['check-only'] ?? null, keep: values.keep ? name ?? DEFAULT_NAME : null, replace: values.replace };
}
