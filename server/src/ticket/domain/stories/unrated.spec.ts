// Owns the story of silence: a call-back, thirty days, and an end that is in no satisfied figure.
// Leaves the reminder after five working days to the timers.
import { SYSTEM } from '../actor.js';
import { UNSATISFIED } from '../testing/inputs.js';
import { cadre, districtDesk, handler, head, scanned, supervisor, townDesk } from '../testing/people.js';
import { reported, signed, told } from '../testing/paths.js';
import { minqing, shanghai } from '../testing/story.js';

/** Told on 6 March 2026; the thirtieth day after it is 5 April, a holiday, which counts. */
const silent = () => told().at('2026-04-06 00:00').as(SYSTEM).does('close_unrated');

test('thirty days to the end of the last one', () => {
  const story = told().as(SYSTEM);
  expect(story.at('2026-04-05 23:59').refusal('close_unrated')).toBe('UNRATED_NOT_DUE');
  expect(story.at('2026-04-06 00:00').does('close_unrated').ticket).toMatchObject({
    status: 'unrated_closed', closedAs: null, closedAt: shanghai('2026-04-06 00:00'), ratedReporterIds: [],
  });
});

test('a line may wait longer', () => {
  const line = { ...minqing, limits: { ...minqing.limits, unratedCloseDays: 60 } };
  const story = told({ line }).as(SYSTEM);
  expect(story.at('2026-05-05 23:59').refusal('close_unrated')).toBe('UNRATED_NOT_DUE');
  expect(story.at('2026-05-06 00:00').refusal('close_unrated')).toBeNull();
});

test('it can be rated until it is closed, and only remarked on afterwards', () => {
  expect(told().at('2026-04-06 00:00').as(scanned('mo', 1)).refusal('rate')).toBeNull();
  const story = silent().at('2026-04-20 09:00').as(scanned('mo', 1));
  expect(story.refusal('rate')).toBe('STATUS_CONFLICT');
  expect(story.does('remark', { satisfaction: 'unsatisfied', text: '后来车又停了。' }).ticket).toMatchObject({ status: 'unrated_closed', ratedReporterIds: [] });
  expect(story.events.at(-1)).toMatchObject({ type: 'rating.remarked', visibility: 'internal', payload: { satisfaction: 'unsatisfied' } });
  expect(story.as(cadre).refusal('remark')).toBe('ACTION_FORBIDDEN');
});

describe('several reporters', () => {
  const three = () => {
    const story = signed();
    for (const [n, reporterId] of ['r1', 'r2'].entries()) {
      reported({ id: `00000000-0000-4000-8000-00000000020${n}`, reporterId }).at('2026-03-03 10:00').as(townDesk).does('assess').mergesInto(story);
    }
    return story.at('2026-03-06 10:00').as(handler).does('submit_result').as(cadre).does('deliver');
  };

  test('some content, the rest silent: closed as rated', () => {
    const story = three().at('2026-03-09 09:00').as(scanned('r1', 1)).does('rate').as(SYSTEM);
    expect(story.at('2026-04-05 23:59').refusal('close_unrated')).toBe('UNRATED_NOT_DUE');
    expect(story.at('2026-04-06 00:00').does('close_unrated').ticket).toMatchObject({ status: 'closed', closedAs: 'rated', ratedReporterIds: ['r1'] });
    // Who was silent may still say something; who has rated has rated.
    expect(story.at('2026-04-07 09:00').as(scanned('r1', 1)).refusal('remark')).toBe('RATING_DONE');
    expect(story.as(scanned('r2', 1)).does('remark', { satisfaction: 'unsatisfied', text: '我家门口还是没有。' }).ticket).toMatchObject({ status: 'closed', ratedReporterIds: ['r1'] });
    expect(story.events.at(-1)).toMatchObject({ type: 'rating.remarked' });
  });

  test('all silent: unrated', () => {
    expect(three().at('2026-04-06 00:00').as(SYSTEM).does('close_unrated').ticket).toMatchObject({ status: 'unrated_closed', closedAs: null });
  });

  test('one unsatisfied, whom the worker has not reopened yet: never closed by silence', () => {
    const story = three().at('2026-04-05 23:00').as(scanned('r2', 1)).does('rate', UNSATISFIED);
    expect(story.at('2026-04-06 00:00').as(SYSTEM).refusal('close_unrated')).toBe('UNRATED_NOT_DUE');
    expect(story.does('reopen').ticket).toMatchObject({ round: 2, day0: '2026-04-05' });
  });
});

test('the call-back is triage’s, never the handler’s: words are kept, the rating stays the reporter’s', () => {
  const story = told().at('2026-03-13 10:00');
  for (const actor of [handler, head, cadre, supervisor]) expect(story.as(actor).refusal('record_callback')).toBe('ACTION_FORBIDDEN');
  story.as(townDesk).does('record_callback', { reached: false, words: '两次无人接听。' });
  expect(story.ticket).toMatchObject({ status: 'awaiting_rating', ratedReporterIds: [] });
  expect(story.events.at(-1)).toMatchObject({ type: 'callback.recorded', visibility: 'internal', payload: { reached: false } });
  expect(story.as(districtDesk).refusal('record_callback')).toBe('TICKET_NOT_FOUND');
});
