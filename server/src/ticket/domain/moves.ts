// Owns the catalogue action → move; a new action does not compile until it stands here.
// Leaves each move to its file in moves/.
import type { TicketAction } from '@zhitongche/shared/ticket/action-inputs.js';
import type { Move } from './move.js';
import * as aftercare from './moves/aftercare-moves.js';
import * as measure from './moves/measure-moves.js';
import * as contest from './moves/contest-moves.js';
import * as reporter from './moves/reporter-moves.js';
import * as request from './moves/request-moves.js';
import * as result from './moves/result-moves.js';
import * as system from './moves/system-moves.js';
import * as triage from './moves/triage-moves.js';
import * as unit from './moves/unit-moves.js';
import * as words from './moves/word-moves.js';

export const MOVES: { [A in TicketAction]: Move<A> } = {
  route: system.route,
  assess: triage.assess,
  lift: triage.lift,
  dispatch: triage.dispatch,
  answer_at_once: triage.answerAtOnce,
  answer_finally: triage.answerFinally,
  merge: triage.merge,
  decline: triage.decline,
  uphold_decline: triage.upholdDecline,
  overturn_decline: triage.overturnDecline,
  designate: triage.designate,
  sign_for: unit.signFor,
  return: unit.returnTicket,
  assign: unit.assign,
  ask_reporter: unit.askReporter,
  answer_question: unit.answerQuestion,
  stop_waiting: unit.stopWaiting,
  resume: unit.resume,
  request_extension: request.requestExtension,
  request_pause: request.requestPause,
  request_complexity: request.requestComplexity,
  endorse_request: request.endorseRequest,
  grant_request: request.grantRequest,
  refuse_request: request.refuseRequest,
  withdraw_request: request.withdrawRequest,
  contest_rating: contest.contestRating,
  exclude_rating: contest.excludeRating,
  keep_rating: contest.keepRating,
  ask_higher_level: unit.askHigherLevel,
  call_units: unit.callUnits,
  record_arrivals: unit.recordArrivals,
  assist_answer: unit.assistAnswer,
  submit_result: result.submitResult,
  approve: result.approve,
  send_back: result.sendBack,
  pass: result.pass,
  object: reporter.object,
  deliver: reporter.deliver,
  rate: reporter.rate,
  remark: reporter.remark,
  withdraw: reporter.withdraw,
  reopen: system.reopen,
  close_unrated: system.closeUnrated,
  light: system.light,
  note: words.note,
  message: words.message,
  supplement: words.supplement,
  urge: words.urge,
  instruct: words.instruct,
  take_charge: words.takeCharge,
  joint_review: words.jointReview,
  record_callback: aftercare.recordCallback,
  remind_rating: aftercare.remindRating,
  ask_follow_up: aftercare.askFollowUp,
  record_follow_up: aftercare.recordFollowUp,
  explain_light: measure.explainLight,
  contest_measure: measure.contestMeasure,
  uphold_measure: measure.upholdMeasure,
  revoke_measure: measure.revokeMeasure,
  card: measure.card,
};
