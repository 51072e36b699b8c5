// Owns counting what PostgreSQL is asked, by pg_stat_statements: which statement, how often for each request, how long.
// Leaves when to count to the benches.
import type pg from 'pg';
import { rounded } from './figures.js';
import type { Report } from './report.js';

export interface Statements {
  reset(owner: pg.Client): Promise<void>;
  /** What the product's role asked since, `requests` being how many requests did it. */
  show(owner: pg.Client, report: Report, requests: number): Promise<void>;
}

const SHOWN = 40;

export const statements: Statements = {
  async reset(owner) {
    await owner.query('create extension if not exists pg_stat_statements');
    await owner.query('select pg_stat_statements_reset()');
  },
  async show(owner, report, requests) {
    const { rows } = await owner.query<{ calls: string; ms: number; total: number; rows: string; plan: number; query: string }>(
      `select calls, mean_exec_time as ms, total_exec_time + total_plan_time as total, mean_plan_time * plans / calls as plan, rows, regexp_replace(query, '\\s+', ' ', 'g') as query
       from pg_stat_statements where userid = 'zhitongche_app'::regrole and dbid = (select oid from pg_database where datname = current_database())
       order by total_exec_time + total_plan_time desc limit $1`, [SHOWN]);
    report.table(`statements: ${String(rounded(rows.reduce((sum, row) => sum + Number(row.calls), 0) / requests, 2))} calls a request`, rows.map((row) => ({
      'calls a request': rounded(Number(row.calls) / requests, 2), 'ms each': rounded(row.ms, 3), 'planning each': rounded(row.plan, 3), 'ms a request': rounded(row.total / requests, 3),
      'rows each': rounded(Number(row.rows) / Number(row.calls), 1), statement: row.query.slice(0, 110),
    })));
  },
};
