// Owns what each command carries, as zod schemas, and the types made from them.
// Leaves who may send it, and whether it fits the ticket, to the server's domain.
import { z } from 'zod';
import { AttachmentIds } from '../attachment/contract.js';
import { VISIBLE } from '../sayable.js';
import {
  CARD_KINDS, COMPLEXITIES, DECLINE_REASONS, FOLLOW_UP_OUTCOMES, NATURES, PAUSE_REASONS, SATISFACTIONS, STICKING_POINTS,
  SUBMITTABLE_RESULT_KINDS, UNSATISFIED_REASONS,
} from './vocabulary.js';
import type { Action } from './actions.js';
import type { RoutingHint } from '../routing/vocabulary.js';
import type { DeliveryChannel, LightLevel, Nature } from './vocabulary.js';

const MAX_TEXT = 5000;
/** Counts code points, so that 𠮷 and an emoji are one character each. */
export const text = (max = MAX_TEXT) =>
  z.string().trim().min(1, '请填写').refine((s) => VISIBLE.test(s), '请填写').refine((s) => [...s].length <= max, `不能超过 ${max} 字`);
const optionalText = (max = MAX_TEXT) =>
  z.string().trim().refine((s) => [...s].length <= max, `不能超过 ${max} 字`).optional();
export const id = z.string().min(1).max(64).regex(/^[\w.-]+$/, '编号格式不对');
/** A day that can be meant: PostgreSQL knows no year 0, and nobody a year 9999. */
export const day = z.iso.date('请填写日期').refine((d) => d >= '1900-01-01' && d < '2200-01-01', '请填写正确的日期');
/** Ids are compared as texts: 6F… is 6f…. */
export const uuid = z.uuid().toLowerCase();
const units = z.array(id).max(20).default([]);
const nothing = z.strictObject({});
/** Words that may come with files. */
const files = { attachmentIds: AttachmentIds };

/** A light or a card, by its place in the ticket's history. */
const measure = z.string().regex(/^[1-9]\d{0,8}$/, '请选择一项');

const assessment = { nature: z.enum(NATURES), categoryCode: id, complexity: z.enum(COMPLEXITIES) };
const result = { kind: z.enum(SUBMITTABLE_RESULT_KINDS), text: text(), plannedFor: day.optional(), ...files };

