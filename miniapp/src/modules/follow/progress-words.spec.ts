// Owns the proof that every status is told in plain words.
// Leaves the page around them to follow-page.vue.
import { STATUSES } from '@zhitongche/shared/ticket/vocabulary.js';
import { progressWords } from './progress-words.js';

const now = new Date('2026-11-20T02:00:00Z');
const ticket = { status: 'handling', holder: { name: '教育局', phone: null }, dueDay: '2026-12-11', dueProvisional: false, reopening: false, round: 1, overdue: false, followUp: null } as const;

test('who is at it and by when', () => {
  expect(progressWords(ticket, { now })).toBe('教育局正在办。12月11日前会给您答复。');
});

test('lateness is admitted, a date that may move is called so', () => {
  expect(progressWords({ ...ticket, overdue: true }, { now })).toContain('超期');
  expect(progressWords({ ...ticket, dueDay: '2027-01-06', dueProvisional: true }, { now })).toContain('2027年1月6日（暂定）');
});

test.each([
  ['reviewing', '2026-11-27', false, '已经有了结果，正在审核。11月27日前会给您答复。'],
  ['reviewing', '2026-11-18', false, '已经有了结果，正在审核。审核好马上答复您。'],
  ['reviewing', '2026-11-18', true, '已经有了结果，正在审核。本应在11月18日前答复您，现已超期，正在催办。'],
  ['paused', '2026-11-10', false, '教育局正在等检验、检测或专家的意见，有了结果接着办。'],
  ['paused', '2026-09-10', true, '教育局正在等检验、检测或专家的意见，有了结果接着办。这件事已经超期，正在催办。'],
  ['awaiting_reporter', '2026-11-10', false, '教育局有一个问题要问您，您回复以后接着办。'],
] as const)('a clock that stands still: %s with the day %s, lit %s', (status, dueDay, overdue, words) => {
  expect(progressWords({ ...ticket, status, dueDay, overdue }, { now })).toBe(words);
});

test('an unsatisfied rating is answered before its round is open', () => {
  expect(progressWords({ ...ticket, status: 'awaiting_rating', reopening: true }, { now })).toBe('您不满意，我们马上重新办理。');
});

test('a plan is not over with its ticket', () => {
  const closed = { ...ticket, status: 'closed' as const };
  expect(progressWords({ ...closed, followUp: { day: '2026-12-01', owedDay: null } }, { now })).toBe('已经办完。谢谢您的评价。计划的事，12月1日再告诉您办得怎样。');
  expect(progressWords({ ...closed, followUp: { day: '2026-11-18', owedDay: '2026-11-25' } }, { now })).toContain('计划的日子到了，11月25日前告诉您办得怎样。');
});

test('an older link asks for no rating that it cannot give', () => {
  expect(progressWords({ ...ticket, status: 'awaiting_rating' }, { older: true, now })).toBe('已经办好，结果在下面。');
  expect(progressWords({ ...ticket, status: 'handling' }, { older: true, now })).toBe(progressWords({ ...ticket, status: 'handling' }, { now }));
});

test.each(STATUSES)('%s', (status) => {
  expect(progressWords({ ...ticket, status }, { now })).toMatch(/。$/);
});
