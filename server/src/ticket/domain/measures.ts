// Owns what lights and cards are to units: what each leaves to be done, whose it is, its contest and decision; all read from the history.
// Leaves lighting to lights.ts, the moves to moves/measure-moves.ts and the tables of lists to the effects.
import type { LightStage } from '@zhitongche/shared/deadline/vocabulary.js';
import { LIGHT_STAGES } from '@zhitongche/shared/deadline/vocabulary.js';
import { DISTRICT_DESK } from '@zhitongche/shared/directory/vocabulary.js';
import type { CardKind, LightDebt, LightHolder, LightLevel } from '@zhitongche/shared/ticket/vocabulary.js';
import { CARD_KINDS, LIGHT_HOLDERS, LIGHT_LEVELS } from '@zhitongche/shared/ticket/vocabulary.js';
import type { Actor, PersonActor } from './actor.js';
import { windowOpen } from './clock.js';
import type { NewEvent } from './events.js';
import type { MoveContext } from './move.js';

/** An event with its place in the history. */
export interface Happening extends NewEvent {
  seq: number;
  round: number;
  at: Date;
  actorId: string | null;
}

type Moment = Pick<Happening, 'seq' | 'at'>;

/** 申辩: asked once by the unit, decided once by a supervisor. */
export interface Contest extends Moment {
  by: string | null;
  /** The day by whose end it is to be decided; a new calendar may have moved it. */
  dueDay: string;
  dueAt: Date;
  decided: (Moment & { revoked: boolean }) | null;
}

/** A light the machine lit or a card a person issued, named by the place of its event in the ticket's history. Both are on a unit. */
export interface Measure extends Moment {
  round: number;
  /** Of a light, else null. */
  level: LightLevel | null;
  stage: LightStage | null;
  /** Also of a card where it is on the district's desk. */
  holder: LightHolder | null;
  dueAt: Date | null;
  /** Of a card, else null. */
  card: CardKind | null;
  documentNumber: string | null;
  issuedBy: string | null;
  /** The unit that held the ticket or got the card; a desk by its key, `district` or the town's unit. */
  unitId: string;
  debt: LightDebt | null;
  /** When the debt was met: explained, or for a talk that is due, held. */
  settled: Moment | null;
  contest: Contest | null;
}

/** Whose hand may take which step on a measure now. */
export type MeasureStep = 'explain' | 'contest' | 'decide';

/** The events that measures are made of. */
export const MEASURE_EVENTS = ['light.lit', 'light.explained', 'card.issued', 'measure.contested', 'measure.upheld', 'measure.revoked', 'stage.recomputed'] as const;

/** What a light of that level leaves to be done; warnings leave nothing, they are no measures. */
export function debtOf(level: LightLevel): LightDebt | null {
  switch (level) {
    case 'early_warning': case 'last_warning': return null;
    case 'yellow_light': case 'stage_overdue': return 'reason';
    case 'red_light': return 'explanation';
    case 'talk_due': return 'talk';
  }
}

/** The measures of a ticket, oldest first. A held talk settles those that were due with the same unit before it. */
export function measuresOf(history: readonly Happening[]): Measure[] {
  const measures: Measure[] = [];
  const named = ({ payload }: Happening): Measure | undefined => measures.find((measure) => measure.seq === payload['measure']);
  for (const event of history) {
    const { seq, at } = event;
    switch (event.type) {
      case 'light.lit': {
        const light = lightIn(event);
        if (light.debt !== null) measures.push(light);
        break;
      }
      case 'card.issued': {
        const card = cardIn(event);
        if (card.card === 'talk') for (const due of measures) if (due.debt === 'talk' && due.unitId === card.unitId) due.settled ??= { seq, at };
        measures.push(card);
        break;
      }
      case 'light.explained': {
        const measure = named(event);
        if (measure) measure.settled ??= { seq, at };
        break;
      }
      case 'measure.contested': {
        const measure = named(event);
        if (measure) measure.contest = { seq, at, by: event.actorId, dueDay: text(event, 'dueDay') ?? '', dueAt: new Date(text(event, 'dueAt') ?? 0), decided: null };
        break;
      }
      case 'stage.recomputed': {
        const contest = named(event)?.contest;
        if (contest) Object.assign(contest, { dueDay: text(event, 'to') ?? contest.dueDay, dueAt: new Date(text(event, 'dueAt') ?? contest.dueAt) });
        break;
      }
      case 'measure.upheld': case 'measure.revoked': {
        const contest = named(event)?.contest;
        if (contest) contest.decided = { seq, at, revoked: event.type === 'measure.revoked' };
        break;
      }
      default:
    }
  }
  return measures;
}

