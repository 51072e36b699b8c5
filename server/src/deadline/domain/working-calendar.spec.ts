// Owns the proof of what each day is: by notice, by make-up day, by law in years without notice, and what is refused.
// Leaves counting and deadlines to due-date.spec.ts.
import { addDays, parseCalendarDay as day } from './calendar-day.js';
import { packagedNotifiedDays, type NotifiedDay } from './notified-days.js';
import { statutoryDaysOf } from './statutory-days.js';
import { createWorkingCalendar } from './working-calendar.js';
import { addWorkingDays, countWorkingDays, workingDaysBetween } from './working-days.js';

const packaged = packagedNotifiedDays();
const calendar = createWorkingCalendar(packaged);
const withoutNotices = createWorkingCalendar({ years: [], days: [] });
const named = (text: string, kind: NotifiedDay['kind']): NotifiedDay => ({ day: day(text), kind, name: '测试', source: '测试通知' });

describe('notified years', () => {
  test('are those with a whole notice', () => {
    expect(packaged.years.filter((year) => year <= 2026)).toEqual(Array.from({ length: 23 }, (_, i) => 2004 + i));
  });

  test.each<[string, boolean, string, string | null, string]>([
    ['2026-02-14', true, 'make_up_work', '春节', 'a Saturday worked for the Spring Festival'],
    ['2026-02-28', true, 'make_up_work', '春节', 'and another'],
    ['2026-02-23', false, 'holiday', '春节', 'a Monday off'],
    ['2026-02-24', true, 'weekday', null, 'the Tuesday after'],
    ['2026-09-20', true, 'make_up_work', '国庆节', 'a Sunday worked for the National Day'],
    ['2026-04-06', false, 'holiday', '清明节', 'a Monday off'],
    ['2026-03-14', false, 'weekend', null, 'a plain Saturday'],
    ['2024-02-09', true, 'weekday', null, 'New Year eve 2024 was only recommended as a day off'],
    ['2020-01-31', false, 'holiday', '春节', 'the prolonged holiday of 2020'],
    ['2020-02-01', false, 'holiday', '春节', 'a make-up day the prolongation took back'],
    ['2019-05-05', true, 'make_up_work', '劳动节', 'by the amended notice of 2019'],
    ['2015-09-04', false, 'holiday', '中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日', 'once in 2015'],
    ['2018-12-29', true, 'make_up_work', '元旦', 'a Saturday arranged by the notice for 2019'],
    ['2007-04-29', true, 'make_up_work', '劳动节', 'the last golden week of May'],
  ])('%s: working %s, %s %s (%s)', (text, working, reason, name) => {
    expect(calendar.factsOf(day(text))).toMatchObject({ working, reason, name, provisional: false });
  });

  test.each([
    ['2026-02-14', '国务院办公厅关于2026年部分节假日安排的通知（国办发明电〔2025〕7号，2025-11-04）'],
    ['2018-12-31', '国务院办公厅关于2019年部分节假日安排的通知（国办发明电〔2018〕15号，2018-12-04）'],
    ['2019-05-02', '国务院办公厅关于调整2019年劳动节假期安排的通知（国办发明电〔2019〕3号，2019-03-22）'],
    ['2020-02-02', '国务院办公厅关于延长2020年春节假期的通知（国办发明电〔2020〕1号，2020-01-26）'],
    ['2020-01-30', '国务院办公厅关于2020年部分节假日安排的通知（国办发明电〔2019〕16号，2019-11-21）'],
  ])('%s stands in %s', (text, source) => {
    expect(calendar.factsOf(day(text)).source).toBe(source);
  });

  test.each(Array.from({ length: 23 }, (_, n) => 2004 + n))('the notice of %d is cited by number and date, or by its title alone', (year) => {
    const title = `国务院办公厅关于${String(year)}年部分节假日安排的通知`;
    const cited = calendar.factsOf(day(`${String(year)}-10-01`)).source ?? '';
    if ([2004, 2005, 2008, 2009].includes(year)) expect(cited).toBe(title);
    else expect(cited.replace(title, '')).toMatch(new RegExp(`^（国办发明电〔${String(year - 1)}〕[1-9]\\d?号，${String(year - 1)}-1[0-2]-[0-3]\\d）$`));
  });
});

