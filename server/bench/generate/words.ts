// Owns the words of generated tickets: paragraphs and titles put together from clauses of the demo's own texts.
// Leaves which ticket gets which to the SQL. Clauses stay whole, so that neighbouring characters are as frequent as in life.
import { readStories } from '#product/platform/seed/demo-stories.js';

export interface Words {
  paragraphs: string[];
  titles: string[];
}

const PARAGRAPHS = 20_000;
const TITLES = 5_000;

/** Always the same ones; a ticket has two paragraphs, so that half a million tickets rarely share a text. */
export function words(): Words {
  const stories = readStories();
  const clauses = [...new Set(stories.flatMap((story) => story.text.split(/[，。；？！：、]/)))].filter((c) => c.length >= 4 && c.length <= 30);
  const short = [...clauses.filter((clause) => clause.length >= 5 && clause.length <= 14), ...stories.map((story) => story.title)];
  const next = dice();
  const pick = (list: readonly string[]): string => list[Math.floor(next() * list.length)] ?? '';
  return {
    paragraphs: Array.from({ length: PARAGRAPHS }, () => `${Array.from({ length: 2 + Math.floor(next() ** 2 * 9) }, () => pick(clauses)).join('，')}。`),
    titles: Array.from({ length: TITLES }, () => (next() < 0.6 ? pick(short) : `${pick(short)}，${pick(short)}`)),
  };
}

/** The same draws each time (mulberry32): figures of two days are about the same tickets. */
function dice(seed = 20_261_121): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
