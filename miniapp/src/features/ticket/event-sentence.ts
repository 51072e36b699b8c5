// Owns the one sentence that says what an event did, in the words of the people who read the timeline.
// Leaves the words people wrote themselves to event-words.ts.
import { LIGHT_STAGE_LABELS, RUNG_REASON_LABELS } from '@zhitongche/shared/deadline/vocabulary.js';
import { EVENT_LABELS } from '@zhitongche/shared/ticket/actions.js';
import type { EventType } from '@zhitongche/shared/ticket/actions.js';
import type { TicketEvent } from '@zhitongche/shared/ticket/contract.js';
import {
  CARD_KIND_LABELS, COMPLEXITY_LABELS, DECLINE_REASON_LABELS, DELIVERY_CHANNEL_LABELS, ESCALATION_LABELS, FOLLOW_UP_OUTCOME_LABELS, LIGHT_LEVEL_LABELS, NATURE_LABELS,
  PAUSE_REASON_LABELS, REQUEST_KIND_LABELS, RESULT_KIND_LABELS, REVIEW_STAGE_LABELS, SATISFACTION_LABELS, STICKING_POINT_LABELS, UNSATISFIED_REASON_LABELS,
} from '@zhitongche/shared/ticket/vocabulary.js';
import type { EventData } from './event-data.js';
import { labelOf, nameOf, namesOf, textOf } from './event-data.js';
import { dayInWords } from '../../lib/time.js';

type Sentence = (data: EventData, label: string) => string;

/** Says what happened, without who and when, which stand beside it. */
export function eventSentence(event: Pick<TicketEvent, 'type' | 'data'>): string {
  const label = EVENT_LABELS[event.type];
  return SENTENCES[event.type]?.(event.data, label) ?? label;
}

const withDetails = (label: string, ...details: (string | null)[]): string => {
  const known = details.filter((d) => d !== null);
  return known.length === 0 ? label : `${label}：${known.join('，')}`;
};

const units: Sentence = (data, label) => {
  const assisting = namesOf(data, 'assistingUnitIds');
  const lead = nameOf(data, 'leadUnitId');
  return withDetails(label, lead && `${lead}牵头`, assisting && `${assisting}协办`);
};

const result: Sentence = (data, label) => {
  const plannedFor = textOf(data, 'plannedFor');
  const missing = namesOf(data, 'missingAssistance');
  return withDetails(label, labelOf(data, 'kind', RESULT_KIND_LABELS), plannedFor && `计划${dayInWords(plannedFor)}完成`, missing && `未见${missing}协办答复`);
};

const MEASURE_LABELS = { ...LIGHT_LEVEL_LABELS, ...CARD_KIND_LABELS };
const measure: Sentence = (data, label) => withDetails(label, labelOf(data, 'what', MEASURE_LABELS));
const REQUEST_LABELS: Readonly<Record<string, string>> = { extension: '申请延期', pause: '申请暂停计时', complexity: '申请变更难易' };
const ofRequest: Sentence = (d, label) => withDetails(label, labelOf(d, 'kind', REQUEST_KIND_LABELS));
const ofRating: Sentence = (d, label) => withDetails(label, nameOf(d, 'unitId'), typeof d['ratedRound'] === 'number' ? `第${String(d['ratedRound'])}轮` : null);
const newEnd = (d: EventData): string | null => {
  const day = textOf(d, 'dueDay');
  return day && `期限改为${dayInWords(day)}`;
};
const workingDays = (d: EventData): string | null => (typeof d['workingDays'] === 'number' ? `${String(d['workingDays'])} 个工作日` : null);
function askedFor(d: EventData): (string | null)[] {
  const until = textOf(d, 'until');
  return [workingDays(d), labelOf(d, 'complexity', COMPLEXITY_LABELS), labelOf(d, 'reason', PAUSE_REASON_LABELS), until && `到${dayInWords(until)}`, textOf(d, 'document')];
}

