// Owns what the lead unit does: sign or send back, contact, ask, call others in, forget, answer.
// Leaves who looks at the answer to review.ts.
import { dayOf, plusDays } from '../../invariants/domain/plain-calendar.js';
import { HOURS_A_DAY } from '../hours.js';
import type { PlanStep, Scene, Seen, Step } from './seen.js';
import { about, person } from './seen.js';
import { reviewed } from './tempo.js';

/** A unit that it is not for sends it back within its day; else somebody signs and plans. */
export function whileDispatched(seen: Seen, scene: Scene): Step {
  const { at, chance, district, hours, agent } = scene;
  const unitId = seen.leadUnitId ?? '';
  const head = district.maybe('head', unitId, agent.key);
  const returns = seen.round === 1 && chance('returns', unitId, String(seen.returnCount)) < (chance('wrong') < 0.07 && seen.returnCount === 0 ? 0.85 : 0.02);
  const open = seen.stageDueAt !== null && at < seen.stageDueAt;
  if (returns && open && head !== undefined && !seen.designated && seen.returnCount < 2 && !seen.returnedUnitIds.includes(unitId)) {
    return { kind: 'act', by: person(head), action: 'return', input: { reason: '不属于本单位职责，建议按三定方案另派。' }, next: hours.after(at, about(4, chance('triage again', String(seen.returnCount)))) };
  }
  const handler = handlerOf(seen, scene);
  agent.plan = { round: seen.round, steps: planOf(seen, scene) };
  return { kind: 'act', by: person(handler), action: 'sign_for', input: {}, next: nextOf(agent.plan.steps, at) };
}

export function whileHandling(seen: Seen, scene: Scene): Step {
  const { at, chance, district, hours, agent } = scene;
  if (agent.plan?.round !== seen.round) agent.plan = { round: seen.round, steps: planOf(seen, scene) };
  const { steps } = agent.plan;
  const step = steps.shift() ?? { at, what: 'result' as const };
  const handler = person(handlerOf(seen, scene));
  const next = nextOf(steps, hours.after(at, 2));
  const head = district.maybe('head', seen.leadUnitId ?? '', agent.key);
  switch (step.what) {
    case 'contact': return { kind: 'act', by: handler, action: 'message', input: { text: '您好，您反映的事项由我承办，已了解情况，近日到现场。' }, next };
    case 'ask': {
      const answers = chance('answers') < 0.7 ? hours.atHome(at, 1 + 6 * chance('answers', 'day'), chance('answers', 'minute')) : hours.after(at, 11 * HOURS_A_DAY);
      return { kind: 'act', by: handler, action: 'ask_reporter', input: { question: '请补充具体位置和发生的时间，最好有照片。' }, next: answers };
    }
    case 'call': {
      const units = ['police', 'urban-management', 'ecology'].filter((unit) => unit !== seen.leadUnitId).slice(0, 2);
      return { kind: 'act', by: handler, action: 'call_units', input: { stickingPoint: 'approval', unitIds: units, text: '周三上午现场碰头。' }, next };
    }
    case 'higher':
      if (head === undefined) return { kind: 'wait', until: next };
      return { kind: 'act', by: person(head), action: 'ask_higher_level', input: { text: '涉及市级审批权限，请帮助协调。' }, next };
    case 'extend': return {
      kind: 'act', by: handler, action: 'request_extension', input: { workingDays: 5 + Math.floor(6 * chance('extension')), reason: '需要等专家现场论证，论证会已定在下周。' },
      next: hours.after(at, about(3, chance('endorses'))),
    };
    case 'pause': {
      const until = plusDays(dayOf(at), 5 + Math.floor(9 * chance('pause')));
      if (head === undefined) return { kind: 'wait', until: next };
      return {
        kind: 'act', by: person(head), action: 'request_pause', next: hours.after(at, 1 + 12 * chance('decides')),
        input: { reason: chance('why paused') < 0.5 ? 'test' : 'inspection', until, document: `检〔${dayOf(at).slice(0, 4)}〕${String(1 + Math.floor(900 * chance('document')))}号` },
      };
    }
    case 'result': return { kind: 'act', by: handler, action: 'submit_result', input: resultOf(seen, scene), next: reviewed(scene, 'head') };
  }
}

