// Owns telling a ticket's story round by round: who led it, what came out, how it was rated.
// Leaves the sentences of single events to event-sentence.ts.
import type { AttachmentRef } from '@zhitongche/shared/attachment/contract.js';
import type { TicketEvent, TicketView } from '@zhitongche/shared/ticket/contract.js';
import type { ResultKind, Satisfaction, UnsatisfiedReason } from '@zhitongche/shared/ticket/vocabulary.js';
import { RESULT_KINDS, SATISFACTIONS, UNSATISFIED_REASONS } from '@zhitongche/shared/ticket/vocabulary.js';
import { inOrder, nameOf, namesOf, textOf } from './event-data.js';

export interface RoundResult {
  kind: ResultKind;
  text: string;
  plannedFor: string | null;
  files: readonly AttachmentRef[];
  at: string;
}

export interface RoundRating {
  satisfaction: Satisfaction;
  reason: UnsatisfiedReason | null;
  text: string | null;
  /** The submitting cadre wrote it down for the reporter. */
  recorded: boolean;
  files: readonly AttachmentRef[];
  at: string;
}

export interface Round {
  number: number;
  current: boolean;
  lead: string | null;
  assisting: string | null;
  result: RoundResult | null;
  ratings: RoundRating[];
  /** Oldest first. */
  events: TicketEvent[];
}

/** The rounds of a ticket, the newest first, each with its own events, unit, result and ratings. */
export function roundsOf(ticket: Pick<TicketView, 'round' | 'events'>): Round[] {
  const rounds = new Map<number, Round>();
  const at = (number: number): Round => {
    const known = rounds.get(number);
    if (known !== undefined) return known;
    const fresh: Round = { number, current: number === ticket.round, lead: null, assisting: null, result: null, ratings: [], events: [] };
    rounds.set(number, fresh);
    return fresh;
  };
  at(ticket.round);
  for (const event of inOrder(ticket.events)) {
    const round = at(roundOf(event));
    round.events.push(event);
    take(round, event);
  }
  return [...rounds.values()].sort((a, b) => b.number - a.number);
}

/** A reopening opens the round it names, whichever round it was written under. */
function roundOf(event: TicketEvent): number {
  const named = event.type === 'ticket.reopened' ? event.data['round'] : undefined;
  return typeof named === 'number' ? named : event.round;
}

function take(round: Round, event: TicketEvent): void {
  const { data, at } = event;
  switch (event.type) {
    case 'ticket.dispatched':
    case 'ticket.designated':
      round.lead = nameOf(data, 'leadUnitId');
      round.assisting = namesOf(data, 'assistingUnitIds');
      break;
    case 'ticket.returned':
      round.lead = null;
      round.assisting = null;
      break;
    case 'ticket.concluded': {
      const kind = RESULT_KINDS.find((k) => k === data['kind']);
      if (kind !== undefined) round.result = { kind, text: textOf(data, 'text') ?? '', plannedFor: textOf(data, 'plannedFor'), files: event.attachments, at };
      break;
    }
    case 'result.rated': {
      const satisfaction = SATISFACTIONS.find((s) => s === data['satisfaction']);
      const reason = UNSATISFIED_REASONS.find((r) => r === data['reason']) ?? null;
      if (satisfaction !== undefined) round.ratings.push({ satisfaction, reason, text: textOf(data, 'text'), recorded: data['recordedBy'] === true, files: event.attachments, at });
      break;
    }
    default:
  }
}
