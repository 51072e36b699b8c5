// Owns judging one ticket: its events played again, and every row that says what they amount to.
// Leaves playing to replay.ts, what holds between tickets and the chains to check.ts.
import { OWN_LEVELS } from './plain-deadline.js';
import { endOf } from './plain-calendar.js';
import type { Ground, RoundRow, TicketFacts } from './facts.js';
import type { Owed } from './round-state.js';
import type { Concluded } from './replay.js';
import { Replay } from './replay.js';
import type { Problem, Rule } from './rules.js';

/** The worker lights within a minute while it is healthy, and opens a round within seconds. */
const GRACE_MS = 60_000;
const OPEN: ReadonlySet<string> = new Set(['submitted', 'assessing', 'dispatched', 'handling', 'awaiting_reporter', 'paused', 'reviewing', 'concluded', 'awaiting_rating']);
const WITH_UNIT: ReadonlySet<string> = new Set(['dispatched', 'handling', 'awaiting_reporter', 'paused']);

/** How much was looked at. */
export interface Looked {
  lights: number;
  ratings: number;
  rounds: number;
  events: number;
}

/** Everything wrong with one ticket; empty when all is as its events say. @throws Error when its line has no limits */
export function checkTicket(facts: TicketFacts, ground: Ground): { problems: Problem[]; looked: Looked } {
  const { ticket, events, timers, rounds, ratings } = facts;
  const limits = ground.limits.get(ticket.line);
  if (!limits) throw new Error(`no limits of the line ${ticket.line}`);
  const keptOf = (round: number) => (round === ticket.round ? ticket : rounds.find((each) => each.round === round))?.roundLimits;
  const replay = new Replay(ticket, events, { limitsOf: (round) => ({ ...limits, ...keptOf(round) }), calendars: ground.calendars });
  const until = new Date(ground.now.getTime() - GRACE_MS);
  replay.look(until);
  const problems = [...replay.problems];
  const say = (rule: Rule, words: string) => { problems.push({ rule, words }); };

  place(facts, ground, say);
  sameState(facts, replay, say);
  lights(facts, replay, until, say);
  frozen(rounds, replay.frozen, say);
  ratingsLead(facts, until, say);
  for (const round of replay.pastCap) {
    const yellow = timers.some((timer) => timer.round === round && timer.level === 'yellow_light' && timer.state === 'lit');
    if (!yellow) say('two_months', `第${String(round)}轮超过两个月仍未亮黄灯`);
  }
  return { problems, looked: { lights: timers.filter((timer) => timer.state === 'lit').length, ratings: ratings.length, rounds: rounds.length, events: events.length } };
}

/** Somebody has it: a desk with people, a unit with people, a reviewer, the reporter, or the ticket that answers it. */
function place({ ticket }: TicketFacts, { desks, units }: Ground, say: (rule: Rule, words: string) => void): void {
  if ((ticket.status === 'submitted' || ticket.status === 'assessing') && !desks.has(ticket.deskUnitId)) say('place', `在 ${ticket.deskUnitId || '区'} 研判台，那里没有研判员`);
  if (WITH_UNIT.has(ticket.status) && (ticket.leadUnitId === null || !units.has(ticket.leadUnitId))) say('place', `承办单位 ${ticket.leadUnitId ?? '（无）'} 没有人`);
  if (ticket.status === 'reviewing' && ticket.stage === null) say('place', '在审核，却没有审核人');
  if ((ticket.status === 'merged') !== (ticket.mergedIntoId !== null)) say('place', '并单状态与去处不一致');
}

/** The row says what the events amount to. */
function sameState({ ticket }: TicketFacts, replay: Replay, say: (rule: Rule, words: string) => void): void {
  const pairs: [string, unknown, unknown][] = [
    ['状态', ticket.status, replay.state.place], ['轮次', ticket.round, replay.state.round], ['第0天', ticket.day0, replay.state.clock.day0],
    ['到期日', ticket.dueDay, replay.state.due], ['到期时刻', ticket.dueAt.toISOString(), replay.state.due && endOf(replay.state.due).toISOString()],
  ];
  for (const [name, is, owed] of pairs) if (is !== owed) say('history', `${name}是 ${String(is)}，按经过应为 ${String(owed)}`);
}