/** A revoked one stays in the history and counts nowhere. */
export const isRevoked = (measure: Measure): boolean => measure.contest?.decided?.revoked === true;
export const isContested = (measure: Measure): boolean => measure.contest !== null && measure.contest.decided === null;
/** What is still to be done about it by its unit, or by the supervisor where a talk is due. While a contest waits, nothing is. */
export const openDebt = (measure: Measure): LightDebt | null =>
  (measure.settled !== null || isRevoked(measure) || isContested(measure) ? null : measure.debt);

/** The steps this person may take on this measure now. `othersDecide`: there is another active supervisor than the reader. */
export function stepsOn(measure: Measure, actor: Actor, { othersDecide, ...ctx }: Pick<MoveContext, 'now' | 'calendar' | 'line'> & { othersDecide: boolean }): MeasureStep[] {
  if (actor.kind !== 'person') return [];
  const steps: MeasureStep[] = [];
  const debt = openDebt(measure);
  if ((debt === 'reason' || debt === 'explanation') && answersFor(measure, debt, actor)) steps.push('explain');
  if (measure.contest === null && speaksFor(measure, actor) && windowOpen('contest', measure.at, ctx)) steps.push('contest');
  if (isContested(measure) && decides(measure, actor, othersDecide)) steps.push('decide');
  return steps;
}

/** A reason is given by who held it; a written explanation, and lateness of the head's own, by the head. A desk has no head. */
function answersFor(measure: Measure, debt: LightDebt, actor: PersonActor): boolean {
  switch (measure.holder) {
    case 'desk': return holdsDesk(actor, measure.unitId);
    case 'supervisor': return has(actor, 'supervisor', null);
    default: return has(actor, 'head', measure.unitId) || (debt === 'reason' && measure.holder !== 'head' && has(actor, 'handler', measure.unitId));
  }
}

/** The unit's own voice: its head, or a desk's triage. A supervisor contests nothing. */
function speaksFor(measure: Measure, actor: PersonActor): boolean {
  if (measure.holder === 'supervisor') return false;
  return measure.holder === 'desk' ? holdsDesk(actor, measure.unitId) : has(actor, 'head', measure.unitId);
}

/** Not who contested it, and not who issued the card, unless there is nobody else (decision 0038). */
function decides(measure: Measure, actor: PersonActor, othersDecide: boolean): boolean {
  return has(actor, 'supervisor', null) && measure.contest?.by !== actor.personId && (measure.issuedBy !== actor.personId || !othersDecide);
}

const has = (actor: PersonActor, role: 'head' | 'handler' | 'supervisor', key: string | null): boolean =>
  actor.grants.some((grant) => grant.role === role && (key === null || grant.key === key));

const holdsDesk = (actor: PersonActor, desk: string): boolean =>
  actor.grants.some((grant) => grant.role === 'triage' && (grant.scope === 'district' ? desk === DISTRICT_DESK : grant.key === desk));

function lightIn(event: Happening): Measure {
  const level = oneOf(LIGHT_LEVELS, text(event, 'level')) ?? 'early_warning';
  const { seq, round, at } = event;
  return {
    seq, round, at, level, stage: oneOf(LIGHT_STAGES, text(event, 'stage')), holder: oneOf(LIGHT_HOLDERS, text(event, 'holder')),
    dueAt: new Date(text(event, 'dueAt') ?? at), card: null, documentNumber: null, issuedBy: null,
    // Lights of before this was written say the unit only where it was one.
    unitId: text(event, 'owedBy') ?? text(event, 'unitId') ?? DISTRICT_DESK, debt: debtOf(level), settled: null, contest: null,
  };
}

function cardIn(event: Happening): Measure {
  const { seq, round, at, actorId } = event;
  const unitId = text(event, 'unitId') ?? '';
  return {
    seq, round, at, level: null, stage: null, holder: unitId === DISTRICT_DESK ? 'desk' : null, dueAt: null, card: oneOf(CARD_KINDS, text(event, 'kind')),
    documentNumber: text(event, 'documentNumber'), issuedBy: actorId, unitId, debt: null, settled: null, contest: null,
  };
}

function text({ payload }: Happening, key: string): string | null {
  const value = payload[key];
  return typeof value === 'string' ? value : null;
}

const oneOf = <V extends string>(values: readonly V[], value: string | null): V | null => values.find((each) => each === value) ?? null;
