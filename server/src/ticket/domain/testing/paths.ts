// Owns the beginnings that many stories share: reported on a Monday, dispatched, signed, answered, told.
// Leaves what is special to each story. Used by specs only, never part of the product.
import type { ActionInput } from '@zhitongche/shared/ticket/action-inputs.js';
import type { Status } from '@zhitongche/shared/ticket/vocabulary.js';
import { SYSTEM } from '../actor.js';
import {
  UNITS, cadre, districtDesk, handler, head, headOf, mergedAccount, mergedCadre, scanned, supervisor, townDesk,
} from './people.js';
import type { Beginning, Story } from './story.js';
import { minqing, reportedByCadre, reportedByFirm } from './story.js';

type Over = Omit<Beginning, 'at'>;

/** Monday 2 March 2026, 09:00; due on 23 March. */
export const reported = (over: Over = {}) => reportedByCadre({ at: '2026-03-02 09:00', ...over });
/** Monday 15:00: education leads, transport assists. */
export const dispatched = (over: Over = {}) => reported(over).at('2026-03-02 15:00').as(townDesk).does('assess').does('dispatch');
/** Tuesday 09:00. */
export const signed = (over: Over = {}) => dispatched(over).at('2026-03-03 09:00').as(handler).does('sign_for');
/** Friday 6 March, told at 16:00. */
export const told = (over: Over = {}) =>
  signed(over).at('2026-03-06 10:00').does('submit_result').at('2026-03-06 16:00').as(cadre).does('deliver');

/** The head asks for a pause and the supervisor grants it, at the same moment. */
export const paused = (story: Story, typed: Partial<ActionInput<'request_pause'>> = {}) =>
  story.as(head).does('request_pause', typed).as(supervisor).does('grant_request');

/** A later round in one day: joint review, another unit each time, the head signs, the cadre tells. */
export function anotherRound(story: Story, day: string, unit: string): Story {
  story.at(`${day} 09:00`).as(supervisor).does('joint_review', { heldOn: day });
  const desk = story.ticket.deskUnitId === UNITS.town ? townDesk : districtDesk;
  const chief = headOf(unit);
  const to = { leadUnitId: unit, assistingUnitIds: [] };
  if (story.as(desk).refusal('dispatch', to) === 'DESIGNATION_NEEDED') story.as(supervisor).does('designate', to);
  else story.does('dispatch', to);
  story.at(`${day} 10:00`).as(chief).does('sign_for').does('submit_result');
  story.at(`${day} 11:00`).as(supervisor).does('pass');
  return story.at(`${day} 12:00`).as(cadre).does('deliver');
}

const ID = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
/** What is merged into the tickets below: a resident's, by a cadre of the next town, and a firm's own. */
const resident = () => reported({ id: ID(3), reporterId: 'li', submitterId: mergedCadre.personId, townUnitId: UNITS.otherTown });
const firm = () => reportedByFirm({
  at: '2026-03-02 09:00', id: ID(4), line: minqing, reporterId: 'lv', submitterId: mergedAccount.personId, subjectId: 'lvyuan',
});

/**
 * A ticket in every status, all by actions: from the assessment on it was lifted and returned once, and two more
 * reporters were merged in (not where it is withdrawn: that ends with the second reporter).
 */
export const IN_STATUS: Record<Status, () => Story> = {
  submitted: () => {
    const story = reported();
    for (const other of [resident(), firm()]) story.receives(other.ticket);
    return story;
  },
  assessing: () => {
    const story = IN_STATUS.submitted().at('2026-03-02 10:00').as(townDesk).does('lift').as(districtDesk).does('assess');
    story.does('dispatch', { leadUnitId: UNITS.police, assistingUnitIds: [] });
    return story.at('2026-03-02 11:00').as(headOf(UNITS.police)).does('return');
  },
  dispatched: () => IN_STATUS.assessing().at('2026-03-02 15:00').as(districtDesk).does('dispatch').as(head).does('assign'),
  handling: () => IN_STATUS.dispatched().at('2026-03-03 09:00').as(handler).does('sign_for'),
  awaiting_reporter: () => IN_STATUS.handling().as(handler).does('ask_reporter'),
  paused: () => paused(IN_STATUS.handling()),
  reviewing: () => IN_STATUS.handling().at('2026-03-06 10:00').as(handler).does('submit_result', { kind: 'answered' }),
  concluded: () => IN_STATUS.reviewing().as(head).does('approve'),
  awaiting_rating: () => IN_STATUS.concluded().as(cadre).does('deliver'),
  closed: () => {
    const story = IN_STATUS.awaiting_rating().as(scanned('mo', 1)).does('rate').as(scanned('li', 1)).does('rate');
    return story.as(mergedAccount).does('rate', {}, { reporter: { id: 'lv', kind: 'enterprise', hasAccount: true } });
  },
  unrated_closed: () => IN_STATUS.awaiting_rating().at('2026-04-06 00:00').as(SYSTEM).does('close_unrated'),
  merged: () => IN_STATUS.assessing().as(districtDesk).mergesInto(reported({ id: ID(2) })),
  declined: () => IN_STATUS.assessing().as(districtDesk).does('decline'),
  withdrawn: () => dispatched().as(head).does('assign').as(scanned('mo', 1)).does('withdraw'),
};