/** Rows of `timer`, marks on the ticket and events say the same, and what waits waits for the right moment. */
function lights({ ticket, timers }: TicketFacts, replay: Replay, until: Date, say: (rule: Rule, words: string) => void): void {
  const key = ({ round, level, mark }: Pick<Owed, 'round' | 'level' | 'mark'>) => `第${String(round)}轮 ${level}${mark && ` ${mark}`}`;
  const told = new Map(replay.lit.map((lit) => [key(lit), lit]));
  const rows = new Map(timers.map((timer) => [key(timer), timer]));
  for (const [name, { dueAt, litAt }] of told) {
    const row = rows.get(name);
    if (row?.state !== 'lit') say('light', `${name} 亮过，灯表里没有`);
    else if (row.litAt?.getTime() !== litAt.getTime() || row.dueAt.getTime() !== dueAt.getTime()) say('light', `${name} 灯表里的时刻与经过不同`);
  }
  for (const [name, { state, dueAt, litAt }] of rows) {
    if (state === 'lit' && !told.has(name)) say('light', `${name} 灯表里亮着，经过里没有`);
    if (litAt !== null && litAt < dueAt) say('early', `${name} 亮在它的时刻之前`);
  }
  const owed = new Map(replay.owed().map((each) => [key(each), each]));
  for (const [name, { dueAt }] of owed) {
    const row = rows.get(name);
    if (row?.state !== 'waiting' || row.dueAt.getTime() !== dueAt.getTime()) say('light', `${name} 应等到 ${dueAt.toISOString()}，灯表里${row ? `是 ${row.state} ${row.dueAt.toISOString()}` : '没有'}`);
  }
  for (const [name, { state, dueAt }] of rows) if (state === 'waiting' && !owed.has(name) && dueAt > until) say('light', `${name} 灯表里等着，其实不该再亮`);
  const marked = replay.lit.filter((lit) => lit.round === ticket.round);
  const own = marked.filter((lit) => lit.mark === '').map((lit) => lit.level);
  const stages = marked.filter((lit) => lit.mark !== '').map((lit) => lit.mark);
  if (OWN_LEVELS.some((level) => own.includes(level) !== ticket.lightLit.includes(level))) say('light', `事项上的灯是 ${ticket.lightLit.join('、') || '无'}，经过里是 ${own.join('、') || '无'}`);
  if (stages.join() !== ticket.stageLit.join()) say('light', `事项上的环节灯是 ${ticket.stageLit.join('、') || '无'}，经过里是 ${stages.join('、') || '无'}`);
}

/** What was frozen when a round was concluded is what its events say. */
function frozen(rows: readonly RoundRow[], owed: readonly Concluded[], say: (rule: Rule, words: string) => void): void {
  const names = { day0: '第0天', dueDay: '到期日', dueAt: '到期时刻', leadUnitId: '承办单位', resultKind: '结果', resultSubmittedAt: '提交时刻', concludedAt: '办结时刻', late: '是否超期' } as const;
  for (const each of owed) {
    const row = rows.find(({ round }) => round === each.round);
    if (!row) { say('frozen', `第${String(each.round)}轮办结了，没有留下事实`); continue; }
    for (const name of Object.keys(names) as (keyof typeof names)[]) { // Its own keys.
      if (plain(row[name]) !== plain(each[name])) say('frozen', `第${String(each.round)}轮的${names[name]}是 ${plain(row[name])}，按经过应为 ${plain(each[name])}`);
    }
  }
  for (const row of rows) if (!owed.some(({ round }) => round === row.round)) say('frozen', `第${String(row.round)}轮没有办结，却有办结的事实`);
}

const plain = (value: Date | string | boolean | null): string => (value instanceof Date ? value.toISOString() : String(value));

/** Ratings are those of the events, and an unsatisfied one has led to exactly one new round. */
function ratingsLead({ ticket, events, ratings }: TicketFacts, until: Date, say: (rule: Rule, words: string) => void): void {
  const rated = events.filter((event) => event.type === 'result.rated');
  const key = (round: number, reporter: unknown, satisfaction: unknown) => `${String(round)} ${String(reporter)} ${String(satisfaction)}`;
  const inEvents = rated.map(({ round, payload }) => key(round, payload['reporterId'], payload['satisfaction'])).sort();
  const inRows = ratings.map(({ round, reporterId, satisfaction }) => key(round, reporterId, satisfaction)).sort();
  if (inEvents.join() !== inRows.join()) say('rating', '测评表与经过不一致');
  const rounds = new Set([...ratings.filter((rating) => rating.satisfaction === 'unsatisfied').map(({ round }) => round),
    ...events.filter((event) => event.type === 'ticket.reopened').map(({ round }) => round)]);
  for (const round of rounds) {
    const unsatisfied = ratings.filter((rating) => rating.round === round && rating.satisfaction === 'unsatisfied').map(({ at }) => at.getTime());
    const opened = events.filter((event) => event.type === 'ticket.reopened' && event.round === round).length;
    const waits = ticket.round === round && OPEN.has(ticket.status) && Math.min(...unsatisfied) > until.getTime();
    const ended = ticket.round === round && ticket.closedAs === 'final_unsatisfied';
    if (unsatisfied.length === 0 && opened > 0) say('rating', `第${String(round)}轮没有不满意，却开了新一轮`);
    if (opened > 1) say('rating', `第${String(round)}轮的不满意开了 ${String(opened)} 个新轮次`);
    if (unsatisfied.length > 0 && opened === 0 && !waits && !ended) say('rating', `第${String(round)}轮不满意，没有开新一轮`);
  }
}
