// Owns the proof that urgency is said in Shanghai days and only where somebody owes something.
// Leaves the wording of days to time.ts.
import { dueOf, stageDueOf } from './due-words.js';

// 23:30 in Shanghai on 20 November.
const now = new Date('2026-11-20T15:30:00Z');
const ticket = { status: 'handling', complexity: 'ordinary', dueDay: '2026-11-30', dueProvisional: false, overdue: false, asked: null } as const;

test('an open ticket says by when and how many days are left', () => {
  expect(dueOf(ticket, now)).toEqual({ text: '11月30日前，还剩 10 个自然日', level: 'calm' });
  expect(dueOf({ ...ticket, dueDay: '2026-11-21' }, now)).toEqual({ text: '11月21日前，明天到期', level: 'soon' });
});

test('a provisional day says so', () => {
  expect(dueOf({ ...ticket, dueDay: '2027-01-06', dueProvisional: true }, now).text).toContain('2027年1月6日（暂定）');
});

test('late by the calendar or by the server’s mark is late', () => {
  expect(dueOf({ ...ticket, dueDay: '2026-11-18' }, now)).toEqual({ text: '11月18日，已超期 2 天', level: 'late' });
  expect(dueOf({ ...ticket, dueDay: '2026-11-20', overdue: true }, now)).toEqual({ text: '11月20日，已超期', level: 'late' });
});

test.each([
  // The stored day moves only once the clock runs again: passed or not, it makes nobody late.
  ['awaiting_reporter', '2026-11-21', false, '等补充，原定11月21日', 'calm'],
  ['awaiting_reporter', '2026-11-18', false, '等补充，原定11月18日', 'calm'],
  ['paused', '2026-11-10', false, '已暂停，原定11月10日', 'calm'],
  // Submitted in time, looked at after the day.
  ['reviewing', '2026-11-19', false, '待审，期限11月19日', 'calm'],
  ['reviewing', '2026-11-23', false, '待审，期限11月23日', 'calm'],
  // Past two months, or submitted late: the server has lit it.
  ['paused', '2026-09-10', true, '已暂停，原定9月10日，已超期', 'late'],
  ['reviewing', '2026-11-18', true, '待审，期限11月18日，已超期', 'late'],
] as const)('%s with the day %s, lit %s: %s', (status, dueDay, overdue, text, level) => {
  expect(dueOf({ ...ticket, status, dueDay, overdue }, now)).toEqual({ text, level });
});

test.each([
  ['extension', '2026-11-30', false, '11月30日前，还剩 10 个自然日，已申请延期', 'calm'],
  // Asked before the end, and not decided by then: the end waits for the answer.
  ['extension', '2026-11-18', false, '等延期申请的决定，原定11月18日', 'calm'],
  ['complexity', '2026-11-18', false, '等变更难易申请的决定，原定11月18日', 'calm'],
  // Past two months nothing waits any more.
  ['pause', '2026-11-18', true, '11月18日，已超期 2 天', 'late'],
] as const)('asked for %s with the day %s, lit %s: %s', (asked, dueDay, overdue, text, level) => {
  expect(dueOf({ ...ticket, asked, dueDay, overdue }, now)).toEqual({ text, level });
});

test('a pause moves no complex one: its day stays the end', () => {
  expect(dueOf({ ...ticket, status: 'paused', complexity: 'complex' }, now)).toEqual({ text: '已暂停，期限11月30日', level: 'calm' });
});

test('what waits for its rating or has ended hurries nobody', () => {
  expect(dueOf({ ...ticket, status: 'awaiting_rating', dueDay: '2026-11-18', overdue: true }, now)).toEqual({ text: '11月18日，曾超期', level: 'settled' });
  expect(dueOf({ ...ticket, status: 'closed', dueDay: '2026-11-18' }, now).level).toBe('settled');
});

test('the stage’s own limit', () => {
  expect(stageDueOf({ status: 'handling', stageDueDay: null }, now)).toBeNull();
  expect(stageDueOf({ status: 'handling', stageDueDay: '2026-11-20' }, now)).toEqual({ text: '首次联系反映人今天到期', level: 'soon' });
  expect(stageDueOf({ status: 'reviewing', stageDueDay: '2026-11-19' }, now)).toEqual({ text: '审核已超期 1 天', level: 'late' });
});
