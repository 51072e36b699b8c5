// Owns the story of a withdrawal: by the reporter, by the cadre with words, before the review, in the first round.
// Leaves the list of what cadres withdrew for others to the reports.
import { SYSTEM } from '../actor.js';
import { UNSATISFIED } from '../testing/inputs.js';
import { account, cadre, handler, scanned, supervisor, townDesk } from '../testing/people.js';
import { dispatched, reported, signed, told } from '../testing/paths.js';
import { reportedByFirm, shanghai } from '../testing/story.js';

test('the reporter needs no words', () => {
  const story = reported().at('2026-03-02 12:00').as(scanned('mo', 1)).does('withdraw', { words: undefined });
  expect(story.ticket).toMatchObject({ status: 'withdrawn', closedAt: shanghai('2026-03-02 12:00'), stageDueAt: null });
  expect(story.events.at(-1)).toMatchObject({ type: 'ticket.withdrawn', payload: { forAnother: false } });
});

test('a cadre for another needs the reporter’s words, and that is on record', () => {
  const story = reported().as(cadre);
  expect(story.refusal('withdraw', { words: undefined })).toBe('WITHDRAW_WORDS_MISSING');
  expect(story.refusal('withdraw', { words: '  ' })).toBe('WITHDRAW_WORDS_MISSING');
  story.does('withdraw', { words: '莫阿婆说孙女转学了。' });
  expect(story.events.at(-1)).toMatchObject({ type: 'ticket.withdrawn', payload: { forAnother: true, words: '莫阿婆说孙女转学了。' } });
});

test('an enterprise account withdraws its own; for a cadre’s ticket about it, it is the reporter too', () => {
  expect(reportedByFirm({ at: '2026-03-02 09:00' }).as(account).refusal('withdraw', { words: undefined })).toBeNull();
  const typed = reportedByFirm({ at: '2026-03-02 09:00', submitterId: cadre.personId });
  expect(typed.as(account).refusal('withdraw', { words: undefined })).toBeNull();
  expect(typed.as(cadre).refusal('withdraw', { words: undefined })).toBe('WITHDRAW_WORDS_MISSING');
});

test('while the clock stands still, too: nothing of it is left', () => {
  const story = signed().as(handler).does('ask_reporter').as(scanned('mo', 1)).does('withdraw');
  expect(story.ticket).toMatchObject({ status: 'withdrawn', stoppedOn: null, stageDueDay: null });
});

test('not once a result lies before the head, and not after it', () => {
  const reviewing = signed().as(handler).does('submit_result', { kind: 'answered' }).as(scanned('mo', 1));
  expect(reviewing.refusal('withdraw')).toBe('STATUS_CONFLICT');
  expect(told().as(scanned('mo', 1)).refusal('withdraw')).toBe('STATUS_CONFLICT');
});

test('not in the second round, by nobody', () => {
  const story = told().as(scanned('mo', 1)).does('rate', UNSATISFIED).as(SYSTEM).does('reopen');
  expect(story.as(scanned('mo', 2)).refusal('withdraw')).toBe('WITHDRAW_ROUND');
  expect(story.as(cadre).refusal('withdraw')).toBe('WITHDRAW_ROUND');
  expect(story.offers()).not.toContain('withdraw');
});

test('by no office', () => {
  for (const actor of [townDesk, handler, supervisor]) expect(dispatched().as(actor).refusal('withdraw')).toBe('ACTION_FORBIDDEN');
});
