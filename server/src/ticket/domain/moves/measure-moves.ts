// Owns what is done about lights and cards: the explanation, the contest, its decision, and the card itself.
// Leaves whose step it is to measures.ts and the tables of lists to the effects.
import { DISTRICT_DESK } from '@zhitongche/shared/directory/vocabulary.js';
import { refuse } from '@zhitongche/shared/errors.js';
import { dayAfter, stageDue } from '../clock.js';
import { documentNumber } from '../document-number.js';
import { attached, internalEvent } from '../events.js';
import type { Measure, MeasureStep } from '../measures.js';
import { isRevoked, stepsOn } from '../measures.js';
import type { Move, MoveContext, Moved } from '../move.js';
import type { Ticket } from '../ticket.js';

export const explainLight: Move<'explain_light'> = (_ticket, input, ctx) => {
  const { seq, level } = chosen(input.measure, 'explain', ctx);
  return { changes: {}, events: [internalEvent('light.explained', { measure: seq, what: level, text: input.text, ...attached(input) })] };
};

export const contestMeasure: Move<'contest_measure'> = (_ticket, input, ctx) => {
  const { seq, unitId, level, card: kind } = chosen(input.measure, 'contest', ctx);
  const { stageDueDay, stageDueAt } = stageDue('contest_decision', ctx);
  return {
    changes: {},
    events: [internalEvent('measure.contested', {
      measure: seq, what: level ?? kind, unitId, dueDay: stageDueDay, dueAt: stageDueAt?.toISOString(), text: input.text, ...attached(input),
    })],
  };
};

export const upholdMeasure: Move<'uphold_measure'> = (_ticket, input, ctx) => ({
  changes: {}, events: [internalEvent('measure.upheld', decision(chosen(input.measure, 'decide', ctx), input.text, ctx))],
});

/** It does not count: a yellow light that is gone makes no later one red. */
export const revokeMeasure: Move<'revoke_measure'> = (ticket, input, ctx) => {
  const measure = chosen(input.measure, 'decide', ctx);
  return { changes: withoutYellow(ticket, measure, ctx), events: [internalEvent('measure.revoked', decision(measure, input.text, ctx))] };
};

/** On a unit or the district's desk, never on a person; a unit that gets one sees the ticket from then on, as its desk does anyway. */
export const card: Move<'card'> = (ticket, input, ctx) => {
  const { kind, unitId, text, heldOn, attendees, agreed } = input;
  // It does not see the ticket, so it could neither read nor contest what it is given.
  if (unitId === ticket.complainedUnitId) refuse('UNIT_COMPLAINED_ABOUT');
  const number = documentNumber(input.documentNumber) ?? refuse('DOCUMENT_NUMBER_INVALID');
  const talked = kind === 'talk' ? { heldOn, attendees, agreed } : {};
  if (kind === 'talk' && (!heldOn || heldOn > dayAfter(ctx.now, 0) || !attendees || !agreed)) refuse('TALK_RECORD_MISSING');
  const follows = ctx.facts.measures?.findLast((measure) => measure.level !== null && measure.unitId === unitId && !isRevoked(measure));
  return {
    changes: unitId === DISTRICT_DESK || ticket.involvedUnitIds.includes(unitId) ? {} : { involvedUnitIds: [...ticket.involvedUnitIds, unitId] },
    events: [internalEvent('card.issued', { kind, unitId, documentNumber: number.text, text, ...talked, follows: follows?.seq, officeUnitId: ctx.line.supervisingUnitId })],
  };
};

/** The measure of that place, where this person may take the step. */
function chosen(place: string, step: MeasureStep, ctx: MoveContext): Measure {
  const measure = ctx.facts.measures?.find(({ seq }) => String(seq) === place);
  if (measure && stepsOn(measure, ctx.actor, settingOf(ctx)).includes(step)) return measure;
  if (step === 'explain') refuse('EXPLANATION_NOT_OWED');
  return refuse(step === 'contest' ? 'CONTEST_NOT_POSSIBLE' : 'CONTEST_NOT_WAITING');
}

/** `ownAct`: decided by who issued it, because there is no other supervisor; said on the record. */
function decision({ seq, unitId, issuedBy, level, card: kind }: Measure, text: string, { actor }: MoveContext): Record<string, unknown> {
  const own = issuedBy !== null && actor.kind === 'person' && actor.personId === issuedBy;
  return { measure: seq, what: level ?? kind, unitId, text, ...(own ? { ownAct: true } : {}) };
}

function withoutYellow(ticket: Ticket, gone: Measure, { facts }: MoveContext): Moved['changes'] {
  if (gone.level !== 'yellow_light') return {};
  if (gone.round === ticket.round) return { yellowRevoked: true };
  const others = (facts.measures ?? []).some((each) => each.level === 'yellow_light' && each.round < ticket.round && each.seq !== gone.seq && !isRevoked(each));
  return { earlierYellow: others };
}

const settingOf = (ctx: MoveContext) => ({ ...ctx, othersDecide: ctx.facts.othersDecide ?? true });
