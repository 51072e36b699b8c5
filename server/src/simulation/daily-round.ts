// Owns the morning's round: what waits is read from the database, each person does their part in one order, the month's circular goes out.
// Leaves who does what to behaviour/round.ts and the moment to year.ts.
import { DocumentsQueries } from '../supervision/documents.queries.js';
import { IssueCircular } from '../supervision/actions/issue-circular.js';
import { uuidOf } from '../demo-load/chances.js';
import { dayOf, plusDays } from '../invariants/domain/plain-calendar.js';
import { at as actingAt } from './acting.js';
import type { Act, Kept, Lit, Round, Since } from './behaviour/round.js';
import { aboutLight, callback, followUp } from './behaviour/round.js';
import type { District } from './district.js';
import type { Hours } from './hours.js';
import type { Player } from './player.js';
import type { Stage } from './stage.js';

/** 10:00: the mail is read. */
export const ROUND_MINUTE = 600;

const KEPT = `t.id as "ticketId", t.version, t.round, t.lead_unit_id as "leadUnitId", t.assignee_id as "assigneeId", t.desk_unit_id as "deskUnitId"`;
/** A light that is answered for, and left without a card for weeks, is past. */
const LIGHTS = `select ${KEPT}, l.round, l.seq, l.level, l.holder, l.unit_id as "unitId", l.debt, l.lit_at as "litAt", l.settled_at is not null as settled,
    exists (select from card k where k.ticket_id = t.id and k.seq > l.seq) as carded,
    (select x.filed_at from contest x where (x.ticket_id, x.seq) = (l.ticket_id, l.seq) and x.decided_at is null) as "contestedAt",
    exists (select from contest x where (x.ticket_id, x.seq) = (l.ticket_id, l.seq)) as "wasContested"
  from light l join ticket t on t.id = l.ticket_id
  where l.revoked_at is null and l.debt in ('reason', 'explanation', 'talk') and (l.settled_at is null or (l.level = 'red_light' and l.lit_at > $1::timestamptz - interval '14 days'))
    and t.status not in ('merged', 'declined', 'withdrawn') order by l.lit_at, l.ticket_id, l.seq`;
const CALLBACKS = `select ${KEPT}, t.callback_due_at as since from ticket t
  where t.status = 'awaiting_rating' and t.callback_due_at <= $1 and t.unsatisfied_at is null and t.lead_unit_id is distinct from t.desk_unit_id order by t.callback_due_at, t.id`;
const FOLLOW_UPS = `select ${KEPT}, t.follow_up_owed_at as since from ticket t where t.follow_up_owed_at <= $1 and t.lead_unit_id is not null order by t.follow_up_owed_at, t.id`;

const PREFIXES: Record<string, string> = { supervision_order: '余督单', yellow_card: '余督黄', talk: '余督约' };

/** Goes through all that waits; on each ticket one thing is done. */
export async function dailyRound({ source, app }: Stage, player: Player, district: District, hours: Hours, at: Date, firstDay: string): Promise<void> {
  const year = dayOf(at).slice(0, 4);
  const issued = await source.query<{ kind: string; n: number }[]>('select kind, max(number) as n from card where year = $1 group by kind', [Number(year)]);
  const numbers = new Map(issued.map(({ kind, n }) => [kind, n]));
  const nextNumber = (kind: string): string => {
    numbers.set(kind, (numbers.get(kind) ?? 0) + 1);
    return `${PREFIXES[kind] ?? '余督'}〔${year}〕${String(numbers.get(kind))}号`;
  };
  const round: Round = { at, district, hours, nextNumber };
  const touched = new Set<string>();
  const go = async <T extends Kept>(waits: readonly T[], decide: (waiting: T, round: Round) => Act | null): Promise<void> => {
    for (const waiting of waits) {
      const act = touched.has(waiting.ticketId) ? null : decide(waiting, round);
      if (act === null) continue;
      touched.add(waiting.ticketId);
      await player.beside(at, waiting, act);
    }
  };
  await go(await source.query<Lit[]>(LIGHTS, [at]), aboutLight);
  await go(await source.query<Since[]>(CALLBACKS, [at]), callback);
  await go(await source.query<Since[]>(FOLLOW_UPS, [at]), followUp);

  const lastMonth = plusDays(`${dayOf(at).slice(0, 7)}-01`, -1).slice(0, 7);
  const [sent] = await source.query<{ sent: boolean; n: number }[]>(
    'select exists (select from circular where month = $1) as sent, (select count(*)::int from circular where year = $2) as n', [lastMonth, Number(year)]);
  if (sent?.sent === true || lastMonth < firstDay.slice(0, 7)) return;
  const documents = app.get(DocumentsQueries);
  await actingAt({ at, draw: 0 }, () => app.get(IssueCircular).run(district.one('supervisor', '', lastMonth),
    { id: uuidOf(district.seed, 'circular', lastMonth), month: lastMonth, documentNumber: `余督通〔${year}〕${String((sent?.n ?? 0) + 1)}号` },
    (manager, month) => documents.month(manager, month)));
}
