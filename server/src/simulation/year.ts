// Owns simulated time: it goes from one moment to the next, and past none before the worker has done all that is due by then.
// Leaves what people decide to behaviour/, doing it to player.ts and what came of it to figures.ts.
import { setTimeout as pause } from 'node:timers/promises';
import { PlainCalendar, dayOf, plusDays } from '../invariants/domain/plain-calendar.js';
import { packagedNotices } from '../invariants/read-facts.js';
import type { ScheduledJobName } from '../platform/jobs/catalogue.js';
import { asideStep, nextStep } from './behaviour/decide.js';
import type { Agent, Aside, Scene, Seen, Step } from './behaviour/seen.js';
import { ROUND_MINUTE, dailyRound } from './daily-round.js';
import type { District } from './district.js';
import { Hours, minuteOf } from './hours.js';
import { begunNow, ended, litSince, nextMoment, owing, see, undone } from './looking.js';
import { NOTICE_AT, bringNoticeIn } from './notice.js';
import { Player } from './player.js';
import type { Coming } from './queue-of-moments.js';
import { QueueOfMoments } from './queue-of-moments.js';
import type { Scale } from './reports.js';
import { reportsOf } from './reports.js';
import type { Stage } from './stage.js';

/** What happens within an hour is seen to by the worker at its end; nobody acts twice on a ticket within it. */
const STEP_MINUTES = 60;
/** Acts under way at the same time. */
const LANES = 3;
/** One death of the worker in so many days, two at least. */
const DAYS_PER_DEATH = 30;
/** So much has to be under way when it is killed. */
const WORTH_A_DEATH = 4;
const LOOK_MS = 10;
/** What had no effect twice will have none. */
const MOST_TURNS = 4;
/** Scheduled jobs whose work begins with a day or its morning, and the minute of the day. */
const DAILY: readonly { job: ScheduledJobName; minute: number }[] = [{ job: 'ticket.sweep', minute: 0 }, { job: 'notification.digest', minute: 480 }];
const PATIENCE_MS = 90_000;

interface Event extends Coming {
  agent: Agent;
  /** Something beside the main way. */
  aside: Aside | null;
  reported: boolean;
}

export interface Played {
  until: Date;
  acts: number;
  deaths: number;
  refused: ReadonlyMap<string, number>;
}

export interface Onlooker {
  day(done: number): void;
  note(words: string): void;
}

/** A year that was played to its end, and can go on. */
export interface Year {
  played: Played;
  /** Goes on up to that instant, without new reports. */
  goOn(until: Date): Promise<void>;
}

export async function playYear(stage: Stage, district: District, scale: Scale, onlooker: Onlooker): Promise<Year> {
  const calendar = new PlainCalendar(packagedNotices());
  const year = new Playing(stage, district, scale, new Hours(calendar), onlooker);
  const played = await year.play(reportsOf(district, scale, calendar).map((report) => ({ key: report.request.id, report, link: null, plan: null })));
  return { played, goOn: (until) => year.goOn(until) };
}

class Playing {
  private readonly coming = new QueueOfMoments<Event>();
  private readonly player: Player;
  /** Latest reports of each desk's place, in which a like one is looked for. */
  private readonly recent = new Map<string, Agent[]>();
  private end: Date;
  private readonly deathsAt: Date[];
  private deaths = 0;
  private now: Date;

  constructor(
    private readonly stage: Stage, private readonly district: District, private readonly scale: Scale,
    private readonly hours: Hours, private readonly onlooker: Onlooker,
  ) {
    this.player = new Player(stage.app, district);
    this.now = minuteOf(scale.from, 0);
    this.end = minuteOf(plusDays(scale.from, scale.days), 0);
    const deaths = Math.max(2, Math.round(scale.days / DAYS_PER_DEATH));
    const whole = this.end.getTime() - this.now.getTime();
    this.deathsAt = Array.from({ length: deaths }, (_, i) => new Date(this.now.getTime() + whole * ((i + district.chance('death', String(i))) / deaths)));
  }

  async play(agents: Agent[]): Promise<Played> {
    for (const agent of agents) this.coming.add({ at: agent.report.at, key: agent.key, agent, aside: null, reported: false });
    await this.goOn(this.end);
    return { until: this.end, acts: this.player.acts, deaths: this.deaths, refused: this.player.refused };
  }

  async goOn(until: Date): Promise<void> {
    this.end = until;
    for (;;) {
      const people = this.coming.next()?.at ?? this.end;
      const byItself = earlier(await nextMoment(this.stage.source) ?? this.end, this.nextDaily());
      const next = byItself <= people ? byItself : earlier(endOfStep(people), new Date(byItself.getTime() - 1000));
      if (next >= this.end) break;
      await this.step(next > this.now ? earlier(next, this.end) : new Date(this.now.getTime() + 1000));
      const days = Math.floor((this.now.getTime() - minuteOf(this.scale.from, 0).getTime()) / 86_400_000);
      if (days < this.scale.days) this.onlooker.day(days);
    }
    await this.step(this.end);
  }