/** Only the types that carry more than their label. */
const SENTENCES: Partial<Record<EventType, Sentence>> = {
  'ticket.submitted': (d, label) => (d['hidden'] === true ? `${label}（隐藏反映人身份）` : label),
  'ticket.assessed': (d, label) => withDetails(label,
    labelOf(d, 'nature', NATURE_LABELS), nameOf(d, 'categoryCode'), labelOf(d, 'complexity', COMPLEXITY_LABELS)),
  'ticket.dispatched': units,
  'ticket.designated': units,
  'ticket.answered_at_once': result,
  'ticket.merged': (d, label) => withDetails(label, textOf(d, 'targetNumber')),
  'ticket.merged_in': (d, label) => withDetails(label, textOf(d, 'sourceNumber')),
  'ticket.declined': (d, label) => withDetails(label, labelOf(d, 'reason', DECLINE_REASON_LABELS)),
  'ticket.signed': (d, label) => withDetails(label, nameOf(d, 'unitId')),
  'ticket.returned': (d, label) => {
    const proposed = nameOf(d, 'proposedUnitId');
    return withDetails(label, nameOf(d, 'unitId'), proposed && `建议由${proposed}承办`);
  },
  'ticket.assigned': (d, label) => withDetails(label, nameOf(d, 'personId')),
  'clock.paused': (d, label) => {
    const until = textOf(d, 'until');
    return withDetails(label, labelOf(d, 'reason', PAUSE_REASON_LABELS), until && `到${dayInWords(until)}`, textOf(d, 'document'));
  },
  'request.asked': (d, label) => withDetails(labelOf(d, 'kind', REQUEST_LABELS) ?? label, ...askedFor(d)),
  'request.endorsed': ofRequest,
  'request.granted': ofRequest,
  'request.refused': ofRequest,
  'request.withdrawn': ofRequest,
  'request.lapsed': ofRequest,
  'rating.contested': ofRating,
  'rating.excluded': ofRating,
  'rating.kept': ofRating,
  'clock.extended': (d, label) => withDetails(label, workingDays(d), newEnd(d)),
  'complexity.changed': (d, label) => withDetails(label, labelOf(d, 'complexity', COMPLEXITY_LABELS), newEnd(d)),
  'clock.resumed': (d, label) => withDetails(label, textOf(d, 'document')),
  'units.called': (d, label) => {
    const point = labelOf(d, 'stickingPoint', STICKING_POINT_LABELS);
    const called = namesOf(d, 'unitIds');
    return withDetails(label, called && `请${called}到场`, point && `卡点是${point}`);
  },
  'arrivals.recorded': (d, label) => {
    const arrived = namesOf(d, 'arrivedUnitIds');
    const absent = namesOf(d, 'absentUnitIds');
    return withDetails(label, arrived && `${arrived}已到场`, absent && `${absent}未到场`);
  },
  'assistance.answered': (d, label) => withDetails(label, nameOf(d, 'unitId')),
  'result.submitted': result,
  'result.sent_back': (d, label) => {
    const stage = labelOf(d, 'stage', REVIEW_STAGE_LABELS);
    return stage === null ? label : `${stage}：${label}`;
  },
  'ticket.concluded': result,
  'result.delivered': (d, label) => withDetails(label, labelOf(d, 'channel', DELIVERY_CHANNEL_LABELS)),
  'result.rated': (d, label) => {
    const recorded = d['recordedBy'] === true ? '（由上报人代记）' : '';
    return withDetails(label, labelOf(d, 'satisfaction', SATISFACTION_LABELS), labelOf(d, 'reason', UNSATISFIED_REASON_LABELS)) + recorded;
  },
  'rating.remarked': (d, label) => withDetails(label, labelOf(d, 'satisfaction', SATISFACTION_LABELS)),
  'ticket.reopened': (d, label) => {
    const round = d['round'];
    return withDetails(label, typeof round === 'number' ? `第${String(round)}轮开始` : null, labelOf(d, 'owed', ESCALATION_LABELS));
  },
  'ticket.withdrawn': (d, label) => (d['forAnother'] === true ? `${label}（上报人代反映人撤回）` : label),
  'light.lit': (d, label) => {
    const due = textOf(d, 'dueDay');
    const stage = labelOf(d, 'stage', LIGHT_STAGE_LABELS);
    const level = labelOf(d, 'level', LIGHT_LEVEL_LABELS) ?? label;
    if (stage) return withDetails(level, stage, nameOf(d, 'unitId'));
    return withDetails(level, nameOf(d, 'unitId'), labelOf(d, 'why', RUNG_REASON_LABELS), due && `期限${dayInWords(due)}`);
  },
  'deadline.recomputed': (d, label) => {
    const [from, to] = [textOf(d, 'from'), textOf(d, 'to')];
    return withDetails(label, from && to && `由${dayInWords(from)}改为${dayInWords(to)}${d['provisional'] === true ? '（暂定）' : ''}`, textOf(d, 'source'));
  },
  'stage.recomputed': (d, label) => {
    const [from, to] = [textOf(d, 'from'), textOf(d, 'to')];
    const limit = textOf(d, 'owed') === 'contest' ? '申辩决定期限' : textOf(d, 'owed') === 'follow_up' ? '计划回报期限' : '本环节';
    return withDetails(label, from && to && `${limit}由${dayInWords(from)}改为${dayInWords(to)}`, textOf(d, 'source'));
  },
  'light.explained': measure,
  'measure.contested': measure,
  'measure.upheld': (d, label) => measure(d, label) + (d['ownAct'] === true ? '（由原签发人决定，区里只有一名督办员）' : ''),
  'measure.revoked': (d, label) => measure(d, label) + (d['ownAct'] === true ? '（由原签发人决定，区里只有一名督办员）' : ''),
  'card.issued': (d, label) => withDetails(labelOf(d, 'kind', CARD_KIND_LABELS) ?? label, nameOf(d, 'unitId'), textOf(d, 'documentNumber')),
  'joint_review.recorded': (d, label) => {
    const held = textOf(d, 'heldOn');
    const took = namesOf(d, 'unitIds');
    return withDetails(label, held && dayInWords(held), took && `${took}参加`);
  },
  'callback.recorded': (d, label) => withDetails(label, d['reached'] === true ? '已联系上' : d['reached'] === false ? '未联系上' : null),
  'follow_up.asked': (d, label) => {
    const [planned, owed] = [textOf(d, 'plannedFor'), textOf(d, 'owedDay')];
    return withDetails(label, planned && `计划${dayInWords(planned)}`, owed && `${dayInWords(owed)}前回报`);
  },
  'follow_up.recorded': (d, label) => {
    const next = textOf(d, 'plannedFor');
    return withDetails(label, labelOf(d, 'outcome', FOLLOW_UP_OUTCOME_LABELS), next && `${dayInWords(next)}再回报`);
  },
  'ticket.closed': (d, label) => (d['closedAs'] === 'final_unsatisfied' ? `${label}：终结答复，计为不满意` : label),
};
