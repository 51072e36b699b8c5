// Owns what reviewers decide about a result, how the reporter hears of it, and how they judge it.
// Leaves the unit's work to unit.ts.
import type { Satisfaction } from '@zhitongche/shared/ticket/vocabulary.js';
import type { By, Deed, Scene, Seen, Step } from './seen.js';
import { about, person } from './seen.js';
import { reviewed } from './tempo.js';
import { mendsBy } from './unit.js';

export function whileReviewing(seen: Seen, scene: Scene): Step {
  const { at, chance, district, hours, agent } = scene;
  const turn = String(seen.version);
  const head = seen.stage === 'head';
  const by = head ? district.one('head', seen.leadUnitId ?? '', agent.key) : district.one('supervisor', '', agent.key, turn);
  if (chance('sends back', turn) < (head ? 0.05 : 0.08)) {
    const mended = mendsBy(scene, seen.version);
    if (agent.plan !== null) agent.plan.steps = [mended];
    return { kind: 'act', by: person(by), action: 'send_back', input: { reason: '没有说清什么时候办到，也没有回应第二个问题。' }, next: mended.at };
  }
  if (head) return { kind: 'act', by: person(by), action: 'approve', input: {}, next: reviewed(scene, 'supervisor') };
  return { kind: 'act', by: person(by), action: 'pass', input: {}, next: hours.after(at, about(2, chance('delivers'))) };
}

/** The system tells who has an account or a link; for others the cadre goes or calls. */
export function whileConcluded(seen: Seen, scene: Scene): Step {
  const { at, chance, hours, agent } = scene;
  const next = hours.atHome(at, 1 + 10 * chance('rates', 'day'), chance('rates', 'minute'));
  if (wantsLink(seen, scene) && agent.link?.round !== seen.round) return { kind: 'link', by: seen.submitterId, next };
  return { kind: 'act', by: person(seen.submitterId), action: 'deliver', input: { channel: chance('in person') < 0.4 ? 'in_person' : 'phone' }, next };
}

/** The reporter judges, or keeps silent for ever. */
export function whileAwaitingRating(seen: Seen, scene: Scene, own: Seen): Step {
  const { at, chance, hours } = scene;
  if (seen.ratedReporterIds.includes(own.reporterId) || chance('silent', own.id) < 0.22) return { kind: 'end' };
  if (seen.waitsForReopening) return { kind: 'wait', until: hours.after(at, 3) };
  const soonest = seen.deliveredAt === null ? at : hours.atHome(seen.deliveredAt, 9 * chance('rates', 'day', own.id) ** 2, chance('rates', 'minute', own.id));
  if (soonest > at) return { kind: 'wait', until: soonest };
  const by = raterOf(seen, scene, own);
  if (by === null) return { kind: 'end' };
  if (by === 'link first') return { kind: 'link', by: own.submitterId, next: new Date(at.getTime() + 2 * 3_600_000) };
  const judged = satisfactionOf(seen, scene, own);
  const rated: Deed = { kind: 'act', by, action: 'rate', input: judged, next: null };
  // Triage looks at a reopened ticket within its working day.
  return judged.satisfaction === 'unsatisfied' && seen.id === own.id ? { ...rated, next: hours.after(new Date(at.getTime() + 3_600_000), about(3, chance('looks again'))) } : rated;
}

/** Answers what the unit asked. */
export function whileAwaitingReporter(seen: Seen, scene: Scene): Step {
  const { hours, at, agent } = scene;
  const by = agent.report.accountId ?? seen.submitterId;
  return { kind: 'act', by: person(by), action: 'answer_question', input: { text: '在村口公交站往东两百米，每天早上七点到八点。' }, next: agent.plan?.steps[0]?.at ?? hours.after(at, 6) };
}

/** Residents and villages by link now and then; an enterprise never. */
function wantsLink(seen: Seen, { chance }: Scene): boolean {
  return (seen.subjectKind === 'household' || seen.subjectKind === 'village') && chance('by link') < 0.5;
}

/** Nobody who handled or solved it may write the reporter's rating down. */
function raterOf(seen: Seen, scene: Scene, own: Seen): By | 'link first' | null {
  const { agent } = scene;
  if (agent.report.accountId !== null) return person(agent.report.accountId);
  const enterprise = own.subjectKind === 'enterprise' || own.subjectKind === 'talent';
  const barred = seen.resultKind === 'solved_on_spot' || (own.submitterUnitId !== null && (seen.leadUnitId === own.submitterUnitId || seen.involvedUnitIds.includes(own.submitterUnitId)));
  if (enterprise) return barred ? null : person(own.submitterId);
  if (agent.link?.round === seen.round) return { link: agent.link.token };
  return barred || wantsLink(own, scene) ? 'link first' : person(own.submitterId);
}

/** Harder on who was late or only promised, milder on a second try. */
function satisfactionOf(seen: Seen, scene: Scene, own: Seen): { satisfaction: Satisfaction; reason?: string; text?: string } {
  const { chance, district } = scene;
  const kind = seen.resultKind;
  const slow = seen.leadUnitId === null ? 0 : 1 - district.diligence(seen.leadUnitId);
  const displeased = 0.035 + (seen.late ? 0.16 : 0) + (kind === 'planned' ? 0.14 : kind === 'answered' ? 0.07 : kind === 'unfounded' ? 0.1 : 0) + 0.12 * slow - (kind === 'solved_on_spot' ? 0.03 : 0);
  const draw = chance('judges', own.id);
  if (draw < displeased) {
    const reason = seen.late ? 'too_slow' : kind === 'planned' || kind === 'answered' ? 'only_promised' : 'not_solved';
    return { satisfaction: 'unsatisfied', reason, text: '说是办了，过几天又和原来一样。' };
  }
  if (kind !== 'solved' && kind !== 'solved_on_spot' && chance('understands', own.id) < 0.4) return { satisfaction: 'understands' };
  return { satisfaction: draw < displeased + 0.62 * (1 - displeased) ? 'satisfied' : 'mostly_satisfied' };
}