  /** The next moment that comes on every such day, whatever is due. */
  private nextDaily(): Date {
    const today = dayOf(this.now);
    const moments = [NOTICE_AT, ...[today, plusDays(today, 1)].flatMap((day) => [...DAILY.map(({ minute }) => minute), ROUND_MINUTE].map((minute) => minuteOf(day, minute)))];
    return moments.sort((a, b) => a.getTime() - b.getTime()).find((moment) => moment > this.now) ?? this.end;
  }

  /** Everything up to that instant: people act, each at their moment, then the worker does all it owes. */
  private async step(instant: Date): Promise<void> {
    const now: Event[] = [];
    for (let next = this.coming.next(); next && next.at <= instant; next = this.coming.next()) now.push(this.coming.take() ?? next);
    this.now = instant;
    await this.stage.worker.tell(instant);
    const dies = this.deathsAt[0] !== undefined && this.deathsAt[0] <= instant;
    if (instant.getTime() === NOTICE_AT.getTime()) await bringNoticeIn(this.stage.app, this.district);
    const doing = await this.planned(now, instant);
    if (dies && doing.length >= WORTH_A_DEATH) {
      const half = Math.ceil(doing.length / 2);
      await inLanes(doing.slice(0, half));
      // People go on meanwhile.
      await Promise.all([this.dies('人在办事时'), inLanes(doing.slice(half))]);
    } else {
      await inLanes(doing);
    }
    const today = dayOf(instant);
    if (instant.getTime() === minuteOf(today, ROUND_MINUTE).getTime() && this.hours.calendar.works(today)) {
      await dailyRound(this.stage, this.player, this.district, this.hours, instant, this.scale.from);
    }
    await this.worked(instant);
  }

  /** Who does what in this hour: decided in order of time, by what everybody saw at its beginning. */
  private async planned(events: readonly Event[], instant: Date): Promise<(() => Promise<void>)[]> {
    const looking = events.filter(({ reported }) => reported).map(({ agent }) => agent.report.request.id);
    const seen = await see(this.stage.source, looking);
    const others = new Set([...seen.values()].flatMap(({ mergedIntoId }) => mergedIntoId ?? []));
    for (const { agent } of events) for (const other of this.nearby(agent).slice(-3)) others.add(other.report.request.id);
    const around = await see(this.stage.source, [...others].filter((id) => !seen.has(id)));
    const touched = new Set<string>();
    const doing: (() => Promise<void>)[] = [];
    for (const event of events) {
      const { agent, at } = event;
      const { id } = agent.report.request;
      if (!event.reported) {
        touched.add(id);
        this.recent.set(placeOf(agent), [...this.nearby(agent).slice(-9), agent]);
        doing.push(() => this.report(event));
        continue;
      }
      const own = seen.get(id);
      // What the product refused to take in does not come back.
      if (!own) continue;
      const into = own.mergedIntoId === null ? null : around.get(own.mergedIntoId) ?? seen.get(own.mergedIntoId) ?? null;
      const scene = this.scene(agent, own, at, into, around);
      const plan = agent.plan && { ...agent.plan, steps: [...agent.plan.steps] };
      const step = event.aside ? asideStep(own, event.aside, scene) : nextStep(own, scene);
      const touches = [id, ...(into ? [into.id] : []), ...(step.kind === 'act' && step.targetId !== undefined ? [step.targetId] : [])];
      if (touches.some((each) => touched.has(each))) {
        agent.plan = plan;
        this.coming.add({ ...event, at: new Date(instant.getTime() + 60_000) });
        continue;
      }
      if (step.kind === 'act' || step.kind === 'link') for (const each of touches) touched.add(each);
      doing.push(() => this.done(event, own, into, step));
    }
    return doing;
  }

  private scene(agent: Agent, own: Seen, at: Date, into: Seen | null, around: ReadonlyMap<string, Seen>): Scene {
    const open = ['dispatched', 'handling'];
    const similar = this.nearby(agent).map((other) => around.get(other.report.request.id)).find((other) => other !== undefined && other.id !== own.id && other.line === own.line && open.includes(other.status));
    return {
      at, agent, into, similar: similar ?? null, district: this.district, hours: this.hours,
      chance: (...words) => this.district.chance(agent.key, String(own.round), ...words),
    };
  }

