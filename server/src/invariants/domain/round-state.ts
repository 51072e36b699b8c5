// Owns where a ticket stands in its round, by its events alone: whose turn it is, what stops the clock, what is still to be lit.
// Leaves counting to plain-deadline.ts and which event changes what to replay.ts.
import type { LimitSettings } from '@zhitongche/shared/deadline/limits.js';
import type { LightLevel, ResultKind, SourceChannel } from '@zhitongche/shared/ticket/vocabulary.js';
import type { Place } from './legal.js';
import type { PlainCalendar } from './plain-calendar.js';
import { dayOf, endOf } from './plain-calendar.js';
import type { OwnLevel, RoundClock, RoundPast, Stop } from './plain-deadline.js';
import { OWN_LEVELS, assistingDay, dueDayOf, momentsOf, notBefore } from './plain-deadline.js';

/** A light that is owed at a moment. */
export interface Owed {
  round: number;
  level: LightLevel;
  /** Which stage; '' for the round's own levels. */
  mark: string;
  dueAt: Date;
}

interface Stage {
  kind: StageKind;
  mark: string;
  /** The day it began; not counted. */
  from: string;
  dueDay: string;
  unitId: string | null;
}

/** What owes an answer by a day of its own: what a light's event calls its stage. */
type StageKind = 'assess' | 'sign' | 'review_head' | 'review_supervisor' | 'assisting' | 'request_head' | 'request_supervisor';

/** A pause's last day is a date somebody set; a wait's is counted, and follows the calendar. */
type Standstill = Stop & { counts: boolean };

/** Statuses in which a new calendar counts a round again. */
const COUNTED: readonly Place[] = ['submitted', 'assessing', 'dispatched', 'handling', 'awaiting_reporter', 'paused', 'reviewing'];
const RUNNING: readonly Place[] = ['submitted', 'assessing', 'dispatched', 'handling'];
/** These rest while a request waits that was made before the end. */
const AFTER_THE_END: readonly OwnLevel[] = ['yellow_light', 'red_light', 'talk_due'];

const requestMark = ({ stage, askedAt }: { stage: string; askedAt: string }): string => `request_${stage}:${askedAt}`;

export class RoundState {
  place: Place = null;
  round = 1;
  due = '';
  clock: RoundClock;
  past: RoundPast = { round: 1, openedAt: new Date(0), earlierYellow: false, unsatisfiedRounds: 0 };
  stage: Stage | null = null;
  assisting: { unitId: string; dueDay: string; answered: boolean }[] = [];
  request: { stage: 'head' | 'supervisor'; askedAt: string; from: string; dueDay: string } | null = null;
  leadUnitId: string | null = null;
  signed = false;
  result: { kind: ResultKind; at: Date } | null = null;
  unsatisfiedOn: string | null = null;
  /** Levels and marks that were lit in this round. */
  done = new Set<string>();
  private yellow: { seq: number; round: number; revoked: boolean }[] = [];
  private dispatchedAt: Date | null = null;
  private unsatisfied = 0;
  private stops: Standstill[] = [];

  /** @param limitsOf the line's, with those that a round began with */
  constructor(
    private readonly limitsOf: (round: number) => LimitSettings, public calendar: PlainCalendar,
    private readonly came: { channel: SourceChannel; foreignDueDay: string | null },
  ) {
    this.clock = { day0: '', complexity: 'ordinary', stops: [], extension: 0, foreign: { workingDays: null, dueDay: null } };
  }

  get limits(): LimitSettings {
    return this.limitsOf(this.round);
  }

  open(at: Date, day0: string): void {
    // The day another system set is of the first round; of a later one it knows nothing.
    const foreign = { workingDays: this.limits.channelWorkingDays[this.came.channel] ?? null, dueDay: this.round === 1 ? this.came.foreignDueDay : null };
    this.stops = [];
    this.clock = { ...this.clock, day0, extension: 0, foreign };
    this.past = { round: this.round, openedAt: at, earlierYellow: this.earlierYellow(), unsatisfiedRounds: this.unsatisfied };
    this.dueAgain();
    this.begin('assess', at);
  }

  reopen(at: Date): void {
    const day0 = this.unsatisfiedOn ?? dayOf(at);
    this.round += 1;
    this.leadUnitId = null;
    this.assisting = [];
    this.dispatchedAt = null;
    this.signed = false;
    this.request = null;
    this.result = null;
    this.unsatisfiedOn = null;
    this.done = new Set();
    this.open(at, day0);
  }

  judge(complexity: unknown): void {
    if (complexity === 'complex' || complexity === 'ordinary') this.clock = { ...this.clock, complexity };
    this.dueAgain();
  }

  send(at: Date, leadUnitId: string, assisting: readonly string[]): void {
    const dueDay = assistingDay(dayOf(at), this.due, this.limits, this.calendar);
    this.leadUnitId = leadUnitId;
    this.assisting = assisting.map((unitId) => ({ unitId, dueDay, answered: false }));
    this.dispatchedAt = at;
    this.signed = false;
    this.begin('sign', at);
  }

  back(at: Date): void {
    this.leadUnitId = null;
    this.assisting = [];
    this.dispatchedAt = null;
    this.begin('assess', at);
  }

  begin(kind: StageKind, at: Date): void {
    const from = dayOf(at);
    const dueDay = this.stageDay(kind, from);
    this.stage = { kind, mark: `${kind}:${dueDay}`, from, dueDay, unitId: null };
  }

