import type { SupervisionItem } from '@zhitongche/shared/supervision/contract.js';
import { countsInWords, debtWords, lateWords, nextStep, owedName, sinceWords, sumWords } from './owed-words.js';

const now = new Date('2026-03-27T02:00:00Z');
const item: SupervisionItem = {
  id: 't~education', ticketId: 't', number: '民情〔2026〕1号', title: '村口没有公交', line: 'minqing', round: 1, unitId: 'education', unitName: '教育局',
  level: 'red_light', stage: null, card: null, contest: null, debts: ['result', 'explanation'], dueDay: '2026-03-23', daysOver: 4, ended: false, handlerName: '傅强', since: '2026-03-26T16:00:00Z',
};

it('says how late, what is owed and what comes next, to the supervisor and to the unit', () => {
  expect([owedName(item), lateWords(item, now), debtWords(item)]).toEqual(['红灯', '超期 4 个工作日，期限3月23日', '办理结果、书面说明']);
  expect(nextStep(item, 'supervisor')).toBe('催办或发督办文书，要单位提交办理结果，负责人写书面说明');
  expect(nextStep(item, 'own')).toBe('提交办理结果，负责人写书面说明');
  expect(nextStep(item, 'leader')).toBe('可以批示，要单位提交办理结果，负责人写书面说明');
});

it('a stage, a warning, a talk', () => {
  expect(owedName({ ...item, level: 'stage_overdue', stage: 'sign' })).toBe('签收超时');
  const sign: SupervisionItem = { ...item, level: 'stage_overdue', stage: 'sign', debts: ['stage', 'reason'] };
  expect([debtWords(sign), nextStep(sign, 'supervisor')]).toEqual(['签收、说明原因', '催单位签收，写明原因']);
  expect(lateWords({ ...item, level: 'last_warning', daysOver: 0, dueDay: '2026-03-30' }, now)).toBe('3月30日到期');
  expect(nextStep({ ...item, level: 'talk_due', debts: [] }, 'supervisor')).toContain('约谈');
});

it('tells what is still not done from what was done late and lacks words alone', () => {
  const signed: SupervisionItem = { ...item, level: 'stage_overdue', stage: 'sign', debts: ['reason'], daysOver: 1, ended: true };
  expect([lateWords(signed, now), nextStep(signed, 'supervisor')]).toEqual(['签收已办，曾超期 1 个工作日（期限3月23日）', '催单位写明原因']);
  expect(lateWords({ ...item, ended: true }, now)).toBe('结果已提交，曾超期 4 个工作日（期限3月23日）');
  expect(sumWords({ red: 2, yellow: 6, stage: 22, undone: 3 })).toBe('3 件还没办，27 件只欠说明');
  expect(sumWords({ red: 0, yellow: 0, stage: 2, undone: 0 })).toBe('2 件只欠说明');
  expect(sumWords({ red: 1, yellow: 0, stage: 0, undone: 1 })).toBe('1 件还没办');
});

it('counts what waits, worst first, and nothing that does not', () => {
  expect(countsInWords([{ section: 'red', count: 3 }, { section: 'yellow', count: 0 }, { section: 'stage', count: 1000 }, { section: 'talk', count: 1 }])).toBe('红灯 3 · 环节超时 999+ · 待约谈 1');
  expect(countsInWords([{ section: 'red', count: 0 }])).toBeNull();
});

it('says since when, and who has it in hand', () => {
  expect(sinceWords(item, now)).toEqual(['3月27日亮灯', '承办人 傅强']);
  expect(sinceWords({ ...item, contest: 'measure' }, now)).toEqual(['承办人 傅强']);
});

it('a contest says who decides it, since when, by when, and how long that is over', () => {
  const yellow: SupervisionItem = { ...item, id: 't~education~7', level: 'yellow_light', contest: 'measure', debts: [], since: '2026-03-25T02:00:00Z' };
  expect([owedName(yellow), lateWords({ ...yellow, daysOver: 0, dueDay: '2026-04-09' }, now)]).toEqual(['申辩：黄灯', '3月25日 10:00 提出，督办员4月9日前决定']);
  expect(lateWords({ ...yellow, daysOver: 2 }, now)).toBe('3月25日 10:00 提出，督办员应在3月23日前决定，已过 2 个工作日');
  expect([nextStep(yellow, 'supervisor'), nextStep(yellow, 'own')]).toEqual(['看申辩理由，决定维持或撤销', '等督办员决定']);
  const rating: SupervisionItem = { ...yellow, level: null, contest: 'rating' };
  expect([owedName(rating), nextStep(rating, 'supervisor')]).toEqual(['申辩：不满意测评', '看申辩理由，决定是否计入考核']);
});
