// Owns the proof that events read as sentences, with names instead of ids.
// Leaves the written words to event-words.spec.ts.
import { EVENT_LABELS, EVENT_TYPES } from '@zhitongche/shared/ticket/actions.js';
import { eventSentence } from './event-sentence.js';

const names = { edu: '教育局', traffic: '交通运输局', bus: '公交公司', p1: '傅强', c1: '上学接送' };

const cases: [Parameters<typeof eventSentence>[0], string][] = [
  [{ type: 'ticket.dispatched', data: { leadUnitId: 'edu', assistingUnitIds: ['traffic', 'bus'], names } }, '派单：教育局牵头，交通运输局、公交公司协办'],
  [{ type: 'ticket.dispatched', data: { leadUnitId: 'edu', assistingUnitIds: [], names } }, '派单：教育局牵头'],
  [{ type: 'ticket.designated', data: { leadUnitId: 'edu', assistingUnitIds: ['bus'], reason: '争议', names } }, '指定办理：教育局牵头，公交公司协办'],
  [{ type: 'ticket.assessed', data: { nature: 'help', categoryCode: 'c1', complexity: 'ordinary', names } }, '研判：求助，上学接送，一般'],
  [{ type: 'ticket.returned', data: { unitId: 'edu', proposedUnitId: 'traffic', reason: '不属本局', names } }, '退回研判：教育局，建议由交通运输局承办'],
  [{ type: 'ticket.assigned', data: { personId: 'p1', names } }, '指派承办人：傅强'],
  [{ type: 'units.called', data: { stickingPoint: 'funds', unitIds: ['traffic', 'bus'], names } }, '吹哨：请交通运输局、公交公司到场，卡点是资金'],
  [{ type: 'arrivals.recorded', data: { arrivedUnitIds: ['bus'], absentUnitIds: ['traffic'], names } }, '登记到场：公交公司已到场，交通运输局未到场'],
  [{ type: 'result.submitted', data: { kind: 'answered', missingAssistance: ['bus'], names } }, '提交结果：解释答复，未见公交公司协办答复'],
  [{ type: 'ticket.concluded', data: { kind: 'planned', plannedFor: '2001-12-31' } }, '办结：列入计划，计划2001年12月31日完成'],
  [{ type: 'result.sent_back', data: { stage: 'supervisor', reason: '缺日期' } }, '督办员抽查：退回重办'],
  [{ type: 'result.rated', data: { satisfaction: 'unsatisfied', reason: 'only_promised', recordedBy: true } }, '测评：不满意，只有答复没有行动（由上报人代记）'],
  [{ type: 'ticket.reopened', data: { round: 2, reason: 'only_promised' } }, '不满意，重新办理：第2轮开始'],
  [{ type: 'light.lit', data: { level: 'yellow_light', unitId: 'edu', dueDay: '2001-12-31', names } }, '黄灯：教育局，期限2001年12月31日'],
  [{ type: 'light.lit', data: { level: 'red_light', why: 'second_yellow', unitId: 'edu', dueDay: '2001-12-31', names } }, '红灯：教育局，本件第二次黄灯，期限2001年12月31日'],
  [{ type: 'light.lit', data: { level: 'stage_overdue', stage: 'sign', unitId: 'edu', dueDay: '2001-12-31', names } }, '环节超时：签收，教育局'],
  [{ type: 'card.issued', data: { kind: 'red_card', unitId: 'edu', documentNumber: '余督〔2026〕3号', names } }, '红牌：教育局，余督〔2026〕3号'],
  [{ type: 'ticket.closed', data: { closedAs: 'final_unsatisfied' } }, '归档：终结答复，计为不满意'],
  [{ type: 'callback.recorded', data: { reached: false, words: '无人接听' } }, '回访记录：未联系上'],
];

test.each(cases)('%j', (event, sentence) => {
  expect(eventSentence(event)).toBe(sentence);
});

test.each(EVENT_TYPES)('%s reads well without any data', (type) => {
  const sentence = eventSentence({ type, data: {} });
  expect(sentence).not.toMatch(/undefined|null|：$/);
  expect(sentence.startsWith(EVENT_LABELS[type])).toBe(true);
});

test('an id whose name was not told is left out, never shown', () => {
  expect(eventSentence({ type: 'ticket.dispatched', data: { leadUnitId: 'edu', assistingUnitIds: ['x9'], names: { edu: '教育局' } } })).toBe('派单：教育局牵头');
});
