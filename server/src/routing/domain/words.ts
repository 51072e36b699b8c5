// Owns how a Chinese text becomes terms: normalisation, words, and known phrases found in it.
// Leaves what a term is worth to model.ts and score.ts.
//
// Why Intl.Segmenter and phrase matching, and no segmentation library: the words that decide are configured
// (categories, duties), so finding them in the text is what matters, and a plain search finds 断保 or 抽贷
// where every dictionary falls to single characters. The Segmenter is in Node, needs no dictionary of ours,
// cuts the configured texts themselves into words, and tells where a short term would straddle two words
// (上学 in 马上|学会). A native or dictionary package would add megabytes and a second vocabulary to keep.

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

const HAN_CHARACTER = /^\p{Script=Han}$/u;
const HAN_PAIR = /^\p{Script=Han}{2}$/u;

/** Words that say nothing about the matter: they fill reports and duty texts alike. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  ('我们 你们 他们 她们 大家 自己 人家 别人 一个 一些 一下 一直 这个 那个 这里 那里 这样 那样 这些 那些 每次 每天 '
  + '没有 现在 以前 以后 之后 之前 今天 昨天 明天 去年 今年 明年 最近 已经 还是 还有 就是 只是 但是 可是 因为 所以 如果 '
  + '什么 怎么 怎样 为什么 哪里 多少 几个 可以 可能 能够 能不能 是否 不是 不能 不会 不到 应该 需要 希望 要求 想要 知道 '
  + '问题 情况 事情 事项 反映 办理 解决 处理 有关 相关 进行 以及 其他 及其 负责 管理 服务 工作 指导 协调 牵头 统筹 促进 '
  + '推进 组织 开展 全区 区级 本区 辖区 部门 单位 领导 政府 余杭 杭州 浙江 时候 时间 地方 东西 非常 特别 比较 经常 有时 '
  + '太大 太小 很多 好多 不少 起来 出来 过来 下来 上来 回来 进来 出去 过去 上去 下去 不了 不够 坏了 什么时候 半年 家里 有车').split(' '),
);

/** Characters too common in any sentence to be a trace of a matter. */
const STOP_CHARACTERS: ReadonlySet<string> = new Set(
  '的了一不是在有人和就都要上下子到年能没着过来去我你他她它个也还又把被给让跟向从对为与或及于以而之其此这那哪谁么吗呢吧啊很太多少大小'
  + '好再才只每几两二三四五六七八九十百千万第次里外前后中间时月日天点分元块说问看想会得可用出进回起开做打',
);

/** One form for full and half width, compatibility characters and letter case. */
export function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** The text's words of two characters and more without stop words and bare numbers, each once, in order. */
export function wordsOf(text: string): string[] {
  const words = new Set<string>();
  for (const { segment, isWordLike } of segmenter.segment(normalise(text))) {
    if (isWordLike && segment.length >= 2 && isTerm(segment)) words.add(segment);
  }
  return [...words];
}

/** Whether a configured text may serve as a term: at least two characters, no stop word, not only digits. */
export function isTerm(text: string): boolean {
  return text.length >= 2 && !STOP_WORDS.has(text) && !/^[\d.,%]+$/.test(text);
}

/**
 * Pieces a reporter may use in other company: every pair of neighbouring characters of a phrase of three and
 * more (绿灯 of 红绿灯). Nobody says a configured phrase word for word.
 */
export function pairsOf(phrase: string): string[] {
  if (phrase.length < 3) return [];
  return [...phrase].slice(1).map((_, at) => phrase.slice(at, at + 2)).filter((pair) => HAN_PAIR.test(pair) && isTerm(pair));
}

/** Single Chinese characters of a phrase that may carry its meaning alone (灯, 梯, 税). */
export function charactersOf(phrase: string): string[] {
  return [...phrase].filter((character) => HAN_CHARACTER.test(character) && !STOP_CHARACTERS.has(character));
}

/** Known phrases by their first character, the longest first. */
export type PhraseIndex = ReadonlyMap<string, readonly string[]>;

/** Prepares normalised phrases for `findPhrases`. */
export function indexPhrases(phrases: Iterable<string>): PhraseIndex {
  const index = new Map<string, string[]>();
  for (const phrase of new Set(phrases)) {
    const first = phrase.charAt(0);
    index.set(first, [...(index.get(first) ?? []), phrase]);
  }
  for (const list of index.values()) list.sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return index;
}

/** Where a phrase stands in a text; `inside` when a longer found phrase covers it wholly. */
export interface FoundPhrase {
  phrase: string;
  start: number;
  inside: boolean;
}

/**
 * All known phrases in a text, in order of place. A two-character phrase that cuts into one of the text's
 * words at either end is an accident of two neighbours and is left out.
 */
export function findPhrases(text: string, index: PhraseIndex): FoundPhrase[] {
  const plain = normalise(text);
  const cut = wordInteriors(plain);
  const found: FoundPhrase[] = [];
  let covered = 0;
  for (let start = 0; start < plain.length; start += 1) {
    for (const phrase of index.get(plain.charAt(start)) ?? []) {
      if (!plain.startsWith(phrase, start)) continue;
      const end = start + phrase.length;
      if (phrase.length === 2 && (cut.has(start) || cut.has(end))) continue;
      found.push({ phrase, start, inside: end <= covered });
      covered = Math.max(covered, end);
    }
  }
  return found;
}

/** Positions that lie inside a word of the text, where no short phrase may begin or end. */
function wordInteriors(plain: string): Set<number> {
  const interiors = new Set<number>();
  for (const { segment, index } of segmenter.segment(plain)) {
    for (let at = index + 1; at < index + segment.length; at += 1) interiors.add(at);
  }
  return interiors;
}
