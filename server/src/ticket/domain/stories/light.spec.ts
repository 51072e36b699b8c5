// Owns the story of a light: never early, each level exactly once per round, dark while the clock stands still.
// Leaves the moments of the single levels and who is told to the ladder.
import { SYSTEM } from '../actor.js';
import { UNSATISFIED } from '../testing/inputs.js';
import { UNITS, cadre, handler, head, scanned, supervisor, townDesk } from '../testing/people.js';
import { dispatched, reported, signed, told } from '../testing/paths.js';
import { shanghai } from '../testing/story.js';

test('never early: the due day, 23 March, counts whole', () => {
  const story = signed().as(SYSTEM);
  expect(story.at('2026-03-23 23:59').refusal('light')).toBe('LIGHT_NOT_DUE');
  expect(story.at('2026-03-24 00:00').does('light').ticket).toMatchObject({
    lightLit: ['yellow_light'], overdueAt: shanghai('2026-03-24 00:00'), status: 'handling',
  });
  expect(story.events.at(-1)).toMatchObject({ type: 'light.lit', payload: { level: 'yellow_light', unitId: UNITS.education, dueDay: '2026-03-23' } });
});

test('each level exactly once, however often the sweep comes', () => {
  const story = signed().at('2026-03-24 00:00').as(SYSTEM).does('light');
  expect(story.at('2026-03-24 00:01').refusal('light')).toBe('LIGHT_ALREADY_LIT');
  expect(story.at('2026-03-27 00:00').does('light', { level: 'red_light' }).ticket).toMatchObject({
    lightLit: ['yellow_light', 'red_light'], overdueAt: shanghai('2026-03-24 00:00'),
  });
  for (const level of ['yellow_light', 'red_light'] as const) expect(story.refusal('light', { level })).toBe('LIGHT_ALREADY_LIT');
});

test('again in the next round, on its own day', () => {
  const story = signed().at('2026-03-24 00:00').as(SYSTEM).does('light').at('2026-03-25 09:00').as(handler).does('submit_result');
  story.as(cadre).does('deliver').at('2026-03-26 09:00').as(scanned('mo', 1)).does('rate', UNSATISFIED).as(SYSTEM).does('reopen');
  expect(story.ticket).toMatchObject({ round: 2, lightLit: [], overdueAt: null, dueDay: '2026-04-17' });
  expect(story.at('2026-04-17 23:59').refusal('light')).toBe('LIGHT_NOT_DUE');
  expect(story.at('2026-04-18 00:00').does('light').ticket.lightLit).toEqual(['yellow_light']);
});

test('wherever the ticket lies: with the desk, with a unit that signed or did not', () => {
  for (const story of [reported(), dispatched(), signed()]) expect(story.at('2026-03-24 00:00').as(SYSTEM).refusal('light')).toBeNull();
});

test('the clock stops when the result is submitted; sent back, it never stopped', () => {
  const story = signed().at('2026-03-23 17:00').as(handler).does('submit_result', { kind: 'answered' });
  expect(story.at('2026-03-24 09:00').as(SYSTEM).refusal('light')).toBe('LIGHT_NOT_DUE');
  expect(story.as(head).does('send_back').as(SYSTEM).refusal('light')).toBeNull();
});

test('dark while waiting, paused, concluded or told', () => {
  const waiting = signed().at('2026-03-20 09:00').as(handler).does('ask_reporter');
  const paused = signed().at('2026-03-20 09:00').as(supervisor).does('pause');
  const concluded = signed().as(handler).does('submit_result');
  for (const story of [waiting, paused, concluded, told()]) expect(story.at('2026-03-24 00:00').as(SYSTEM).refusal('light')).toBe('LIGHT_NOT_DUE');
});

test('a wait moves the day it may be lit', () => {
  const story = signed().at('2026-03-20 09:00').as(handler).does('ask_reporter').at('2026-03-24 09:00').as(scanned('mo', 1)).does('answer_question');
  expect(story.ticket.dueDay).toBe('2026-03-25');
  expect(story.as(SYSTEM).at('2026-03-25 23:59').refusal('light')).toBe('LIGHT_NOT_DUE');
  expect(story.at('2026-03-26 00:00').refusal('light')).toBeNull();
});

test('only the machine lights; people issue', () => {
  const story = signed().at('2026-03-24 00:00');
  for (const actor of [supervisor, townDesk]) expect(story.as(actor).refusal('light')).toBe('ACTION_FORBIDDEN');
  expect(story.as(supervisor).does('card').events.at(-1)).toMatchObject({ type: 'card.issued', payload: { documentNumber: '督〔2026〕3号' } });
  expect(story.ticket.lightLit).toEqual([]);
});
