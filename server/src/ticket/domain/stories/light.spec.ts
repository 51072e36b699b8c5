// Owns the story of the lights: never early, each level exactly once per round, dark while the clock stands still.
// Leaves the moments to deadline/domain/ladder.spec.ts and who is told to the stories over HTTP.
import { SYSTEM } from '../actor.js';
import { dueLights, timersOf } from '../lights.js';
import { UNSATISFIED } from '../testing/inputs.js';
import { UNITS, assistant, cadre, districtDesk, handler, head, scanned, supervisor, townDesk } from '../testing/people.js';
import { anotherRound, dispatched, paused, reported, signed, told } from '../testing/paths.js';
import type { Story } from '../testing/story.js';
import { calendar, minqing, shanghai } from '../testing/story.js';

const setting = { calendar, line: minqing };
/** What would be lit now, and what is still to come. */
const due = ({ ticket }: Story, at: string) => dueLights(ticket, { ...setting, now: shanghai(at) }).map(({ level, mark }) => (mark === '' ? level : mark));
const coming = ({ ticket }: Story) => timersOf(ticket, setting).map(({ level, mark }) => (mark === '' ? level : mark));

test('never early: the due day, 23 March, counts whole', () => {
  const story = signed().as(SYSTEM);
  expect(story.at('2026-03-23 23:59').refusal('light')).toBe('LIGHT_NOT_DUE');
  expect(story.at('2026-03-24 00:05').does('light').ticket).toMatchObject({
    lightLit: ['yellow_light'], overdueAt: shanghai('2026-03-24 00:00'), status: 'handling',
  });
  expect(story.events.at(-1)).toMatchObject({
    type: 'light.lit', visibility: 'public',
    payload: { level: 'yellow_light', why: 'limit_passed', holder: 'lead', unitId: UNITS.education, dueDay: '2026-03-23', dueAt: '2026-03-23T16:00:00.000Z' },
  });
});

test('each level exactly once, however often the sweep comes', () => {
  const story = signed().at('2026-03-24 00:00').as(SYSTEM).does('light');
  expect(story.at('2026-03-24 00:01').refusal('light')).toBe('LIGHT_ALREADY_LIT');
  expect(story.at('2026-03-26 23:59').refusal('light', { level: 'red_light' })).toBe('LIGHT_NOT_DUE');
  expect(story.at('2026-03-27 00:00').does('light', { level: 'red_light' }).ticket).toMatchObject({
    lightLit: ['yellow_light', 'red_light'], overdueAt: shanghai('2026-03-24 00:00'),
  });
  for (const level of ['yellow_light', 'red_light'] as const) expect(story.refusal('light', { level })).toBe('LIGHT_ALREADY_LIT');
});

test('warnings are among staff; the reporter reads of the yellow and the red light', () => {
  const story = signed().at('2026-04-03 00:00').as(SYSTEM);
  for (const level of ['early_warning', 'last_warning', 'yellow_light', 'red_light', 'talk_due'] as const) story.does('light', { level });
  expect(story.events.slice(-5).map((event) => event.visibility)).toEqual(['internal', 'internal', 'public', 'public', 'internal']);
});

test('again in the next round on its own days: a second yellow is red at once', () => {
  const story = signed().at('2026-03-24 00:00').as(SYSTEM).does('light').at('2026-03-25 09:00').as(handler).does('submit_result');
  story.as(cadre).does('deliver').at('2026-03-26 09:00').as(scanned('mo', 1)).does('rate', UNSATISFIED).as(SYSTEM).does('reopen');
  expect(story.ticket).toMatchObject({ round: 2, lightLit: [], earlierYellow: true, overdueAt: null, dueDay: '2026-04-17' });
  expect(due(story, '2026-04-17 23:59')).not.toContain('yellow_light');
  expect(due(story, '2026-04-18 00:00')).toEqual(expect.arrayContaining(['yellow_light', 'red_light']));
});

test('the third unsatisfied rating makes a talk due, after the first minute of its round', () => {
  const story = told().at('2026-03-09 09:00').as(scanned('mo', 1)).does('rate', UNSATISFIED);
  story.as(SYSTEM).does('reopen');
  for (const [day, unit, round] of [['2026-03-10', UNITS.lighting, 2], ['2026-03-11', UNITS.police, 3]] as const) {
    anotherRound(story, day, unit).as(scanned('mo', round)).does('rate', UNSATISFIED);
    expect(due(story, '2026-12-01 00:00')).toEqual([]);
    story.as(SYSTEM).does('reopen');
  }
  expect(story.ticket).toMatchObject({ round: 4, unsatisfiedCount: 3 });
  expect(due(story, '2026-03-11 12:00')).toEqual([]);
  expect(due(story, '2026-03-11 12:01')).toEqual(['talk_due']);
});

