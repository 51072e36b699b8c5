// Owns playing one ticket's events again, as if nothing but them were known: which lights had to be lit, which facts frozen.
// Leaves counting days to plain-deadline.ts and comparing with the tables to check-ticket.ts.
import type { LightStage } from '@zhitongche/shared/deadline/vocabulary.js';
import type { LimitSettings } from '@zhitongche/shared/deadline/limits.js';
import type { LightLevel, ResultKind } from '@zhitongche/shared/ticket/vocabulary.js';
import type { EventRow, RoundRow, TicketRow } from './facts.js';
import type { Place } from './legal.js';
import { isLegal, placeAfter } from './legal.js';
import type { PlainCalendar } from './plain-calendar.js';
import { dayOf, endOf } from './plain-calendar.js';
import type { OwnLevel, RoundClock, RoundPast } from './plain-deadline.js';
import { OWN_LEVELS, assistingDay, capOf, dueDayOf, momentsOf, notBefore } from './plain-deadline.js';
import type { Problem } from './rules.js';

/** A light that is owed at a moment. */
export interface Owed {
  round: number;
  level: LightLevel;
  /** Which stage; '' for the round's own levels. */
  mark: string;
  dueAt: Date;
}

export interface Lit extends Owed {
  litAt: Date;
}

interface Stage {
  kind: LightStage;
  mark: string;
  dueDay: string;
  unitId: string | null;
}

interface Setting {
  limits: LimitSettings;
  calendar: PlainCalendar;
}

/** Rows written beside a command of another ticket: nothing was lit before them. */
const WITHOUT_LOOK: ReadonlySet<string> = new Set(['ticket.merged_in', 'light.lit']);

export class Replay {
  readonly problems: Problem[] = [];
  readonly lit: Lit[] = [];
  readonly frozen: Omit<RoundRow, 'ticketId'>[] = [];
  /** Rounds whose clock ran past the cap. */
  readonly pastCap = new Set<number>();
  place: Place = null;
  round = 1;
  due = '';
  clock: RoundClock = { day0: '', complexity: 'ordinary', paused: 0, extension: 0 };
  private past: RoundPast = { round: 1, openedAt: new Date(0), earlierYellow: false, unsatisfiedRounds: 0 };
  private stage: Stage | null = null;
  private assisting: { unitId: string; dueDay: string; answered: boolean }[] = [];
  private leadUnitId: string | null = null;
  private dispatchedAt: Date | null = null;
  private signed = false;
  private stoppedOn: string | null = null;
  private waitEnd: string | null = null;
  private result: { kind: ResultKind; at: Date } | null = null;
  private unsatisfiedOn: string | null = null;
  private unsatisfied = 0;
  private done = new Set<string>();

  constructor(
    private readonly ticket: Pick<TicketRow, 'stage'>,
    private readonly events: readonly EventRow[],
    private readonly setting: Setting,
  ) {
    for (const [i, event] of events.entries()) this.step(event, i);
  }

  /** What is still to be lit as things stand. */
  owed(): Owed[] {
    return this.pending().map(({ level, mark, dueAt }) => ({ round: this.round, level, mark, dueAt }));
  }

  /** Whatever had to be lit by then and was not is a problem. */
  look(at: Date): void {
    if (this.runs() && endOf(capOf(this.clock.day0, this.setting.limits, this.setting.calendar)) < at && this.past.openedAt < at) this.pastCap.add(this.round);
    for (const { level, mark, dueAt } of this.pending()) {
      if (dueAt > at) continue;
      this.say('light', `第${String(this.round)}轮 ${level}${mark && ` ${mark}`} 应于 ${dueAt.toISOString()} 亮，到 ${at.toISOString()} 仍未亮`);
      this.done.add(mark || level);
    }
  }

  private step(event: EventRow, i: number): void {
    if (!isLegal(event.type, this.place)) this.say('history', `第${String(event.seq)}步 ${event.type} 不能发生在 ${this.place ?? '上报之前'}`);
    if (event.round !== this.round) this.say('history', `第${String(event.seq)}步 ${event.type} 记在第${String(event.round)}轮，应为第${String(this.round)}轮`);
    if (this.place !== null && !WITHOUT_LOOK.has(event.type)) this.look(event.at);
    this.place = placeAfter(event.type, this.place, !this.signed);
    this.apply(event, i);
  }

