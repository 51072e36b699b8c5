// Owns the story of a ticket from another system: its number, its channel and the earlier of the limits stay with it.
// Leaves how days are counted to deadline/domain.
import type { LineSettings } from '@zhitongche/shared/line/settings.js';
import { SYSTEM } from '../actor.js';
import { roundDueDate } from '../clock.js';
import { timersOf } from '../lights.js';
import { UNSATISFIED } from '../testing/inputs.js';
import { handler, head, scanned, supervisor, townDesk } from '../testing/people.js';
import { paused, reported, signed, told } from '../testing/paths.js';
import { calendar, minqing, reportedByCadre, shanghai } from '../testing/story.js';

const from = (foreignDueDay: string | null) => ({ channel: 'hotline_12345' as const, foreignNumber: 'HZ20260302001', foreignDueDay });
const strict = { ...minqing, limits: { ...minqing.limits, channelWorkingDays: { hotline_12345: 5 } } };

test.each<[string | null, string, string, LineSettings]>([
  ['2026-03-10', '2026-03-10', 'the day it was handed over with, earlier than our fifteen', minqing],
  ['2026-04-10', '2026-03-23', 'ours is earlier', minqing],
  [null, '2026-03-23', 'neither a day nor a limit of the channel', minqing],
  [null, '2026-03-09', 'the channel’s five working days', strict],
  ['2026-03-06', '2026-03-06', 'a day before the channel’s limit', strict],
  ['2026-03-13', '2026-03-09', 'the channel’s limit before the day', strict],
  ['2026-03-08', '2026-03-08', 'a Sunday is meant where it is given', strict],
])('handed over with %s: due %s: %s', (foreignDueDay, dueDay, _why, line) => {
  expect(reported({ ...from(foreignDueDay), line }).ticket).toMatchObject({ ...from(foreignDueDay), dueDay });
});

test('the reason names the channel', () => {
  const { ticket } = reported(from('2026-03-10'));
  expect(roundDueDate(ticket, { line: minqing, calendar }).derivation.stricter).toEqual({ channel: 'hotline_12345', day: '2026-03-10', count: null });
  expect(roundDueDate(reported({ ...from(null), line: strict }).ticket, { line: strict, calendar }).derivation.stricter).toMatchObject({ day: '2026-03-09', count: { limit: 5 } });
  expect(roundDueDate(reported(from('2026-04-10')).ticket, { line: minqing, calendar }).derivation.stricter).toBeNull();
});

test('two months of a complex one end no later than the channel wants', () => {
  const story = reported(from('2026-03-30')).as(townDesk).does('assess', { complexity: 'complex' });
  expect(story.ticket.dueDay).toBe('2026-03-30');
});

test('neither pause nor extension moves a day that was given; the light falls with it', () => {
  const story = signed(from('2026-03-16')).at('2026-03-09 09:00').as(handler);
  expect(story.refusal('request_extension')).toBe('REQUEST_MOVES_NOTHING');
  const standing = paused(story, { until: '2026-03-20' });
  expect(timersOf(standing.ticket, { line: minqing, calendar }).find(({ level }) => level === 'yellow_light')?.dueAt).toEqual(shanghai('2026-03-17 00:00'));
  expect(standing.at('2026-03-12 09:00').as(head).does('resume').ticket.dueDay).toBe('2026-03-16');
});

test('the channel’s working days are extended and paused like ours', () => {
  const story = signed({ ...from(null), line: strict }).at('2026-03-05 09:00').as(head).does('request_extension', { workingDays: 3 }).as(supervisor).does('grant_request');
  expect(story.ticket.dueDay).toBe('2026-03-12');
});

test('a new round knows nothing of the day the first one was handed over with', () => {
  const story = told(from('2026-03-10')).at('2026-03-09 09:00').as(scanned('mo', 1)).does('rate', UNSATISFIED).as(SYSTEM).does('reopen');
  expect(story.ticket).toMatchObject({ round: 2, foreignNumber: 'HZ20260302001', dueDay: '2026-03-30' });
});

test('a day that has passed is refused', () => {
  expect(() => reportedByCadre({ at: '2026-03-02 09:00', ...from('2026-03-01') })).toThrow('FOREIGN_DUE_PAST');
});

test('a third of the stricter limit warns', () => {
  const { ticket } = reported({ ...from(null), line: strict });
  expect(timersOf(ticket, { line: strict, calendar }).find(({ level }) => level === 'early_warning')?.dueAt).toEqual(shanghai('2026-03-07 00:00'));
});
