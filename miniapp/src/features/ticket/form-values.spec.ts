// Owns the proof that a form starts with what is known, hides what does not apply, and sends only what is shown.
// Leaves the drawing to action-sheet.vue.
import { ACTION_FORMS } from '@zhitongche/shared/ticket/action-forms.js';
import type { TicketView } from '@zhitongche/shared/ticket/contract.js';
import { inputOf, missingFields, shownFields, startValues, typedWords } from './form-values.js';

const suggestion = [
  { categoryCode: 'c1', categoryName: '上学接送', leadUnitId: 'edu', leadUnitName: '教育局', assistingUnitIds: ['bus'], score: 3, words: ['孩子', '上学'] },
  { categoryCode: 'c2', categoryName: '公交线路', leadUnitId: 'traffic', leadUnitName: '交通运输局', assistingUnitIds: [], score: 2, words: ['公交'] },
];
const ticket = {
  nature: null, suggestedNature: 'help', categoryCode: null, complexity: 'ordinary', suggestion, proposedUnit: null, lead: null,
} as unknown as TicketView; // only what the start values read

test('one tap on a suggestion fills the whole dispatch', () => {
  const values = startValues('dispatch', ticket, { suggestion: suggestion[1] });
  expect(values).toEqual({ nature: 'help', categoryCode: 'c2', complexity: 'ordinary', leadUnitId: 'traffic', assistingUnitIds: [] });
  expect(missingFields(shownFields('dispatch', values, 1), values)).toEqual({});
});

test('what triage has already judged is not overwritten by a guess', () => {
  const judged = { ...ticket, nature: 'complaint', categoryCode: 'c9' } as TicketView;
  expect(startValues('dispatch', judged)).toMatchObject({ nature: 'complaint', categoryCode: 'c9' });
});

test('conditional fields appear with their condition and are not sent without it', () => {
  const values = { kind: 'solved', plannedFor: '2026-12-31', text: ' 已修好 ' };
  const fields = shownFields('submit_result', values, 1);
  expect(fields.map((f) => f.name)).toEqual(['kind', 'text', 'attachmentIds']);
  expect(inputOf(fields, values)).toEqual({ kind: 'solved', text: '已修好' });
  expect(shownFields('submit_result', { kind: 'planned' }, 1).map((f) => f.name)).toEqual(['kind', 'plannedFor', 'text', 'attachmentIds']);
});

test('what is missing is named, with what to do', () => {
  const fields = shownFields('submit_result', {}, 1);
  expect(missingFields(fields, { text: '  ' })).toEqual({ kind: '请选择结果', text: '请填写办理结果或答复意见' });
});

test('false is an answer, an empty list is none', () => {
  const callback = ACTION_FORMS.record_callback.fields;
  expect(missingFields(callback, { reached: false, words: '无人接听' })).toEqual({});
  expect(missingFields(ACTION_FORMS.call_units.fields, { stickingPoint: 'funds', unitIds: [], text: '资金' })).toEqual({ unitIds: '请选择请到场的单位' });
});

test('the reason for the same unit again is asked from the second round on', () => {
  expect(shownFields('dispatch', {}, 1).map((f) => f.name)).not.toContain('sameLeadReason');
  expect(shownFields('dispatch', {}, 2).map((f) => f.name)).toContain('sameLeadReason');
  expect(shownFields('return', {}, 1).map((f) => f.name)).toContain('reason');
});

test('only words are kept as a draft', () => {
  expect(typedWords('return', { reason: '不属本局', proposedUnitId: 'traffic' })).toEqual({ reason: '不属本局' });
});

test('a nature nobody named is 求助, so that one key dispatches', () => {
  expect(startValues('dispatch', { ...ticket, suggestedNature: null }, { suggestion: suggestion[0] })).toMatchObject({ nature: 'help' });
});
