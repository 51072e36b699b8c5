// Owns playing one ticket's events again, as if nothing but them were known: which lights had to be lit, which facts frozen.
// Leaves the state of a round and its moments to round-state.ts and comparing with the tables to check-ticket.ts.
import type { ResultKind } from '@zhitongche/shared/ticket/vocabulary.js';
import type { EventRow, InForce, RoundRow, TicketRow } from './facts.js';
import { isLegal, placeAfter } from './legal.js';
import type { PlainCalendar } from './plain-calendar.js';
import { dayOf, endOf } from './plain-calendar.js';
import { capOf } from './plain-deadline.js';
import type { LimitSettings } from '@zhitongche/shared/deadline/limits.js';
import type { Owed } from './round-state.js';
import { RoundState } from './round-state.js';
import type { Problem } from './rules.js';

export interface Lit extends Owed {
  litAt: Date;
}

/** Rows written beside a command of another ticket, or by the calendar itself: nothing was lit before them. */
const WITHOUT_LOOK: ReadonlySet<string> = new Set(['ticket.merged_in', 'light.lit', 'deadline.recomputed', 'stage.recomputed']);

/** What had to be frozen. */
export type Concluded = Omit<RoundRow, 'ticketId' | 'roundLimits'>;

export class Replay {
  readonly problems: Problem[] = [];
  readonly lit: Lit[] = [];
  readonly frozen: Concluded[] = [];
  /** Rounds whose clock ran past the cap. */
  readonly pastCap = new Set<number>();
  readonly state: RoundState;
  private readonly calendars: InForce[];

  constructor(
    private readonly ticket: Pick<TicketRow, 'stage' | 'channel' | 'foreignDueDay'>,
    private readonly events: readonly EventRow[],
    { limitsOf, calendars }: { limitsOf: (round: number) => LimitSettings; calendars: readonly InForce[] },
  ) {
    const [oldest, ...later] = calendars;
    if (!oldest) throw new Error('no calendar');
    this.calendars = later;
    this.state = new RoundState(limitsOf, oldest.calendar, ticket);
    for (const [i, event] of events.entries()) this.step(event, i);
  }

  /** What is still to be lit as things stand. */
  owed(): Owed[] {
    return this.state.pending().map(({ level, mark, dueAt }) => ({ round: this.state.round, level, mark, dueAt }));
  }

  /** Whatever had to be lit by then and was not is a problem; a calendar that came meanwhile counts from its moment. */
  look(at: Date): void {
    for (let next = this.calendars[0]; next && next.at <= at; next = this.calendars[0]) {
      this.calendars.shift();
      this.lookBefore(next.at);
      this.state.follow(next.calendar);
    }
    this.lookBefore(at);
  }

  private get calendar(): PlainCalendar {
    return this.state.calendar;
  }

  private get limits(): LimitSettings {
    return this.state.limits;
  }

  private lookBefore(at: Date): void {
    const { state } = this;
    if (state.place === null) return;
    const over = state.endInForce() !== null && state.request === null && endOf(capOf(state.clock.day0, this.limits, this.calendar)) < at && state.past.openedAt < at;
    if (over) this.pastCap.add(state.round);
    for (const { level, mark, dueAt } of state.pending()) {
      if (dueAt > at) continue;
      this.say('light', `第${String(state.round)}轮 ${level}${mark && ` ${mark}`} 应于 ${dueAt.toISOString()} 亮，到 ${at.toISOString()} 仍未亮`);
      state.done.add(mark || level);
    }
  }

  private step(event: EventRow, i: number): void {
    const { state } = this;
    const { type, at, seq, round } = event;
    const over = type === 'clock.paused' && this.pauseIsOver(event);
    if (!over && !isLegal(type, state.place)) this.say('history', `第${String(seq)}步 ${type} 不能发生在 ${state.place ?? '上报之前'}`);
    if (round !== state.round) this.say('history', `第${String(seq)}步 ${type} 记在第${String(round)}轮，应为第${String(state.round)}轮`);
    if (!WITHOUT_LOOK.has(type) || this.calendars[0]) this.lookFor(event);
    if (!over) state.place = placeAfter(type, state.place, !state.signed);
    this.apply(event, i, over);
    if (type === 'ticket.submitted') this.startOn(at);
  }

