// Owns what people look through once a working day, beside the tickets on their way: lights to answer for, contests, cards, talks, calls, plans.
// Leaves reading it from the database and doing it to daily-round.ts.
import type { LightDebt, LightHolder, LightLevel } from '@zhitongche/shared/ticket/vocabulary.js';
import { dayOf, plusDays } from '../../invariants/domain/plain-calendar.js';
import type { District } from '../district.js';
import type { Hours } from '../hours.js';
import { about } from './seen.js';

/** A ticket of the round, as it is then. */
export interface Kept {
  ticketId: string;
  version: number;
  round: number;
  leadUnitId: string | null;
  assigneeId: string | null;
  deskUnitId: string;
}

export interface Lit extends Kept {
  seq: number;
  level: LightLevel;
  holder: LightHolder;
  unitId: string;
  debt: LightDebt;
  litAt: Date;
  settled: boolean;
  /** A card was issued after it. */
  carded: boolean;
  /** When a contest of it was filed that waits; null where none does. */
  contestedAt: Date | null;
  wasContested: boolean;
}

/** What waits since a moment. */
export interface Since extends Kept {
  since: Date;
}

/** What is done on one ticket, and by whom. */
export interface Act {
  by: string;
  action: 'explain_light' | 'contest_measure' | 'uphold_measure' | 'revoke_measure' | 'card' | 'record_callback' | 'record_follow_up';
  input: object;
}

export interface Round {
  at: Date;
  district: District;
  hours: Hours;
  /** The next number of a kind of document in the year. */
  nextNumber: (kind: string) => string;
}

/** After so many working hours nobody contests any more: the window is three working days. */
const CONTESTS_WITHIN = 13;

/** What somebody does about a light this morning, if anything. */
export function aboutLight(light: Lit, round: Round): Act | null {
  const { at, district, hours } = round;
  const chance = (what: string): number => district.chance(light.ticketId, String(light.seq), what);
  const reached = (since: Date, after: number): boolean => hours.between(since, at) >= after;
  const measure = String(light.seq);
  if (light.contestedAt !== null) {
    if (!reached(light.contestedAt, about(15, chance('decides')))) return null;
    const stands = chance('decision') < 0.7;
    return { by: district.one('supervisor', '', light.ticketId), action: stands ? 'uphold_measure' : 'revoke_measure', input: { measure, text: stands ? '超期属实，理由不足以免除。' : '情况属实，不计入。' } };
  }
  if (light.debt === 'talk') return light.settled || !reached(light.litAt, about(12, chance('talks'))) ? null : { by: district.one('supervisor', '', light.ticketId), action: 'card', input: talk(light, round) };
  if (light.level === 'red_light' && !light.carded && chance('card') < 0.5 && reached(light.litAt, about(5, chance('card when'))) && !reached(light.litAt, 40)) {
    const kind = chance('card kind') < 0.75 ? 'supervision_order' : 'yellow_card';
    return { by: district.one('supervisor', '', light.ticketId), action: 'card', input: { kind, unitId: light.unitId, documentNumber: round.nextNumber(kind), text: '超期未办结，请说明原因并限期办结。' } };
  }
  if (light.settled) return null;
  const by = answersFor(light, district);
  if (by === undefined) return null;
  const voice = light.holder === 'supervisor' ? undefined : light.holder === 'desk' ? by : district.maybe('head', light.unitId);
  if (voice !== undefined && !light.wasContested && chance('contests') < 0.05 && reached(light.litAt, 1) && !reached(light.litAt, CONTESTS_WITHIN)) {
    return { by: voice, action: 'contest_measure', input: { measure, text: '当日系统停机，已有证明，请核实。' } };
  }
  const slow = 1 - district.diligence(light.unitId);
  if (chance('never explains') < 0.2 * slow || !reached(light.litAt, about(light.debt === 'explanation' ? 8 + 30 * slow : 4 + 24 * slow, chance('explains')))) return null;
  return { by, action: 'explain_light', input: { measure, text: light.debt === 'explanation' ? '人手调整衔接不好，已补齐人员，今后每周一检查在办事项。' : '与相关单位会商用时较长，已办理。' } };
}

/** Triage calls who has kept silent; it never called one of its own. */
export function callback({ ticketId, round: of, deskUnitId, since }: Since, { at, district, hours }: Round): Act | null {
  const chance = (what: string): number => district.chance(ticketId, String(of), what);
  if (hours.between(since, at) < about(7, chance('calls')) || chance('never calls') < 0.15) return null;
  const reached = chance('reached') < 0.7;
  return { by: district.triage(deskUnitId, ticketId), action: 'record_callback', input: { reached, words: reached ? '说已经解决了，忘了评价。' : '两次无人接听。' } };
}

/** On its day a plan is kept, or moved once more. */
export function followUp({ ticketId, leadUnitId, assigneeId, since }: Since, { at, district, hours }: Round): Act | null {
  const unitId = leadUnitId ?? '';
  const by = assigneeId ?? district.maybe('head', unitId);
  const slow = 1 - district.diligence(unitId);
  if (by === undefined || hours.between(since, at) < about(6 + 40 * slow, district.chance(ticketId, since.toISOString(), 'follows up'))) return null;
  const moved = district.chance(ticketId, since.toISOString(), 'moved') < 0.3;
  return { by, action: 'record_follow_up', input: moved ? { outcome: 'moved', plannedFor: plusDays(dayOf(at), 45), text: '管线迁改未完成，改期。' } : { outcome: 'fulfilled', text: '已按计划完工。' } };
}

function talk({ unitId }: Lit, { at, nextNumber }: Round): object {
  return { kind: 'talk', unitId, documentNumber: nextNumber('talk'), text: '多日超期，约谈主要负责人。', heldOn: dayOf(at), attendees: '单位主要负责人', agreed: '一周内办结积压事项，专人盯办。' };
}

/** Who gives the words: who held it; for an explanation, and the head's own lateness, the head. */
function answersFor({ holder, unitId, debt, leadUnitId, assigneeId, ticketId }: Lit, district: District): string | undefined {
  if (holder === 'desk') return district.triage(unitId, ticketId);
  if (holder === 'supervisor') return district.one('supervisor', '', ticketId);
  if (holder === 'lead' && debt === 'reason' && leadUnitId === unitId && assigneeId !== null && district.holds('handler', unitId, assigneeId)) return assigneeId;
  return district.maybe('head', unitId);
}
