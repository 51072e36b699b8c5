// Owns the proof that a deadline's account reads as one would count it.
// Leaves the counting to the server's golden tables.
import type { DayFact, DeadlineDerivation, StopFact } from '@zhitongche/shared/deadline/contract.js';
import { basisOf, reasonLines } from './deadline-words.js';

const now = new Date('2026-03-02T01:00:00Z');
const off = (day: string, name: string | null, provisional = false): DayFact =>
  ({ day, working: false, reason: name === null ? 'weekend' : provisional ? 'statutory' : 'holiday', name, source: null, provisional });
const worked = (day: string, makeUp = false): DayFact =>
  ({ day, working: true, reason: makeUp ? 'make_up_work' : 'weekday', name: makeUp ? '春节' : null, source: null, provisional: false });

const ordinary: DeadlineDerivation = {
  day0: '2026-02-13', complexity: 'ordinary', capped: false, stricter: null,
  count: {
    limit: 15, paused: 0, extension: 0, workingDays: 15, to: '2026-03-13',
    skipped: [off('2026-02-16', '春节'), off('2026-02-17', '春节'), off('2026-03-01', null), off('2026-03-07', null), off('2026-03-08', null)],
    makeUpDays: [worked('2026-02-28', true)],
  },
  monthEnd: { months: 2, nominal: '2026-04-13', clamped: false, rolledOver: [], end: worked('2026-04-13') },
};

test('an ordinary ticket: start, count, days that do not count in stretches, the make-up day that does', () => {
  expect(reasonLines(ordinary, [], now)).toEqual([
    { text: '从2月13日（周五）起算，当天不计' },
    { text: '往后数 15 个工作日' },
    {
      text: '不计的日子',
      days: [
        { when: '2月16日（周一）至2月17日（周二）', why: '春节放假' },
        { when: '3月1日（周日）', why: '周末' },
        { when: '3月7日（周六）至3月8日（周日）', why: '周末' },
      ],
    },
    { text: '周末调休上班，照常计入', days: [{ when: '2月28日（周六）', why: '春节调休' }] },
    { text: '第 15 个工作日是3月13日（周五）' },
  ]);
});

test('pauses are named, and the end that nothing goes past', () => {
  const count = { limit: 15, paused: 40, extension: 0, workingDays: 41, to: '2026-04-13', skipped: [], makeUpDays: [] };
  expect(reasonLines({ ...ordinary, count, capped: true }, [], now).map((line) => line.text)).toEqual([
    '从2月13日（周五）起算，当天不计', '往后数 55 个工作日（期限 15 个，暂停 40 个）', '第 41 个工作日是4月13日（周一）',
    '没有数满：从起算日起最长 2 个月，不得超过4月13日（周一）',
  ]);
});

test('two months that end in a month without that day, on a weekend that is worked', () => {
  const monthEnd = { months: 2, nominal: '2026-02-28', clamped: true, rolledOver: [], end: worked('2026-02-28', true) };
  expect(reasonLines({ day0: '2025-12-31', complexity: 'complex', count: null, monthEnd, capped: false, stricter: null }, [], now).map((line) => line.text)).toEqual([
    '从2025年12月31日（周三）起算，当天不计', '往后 2 个月是2月28日（周六）（那个月没有 31 日，取月末）', '这天虽是周末，但调休上班，不顺延',
  ]);
});

test('two months that end in a holiday roll to the next working day; a year without notice is provisional', () => {
  const monthEnd = { months: 2, nominal: '2027-10-01', clamped: false, rolledOver: [off('2027-10-01', '国庆节', true)], end: worked('2027-10-04') };
  expect(reasonLines({ day0: '2027-08-01', complexity: 'complex', count: null, monthEnd, capped: false, stricter: null }, [], now).slice(1)).toEqual([
    { text: '往后 2 个月是2027年10月1日（周五）' },
    { text: '遇休息日顺延', days: [{ when: '2027年10月1日（周五）', why: '国庆节放假（暂定）' }] },
    { text: '下一个工作日是2027年10月4日（周一）' },
  ]);
});

const stops: StopFact[] = [
  { kind: 'wait', from: '2026-02-24', to: '2026-02-26', until: '2026-03-10', workingDays: 2, reason: null, document: null },
  { kind: 'pause', from: '2026-03-02', to: null, until: '2026-03-20', workingDays: 0, reason: 'test', document: '环监〔2026〕7号' },
];

test('every pause is told with its days, its reason and its document, and the extension beside it', () => {
  const count = { limit: 15, paused: 2, extension: 5, workingDays: 22, to: '2026-03-24', skipped: [], makeUpDays: [] };
  expect(reasonLines({ ...ordinary, count }, stops, now).slice(1, 3)).toEqual([
    { text: '往后数 22 个工作日（期限 15 个，暂停 2 个，延期 5 个）' },
    {
      text: '暂停计时的日子',
      days: [
        { when: '2月24日（周二）至2月26日（周四）', why: '等反映人补充，2 个工作日' },
        { when: '3月2日（周一）至今，最迟到3月20日（周五）', why: '检测，环监〔2026〕7号' },
      ],
    },
  ]);
});

test('another system’s limit that ends earlier is named as such', () => {
  const given = { ...ordinary, stricter: { channel: 'hotline_12345' as const, day: '2026-03-06', count: null } };
  expect(reasonLines(given, [], now).map((line) => line.text)).toEqual([
    '从2月13日（周五）起算，当天不计', '按12345 热线交办时限，3月6日（周五）前办结，早于本系统的期限；暂停和延期不改变它',
  ]);
  const count = { limit: 5, paused: 0, extension: 0, workingDays: 5, to: '2026-02-27', skipped: [], makeUpDays: [] };
  expect(reasonLines({ ...ordinary, stricter: { channel: 'grid', day: '2026-02-27', count } }, [], now).map((line) => line.text)).toEqual([
    '从2月13日（周五）起算，当天不计', '按网格交办时限计算，早于本系统的期限', '往后数 5 个工作日', '第 5 个工作日是2月27日（周五）',
  ]);
});

describe('the basis of a date', () => {
  const [law, notice, other] = ['依据：民法典第二百条至第二百零四条', '国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号，2025-11-04）', '全国年节及纪念日放假办法'] as const;
  const by = (source: string, ...days: DayFact[]) => days.map((day) => ({ ...day, source }));
  const spring = by(notice, off('2026-02-16', '春节'), off('2026-02-17', '春节'));
  const ending = { months: 2, nominal: '2027-10-01', clamped: false, rolledOver: by(other, off('2027-10-01', '国庆节', true)), end: worked('2027-10-04') };
  const { count } = ordinary;
  const counted = { ...ordinary, count: count && { ...count, skipped: [...spring, off('2026-03-01', null)] }, monthEnd: ending };

  test.each<[string, DeadlineDerivation | null, string]>([
    ['each notice once, by number and date', counted, `${law}；${notice}。`],
    ['also of the end that cut the count short', { ...counted, capped: true }, `${law}；${notice}；${other}。`],
    ['of two months only their end', { ...ordinary, count: null, monthEnd: ending }, `${law}；${other}。`],
    ['of a limit that another system set nothing of ours', { ...counted, stricter: { channel: 'grid', day: '2026-03-01', count: null } }, `${law}。`],
    ['of a date told by earlier rules the law alone', null, `${law}。`],
  ])('%s', (_what, derivation, words) => {
    expect(basisOf(derivation)).toBe(words);
  });
});
