// Owns the words and choices with which demo people take their steps.
// Leaves who takes them, and when, to play.ts.
import type { TicketView } from '@zhitongche/shared/ticket/contract.js';
import { chanceOf, oneOf } from './chances.js';
import type { Step } from './journey.js';
import type { Choice } from './plan.js';

const SOLVED = [
  '已到现场查看并当场协调，问题已经解决，请放心。', '已联系责任单位整改，今天下午完成，并已回访确认。', '相关手续已经办好，材料已当面交给反映人。',
  '已安排专人落实，连续观察三天没有再发生。',
] as const;
const ANSWERED = [
  '按现行规定暂不符合条件，已当面说明依据，并告知可以走的其他渠道。', '情况属实。已向反映人说明政策和办理流程，材料齐备后三个工作日内办结。',
] as const;

/** The input of a step's action. @param choices whom triage may give it to, best first */
export function inputOf(step: Exclude<Step, 'wait' | 'there'>, view: Pick<TicketView, 'id' | 'round' | 'suggestedNature' | 'nature'>, id: string, choices: readonly Choice[]): object {
  const said = (texts: readonly string[]) => oneOf(texts, (text) => text, id, step.action, String(view.round));
  switch (step.action) {
    case 'dispatch': {
      const [choice] = choices;
      if (!choice) return {};
      const again = view.round > 1 ? { sameLeadReason: '第一轮由该单位承办，继续办理更快。' } : {};
      return { ...dispatchOf(choice), ...again, nature: view.nature ?? view.suggestedNature ?? 'help', complexity: 'ordinary' };
    }
    case 'decline': return { reason: 'not_public', path: '属于双方自行协商的事项，可以向社区人民调解委员会申请调解。' };
    case 'return': return { reason: '不属于本单位职责，请转有管理权限的单位。' };
    case 'submit_result':
      return chanceOf(id, 'answered', String(view.round)) < 0.3 ? { kind: 'answered', text: said(ANSWERED) } : { kind: 'solved', text: said(SOLVED) };
    case 'rate':
      return step.satisfaction === 'unsatisfied' ? { satisfaction: 'unsatisfied', reason: 'not_solved', text: '说是解决了，过几天又和原来一样。' } : { satisfaction: step.satisfaction };
    case 'sign_for': case 'approve': case 'pass': case 'deliver': return {};
  }
}

function dispatchOf({ categoryCode, leadUnitId, assistingUnitIds }: Choice): Choice {
  return { categoryCode, leadUnitId, assistingUnitIds: assistingUnitIds.filter((unit) => unit !== leadUnitId) };
}
