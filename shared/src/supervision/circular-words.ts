// Owns the words of circulars and documents, apart from the schemas, so that screens need no validator.
// Leaves how units come into a band to the server.
import { CARD_KINDS, CARD_KIND_LABELS, LIGHT_LEVEL_LABELS } from '../ticket/vocabulary.js';

/** What a circular counts, worst first. */
export const CIRCULAR_CASES = ['red_card', 'talk', 'talk_due', 'red_light', 'yellow_card', 'supervision_order', 'yellow_light', 'stage_overdue'] as const;
export type CircularCaseKind = (typeof CIRCULAR_CASES)[number];
const { talk_due, red_light, yellow_light, stage_overdue } = LIGHT_LEVEL_LABELS;
export const CIRCULAR_CASE_LABELS: Record<CircularCaseKind, string> = { ...CARD_KIND_LABELS, talk_due, red_light, yellow_light, stage_overdue };

/** A unit stands in the band of its worst case. */
export const CIRCULAR_BANDS = ['summoned', 'red', 'yellow', 'stage'] as const;
export type CircularBand = (typeof CIRCULAR_BANDS)[number];
export const CIRCULAR_BAND_LABELS: Record<CircularBand, string> = {
  summoned: '有红牌或约谈（含提请约谈）的单位', red: '有红灯、黄牌或督办单的单位', yellow: '有黄灯的单位', stage: '仅有环节超时的单位',
};

/** Documents with a number of their own series. */
export const DOCUMENT_KINDS = [...CARD_KINDS, 'circular'] as const;
