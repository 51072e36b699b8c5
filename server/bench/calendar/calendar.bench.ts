// Owns the bench `calendar`: a notice comes while very many deadlines are open; how long until all are counted again, rightly, with which locks.
// Leaves the notice to notice.ts and what is right to reference.ts.
import { randomUUID } from 'node:crypto';
import type { CalendarOverview, CalendarPreview } from '@zhitongche/shared/calendar/contract.js';
import type pg from 'pg';
import type { Bench, Given } from '../bench.js';
import { secondsOf, withProcessor } from '../client.js';
import { asOwner, inCopy, prepared } from '../databases.js';
import type { Database } from '../databases.js';
import { median, rounded } from '../figures.js';
import { generator } from '../generate/generate.js';
import { peopleWith, signIn } from '../people.js';
import { serverSeconds } from '../processor.js';
import { startApi, startWorker } from '../programs.js';
import { benchNotice, fileOf } from './notice.js';
import { createReference } from './reference.js';

const GOAL_SECONDS = 120;
const FULL = 100_000;
const QUICK = 400;
const LOOK_MS = 20;
const PATIENCE_MS = 600_000;

export const calendar: Bench = async (given) => {
  const { postgres, options, report } = given;
  const runs = options.quick ? 1 : Math.min(options.runs, 3);
  for (const open of options.sizes ?? [options.quick ? QUICK : FULL]) {
    const tickets = await prepared(postgres, open, generator(open, report, 'open'));
    const found: Figures[] = [];
    for (let run = 1; run <= runs; run += 1) {
      found.push(await inCopy(postgres, tickets, (database) => recomputed(given, database)));
      report.line('run', { run, open, ...found.at(-1) });
    }
    const middle = (of: (each: Figures) => number) => rounded(median(found.map(of)));
    const most = (of: (each: Figures) => number) => Math.max(...found.map(of));
    report.line('result', {
      goal: { seconds: GOAL_SECONDS }, open, seconds: middle((each) => each.seconds), ticketsPerSecond: middle((each) => each.ticketsPerSecond),
      previewSeconds: middle((each) => each.previewSeconds), longestLockMs: most((each) => each.longestLockMs),
      wrong: most((each) => each.wrong), twice: most((each) => each.twice),
    });
    report.table(`calendar: ${String(open)} open deadlines counted again after a notice`, found.map((each, at) => ({
      run: at + 1, 'preview s': each.previewSeconds, 'all counted s': each.seconds, 'tickets /s': each.ticketsPerSecond, 'moved': each.moved,
      'longest lock ms': each.longestLockMs, 'wrong': each.wrong, 'twice': each.twice, 'worker MB': each.memory.worker.rssMb, 'API MB': each.memory.api.rssMb,
    })));
  }
};

type Figures = Awaited<ReturnType<typeof recomputed>>;