  /** A request has the limit of a review with each who has it. */
  ask(stage: 'head' | 'supervisor', at: Date): void {
    const from = dayOf(at);
    this.request = { stage, askedAt: this.request?.askedAt ?? at.toISOString(), from, dueDay: this.stageDay('review_head', from) };
  }

  stop(standstill: Standstill): void {
    this.stops = [...this.stops, standstill];
    this.clock = { ...this.clock, stops: this.stops };
  }

  /** The end moves by the working days that passed: those of a wait or pause up to its own last day. */
  goOn(today: string): void {
    this.stops = this.stops.map((stop) => (stop.to !== null ? stop : { ...stop, to: stop.until !== null && stop.until < today ? stop.until : today }));
    this.recount();
  }

  yellowLit(seq: number): void {
    this.yellow.push({ seq, round: this.round, revoked: false });
  }

  /** A light that was taken back counts nowhere: the next one is the first again. */
  revoke(seq: unknown): void {
    for (const light of this.yellow) if (light.seq === seq) light.revoked = true;
    this.past = { ...this.past, earlierYellow: this.earlierYellow() };
  }

  private earlierYellow(): boolean {
    return this.yellow.some(({ round, revoked }) => round < this.round && !revoked);
  }

  displease(day: string): void {
    if (this.unsatisfiedOn !== null) return;
    this.unsatisfiedOn = day;
    this.unsatisfied += 1;
  }

  /** What follows when stops, extension or complexity have changed: the end, and the answers still owed before it. */
  recount(): void {
    this.dueAgain();
    const asked = this.dispatchedAt;
    if (asked === null) return;
    const dueDay = assistingDay(dayOf(asked), this.due, this.limits, this.calendar);
    for (const each of this.assisting) if (!each.answered) each.dueDay = dueDay;
  }

  /** From here on another calendar counts. What is lit keeps its day; what is concluded is frozen. */
  follow(calendar: PlainCalendar): void {
    this.calendar = calendar;
    if (!COUNTED.includes(this.place)) return;
    this.stops = this.stops.map((stop) => (stop.counts && stop.to === null ? { ...stop, until: calendar.workingDay(stop.from, this.limits.stageWorkingDays.awaiting_reporter) } : stop));
    this.recount();
    if (this.request !== null && !this.done.has(requestMark(this.request))) this.request = { ...this.request, dueDay: this.stageDay('review_head', this.request.from) };
    if (this.stage === null || this.done.has(this.stage.mark)) return;
    const dueDay = this.stageDay(this.stage.kind, this.stage.from);
    this.stage = { ...this.stage, dueDay, mark: `${this.stage.kind}:${dueDay}` };
  }

  /** The day the round ends with; null while its clock stands still and that may yet move it. */
  endInForce(): string | null {
    if (this.result !== null) return null;
    if (RUNNING.includes(this.place)) return this.due;
    const open = this.stops.find(({ to }) => to === null);
    if ((this.place !== 'awaiting_reporter' && this.place !== 'paused') || !open || open.until === null) return null;
    const stops = this.stops.map((stop) => (stop.to === null ? { ...stop, to: stop.until } : stop));
    const last = dueDayOf({ ...this.clock, stops }, this.limits, this.calendar);
    return last.fixed ? last.day : null;
  }

  pending(): { level: LightLevel; mark: string; dueAt: Date; kind: StageKind | null; unitId: string | null }[] {
    const { limits, calendar, request, past } = this;
    const end = this.endInForce();
    const often = past.unsatisfiedRounds >= limits.ladder.talkUnsatisfiedRounds;
    const rests = (level: OwnLevel) => request !== null && AFTER_THE_END.includes(level) && !(level === 'talk_due' && often);
    const moments = end === null ? null : momentsOf(this.clock, end, past, limits, calendar);
    const own = moments === null ? [] : OWN_LEVELS.filter((level) => !this.done.has(level) && !rests(level));
    return [
      ...own.flatMap((level) => (moments === null ? [] : [{ level, mark: '', dueAt: moments[level], kind: null, unitId: null }])),
      ...this.stages().filter(({ mark }) => !this.done.has(mark)).map(({ kind, mark, dueDay, unitId }) => (
        { level: 'stage_overdue' as const, mark, dueAt: notBefore(endOf(dueDay), past, limits), kind, unitId })),
    ];
  }

  private stages(): Pick<Stage, 'kind' | 'mark' | 'dueDay' | 'unitId'>[] {
    const { stage, request, assisting } = this;
    const asked = this.dispatchedAt?.toISOString() ?? '';
    return [
      ...(stage === null ? [] : [stage]),
      ...(request === null ? [] : [{ kind: request.stage === 'head' ? 'request_head' as const : 'request_supervisor' as const, mark: requestMark(request), dueDay: request.dueDay, unitId: null }]),
      ...(this.place === 'dispatched' || this.place === 'handling'
        ? assisting.filter(({ answered }) => !answered).map(({ unitId, dueDay }) => ({ kind: 'assisting' as const, mark: `assisting:${unitId}:${asked}`, dueDay, unitId })) : []),
    ];
  }

  private stageDay(kind: StageKind, from: string): string {
    return this.calendar.workingDay(from, this.limits.stageWorkingDays[kind === 'assess' || kind === 'sign' ? kind : 'review']);
  }

  private dueAgain(): void {
    this.clock = { ...this.clock, stops: this.stops };
    const day = dueDayOf(this.clock, this.limits, this.calendar).day;
    // A result that came in time by the calendar of its moment stays in time.
    const inTime = (end: string) => this.result === null || this.result.at < endOf(end);
    if (inTime(day) || !inTime(this.due)) this.due = day;
  }
}
