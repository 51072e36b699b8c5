// Owns the values of an action's form: what it starts with, what is shown, missing, and sent.
// Leaves drawing it to action-sheet.vue and judging the values to the server.
import { ACTION_FORMS } from '@zhitongche/shared/ticket/action-forms.js';
import type { Field } from '@zhitongche/shared/ticket/action-forms.js';
import type { PersonAction } from '@zhitongche/shared/ticket/action-inputs.js';
import type { TicketView } from '@zhitongche/shared/ticket/contract.js';
import type { CardKind } from '@zhitongche/shared/ticket/vocabulary.js';
import type { MeasureStepName } from '@zhitongche/shared/ticket/measures.js';
import { serverNow } from '../../lib/clock.js';
import { dayOf } from '../../lib/time.js';

export type FieldValue = string | string[] | boolean | undefined;
export type FormValues = Record<string, FieldValue>;

type Suggestion = TicketView['suggestion'][number];

/** A form that a page has opened. */
export interface OpenedForm {
  action: PersonAction;
  /** What triage chose to dispatch by. */
  suggestion?: Suggestion;
  /** The light or card it is about. */
  measure?: number;
  /** The document that a light asks for, and on whom. */
  card?: { kind?: CardKind; unitId: string };
}

/** Reasons that only a second round can ask for. */
const LATER_ROUNDS: Partial<Record<PersonAction, readonly string[]>> = { dispatch: ['sameLeadReason'], assign: ['reason'] };

const WRITTEN: readonly Field['kind'][] = ['text', 'line', 'working_days', 'document_number'];

/** What the ticket already knows, so that nobody types it twice; a chosen suggestion fills the whole dispatch. */
export function startValues(action: PersonAction, ticket: TicketView, { suggestion, measure, card }: Omit<OpenedForm, 'action'> = {}): FormValues {
  const first = suggestion ?? ticket.suggestion[0];
  const assessment = {
    // Most people who come ask for help: where nothing says otherwise, dispatching stays one key.
    nature: ticket.nature ?? ticket.suggestedNature ?? 'help',
    categoryCode: suggestion?.categoryCode ?? ticket.categoryCode ?? first?.categoryCode,
    complexity: ticket.complexity,
  };
  switch (action) {
    case 'assess': return assessment;
    case 'dispatch': return {
      ...assessment,
      leadUnitId: suggestion?.leadUnitId ?? ticket.proposedUnit?.id,
      assistingUnitIds: suggestion?.assistingUnitIds ?? [],
    };
    case 'designate': return { leadUnitId: ticket.proposedUnit?.id };
    case 'explain_light': return measureOf(ticket, 'explain', measure);
    case 'contest_measure': return measureOf(ticket, 'contest', measure);
    case 'uphold_measure': case 'revoke_measure': return measureOf(ticket, 'decide', measure);
    case 'request_complexity': return { complexity: ticket.complexity === 'complex' ? 'ordinary' : 'complex' };
    case 'joint_review': return { heldOn: dayOf(serverNow()) };
    case 'card': return { unitId: ticket.lead?.id, ...card };
    default: return {};
  }
}

/** The one that was tapped, or the latest on which the step can be taken. */
function measureOf(ticket: TicketView, step: MeasureStepName, tapped?: number): FormValues {
  const seq = tapped ?? [...ticket.measures].reverse().find(({ steps }) => steps.includes(step))?.seq;
  return { measure: seq === undefined ? undefined : String(seq) };
}

/** The fields to show now: those whose condition holds. */
export function shownFields(action: PersonAction, values: FormValues, round: number): Field[] {
  const later = LATER_ROUNDS[action] ?? [];
  return ACTION_FORMS[action].fields.filter((f) =>
    (f.when === undefined || f.when.is.some((each) => each === values[f.when?.field ?? ''])) && (round > 1 || !later.includes(f.name)));
}

/** Required fields without a value, each with what to do about it. */
export function missingFields(fields: readonly Field[], values: FormValues): Record<string, string> {
  const missing = fields.filter((f) => f.required && isEmpty(values[f.name]));
  return Object.fromEntries(missing.map((f) => [f.name, WRITTEN.includes(f.kind) ? `请填写${f.label}` : `请选择${f.label}`]));
}

/** What is sent: shown fields with a value, words trimmed. */
export function inputOf(fields: readonly Field[], values: FormValues): Record<string, unknown> {
  const filled = fields.filter((f) => !isEmpty(values[f.name]));
  return Object.fromEntries(filled.map((f) => [f.name, f.kind === 'working_days' ? Number(values[f.name]) : trimmed(values[f.name])]));
}

/** Only typed words and chosen files are worth keeping; choices are made again in a second. */
export function typedWords(action: PersonAction, values: FormValues): FormValues {
  const words = ACTION_FORMS[action].fields.filter((f) => (f.kind === 'text' || f.kind === 'line' || f.kind === 'attachments') && !isEmpty(values[f.name]));
  return Object.fromEntries(words.map((f) => [f.name, values[f.name]]));
}

function isEmpty(value: FieldValue): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() === '') || (Array.isArray(value) && value.length === 0);
}

function trimmed(value: FieldValue): FieldValue {
  return typeof value === 'string' ? value.trim() : value;
}