  /** A light or a recompute looks at nothing itself, but the calendar may have changed before it. */
  private lookFor({ type, at }: EventRow): void {
    if (!WITHOUT_LOOK.has(type)) { this.look(at); return; }
    for (let next = this.calendars[0]; next && next.at <= at; next = this.calendars[0]) {
      this.calendars.shift();
      if (this.state.place !== null) this.state.follow(next.calendar);
    }
  }

  /** A ticket that is born is counted by the calendar of that moment. */
  private startOn(at: Date): void {
    for (let next = this.calendars[0]; next && next.at <= at; next = this.calendars[0]) {
      this.calendars.shift();
      this.state.follow(next.calendar);
    }
  }

  private apply(event: EventRow, i: number, over: boolean): void {
    const { state } = this;
    const { at, payload } = event;
    // A history may hold events of a version of the product that is older or newer than the checker.
    const type: string = event.type;
    switch (type) {
      case 'ticket.submitted':
        state.open(at, dayOf(at));
        break;
      case 'ticket.solved_on_spot':
        state.open(at, dayOf(at));
        state.stage = null;
        state.result = { kind: 'solved_on_spot', at };
        break;
      case 'ticket.assessed':
        state.judge(payload['complexity']);
        break;
      case 'ticket.lifted':
        state.begin('assess', at);
        break;
      case 'decline.overturned':
        // A calendar that came while it was ended counts from here.
        state.recount();
        state.begin('assess', at);
        break;
      case 'measure.revoked':
        state.revoke(payload['measure']);
        break;
      case 'ticket.dispatched':
        state.judge(payload['complexity']);
        state.send(at, String(payload['leadUnitId']), textsOf(payload['assistingUnitIds']));
        break;
      case 'ticket.designated':
        state.send(at, String(payload['leadUnitId']), textsOf(payload['assistingUnitIds']));
        break;
      case 'ticket.returned':
        state.back(at);
        break;
      case 'ticket.signed':
        state.signed = true;
        state.stage = null;
        break;
      case 'reporter.asked':
        state.stop({ from: dayOf(at), to: null, until: this.calendar.workingDay(dayOf(at), this.limits.stageWorkingDays.awaiting_reporter), counts: true });
        break;
      case 'clock.paused':
        this.paused(event, over);
        break;
      case 'reporter.answered': case 'waiting.stopped': case 'clock.resumed':
        state.goOn(dayOf(at));
        break;
      case 'clock.extended':
        state.clock = { ...state.clock, extension: Number(payload['workingDays']) };
        state.recount();
        break;
      case 'complexity.changed':
        state.judge(payload['complexity']);
        state.recount();
        break;
      case 'request.asked':
        state.ask(payload['holder'] === 'head' ? 'head' : 'supervisor', at);
        break;
      case 'request.endorsed':
        state.ask('supervisor', at);
        break;
      case 'request.granted': case 'request.refused': case 'request.withdrawn': case 'request.lapsed':
        state.request = null;
        break;
      case 'assistance.answered':
        for (const each of state.assisting) if (each.unitId === payload['unitId']) each.answered = true;
        break;
      case 'result.submitted': case 'ticket.answered_at_once':
        this.answered(event, i, payload['kind'] as ResultKind); // The vocabulary is a CHECK on the round's row.
        break;
      case 'ticket.answered_finally':
        this.answered(event, i, 'answered');
        break;
      case 'result.approved':
        if (!this.concludesAt(i)) state.begin('review_supervisor', at);
        break;
      case 'result.sent_back':
        state.result = null;
        state.stage = null;
        state.recount();
        if (!state.signed) state.begin('assess', at);
        break;
      case 'ticket.concluded':
        this.concluded(at);
        break;
      case 'result.rated':
        if (payload['satisfaction'] === 'unsatisfied') state.displease(dayOf(at));
        break;
      case 'ticket.reopened':
        if (state.unsatisfiedOn === null) this.say('rating', `第${String(state.round)}轮没有不满意却重新办理`);
        state.reopen(at);
        break;
      case 'ticket.merged': case 'ticket.declined': case 'ticket.withdrawn':
        state.stage = null;
        state.request = null;
        break;
      case 'light.lit':
        this.light(event);
        break;
      default:
    }
  }

