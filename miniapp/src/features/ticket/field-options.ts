// Owns which words each choosing field of an action form offers.
// Leaves the words to shared's vocabulary and whether one fits to the server.
import type { FieldKind } from '@zhitongche/shared/ticket/action-forms.js';
import {
  CARD_KIND_LABELS, CARD_KINDS, COMPLEXITIES, COMPLEXITY_LABELS, DECLINE_REASON_LABELS, DECLINE_REASONS, DELIVERY_CHANNEL_LABELS,
  FOLLOW_UP_OUTCOME_LABELS, FOLLOW_UP_OUTCOMES, NATURE_LABELS, NATURES, PAUSE_REASON_LABELS, PAUSE_REASONS, RESULT_KIND_LABELS, SATISFACTION_LABELS, STICKING_POINT_LABELS,
  STICKING_POINTS, SUBMITTABLE_RESULT_KINDS, UNSATISFIED_REASON_LABELS, UNSATISFIED_REASONS,
} from '@zhitongche/shared/ticket/vocabulary.js';
import type { MeasureStepName, MeasureView } from '@zhitongche/shared/ticket/measures.js';
import type { ResultKind } from '@zhitongche/shared/ticket/vocabulary.js';
import { measureName } from './measure-words.js';
import { ratingChoices } from './rating-choices.js';

export interface Option {
  value: string;
  label: string;
}

const worded = <V extends string>(values: readonly V[], labels: Record<V, string>): Option[] => values.map((value) => ({ value, label: labels[value] }));

const OPTIONS: Partial<Record<FieldKind, Option[]>> = {
  nature: worded(NATURES, NATURE_LABELS),
  complexity: worded(COMPLEXITIES, COMPLEXITY_LABELS),
  result_kind: worded(SUBMITTABLE_RESULT_KINDS, RESULT_KIND_LABELS),
  decline_reason: worded(DECLINE_REASONS, DECLINE_REASON_LABELS),
  pause_reason: worded(PAUSE_REASONS, PAUSE_REASON_LABELS),
  sticking_point: worded(STICKING_POINTS, STICKING_POINT_LABELS),
  card_kind: worded(CARD_KINDS, CARD_KIND_LABELS),
  unsatisfied_reason: worded(UNSATISFIED_REASONS, UNSATISFIED_REASON_LABELS),
  follow_up_outcome: worded(FOLLOW_UP_OUTCOMES, FOLLOW_UP_OUTCOME_LABELS),
  // The other channels are the system's own.
  delivery_channel: worded(['in_person', 'phone'] as const, DELIVERY_CHANNEL_LABELS),
  yes_no: [{ value: 'true', label: '是' }, { value: 'false', label: '否' }],
};

/** On which lights and cards of the ticket the field's step can be taken. */
const STEPS: Partial<Record<FieldKind, MeasureStepName>> = { light_to_explain: 'explain', measure_to_contest: 'contest', contest_to_decide: 'decide' };

/** The lights or cards that a field offers; null for a field that is not of that kind. */
export function measureOptions(kind: FieldKind, measures: readonly MeasureView[]): Option[] | null {
  const step = STEPS[kind];
  if (step === undefined) return null;
  return measures.filter(({ steps }) => steps.includes(step)).map((measure) => ({ value: String(measure.seq), label: measureName(measure) }));
}

/** The choices of a field, all short enough to be in view; null for a field that is not of that kind. */
export function optionsOf(kind: FieldKind, result: ResultKind | null): Option[] | null {
  if (kind === 'satisfaction') return worded(ratingChoices(result), SATISFACTION_LABELS);
  return OPTIONS[kind] ?? null;
}
