import type { SupervisionItem } from '@zhitongche/shared/supervision/contract.js';
import { debtWords, isContest, lateWords, nextStep, owedName } from './owed-words.js';

const now = new Date('2026-03-27T02:00:00Z');
const item: SupervisionItem = {
  id: 't~education', ticketId: 't', number: '民情〔2026〕1号', title: '村口没有公交', line: 'minqing', round: 1, unitId: 'education', unitName: '教育局',
  level: 'red_light', stage: null, card: null, debts: ['result', 'explanation'], dueDay: '2026-03-23', daysOver: 4, since: '2026-03-26T16:00:00Z',
};

it('says how late, what is owed and what comes next, to the supervisor and to the unit', () => {
  expect([owedName(item), lateWords(item, false, now), debtWords(item)]).toEqual(['红灯', '超期 4 个工作日，期限3月23日', '办理结果、书面说明']);
  expect(nextStep(item, false, false)).toBe('催办或发督办文书：提交办理结果，负责人写书面说明');
  expect(nextStep(item, false, true)).toBe('提交办理结果，负责人写书面说明');
});

it('a stage, a warning, a talk', () => {
  expect(owedName({ ...item, level: 'stage_overdue', stage: 'sign' })).toBe('签收超时');
  expect(nextStep({ ...item, level: 'stage_overdue', stage: 'sign', debts: ['reason'] }, false, false)).toBe('催办：写明原因');
  expect(lateWords({ ...item, level: 'last_warning', daysOver: 0, dueDay: '2026-03-30' }, false, now)).toBe('3月30日到期');
  expect(nextStep({ ...item, level: 'talk_due', debts: [] }, false, false)).toContain('约谈');
});

it('a contest counts from the day of its decision', () => {
  expect([isContest(item), isContest({ id: 't~education~7' })]).toEqual([false, true]);
  expect(lateWords({ ...item, daysOver: 0, dueDay: '2026-04-09' }, true, now)).toBe('4月9日前决定');
  expect(lateWords({ ...item, daysOver: 2 }, true, now)).toBe('决定期限3月23日，已过 2 个工作日');
});