async function recomputed({ options, folder, statements, report }: Given, database: Database) {
  return asOwner(database.ownerUrl, async (owner) => {
    const start = { databaseUrl: database.appUrl, folder, pool: options.pool, profile: options.profile };
    const api = await startApi(start);
    const worker = await startWorker(start);
    try {
      const [administrator = ''] = peopleWith('sysadmin');
      const cookie = (await signIn(owner, [administrator])).get(administrator)?.cookie ?? '';
      const ask = async <T>(path: string, body?: object): Promise<T> => {
        const answer = await fetch(api.url + path, {
          method: body ? 'POST' : 'GET', headers: { cookie, 'content-type': 'application/json' }, ...(body ? { body: JSON.stringify(body) } : {}),
        });
        if (answer.status !== 200) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`);
        return await answer.json() as T; // 200 carries nothing else
      };
      const { rows: [clock] } = await owner.query<{ now: Date; pid: number }>('select clock_timestamp() as now, pg_backend_pid() as pid');
      if (!clock) throw new Error('the database did not tell the time');
      const days = benchNotice(clock.now);
      const notice = { number: '国办发明电〔2026〕0号', issuedOn: new Date(clock.now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10), file: fileOf(days) };
      const looked = performance.now();
      const preview = await ask<CalendarPreview>('/api/calendar/preview', { notice });
      const previewSeconds = rounded((performance.now() - looked) / 1000);

      await statements?.reset(owner);
      const processor = { api: secondsOf(api.pid), worker: secondsOf(worker.pid), postgres: () => serverSeconds(clock.pid) };
      const { result, processor: used } = await withProcessor(processor, async () => {
        const began = performance.now();
        await ask('/api/calendar/versions', { id: randomUUID(), base: preview.base, notice });
        const longestLockMs = await untilCounted(owner);
        return { seconds: rounded((performance.now() - began) / 1000), longestLockMs };
      });
      await statements?.show(owner, report, preview.tickets.open);
      const { recompute } = await ask<CalendarOverview>('/api/calendar');
      return {
        previewSeconds, ...result, ticketsPerSecond: rounded(preview.tickets.open / result.seconds), foreseen: preview.tickets.moved,
        moved: (recompute?.later ?? 0) + (recompute?.earlier ?? 0), ...await judged(owner, createReference(days)),
        processor: used, memory: { api: await api.memory(), worker: await worker.memory() },
      };
    } finally {
      await Promise.all([api.stop(), worker.stop()]);
    }
  });
}

/**
 * Waits until no open ticket is left that an older calendar counted. Answers for how long, at most, one transaction of
 * the worker that changed tickets had lasted when it was seen: its locks are held until its end.
 * @throws Error after ten minutes
 */
async function untilCounted(owner: pg.Client): Promise<number> {
  const end = performance.now() + PATIENCE_MS;
  let longest = 0;
  for (let looks = 0; ; looks += 1) {
    const { rows: [seen] } = await owner.query<{ ms: number | null }>(
      `select max(extract(epoch from clock_timestamp() - a.xact_start) * 1000)::float8 as ms from pg_stat_activity a
       where a.datname = current_database() and a.xact_start is not null and a.pid <> pg_backend_pid()
         and exists (select from pg_locks l where l.pid = a.pid and l.relation = 'ticket'::regclass and l.mode in ('RowShareLock', 'RowExclusiveLock'))`);
    longest = Math.max(longest, seen?.ms ?? 0);
    if (looks % 10 === 0) {
      const { rows: [left] } = await owner.query<{ ended: boolean }>('select bool_and(ended_at is not null) as ended from calendar_recompute');
      if (left?.ended === true) return rounded(longest);
    }
    if (performance.now() > end) throw new Error('the recompute did not come to its end');
    await new Promise((resolve) => { setTimeout(resolve, LOOK_MS); });
  }
}

/** Deadlines and yellow moments that are not the reference's, tickets told twice, and moved ones without their event. */
async function judged(owner: pg.Client, reference: ReturnType<typeof createReference>): Promise<{ wrong: number; wrongOnes: object[]; twice: number }> {
  const { rows } = await owner.query<{ number: string; status: string; lit: string; day0: string; complexity: string; stops: { from: string; to: string }[]; dueDay: string; right: boolean }>(
    `select t.number, t.status, t.light_lit::text as lit, t.day0::text, t.complexity, t.stops, t.due_day::text as "dueDay",
       t.due_at = (t.due_day + 1)::timestamp at time zone 'Asia/Shanghai'
         and (t.status not in ('submitted', 'assessing', 'dispatched', 'handling') or t.result_submitted_at is not null or t.light_lit @> '{yellow_light}'
              or exists (select from timer m where m.ticket_id = t.id and m.round = t.round and m.level = 'yellow_light' and m.due_at = t.due_at and m.state <> 'cancelled')) as right
     from ticket t where t.status in ('submitted', 'assessing', 'dispatched', 'handling', 'awaiting_reporter', 'paused', 'reviewing')`);
  const known = new Map<string, string>();
  const right = ({ day0, complexity, stops }: Parameters<typeof reference>[0]): string => {
    const key = JSON.stringify([day0, complexity, stops]);
    const day = known.get(key) ?? reference({ day0, complexity, stops });
    known.set(key, day);
    return day;
  };
  const { rows: [told] } = await owner.query<{ twice: number }>(
    `select count(*)::int as twice from (select ticket_id from ticket_event where type = 'deadline.recomputed' group by 1 having count(*) > 1) each`);
  const wrong = rows.filter((row) => !row.right || row.dueDay !== right(row));
  return { wrong: wrong.length, wrongOnes: wrong.slice(0, 3).map((row) => ({ ...row, due: right(row) })), twice: told?.twice ?? 0 };
}