/** One strict schema per command that a person may send; unknown fields are refused. */
export const ACTION_INPUTS = {
  assess: z.strictObject(assessment),
  lift: z.strictObject({ reason: text(500) }),
  dispatch: z.strictObject({
    leadUnitId: id, assistingUnitIds: units, note: optionalText(500), sameLeadReason: optionalText(500),
    nature: assessment.nature.optional(), categoryCode: id.optional(), complexity: assessment.complexity.optional(),
  }),
  answer_at_once: z.strictObject(result),
  answer_finally: z.strictObject({ text: text(), reason: text(1000), ...files }),
  merge: z.strictObject({ targetId: uuid }),
  decline: z.strictObject({ reason: z.enum(DECLINE_REASONS), path: text(500) }),
  object: z.strictObject({ text: text(1000), ...files }),
  uphold_decline: z.strictObject({ text: text(1000) }),
  overturn_decline: z.strictObject({ text: text(1000) }),
  sign_for: nothing,
  return: z.strictObject({ reason: text(500), proposedUnitId: id.optional() }),
  designate: z.strictObject({ leadUnitId: id, assistingUnitIds: units, reason: text(500) }),
  assign: z.strictObject({ personId: id, reason: optionalText(500) }),
  note: z.strictObject({ text: text(), ...files }),
  message: z.strictObject({ text: text(), ...files }),
  supplement: z.strictObject({ text: text(), ...files }),
  ask_reporter: z.strictObject({ question: text(1000), ...files }),
  answer_question: z.strictObject({ text: text(), ...files }),
  resume: z.strictObject({ note: optionalText(500), document: optionalText(200), ...files }),
  request_extension: z.strictObject({ workingDays: z.int().min(1).max(60), reason: text(1000), ...files }),
  request_pause: z.strictObject({ reason: z.enum(PAUSE_REASONS), until: day, document: text(200), note: optionalText(1000), ...files }),
  request_complexity: z.strictObject({ complexity: z.enum(COMPLEXITIES), reason: text(1000), ...files }),
  endorse_request: z.strictObject({ opinion: optionalText(500) }),
  grant_request: z.strictObject({ opinion: optionalText(500) }),
  refuse_request: z.strictObject({ reason: text(1000) }),
  withdraw_request: nothing,
  contest_rating: z.strictObject({ text: text(1000), ...files }),
  exclude_rating: z.strictObject({ reason: text(500) }),
  keep_rating: z.strictObject({ reason: text(500) }),
  ask_higher_level: z.strictObject({ text: text(1000) }),
  call_units: z.strictObject({ stickingPoint: z.enum(STICKING_POINTS), unitIds: z.array(id).min(1, '请选择单位').max(20), text: text(1000) }),
  record_arrivals: z.strictObject({ arrivedUnitIds: units, text: text(1000), ...files }),
  assist_answer: z.strictObject({ text: text(), ...files }),
  submit_result: z.strictObject(result),
  approve: z.strictObject({ opinion: optionalText(500) }),
  send_back: z.strictObject({ reason: text(1000) }),
  pass: z.strictObject({ opinion: optionalText(500) }),
  deliver: z.strictObject({ channel: z.enum(['in_person', 'phone']), words: optionalText(500) }),
  rate: z.strictObject({ satisfaction: z.enum(SATISFACTIONS), reason: z.enum(UNSATISFIED_REASONS).optional(), text: optionalText(1000), ...files }),
  remark: z.strictObject({ satisfaction: z.enum(SATISFACTIONS), text: optionalText(1000), ...files }),
  withdraw: z.strictObject({ words: optionalText(500) }),
  urge: z.strictObject({ text: text(500) }),
  instruct: z.strictObject({ text: text(1000) }),
  take_charge: z.strictObject({ text: text(500) }),
  joint_review: z.strictObject({ heldOn: day, unitIds: z.array(id).min(1, '请选择单位').max(20), decision: text() }),
  record_callback: z.strictObject({ reached: z.boolean(), words: text(1000) }),
  record_follow_up: z.strictObject({ outcome: z.enum(FOLLOW_UP_OUTCOMES), plannedFor: day.optional(), text: text(2000), ...files }),
  explain_light: z.strictObject({ measure, text: text(2000), ...files }),
  contest_measure: z.strictObject({ measure, text: text(2000), ...files }),
  uphold_measure: z.strictObject({ measure, text: text(1000) }),
  revoke_measure: z.strictObject({ measure, text: text(1000) }),
  card: z.strictObject({
    kind: z.enum(CARD_KINDS), unitId: id, documentNumber: text(60), text: text(2000),
    heldOn: day.optional(), attendees: optionalText(200), agreed: optionalText(2000),
  }),
} as const;

/** Commands a person may send to an existing ticket. */
export type PersonAction = keyof typeof ACTION_INPUTS;
export const PERSON_ACTIONS = Object.keys(ACTION_INPUTS) as PersonAction[];

type PersonInputs = { [A in PersonAction]: z.output<(typeof ACTION_INPUTS)[A]> };

/** What routing proposes, with the words that decided. */
export interface RoutingSuggestion {
  nature: Nature | null;
  /** What may belong to 110/119/120 or to another channel; a person decides. */
  hints: RoutingHint[];
  candidates: { categoryCode: string; leadUnitId: string; assistingUnitIds: string[]; score: number; words: string[] }[];
}

/** What the system's own commands carry; they never come over HTTP. */
export interface SystemInputs {
  route: { suggestion: RoutingSuggestion };
  deliver: { channel: DeliveryChannel; words?: string | undefined };
  stop_waiting: Record<string, never>;
  reopen: Record<string, never>;
  close_unrated: Record<string, never>;
  remind_rating: Record<string, never>;
  ask_follow_up: Record<string, never>;
  light: { level: LightLevel; mark?: string };
}

export type ActionInput<A extends Action> =
  | (A extends PersonAction ? PersonInputs[A] : never)
  | (A extends keyof SystemInputs ? SystemInputs[A] : never);
/** Commands on an existing ticket, by a person or by the system. */
export type TicketAction = PersonAction | keyof SystemInputs;
