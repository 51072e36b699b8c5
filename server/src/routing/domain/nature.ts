// Owns what kind of words a report brings (性质): cue words for consultation, help, complaint, suggestion, whistleblowing.
// Leaves the final word to triage, and category and unit to score.ts.
import type { Nature } from '@zhitongche/shared/ticket/vocabulary.js';
import { NATURES } from '@zhitongche/shared/ticket/vocabulary.js';
import { normalise } from './words.js';

/** The word itself decides over a turn of speech. */
const SAID = 3;
const IMPLIED = 1;

const CUES: Record<Nature, { said: string[]; implied: string[] }> = {
  consultation: {
    said: ['咨询', '请问', '想问', '问一下', '想了解'],
    implied: ['怎么办理', '如何办理', '怎么申请', '如何申请', '什么条件', '哪些材料', '什么材料', '去哪里办', '找哪个部门', '能不能享受', '是否可以', '有没有政策', '想知道', '怎么算', '要不要'],
  },
  help: {
    said: ['求助', '请求帮助', '求帮', '恳请', '救救'],
    implied: ['帮帮', '帮忙', '帮助', '帮我', '急需', '走投无路', '没办法了', '实在困难', '生活困难', '没人管', '没人照顾', '能不能帮', '牵线', '牵个线'],
  },
  complaint: {
    said: ['投诉', '我要告', '讨个说法', '强烈不满'],
    implied: ['态度差', '态度恶劣', '态度不好', '不作为', '推诿', '踢皮球', '乱收费', '说了不改', '屡教不改', '扰民', '没人理', '不给退', '凭什么', '欺负', '说话不算'],
  },
  suggestion: {
    said: ['建议', '提个意见', '提议', '倡议'],
    implied: ['最好能', '能否增设', '可否增设', '希望增设', '希望增加', '能不能加', '能不能增', '能不能改', '不如', '不妨'],
  },
  whistleblowing: {
    said: ['举报', '检举', '揭发'],
    implied: ['偷排', '偷倒', '无证经营', '违法经营', '弄虚作假', '套取补贴', '骗取', '非法'],
  },
};

/**
 * Counting order when two natures weigh the same: the one that protects the reporter more comes first,
 * because 举报 hides who reported and a wrong guess towards it harms nobody.
 */
const PROTECTIVE: readonly Nature[] = ['whistleblowing', 'complaint', 'help', 'suggestion', 'consultation'];

/** Before a cue these turn it around: 不是投诉, 被投诉, 没有建议. */
const TURNED = /(不是|并非|不想|不会|不要|没有|被|遭)[来去要]?$/;

/**
 * The nature the reporter's own words speak for, with those words; null when nothing speaks.
 * The advice field is not read: 办理建议 is always advice, whatever the report is.
 */
export function natureOf({ title, text }: { title: string; text: string }): { nature: Nature | null; natureWords: string[] } {
  const plain = normalise(`${title}\n${text}`);
  const heard = NATURES.map((nature) => {
    const said = CUES[nature].said.filter((cue) => speaks(plain, cue));
    const implied = CUES[nature].implied.filter((cue) => speaks(plain, cue));
    return { nature, natureWords: [...said, ...implied], weight: said.length * SAID + implied.length * IMPLIED };
  }).filter(({ weight }) => weight > 0);
  heard.sort((a, b) => b.weight - a.weight || PROTECTIVE.indexOf(a.nature) - PROTECTIVE.indexOf(b.nature));
  const loudest = heard[0];
  return loudest ? { nature: loudest.nature, natureWords: loudest.natureWords } : { nature: null, natureWords: [] };
}

/** Whether the cue stands anywhere without being turned around. */
function speaks(plain: string, cue: string): boolean {
  for (let at = plain.indexOf(cue); at >= 0; at = plain.indexOf(cue, at + 1)) {
    if (!TURNED.test(plain.slice(Math.max(0, at - 3), at))) return true;
  }
  return false;
}
