// Owns what a person may ask of a bench on the command line.
// Leaves what each bench does with it to its file.
import { parseArgs } from 'node:util';

export const BENCHES = ['submit', 'lifecycle', 'worklist', 'search', 'sweep', 'calendar'] as const;
export type BenchName = (typeof BENCHES)[number];

export interface Options {
  bench: BenchName;
  /** Measured runs; figures are their median. */
  runs: number;
  /** Every JSON line is also appended here. */
  json: string | null;
  /** Small and once: shows that a bench works, its figures mean nothing. */
  quick: boolean;
  /** A folder whose cluster, with everything generated, is there again next time. */
  keep: string | null;
  /** Numbers of tickets to measure at; null for the bench's own. */
  sizes: number[] | null;
  /** Requests or lifecycles of one run; null for the bench's own. */
  count: number | null;
  /** A worker runs beside the API. */
  worker: boolean;
  /** PostgreSQL without fsync: what processor and code cost, without the disk. */
  careless: boolean;
  /** Connections of the API's pool; null for the product's own setting. */
  pool: number | null;
  /** Where the API's processor profile goes. */
  profile: string | null;
  /** Counts statements with pg_stat_statements, which costs a little itself. */
  statements: boolean;
}

export const USAGE = `npm run bench -- ${BENCHES.join('|')} [--runs 5] [--json FILE] [--quick] [--keep DIR] [--sizes 10000,100000]
  [--count N] [--worker] [--careless] [--pool N] [--profile DIR] [--statements]      see docs/benchmarks.md`;

/** @throws Error with one sentence for a wrong argument */
export function readOptions(args: string[]): Options {
  const { values, positionals } = parseArgs({
    args, allowPositionals: true,
    options: {
      runs: { type: 'string' }, json: { type: 'string' }, quick: { type: 'boolean' }, keep: { type: 'string' }, sizes: { type: 'string' },
      count: { type: 'string' }, worker: { type: 'boolean' }, careless: { type: 'boolean' }, pool: { type: 'string' },
      profile: { type: 'string' }, statements: { type: 'boolean' },
    },
  });
  const bench = BENCHES.find((name) => name === positionals[0]);
  if (bench === undefined || positionals.length > 1) throw new Error(USAGE);
  const quick = values.quick ?? false;
  return {
    bench, quick,
    runs: values.runs === undefined ? (quick ? 1 : 5) : whole('--runs', values.runs),
    json: values.json ?? null,
    keep: values.keep ?? null,
    sizes: values.sizes === undefined ? null : values.sizes.split(',').map((size) => whole('--sizes', size)),
    count: values.count === undefined ? null : whole('--count', values.count),
    worker: values.worker ?? false,
    careless: values.careless ?? false,
    pool: values.pool === undefined ? null : whole('--pool', values.pool),
    profile: values.profile ?? null,
    statements: values.statements ?? false,
  };
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name}: ${text} is not a whole number above 0`);
  return value;
}
