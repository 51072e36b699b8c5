// Owns the table action → who: the capacities that may take it, the one they act in first.
// Leaves when to lifecycle.ts and the finer conditions of the moment to readiness.ts.
import type { Action } from '@zhitongche/shared/ticket/actions.js';
import type { Capacity } from './actor.js';

type ActingOn = Exclude<Action, 'submit' | 'submit_solved'>;

/** When somebody has several of the capacities, the first listed is the one they act in. */
export const PERMISSIONS: Record<ActingOn, readonly Capacity[]> = {
  route: ['system'],
  assess: ['desk_triage', 'system'],
  lift: ['desk_triage'],
  dispatch: ['desk_triage', 'system'],
  answer_at_once: ['desk_triage'],
  answer_finally: ['desk_triage'],
  merge: ['desk_triage'],
  decline: ['desk_triage'],
  object: ['reporter', 'submitter'],
  uphold_decline: ['supervisor'],
  overturn_decline: ['supervisor'],
  designate: ['supervisor'],
  sign_for: ['lead_handler', 'lead_head'],
  return: ['lead_head'],
  assign: ['lead_head'],
  note: ['lead_handler', 'lead_head', 'assist_member', 'desk_triage', 'supervisor', 'leader', 'submitter'],
  message: ['reporter', 'submitter', 'lead_handler', 'lead_head', 'assist_member', 'desk_triage'],
  supplement: ['reporter', 'submitter'],
  ask_reporter: ['lead_handler'],
  answer_question: ['reporter', 'submitter'],
  stop_waiting: ['system'],
  pause: ['supervisor'],
  resume: ['supervisor', 'lead_head'],
  ask_higher_level: ['lead_head'],
  call_units: ['lead_handler'],
  record_arrivals: ['lead_handler'],
  assist_answer: ['assist_member'],
  submit_result: ['lead_handler', 'lead_head'],
  approve: ['lead_head'],
  send_back: ['lead_head', 'supervisor'],
  pass: ['supervisor'],
  deliver: ['submitter', 'merged_submitter', 'system'],
  rate: ['reporter', 'merged_reporter', 'submitter', 'merged_submitter'],
  remark: ['reporter', 'merged_reporter'],
  reopen: ['system'],
  withdraw: ['reporter', 'submitter'],
  urge: ['reporter', 'submitter', 'supervisor'],
  instruct: ['leader'],
  take_charge: ['leader'],
  joint_review: ['supervisor', 'desk_triage'],
  record_callback: ['desk_triage', 'triage'],
  light: ['system'],
  card: ['supervisor'],
  close_unrated: ['system'],
};