describe('a year without notice', () => {
  test('follows the law: all statutory days of 2027', () => {
    expect([...statutoryDaysOf(2027)]).toEqual([
      ['2027-01-01', '元旦'],
      ['2027-02-05', '春节'], ['2027-02-06', '春节'], ['2027-02-07', '春节'], ['2027-02-08', '春节'],
      ['2027-04-05', '清明节'],
      ['2027-05-01', '劳动节'], ['2027-05-02', '劳动节'],
      ['2027-06-09', '端午节'], ['2027-09-15', '中秋节'],
      ['2027-10-01', '国庆节'], ['2027-10-02', '国庆节'], ['2027-10-03', '国庆节'],
    ]);
  });

  // First day of the lunar year, Qingming, Dragon Boat, Mid-Autumn, as almanacs print them.
  test.each([
    [2025, '2025-01-29', '2025-04-04', '2025-05-31', '2025-10-06'],
    [2026, '2026-02-17', '2026-04-05', '2026-06-19', '2026-09-25'],
    [2028, '2028-01-26', '2028-04-04', '2028-05-28', '2028-10-03'],
    [2030, '2030-02-03', '2030-04-05', '2030-06-05', '2030-09-12'],
    [2033, '2033-01-31', '2033-04-04', '2033-06-01', '2033-09-08'],
  ])('finds the moving days of %i', (year, newYear, qingming, dragonBoat, midAutumn) => {
    const days = statutoryDaysOf(year);
    expect(days.get(addDays(day(newYear), -1))).toBe('春节');
    expect(days.get(addDays(day(newYear), 2))).toBe('春节');
    expect(days.has(addDays(day(newYear), -2)) || days.has(addDays(day(newYear), 3))).toBe(false);
    expect(days.get(day(qingming))).toBe('清明节');
    expect(days.get(day(dragonBoat))).toBe('端午节');
    expect(days.has(day(midAutumn))).toBe(true);
  });

  test('never contradicts a notice: each statutory day of 2025 and 2026 is a notified day off', () => {
    for (const year of [2025, 2026]) {
      for (const statutory of statutoryDaysOf(year).keys()) expect(calendar.factsOf(statutory)).toMatchObject({ working: false });
    }
  });

  test('is provisional every day, working or not', () => {
    expect(withoutNotices.factsOf(day('2027-02-05'))).toMatchObject({
      working: false, reason: 'statutory', name: '春节', source: '全国年节及纪念日放假办法（国务院令第795号）', provisional: true,
    });
    expect(withoutNotices.factsOf(day('2027-02-09'))).toMatchObject({ working: true, reason: 'weekday', provisional: true });
    expect(withoutNotices.factsOf(day('2027-02-20'))).toMatchObject({ working: false, reason: 'weekend', provisional: true });
  });

  test('takes the few days a neighbouring notice names, and stays provisional', () => {
    const calendarOf2026 = createWorkingCalendar({ years: [2026], days: [named('2025-12-27', 'make_up_work')] });
    expect(calendarOf2026.factsOf(day('2025-12-27'))).toMatchObject({ working: true, reason: 'make_up_work', provisional: true });
    expect(calendarOf2026.factsOf(day('2026-06-19'))).toMatchObject({ working: true, provisional: false });
  });
});

describe('counting', () => {
  test.each([
    ['2026-02-13', 1, '2026-02-14', 'a make-up Saturday counts'],
    ['2026-02-14', 1, '2026-02-24', 'over nine days off'],
    ['2026-02-16', 0, '2026-02-16', 'nothing to count'],
    ['2026-02-24', -1, '2026-02-14', 'backwards the same'],
    ['2026-12-31', 1, '2027-01-04', 'over New Year and a weekend'],
  ])('%s and %i working days: %s (%s)', (from, days, expected) => {
    expect(addWorkingDays(day(from), days, calendar)).toBe(expected);
  });

  test.each([
    ['2026-02-13', '2026-02-13', 0, 'the first day is not counted'],
    ['2026-02-13', '2026-02-14', 1, 'the last day is'],
    ['2026-02-14', '2026-02-23', 0, 'only days off'],
    ['2026-02-28', '2026-02-13', -6, 'backwards is negative'],
    ['2026-03-01', '2026-04-01', 23, 'a month'],
  ])('between %s and %s: %i (%s)', (a, b, expected) => {
    expect(workingDaysBetween(day(a), day(b), calendar)).toBe(expected);
  });

  test('between undoes adding, from any day', () => {
    for (let from = day('2024-01-01'); from <= day('2026-12-31'); from = addDays(from, 1)) {
      expect(workingDaysBetween(from, addWorkingDays(from, 7, calendar), calendar)).toBe(7);
    }
  });

  test('refuses part of a day', () => {
    for (const days of [1.5, Number.NaN, Infinity]) expect(() => countWorkingDays(day('2026-03-02'), days, calendar)).toThrow(RangeError);
  });
});

describe('refusals', () => {
  const refuses = (code: string) => expect.objectContaining({ name: 'Refusal', code });

  test('a year before the notices or after the lunar tables', () => {
    for (const text of ['1999-06-01', '2003-12-30', '2100-01-04', '9999-12-31']) {
      expect(() => calendar.factsOf(day(text))).toThrow(refuses('YEAR_OUT_OF_CALENDAR'));
    }
    expect(() => addWorkingDays(day('2099-12-25'), 15, calendar)).toThrow(refuses('YEAR_OUT_OF_CALENDAR'));
    expect(() => withoutNotices.factsOf(day('2024-06-03'))).toThrow(refuses('YEAR_OUT_OF_CALENDAR'));
  });

  test('a calendar without working days', () => {
    const days = Array.from({ length: 365 }, (_, i) => named(addDays(day('2027-01-01'), i), 'rest'));
    expect(() => createWorkingCalendar({ years: [2027], days })).toThrow(refuses('CALENDAR_WITHOUT_WORKING_DAYS'));
    expect(() => createWorkingCalendar({ years: [2027], days: days.slice(0, 61) })).toThrow(refuses('CALENDAR_WITHOUT_WORKING_DAYS'));
    expect(() => addWorkingDays(day('2027-01-01'), 1, createWorkingCalendar({ years: [], days }))).not.toThrow();
    // Neither year's part is long: December of one and January of the next.
    const across = Array.from({ length: 62 }, (_, i) => named(addDays(day('2027-12-01'), i), 'rest'));
    expect(() => createWorkingCalendar({ years: [2028, 2027], days: across })).toThrow(refuses('CALENDAR_WITHOUT_WORKING_DAYS'));
    expect(() => createWorkingCalendar({ years: [2027, 2028], days: across.slice(8) })).not.toThrow();
  });

  test('a day named twice, and a weekday called a make-up day', () => {
    const twice = [named('2027-02-06', 'rest'), named('2027-02-06', 'make_up_work')];
    expect(() => createWorkingCalendar({ years: [2027], days: twice })).toThrow(refuses('CALENDAR_CONTRADICTORY'));
    expect(() => createWorkingCalendar({ years: [2027], days: [named('2027-02-10', 'make_up_work')] })).toThrow(refuses('CALENDAR_CONTRADICTORY'));
  });
});