test('the clock stops when the result is submitted; sent back, it never stopped', () => {
  const story = signed().at('2026-03-23 17:00').as(handler).does('submit_result', { kind: 'answered' });
  expect(due(story, '2026-03-24 09:00')).toEqual([]);
  expect(story.at('2026-03-24 09:00').as(head).does('send_back').as(SYSTEM).refusal('light')).toBeNull();
  expect(timersOf(story.ticket, setting).find(({ level }) => level === 'yellow_light')?.dueAt).toEqual(shanghai('2026-03-24 00:00'));
});

test('nothing is to come while waiting, paused, concluded, told, merged, declined or withdrawn', () => {
  const waiting = signed().at('2026-03-20 09:00').as(handler).does('ask_reporter');
  const standing = paused(signed().at('2026-03-19 09:00'), { until: '2026-03-27' });
  const concluded = signed().as(handler).does('submit_result');
  const merged = reported().as(townDesk).does('assess').mergesInto(reported({ id: '00000000-0000-4000-8000-000000000002' }));
  const declined = reported().as(townDesk).does('assess').does('decline');
  const withdrawn = dispatched().as(scanned('mo', 1)).does('withdraw');
  for (const story of [waiting, standing, concluded, told(), merged, declined, withdrawn]) {
    expect(coming(story)).toEqual([]);
    expect(story.as(SYSTEM).at('2026-06-01 00:00').refusal('light')).not.toBeNull();
  }
});

test('a wait moves the day it may be lit', () => {
  const story = signed().at('2026-03-20 09:00').as(handler).does('ask_reporter').at('2026-03-24 09:00').as(scanned('mo', 1)).does('answer_question');
  expect(story.ticket.dueDay).toBe('2026-03-25');
  expect(story.as(SYSTEM).at('2026-03-25 23:59').refusal('light')).toBe('LIGHT_NOT_DUE');
  expect(story.at('2026-03-26 00:00').refusal('light')).toBeNull();
});

describe('a stage has a light of its own, once, at whoever holds it', () => {
  test.each<[string, () => Story, string, string, string, string | null]>([
    ['assess: the desk', () => reported(), '2026-03-04 00:00', 'assess:2026-03-03', 'desk', null],
    ['sign: the unit that has not signed', () => dispatched(), '2026-03-04 00:00', 'sign:2026-03-03', 'lead', UNITS.education],
    ['review: the head', () => signed().at('2026-03-06 10:00').as(handler).does('submit_result', { kind: 'answered' }), '2026-03-10 00:00', 'review_head:2026-03-09', 'head', UNITS.education],
    ['review: the supervisor', () => reported().at('2026-03-02 15:00').as(townDesk).does('assess').does('answer_at_once'), '2026-03-04 00:00', 'review_supervisor:2026-03-03', 'supervisor', null],
    ['assist: the assisting unit', () => signed(), '2026-03-19 00:00', `assisting:${UNITS.transport}:2026-03-02T07:00:00.000Z`, 'assisting', UNITS.transport],
  ])('%s', (_what, begin, at, mark, holder, unitId) => {
    const story = begin();
    const light = { level: 'stage_overdue', mark } as const;
    expect(timersOf(story.ticket, setting)).toContainEqual(expect.objectContaining({ ...light, dueAt: shanghai(at), holder, unitId }));
    expect(story.at(at).as(SYSTEM).does('light', light).ticket).toMatchObject({ lightLit: [], stageLit: [mark], overdueAt: null });
    expect(story.events.at(-1)).toMatchObject({ visibility: 'internal', payload: { level: 'stage_overdue', stage: mark.split(':')[0], holder, unitId } });
    expect(story.refusal('light', light)).toMatch(/^LIGHT_(ALREADY_LIT|NOT_DUE)$/);
  });

  test('it goes out when the stage is done, and the next stage has its own', () => {
    expect(coming(dispatched())).toContain('sign:2026-03-03');
    expect(coming(signed()).filter((each) => each.startsWith('sign'))).toEqual([]);
    const answered = signed().as(assistant).does('assist_answer');
    expect(coming(answered).filter((each) => each.startsWith('assisting'))).toEqual([]);
  });

  test('the first contact has none: it is counted, not lit', () => {
    expect(signed().ticket.stageDueDay).toBe('2026-03-04');
    expect(due(signed(), '2026-03-16 00:00')).toEqual([]);
  });
});

test('only the machine lights; people issue', () => {
  const story = signed().at('2026-03-24 00:00');
  for (const actor of [supervisor, townDesk, districtDesk]) expect(story.as(actor).refusal('light')).not.toBeNull();
  expect(story.as(supervisor).does('card').events.at(-1)).toMatchObject({ type: 'card.issued', payload: { documentNumber: '督〔2026〕3号' } });
  expect(story.ticket.lightLit).toEqual([]);
});
