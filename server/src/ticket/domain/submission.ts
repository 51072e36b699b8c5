// Owns how a ticket comes into being: reported, or solved at the door.
// Leaves who may report for which subject to actions/submit.ts, and the number to the database.
import type { LineSettings } from '@zhitongche/shared/line/settings.js';
import type { SourceChannel } from '@zhitongche/shared/ticket/vocabulary.js';
import { refuse } from '@zhitongche/shared/errors.js';
import type { SubjectKind } from '@zhitongche/shared/directory/vocabulary.js';
import { DISTRICT_DESK } from '@zhitongche/shared/directory/vocabulary.js';
import type { WorkingCalendar } from '../../deadline/domain/working-calendar.js';
import { dayAfter, roundDue, roundLimitsOf, stageDue } from './clock.js';
import type { NewEvent } from './events.js';
import { attached, publicEvent } from './events.js';
import type { Ticket } from './ticket.js';

export interface Submission {
  id: string;
  number: string;
  title: string;
  text: string;
  advice: string | null;
  subjectKind: SubjectKind;
  subjectId: string;
  subjectName: string;
  villageCode: string | null;
  townUnitId: string;
  place: string | null;
  hidden: boolean;
  complainedUnitId: string | null;
  complainedEnterpriseId: string | null;
  submitterId: string;
  submitterUnitId: string | null;
  visitId: string | null;
  channel: SourceChannel;
  foreignNumber: string | null;
  foreignDueDay: string | null;
  reporterId: string;
  /** Words on what was done at the door; makes it 当场解决. */
  solvedOnSpot: string | null;
  attachmentIds: string[];
}

interface Birth {
  now: Date;
  calendar: WorkingCalendar;
  line: LineSettings;
  draw: number;
}

/** A new ticket and its first events; day 0 is the Shanghai day of submission. */
export function submission(input: Submission, birth: Birth): { ticket: Ticket; events: NewEvent[] } {
  const { reporterId, solvedOnSpot, attachmentIds, ...facts } = input;
  const day0 = dayAfter(birth.now, 0);
  if (facts.foreignDueDay !== null && facts.foreignDueDay < day0) refuse('FOREIGN_DUE_PAST');
  const clocked = { day0, complexity: 'ordinary' as const, stops: [], pausedWorkingDays: 0, extensionWorkingDays: 0, request: null, roundLimits: roundLimitsOf(birth.line) };
  const ticket: Ticket = {
    // First: it is the largest, and only the first one is copied at once.
    ...BLANK, ...facts, ...clocked,
    version: 1, line: birth.line.key, status: 'submitted', round: 1,
    // A town complained about does not see the ticket, so its desk cannot judge it.
    deskUnitId: birth.line.firstDesk === 'town' && input.complainedUnitId !== input.townUnitId ? input.townUnitId : DISTRICT_DESK,
    reporterIds: [reporterId], submittedAt: birth.now,
    ...roundDue({ ...facts, ...clocked, round: 1 }, birth), ...stageDue('assess', birth),
  };
  const submitted = publicEvent('ticket.submitted', { title: input.title, hidden: input.hidden, ...attached({ attachmentIds }) });
  return solvedOnSpot === null ? { ticket, events: [submitted] } : solvedAtTheDoor(ticket, solvedOnSpot, attachmentIds, birth);
}

function solvedAtTheDoor(ticket: Ticket, text: string, attachmentIds: string[], birth: Birth): { ticket: Ticket; events: NewEvent[] } {
  const result = {
    kind: 'solved_on_spot' as const, text, plannedFor: null, submittedBy: ticket.submitterId, missingAssistance: [], final: false,
  };
  return {
    ticket: {
      ...ticket, status: 'concluded', result, sampled: birth.draw < birth.line.review.sampleRate,
      firstContactAt: birth.now, resultSubmittedAt: birth.now, concludedAt: birth.now, stageDueDay: null, stageDueAt: null,
    },
    events: [
      publicEvent('ticket.solved_on_spot', { title: ticket.title, ...attached({ attachmentIds }) }),
      publicEvent('ticket.concluded', { kind: result.kind, text, plannedFor: null }),
    ],
  };
}

const BLANK = {
  stage: null, nature: null, categoryCode: null, suggestion: null, leadUnitId: null, assisting: [], involvedUnitIds: [],
  pastLeadUnitIds: [], assigneeId: null, pastAssigneeIds: [], proposedUnitId: null, returnedUnitIds: [], returnCount: 0,
  designated: false, askedReporter: false, higherLevelAsked: false, stickingPoint: null, unitsCall: null,
  leaderInChargeId: null, jointReviewRound: null, result: null, sampled: null, ratedReporterIds: [], unsatisfiedAt: null,
  unsatisfiedCount: 0, unsatisfiedReason: null, badRatings: [], contestDueDay: null, mergedSubmitterIds: [], mergedEnterpriseIds: [], objectedAt: null, objectionDecided: false, closedAs: null, mergedIntoId: null,
  firstDispatchedAt: null, dispatchedAt: null, signedAt: null, firstContactAt: null, resultSubmittedAt: null, concludedAt: null,
  deliveredAt: null, declinedAt: null, closedAt: null, roundOpenedAt: null, remindedAt: null, callbackDueAt: null, followUpDay: null, followUpAt: null, followUpOwedDay: null, followUpOwedAt: null,
  stoppedOn: null, lightLit: [], stageLit: [], earlierYellow: false, yellowRevoked: false, overdueAt: null,
} satisfies Partial<Ticket>;