  /** Granted after its own last day, or after the result came: its days count, and nothing waits. */
  private pauseIsOver({ at, payload }: EventRow): boolean {
    return this.state.result !== null || (typeof payload['until'] === 'string' && endOf(payload['until']) <= at);
  }

  private paused({ at, payload }: EventRow, over: boolean): void {
    const until = typeof payload['until'] === 'string' ? payload['until'] : null;
    const from = typeof payload['from'] === 'string' ? payload['from'] : dayOf(at);
    const submitted = this.state.result === null ? null : dayOf(this.state.result.at);
    const ended = submitted !== null && until !== null && submitted < until ? submitted : until;
    this.state.stop({ from, to: over ? ended : null, until, counts: false });
    if (over) this.state.recount();
  }

  private answered({ at }: EventRow, i: number, kind: ResultKind): void {
    this.state.result = { kind, at };
    this.state.stage = null;
    if (!this.concludesAt(i)) this.state.begin(this.reviewerAfter(i), at);
  }

  /** Whether the ticket was concluded by the same act. */
  private concludesAt(i: number): boolean {
    const at = this.events[i]?.at.getTime();
    return this.events.slice(i + 1, i + 4).some((event) => event.type === 'ticket.concluded' && event.at.getTime() === at);
  }

  /** Who looked at the result first: what they did next says so, and for one that still waits its row. */
  private reviewerAfter(i: number): 'review_head' | 'review_supervisor' {
    const seen = this.events.slice(i + 1).find(({ type }) => type === 'result.approved' || type === 'result.passed' || type === 'result.sent_back');
    const stage = seen === undefined ? this.ticket.stage : seen.type === 'result.approved' ? 'head' : seen.type === 'result.passed' ? 'supervisor' : seen.payload['stage'];
    return stage === 'head' ? 'review_head' : 'review_supervisor';
  }

  private concluded(at: Date): void {
    const { round, clock, due, leadUnitId, result } = this.state;
    this.state.stage = null;
    this.state.request = null;
    const { kind, at: resultSubmittedAt } = result ?? { kind: 'answered' as const, at };
    this.frozen.push({
      round, day0: clock.day0, dueDay: due, dueAt: endOf(due), leadUnitId, resultKind: kind, resultSubmittedAt, concludedAt: at, late: endOf(due) <= resultSubmittedAt,
    });
  }

  private light({ at, payload, seq }: EventRow): void {
    const { state } = this;
    const told = `第${String(state.round)}轮 ${String(payload['level'])}${typeof payload['stage'] === 'string' ? ` ${payload['stage']}` : ''}`;
    const found = state.pending().find(({ level, kind, unitId, dueAt }) => level === payload['level']
      && (kind === null || (kind === payload['stage'] && dueAt.toISOString() === payload['dueAt'] && (kind !== 'assisting' || unitId === payload['unitId']))));
    if (!found) {
      this.say('light', `${told} 第${String(seq)}步亮了不该亮的灯（重复、已停钟或时刻不对）`);
      return;
    }
    if (at < found.dueAt) this.say('early', `${told} 提前亮灯：应不早于 ${found.dueAt.toISOString()}，亮于 ${at.toISOString()}`);
    if (payload['dueAt'] !== found.dueAt.toISOString()) this.say('light', `${told} 时刻应为 ${found.dueAt.toISOString()}，记为 ${String(payload['dueAt'])}`);
    state.done.add(found.mark || found.level);
    if (found.level === 'yellow_light') state.yellowLit(seq);
    this.lit.push({ round: state.round, level: found.level, mark: found.mark, dueAt: found.dueAt, litAt: at });
  }

  private say(rule: Problem['rule'], words: string): void {
    this.problems.push({ rule, words });
  }
}

const textsOf = (value: unknown): string[] => (Array.isArray(value) ? [...new Set(value.map(String))] : []);