  private apply(event: EventRow, i: number): void {
    const { type, at, payload } = event;
    switch (type) {
      case 'ticket.submitted':
        this.open(at, dayOf(at));
        break;
      case 'ticket.solved_on_spot':
        this.open(at, dayOf(at));
        this.stage = null;
        this.result = { kind: 'solved_on_spot', at };
        break;
      case 'ticket.assessed':
        this.assessed(payload);
        break;
      case 'ticket.lifted': case 'decline.overturned':
        this.begin('assess', at);
        break;
      case 'ticket.dispatched':
        this.assessed(payload);
        this.sent(event);
        break;
      case 'ticket.designated':
        this.sent(event);
        break;
      case 'ticket.returned':
        Object.assign(this, { leadUnitId: null, assisting: [], dispatchedAt: null });
        this.begin('assess', at);
        break;
      case 'ticket.signed':
        this.signed = true;
        this.stage = null;
        break;
      case 'reporter.asked':
        this.stoppedOn = dayOf(at);
        this.waitEnd = this.setting.calendar.workingDay(this.stoppedOn, this.setting.limits.stageWorkingDays.awaiting_reporter);
        break;
      case 'clock.paused':
        this.stoppedOn = dayOf(at);
        this.waitEnd = null;
        break;
      case 'reporter.answered': case 'waiting.stopped': case 'clock.resumed':
        this.goesOn(at);
        break;
      case 'assistance.answered':
        for (const each of this.assisting) if (each.unitId === payload['unitId']) each.answered = true;
        break;
      case 'result.submitted': case 'ticket.answered_at_once':
        this.answered(event, i, payload['kind'] as ResultKind); // The vocabulary is a CHECK on the round's row.
        break;
      case 'ticket.answered_finally':
        this.answered(event, i, 'answered');
        break;
      case 'result.approved':
        if (this.events[i + 1]?.type !== 'ticket.concluded') this.begin('review_supervisor', at);
        break;
      case 'result.sent_back':
        this.result = null;
        this.stage = null;
        if (!this.signed) this.begin('assess', at);
        break;
      case 'ticket.concluded':
        this.concluded(at);
        break;
      case 'result.rated':
        if (payload['satisfaction'] === 'unsatisfied' && this.unsatisfiedOn === null) {
          this.unsatisfiedOn = dayOf(at);
          this.unsatisfied += 1;
        }
        break;
      case 'ticket.reopened':
        this.reopened(at);
        break;
      case 'ticket.merged': case 'ticket.declined': case 'ticket.withdrawn':
        this.stage = null;
        break;
      case 'light.lit':
        this.light(event);
        break;
      default:
    }
  }

  private open(at: Date, day0: string): void {
    this.clock = { ...this.clock, day0, paused: 0, extension: 0 };
    this.past = { round: this.round, openedAt: at, earlierYellow: this.past.earlierYellow, unsatisfiedRounds: this.unsatisfied };
    this.dueAgain();
    this.begin('assess', at);
  }

  private reopened(at: Date): void {
    if (this.unsatisfiedOn === null) this.say('rating', `第${String(this.round)}轮没有不满意却重新办理`);
    const earlierYellow = this.past.earlierYellow || this.done.has('yellow_light');
    const day0 = this.unsatisfiedOn ?? dayOf(at);
    this.round += 1;
    Object.assign(this, {
      leadUnitId: null, assisting: [], dispatchedAt: null, signed: false, stoppedOn: null, waitEnd: null, result: null,
      unsatisfiedOn: null, done: new Set(), past: { ...this.past, earlierYellow },
    });
    this.open(at, day0);
  }

  private assessed(payload: Record<string, unknown>): void {
    this.clock = { ...this.clock, complexity: payload['complexity'] === 'complex' ? 'complex' : payload['complexity'] === 'ordinary' ? 'ordinary' : this.clock.complexity };
    this.dueAgain();
  }

  private dueAgain(): void {
    this.due = dueDayOf(this.clock, this.setting.limits, this.setting.calendar);
  }

  private sent({ at, payload }: EventRow): void {
    const assisting = Array.isArray(payload['assistingUnitIds']) ? [...new Set(payload['assistingUnitIds'].map(String))] : [];
    const dueDay = assistingDay(dayOf(at), this.due, this.setting.limits, this.setting.calendar);
    this.leadUnitId = String(payload['leadUnitId']);
    this.assisting = assisting.map((unitId) => ({ unitId, dueDay, answered: false }));
    this.dispatchedAt = at;
    this.signed = false;
    this.begin('sign', at);
  }

  /** The end moves by the working days that passed: those of a wait up to its own last day. */
  private goesOn(at: Date): void {
    const today = dayOf(at);
    const { limits, calendar } = this.setting;
    const end = this.waitEnd !== null && this.waitEnd < today ? this.waitEnd : today;
    this.clock = { ...this.clock, paused: this.clock.paused + (this.stoppedOn === null ? 0 : calendar.between(this.stoppedOn, end)) };
    this.stoppedOn = null;
    this.waitEnd = null;
    this.dueAgain();
    const dueDay = assistingDay(dayOf(this.dispatchedAt ?? at), this.due, limits, calendar);
    for (const each of this.assisting) if (!each.answered) each.dueDay = dueDay;
  }

