// Owns what triage, supervisor and leader decide while a ticket is being assessed, and over a refusal.
// Leaves the unit's work to unit.ts.
import { DISTRICT_DESK } from '@zhitongche/shared/directory/vocabulary.js';
import type { RoutingSuggestion } from '@zhitongche/shared/ticket/action-inputs.js';
import { dayOf } from '../../invariants/domain/plain-calendar.js';
import type { Aside, Scene, Seen, Step } from './seen.js';
import { about, person } from './seen.js';
import { reviewed, signsAt } from './tempo.js';

const COMPLEX = 0.12;

export function whileAssessing(seen: Seen, scene: Scene): Step {
  const { at, chance, district, hours } = scene;
  const desk = district.triage(seen.deskUnitId, scene.agent.key);
  const later = (middle: number) => hours.after(at, about(middle, chance('later', String(seen.version))));
  if (seen.unsatisfiedCount >= 2 && seen.jointReviewRound !== seen.round) {
    return {
      kind: 'act', by: person(district.one('supervisor', '', scene.agent.key)), action: 'joint_review', next: later(3),
      input: { heldOn: dayOf(at), unitIds: seen.pastLeadUnitIds.slice(-2), decision: '几家一起到现场，逐项定了责任单位和完成时间。' },
    };
  }
  if (seen.unsatisfiedCount >= 3) {
    if (chance('final') < 0.5) {
      return {
        kind: 'act', by: person(desk), action: 'answer_finally', next: later(5),
        input: { text: '经三轮办理和领导研究，诉求超出现行政策，现作终结答复，依据已逐条说明。', reason: '三轮办理均已穷尽现有措施。' },
      };
    }
    if (seen.leaderInChargeId === null) return { kind: 'act', by: person(district.one('leader', '', scene.agent.key)), action: 'take_charge', input: { text: '我来包案，本周到现场。' }, next: later(2) };
  }
  if (seen.round === 1 && seen.firstDispatchedAt === null) {
    const first = firstTime(seen, scene, desk, later(2));
    if (first) return first;
  }
  return sent(seen, scene, desk);
}

/** What may happen to a new ticket instead of being dispatched. */
function firstTime(seen: Seen, scene: Scene, desk: string, later: Date): Step | null {
  const { chance, district, hours, at, similar } = scene;
  const draw = chance('first time');
  if (seen.deskUnitId !== DISTRICT_DESK && draw > 0.94) {
    return { kind: 'act', by: person(desk), action: 'lift', input: { reason: '涉及几个镇街，请区里研判。' }, next: hours.after(at, about(4, chance('lift'))) };
  }
  if (draw < 0.025) {
    const objects = chance('objects') < 0.25 ? hours.atHome(at, 1 + chance('objects', 'day') * 3, chance('objects', 'minute')) : null;
    return { kind: 'act', by: person(desk), action: 'decline', input: { reason: chance('channel') < 0.5 ? 'court' : 'not_public', path: '请向区人民法院起诉，或到镇街人民调解委员会申请调解。' }, next: objects };
  }
  if (draw < 0.06) {
    return { kind: 'act', by: person(desk), action: 'answer_at_once', input: { kind: 'answered', text: '这项政策今年没有变化，办理地点和材料已在电话里逐项说明。' }, next: reviewed(scene, 'supervisor') };
  }
  if (draw < 0.085 && similar !== null && similar.hidden === seen.hidden && district.holds('triage', similar.deskUnitId === DISTRICT_DESK ? '' : similar.deskUnitId, desk)) {
    return { kind: 'act', by: person(desk), action: 'merge', input: { targetId: similar.id }, targetId: similar.id, next: later };
  }
  return null;
}

function sent(seen: Seen, scene: Scene, desk: string): Step {
  const { chance, district } = scene;
  const candidates = (seen.suggestion?.candidates ?? []).filter(({ leadUnitId }) => !seen.returnedUnitIds.includes(leadUnitId));
  // The second-best is taken by mistake now and then, and the unit sends it back.
  const wrong = seen.returnCount === 0 && seen.round === 1 && chance('wrong') < 0.07;
  const chosen: RoutingSuggestion['candidates'][number] = candidates[wrong ? 1 : 0] ?? candidates[0]
    ?? { categoryCode: seen.categoryCode ?? FALLBACK[seen.line] ?? '', leadUnitId: seen.townUnitId, assistingUnitIds: [], score: 0, words: [] };
  const assisting = chosen.assistingUnitIds.filter((unit) => unit !== chosen.leadUnitId && chance('assisting', unit) < 0.5).slice(0, 3);
  const to = { leadUnitId: chosen.leadUnitId, assistingUnitIds: assisting };
  const next = signsAt(seen, scene, chosen.leadUnitId, wrong);
  const usedUp = seen.returnCount >= 2 && seen.returnedUnitIds.length > 0;
  if (usedUp) return { kind: 'act', by: person(district.one('supervisor', '', scene.agent.key)), action: 'designate', input: { ...to, reason: '两次退回，按三定方案指定办理。' }, next };
  const complexity = seen.firstDispatchedAt === null ? (chance('complex') < COMPLEX ? 'complex' : 'ordinary') : seen.complexity;
  return {
    kind: 'act', by: person(desk), action: 'dispatch', next, asides: asidesOf(assisting, scene),
    input: {
      ...to, nature: seen.nature ?? seen.suggestion?.nature ?? 'help', categoryCode: chosen.categoryCode, complexity,
      ...(seen.pastLeadUnitIds.includes(to.leadUnitId) ? { sameLeadReason: '职责所在，由该单位换人再办。' } : {}),
    },
  };
}

/** Assisting units answer in their own time; some wait until their light is on, some for ever. */
function asidesOf(units: readonly string[], { at, hours, chance, district }: Scene): Aside[] {
  return units.flatMap((unitId) => {
    const draw = chance('assist', unitId);
    if (draw > 0.75 + 0.25 * district.diligence(unitId)) return [];
    return [{ at: hours.after(at, 8 + draw * 70 * (1.3 - district.diligence(unitId))), what: 'assist' as const, unitId }];
  });
}

const FALLBACK: Readonly<Record<string, string>> = { qinqing: 'approval.planning.package', minqing: 'city.facilities.streetlight' };

/** A refusal that was objected to, or not. */
export function whileDeclined(seen: Seen, scene: Scene): Step {
  const { at, chance, district, hours } = scene;
  if (seen.objectionDecided) return { kind: 'end' };
  if (seen.objectedAt === null) {
    const by = scene.agent.report.accountId !== null && scene.agent.report.by === scene.agent.report.accountId ? scene.agent.report.accountId : seen.submitterId;
    return { kind: 'act', by: person(by), action: 'object', input: { text: '法院说这件事归政府管，请再看一看。' }, next: hours.after(at, about(10, chance('decides'))) };
  }
  const supervisor = person(district.one('supervisor', '', scene.agent.key));
  if (chance('overturn') < 0.35) return { kind: 'act', by: supervisor, action: 'overturn_decline', input: { text: '异议成立，转研判。' }, next: hours.after(at, about(3, chance('again'))) };
  return { kind: 'act', by: supervisor, action: 'uphold_decline', input: { text: '不予受理正确，已电话说明渠道。' }, next: null };
}
