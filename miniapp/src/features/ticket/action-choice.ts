// Owns which of the allowed actions is the one big button, which go to the sheet, and which have a place of their own.
// Leaves whether an action is allowed to the server, which sent the list.
import { ACTION_FORMS } from '@zhitongche/shared/ticket/action-forms.js';
import type { PersonAction } from '@zhitongche/shared/ticket/action-inputs.js';
import type { Action } from '@zhitongche/shared/ticket/actions.js';
import type { Escalation } from '@zhitongche/shared/ticket/vocabulary.js';

export interface Choice {
  main: PersonAction | null;
  /** The rest, grave ones last. */
  others: PersonAction[];
}

/** These are drawn where they are read: the rating under the result, messages and notes under their threads, taking back a request, and what belongs to a light or a card, under it. */
const ELSEWHERE: readonly PersonAction[] = ['rate', 'message', 'note', 'withdraw_request', 'explain_light', 'contest_measure', 'uphold_measure', 'revoke_measure'];
/** The two ways to decide a contested rating; neither is the expected one. */
export const CONTEST_ANSWERS = ['keep_rating', 'exclude_rating'] as const satisfies readonly PersonAction[];

/** What answers to what is owed is the next step, whatever its weight elsewhere. */
const ANSWERS: Record<Escalation, readonly PersonAction[]> = { joint_review: ['joint_review'], leader: ['take_charge', 'answer_finally'] };

/** Splits what the server allows; the server's order decides among several main ones. */
export function chooseActions(allowed: readonly Action[], owed: Escalation | null = null): Choice {
  const shown = allowed.filter(isPersonAction).filter((a) => !ELSEWHERE.includes(a));
  const main = shown.find((a) => owed !== null && ANSWERS[owed].includes(a)) ?? shown.find((a) => ACTION_FORMS[a].weight === 'main') ?? null;
  const rest = shown.filter((a) => a !== main);
  const grave = rest.filter((a) => ACTION_FORMS[a].weight === 'grave');
  return { main, others: [...rest.filter((a) => !grave.includes(a)), ...grave] };
}

/** Whether there is anything for the bar at all. */
export function hasButtons(allowed: readonly Action[]): boolean {
  const { main, others } = chooseActions(allowed);
  return main !== null || others.length > 0 || allowed.includes('rate');
}

function isPersonAction(action: Action): action is PersonAction {
  return action in ACTION_FORMS;
}