  private answered({ at }: EventRow, i: number, kind: ResultKind): void {
    this.result = { kind, at };
    this.stage = null;
    if (this.events[i + 1]?.type !== 'ticket.concluded') this.begin(this.reviewerAfter(i), at);
  }

  /** Who looked at the result first: what they did next says so, and for one that still waits its row. */
  private reviewerAfter(i: number): LightStage {
    const seen = this.events.slice(i + 1).find(({ type }) => type === 'result.approved' || type === 'result.passed' || type === 'result.sent_back');
    const stage = seen === undefined ? this.ticket.stage : seen.type === 'result.approved' ? 'head' : seen.type === 'result.passed' ? 'supervisor' : seen.payload['stage'];
    return stage === 'head' ? 'review_head' : 'review_supervisor';
  }

  private concluded(at: Date): void {
    this.stage = null;
    const { kind, at: resultSubmittedAt } = this.result ?? { kind: 'answered', at };
    this.frozen.push({
      round: this.round, day0: this.clock.day0, dueDay: this.due, dueAt: endOf(this.due), leadUnitId: this.leadUnitId, resultKind: kind,
      resultSubmittedAt, concludedAt: at, late: endOf(this.due) <= resultSubmittedAt,
    });
  }

  private light({ at, payload, seq }: EventRow): void {
    const told = `第${String(this.round)}轮 ${String(payload['level'])}${typeof payload['stage'] === 'string' ? ` ${payload['stage']}` : ''}`;
    const found = this.pending().find(({ level, kind, unitId, dueAt }) => level === payload['level']
      && (kind === null || (kind === payload['stage'] && dueAt.toISOString() === payload['dueAt'] && (kind !== 'assisting' || unitId === payload['unitId']))));
    if (!found) {
      this.say('light', `${told} 第${String(seq)}步亮了不该亮的灯（重复、已停钟或时刻不对）`);
      return;
    }
    if (at < found.dueAt) this.say('early', `${told} 提前亮灯：应不早于 ${found.dueAt.toISOString()}，亮于 ${at.toISOString()}`);
    if (payload['dueAt'] !== found.dueAt.toISOString()) this.say('light', `${told} 时刻应为 ${found.dueAt.toISOString()}，记为 ${String(payload['dueAt'])}`);
    this.done.add(found.mark || found.level);
    this.lit.push({ round: this.round, level: found.level, mark: found.mark, dueAt: found.dueAt, litAt: at });
  }

  private begin(kind: LightStage, at: Date): void {
    const limit = kind === 'assess' || kind === 'sign' ? kind : 'review';
    const dueDay = this.setting.calendar.workingDay(dayOf(at), this.setting.limits.stageWorkingDays[limit]);
    this.stage = { kind, mark: `${kind}:${dueDay}`, dueDay, unitId: null };
  }

  private runs(): boolean {
    return this.result === null && (this.place === 'submitted' || this.place === 'assessing' || this.place === 'dispatched' || this.place === 'handling');
  }

  private pending(): { level: LightLevel; mark: string; dueAt: Date; kind: LightStage | null; unitId: string | null }[] {
    const { limits, calendar } = this.setting;
    const stages = this.stage === null ? [] : [this.stage];
    if (this.place === 'dispatched' || this.place === 'handling') {
      const asked = this.dispatchedAt?.toISOString() ?? '';
      for (const { unitId, dueDay, answered } of this.assisting) if (!answered) stages.push({ kind: 'assisting', mark: `assisting:${unitId}:${asked}`, dueDay, unitId });
    }
    const own = this.runs() ? OWN_LEVELS.filter((level) => !this.done.has(level)) : [];
    const moments: Partial<Record<OwnLevel, Date>> = own.length === 0 ? {} : momentsOf(this.clock, this.due, this.past, limits, calendar);
    return [
      ...own.flatMap((level) => { const dueAt = moments[level]; return dueAt ? [{ level, mark: '', dueAt, kind: null, unitId: null }] : []; }),
      ...stages.filter(({ mark }) => !this.done.has(mark)).map(({ kind, mark, dueDay, unitId }) => (
        { level: 'stage_overdue' as const, mark, dueAt: notBefore(endOf(dueDay), this.past, limits), kind, unitId })),
    ];
  }

  private say(rule: Problem['rule'], words: string): void {
    this.problems.push({ rule, words });
  }
}