  private async report(event: Event): Promise<void> {
    const { agent } = event;
    if (!await this.player.report(agent.report)) return;
    const { solvedOnSpot } = agent.report.request;
    const looks = this.hours.after(event.at, 0.5 + 5 * this.district.chance(agent.key, 'first look'));
    // Told at once what was done at the door.
    this.later(event, solvedOnSpot ? new Date(event.at.getTime() + 5_400_000) : this.district.chance(agent.key, 'forgotten') < 0.05 ? this.hours.after(event.at, 16) : looks);
    if (this.district.chance(agent.key, 'urges') < 0.06) {
      const aside: Aside = { at: this.hours.after(event.at, 60 + 60 * this.district.chance(agent.key, 'urges when')), what: 'urge', unitId: null };
      this.coming.add({ ...event, at: aside.at, key: `${agent.key} urge`, aside, reported: true });
    }
  }

  private async done(event: Event, own: Seen, into: Seen | null, step: Step): Promise<void> {
    const { agent, at } = event;
    if (step.kind === 'wait') this.later(event, step.until);
    if (step.kind === 'wait' || step.kind === 'end') return;
    const ok = step.kind === 'link'
      ? await this.player.link(at, agent, own, into?.round ?? own.round, step.by)
      : await this.player.act(at, agent, own, step.action === 'rate' || step.action === 'deliver' ? into?.version ?? own.version : own.version, step);
    // Who was refused comes again on another day.
    if (!ok && event.aside === null) this.later(event, this.hours.after(at, 9));
    if (!ok) return;
    if (step.next !== null) this.later(event, step.next);
    if (step.kind !== 'act') return;
    for (const aside of step.asides ?? []) this.coming.add({ ...event, at: aside.at, key: `${agent.key} ${aside.what} ${aside.unitId ?? ''}`, aside });
  }

  private later(event: Event, at: Date): void {
    if (event.aside !== null) return;
    const soonest = new Date(this.now.getTime() + 60_000);
    this.coming.add({ ...event, at: at > soonest ? at : soonest, reported: true });
  }

  private nearby(agent: Agent): readonly Agent[] {
    return this.recent.get(placeOf(agent)) ?? [];
  }

  /** Waits until the worker has done everything that is due by that instant, told by the database alone. */
  private async worked(instant: Date): Promise<void> {
    const { source } = this.stage;
    const daily = DAILY.filter(({ minute }) => instant.getTime() === minuteOf(dayOf(instant), minute).getTime()).map(({ job }) => job);
    for (let turns = 0; ; turns += 1) {
      await this.until(instant, async () => !await owing(source));
      const { due, recounts } = await undone(source, instant);
      const job = daily.shift() ?? (recounts > 0 ? 'calendar.recompute' : due > 0 ? 'ticket.sweep' : null);
      if (job === null) return;
      if (turns > MOST_TURNS) throw new Error(`${String(due)} things stay due at ${instant.toISOString()}`);
      await this.turn(job, instant, due);
    }
  }

  /** Gives a scheduled job a turn, as the queue does in life; the worker may die in it, and the next one has a turn of its own. */
  private async turn(job: ScheduledJobName, instant: Date, due: number): Promise<void> {
    const { source } = this.stage;
    const since = await begunNow(source);
    await this.give(job);
    if (this.deathsAt[0] !== undefined && this.deathsAt[0] <= instant && due >= WORTH_A_DEATH) {
      await this.litOne(instant);
      await this.dies('巡检亮灯时');
      await this.give(job);
    }
    await this.until(instant, () => ended(source, job, since));
  }

  private async give(job: ScheduledJobName): Promise<void> {
    await this.stage.sweeps.addBulk([{ name: job, data: {}, opts: { attempts: 1, removeOnComplete: true, removeOnFail: true } }]);
  }

  private async until(instant: Date, reached: () => Promise<boolean>): Promise<void> {
    const since = performance.now();
    while (!await reached()) {
      if (performance.now() - since > PATIENCE_MS) throw new Error(`the worker does not get on at ${instant.toISOString()}`);
      await pause(LOOK_MS);
    }
  }

  private async litOne(instant: Date): Promise<void> {
    for (let tries = 0; tries < 500 && await litSince(this.stage.source, instant) === 0; tries += 1) await pause(2);
  }

  private async dies(when: string): Promise<void> {
    this.deathsAt.shift();
    this.deaths += 1;
    const { owed } = await undone(this.stage.source, this.now);
    this.onlooker.note(`${dayOf(this.now)} 强行终止工作进程（${when}，欠 ${String(owed)} 项任务）`);
    await this.stage.worker.killAndReplace();
  }
}

const placeOf = ({ report }: Agent): string => `${report.request.line} ${report.request.subjectId.slice(0, 9)}`;

const earlier = (a: Date, b: Date): Date => (a < b ? a : b);

/** The end of the hour in which a moment lies. */
function endOfStep(at: Date): Date {
  const ms = STEP_MINUTES * 60_000;
  return new Date(Math.ceil(at.getTime() / ms) * ms);
}

async function inLanes(doing: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = doing.values();
  await Promise.all(Array.from({ length: LANES }, async () => { for (const each of waiting) await each(); }));
}
