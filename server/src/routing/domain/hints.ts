// Owns finding words of danger and of other channels (section 5 of the rules: 110/119/120 first, told paths).
// Leaves the sentences to shared/routing/vocabulary.ts and every decision (decline, refuse) to people.
import type { RoutingHint } from '@zhitongche/shared/routing/vocabulary.js';
import { ROUTING_HINTS } from '@zhitongche/shared/routing/vocabulary.js';
import { normalise } from './words.js';

/** A hint with the words that gave it, in order of the text. */
export interface FoundHint {
  hint: RoutingHint;
  words: string[];
}

/**
 * Events, not topics: 火灾隐患 or 消防检查 are ordinary matters of ordinary units; 着火了 is not.
 * Each alternative is a phrase somebody in trouble would write.
 */
const SIGNS: Record<RoutingHint, RegExp> = {
  emergency: new RegExp([
    '着火|起火|失火|火烧起来|正在烧|爆炸',
    '(?:燃气|煤气|天然气|液化气|氨气|氯气|毒气)(?:大量)?泄[漏露]',
    '持刀|砍人|捅人|杀人|砍伤|捅伤|绑架|劫持|抢劫|强奸|打群架|正在打人|被打(?:伤|得)|家暴|往死里打',
    '跳楼|轻生|自杀|不想活|喝农药|割腕',
    '溺水|落水|掉(?:进|到)?(?:河|水)里|昏迷|昏倒|没有呼吸|没了呼吸|大出血|中毒|触电|被埋|被困|救命',
    '房子(?:要|快|马上)[倒塌]|正在(?:塌|倒塌|滑坡)|快要塌',
  ].join('|'), 'g'),
  state_secret: /国家秘密|绝密|机密(?:级|文件|资料)|涉密(?:文件|资料|工程|项目)|军事(?:秘密|禁区)/g,
  court: /法院|判决|起诉|诉讼|开庭|打官司|仲裁(?:裁决|委)|强制执行|执行局|老赖/g,
  petition: /信访|上访|进京反映/g,
  discipline: /纪委|监委|贪污|受贿|行贿|索贿|收红包|吃拿卡要|以权谋私|侵吞(?:集体|公款)|挪用公款|公款吃喝|违纪/g,
};

/** Before a sign of danger these make it a worry or a memory: 怕着火, 去年起火, 防溺水, 没有中毒. */
const NOT_NOW = /(?:怕|担心|防止?|避免|预防|以免|免得|容易|万一|一旦|如果|要是|可能|会|曾|曾经|没有?|不会|去年|前年|上次|以前|之前|早年)[^，。；！？,.;!?\n]{0,4}$/;
/** After it these make it a matter of study or equipment: 着火点, 中毒演练, 溺水警示牌. */
const NOT_EVENT = /^(?:隐患|风险|危险|事故率|演练|演习|预案|警示|宣传|知识|点|源|险|报警器|报警装置)/;

/**
 * Hints for a report, the most urgent first; empty for nearly all. A false alarm costs the submitter one look,
 * a missed one may cost a life, so the signs of danger are wide and only clear memories and worries are let go.
 */
export function findHints({ title, text }: { title: string; text: string }): FoundHint[] {
  const plain = normalise(`${title}\n${text}`);
  return ROUTING_HINTS.map((hint) => ({ hint, words: signsIn(plain, hint) })).filter(({ words }) => words.length > 0);
}

function signsIn(plain: string, hint: RoutingHint): string[] {
  const words = new Set<string>();
  for (const match of plain.matchAll(SIGNS[hint])) {
    const [before, after] = [plain.slice(0, match.index), plain.slice(match.index + match[0].length)];
    if (hint === 'emergency' && (NOT_NOW.test(before.slice(-8)) || NOT_EVENT.test(after))) continue;
    words.add(match[0]);
  }
  return [...words];
}