/** Of requests most are endorsed and granted; what is granted moves the unit's own plan, too. */
export function whileRequested(seen: Seen, { at, hours, chance, district, agent }: Scene): Step {
  const turn = String(seen.version);
  const head = seen.requestStage === 'head';
  const by = person(head ? district.one('head', seen.leadUnitId ?? '', agent.key) : district.one('supervisor', '', agent.key));
  const next = hours.after(at, about(3, chance('request', turn)));
  if (chance('refuses', turn) < 0.12) return { kind: 'act', by, action: 'refuse_request', input: { reason: '边办边等，不必推迟。' }, next };
  if (head) return { kind: 'act', by, action: 'endorse_request', input: {}, next };
  return { kind: 'act', by, action: 'grant_request', input: {}, next: hours.after(at, (2 + 4 * chance('granted', turn)) * HOURS_A_DAY) };
}

/** A pause ends by itself on its last day. */
export function whilePaused(_seen: Seen, { at, hours }: Scene): Step {
  return { kind: 'wait', until: hours.after(at, HOURS_A_DAY) };
}

/** A result that came back is mended within days. */
export function mendsBy({ at, hours, chance }: Scene, version: number): PlanStep {
  return { what: 'result', at: hours.after(at, about(8, chance('mends', String(version)))) };
}

function handlerOf(seen: Seen, { district, agent }: Scene): string {
  return seen.assigneeId ?? district.one('handler', seen.leadUnitId ?? '', agent.key, String(seen.round));
}

const nextOf = (steps: readonly PlanStep[], otherwise: Date): Date => steps[0]?.at ?? otherwise;

/** What the unit means to do, in order of time: its diligence says how long it takes and what it forgets. */
function planOf(seen: Seen, scene: Scene): PlanStep[] {
  const { at, hours, chance, district } = scene;
  const diligence = district.diligence(seen.leadUnitId ?? '');
  const slow = 1 - diligence;
  const forgets = chance('forgets', seen.leadUnitId ?? '') < 0.02 + 0.3 * slow * slow;
  const left = hours.between(at, seen.dueAt);
  // Who forgets wakes up when the light is on: most at the yellow, some not before the red or the talk.
  const overslept = chance('overslept');
  const result = forgets || left < HOURS_A_DAY
    ? hours.after(at < seen.dueAt ? seen.dueAt : at, HOURS_A_DAY * (overslept < 0.6 ? 0.3 + 2 * overslept : overslept < 0.9 ? 3.5 + 3 * (overslept - 0.6) : 10))
    : hours.after(at, left * Math.min(0.97, (0.12 + 0.55 * slow + 0.45 * chance('share'))));
  const contact = chance('forgets contact') < 0.35 * slow ? 12 + 20 * chance('contact late') : about(2 + 3 * slow, chance('contact'));
  const steps: PlanStep[] = [{ what: 'contact', at: hours.after(at, contact) }];
  const during = (what: PlanStep['what'], share: number) => {
    if (chance('plans', what) < share) steps.push({ what, at: hours.after(at, 8 + 40 * chance('when', what)) });
  };
  during('ask', 0.08);
  during('call', 0.04);
  during('higher', 0.02);
  if (seen.complexity === 'ordinary') during('pause', 0.03);
  if (seen.complexity === 'ordinary' && !forgets && chance('extends') < 0.05) steps.push({ what: 'extend', at: hours.after(at, left * 0.75) });
  return [...steps.filter((step) => step.at < result).sort((a, b) => a.at.getTime() - b.at.getTime()), { what: 'result', at: result }];
}

function resultOf(seen: Seen, { at, chance }: Scene): object {
  // Whom words have not satisfied gets deeds more often.
  const solved = 0.56 + 0.13 * (seen.round - 1);
  const draw = chance('result');
  if (draw < solved) return { kind: 'solved', text: '已到现场处理完毕，并连续看了三天，没有再发生。' };
  if (draw < solved + 0.24) return { kind: 'answered', text: '按现行规定暂不符合条件，依据和可以走的渠道已当面说明。' };
  if (draw < solved + 0.38) return { kind: 'planned', text: '已列入计划，资金和责任单位已明确，到期再告知进展。', plannedFor: plusDays(dayOf(at), 30 + Math.floor(120 * chance('planned for'))) };
  return { kind: 'unfounded', text: '三次现场核查，未发现所述情况，核查记录已给反映人看过。' };
}
