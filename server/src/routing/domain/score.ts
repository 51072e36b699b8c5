// Owns the suggestion: which categories and lead units a report speaks of, by a word score anybody can recompute.
// Leaves the words' worth to model.ts, responsibility to catalogue.ts, dispatching to people.
import type { RoutingSuggestion } from '@zhitongche/shared/ticket/action-inputs.js';
import type { TicketPlace } from './catalogue.js';
import { resolveCatalogue } from './catalogue.js';
import { findHints } from './hints.js';
import type { Profile, RoutingModel } from './model.js';
import { natureOf } from './nature.js';
import { findPhrases } from './words.js';

/** What is read of a report. `advice` is the cadre's own suggestion (办理建议). */
export interface RoutingInput {
  title: string;
  text: string;
  advice: string | null;
  line: string;
  place: TicketPlace;
}

/** The suggestion as it is stored with the ticket, and the words that spoke for the nature. */
export interface ExplainedSuggestion extends RoutingSuggestion {
  natureWords: string[];
}

const TITLE = 2;
const TEXT = 1;
/** A term inside a longer found one (公交 in 公交站) is a weaker witness. */
const INSIDE = 0.5;
/** How much the lead unit's own duty words count beside the category's. */
const DUTY = 0.5;
const CANDIDATES = 3;
const WORDS_SHOWN = 6;
/** A word is shown when it weighs at least this share of the most decisive one. */
const WORTH_SHOWING = 0.2;

/**
 * The top three categories with the units the catalogue makes responsible, and the nature.
 *
 * Score = Σ over the terms found, each counted once at its best place: weight × place (title 2, text 1) ×
 * (its strength in the category + DUTY × its strength in the lead unit's duties). Equal scores are ordered
 * by code. The score compares candidates of one report; it is not a probability and must not be shown as one.
 * Categories of other lines, and those the catalogue gives to nobody, are no candidates.
 */
export function suggest(input: RoutingInput, model: RoutingModel): ExplainedSuggestion {
  const terms = weighTerms(input, model);
  const candidates: RoutingSuggestion['candidates'] = [];
  for (const leaf of model.leaves) {
    if (!leaf.lines.includes(input.line)) continue;
    const responsible = resolveCatalogue(leaf.code, input.line, input.place, model.catalogue, model.categories);
    if (!responsible) continue;
    const witnesses = testify(terms, leaf.profile, model.unitProfiles.get(responsible.leadUnitId));
    if (witnesses.length === 0) continue;
    const score = Math.round(witnesses.reduce((sum, witness) => sum + witness.worth, 0) * 100) / 100;
    candidates.push({ categoryCode: leaf.code, ...responsible, score, words: decisive(witnesses) });
  }
  candidates.sort((a, b) => b.score - a.score || byCode(a.categoryCode, b.categoryCode));
  const { nature, natureWords } = natureOf(input);
  return { nature, natureWords, candidates: candidates.slice(0, CANDIDATES), hints: findHints(input).map(({ hint }) => hint) };
}

interface Witness {
  term: string;
  worth: number;
}

/** The known terms of the report with weight × place. */
function weighTerms({ title, text, advice }: RoutingInput, model: RoutingModel): Witness[] {
  const worth = new Map<string, number>();
  for (const [part, place] of [[title, TITLE], [text, TEXT], [advice ?? '', TEXT]] as const) {
    for (const { phrase, inside } of findPhrases(part, model.phrases)) {
      const here = (model.weights.get(phrase) ?? 0) * place * (inside ? INSIDE : 1);
      worth.set(phrase, Math.max(worth.get(phrase) ?? 0, here));
    }
  }
  return [...worth].map(([term, value]) => ({ term, worth: value }));
}

/** What each term is worth for one category and its lead unit; terms that say nothing are left out. */
function testify(terms: readonly Witness[], category: Profile, unit: Profile | undefined): Witness[] {
  return terms
    .map(({ term, worth }) => ({ term, worth: worth * ((category.get(term) ?? 0) + DUTY * (unit?.get(term) ?? 0)) }))
    .filter((witness) => witness.worth > 0);
}

/** The terms that decided, most decisive first; a term within one already named adds nothing for a reader. */
function decisive(witnesses: readonly Witness[]): string[] {
  const words: string[] = [];
  const ordered = [...witnesses].sort((a, b) => b.worth - a.worth || byCode(a.term, b.term));
  const threshold = (ordered[0]?.worth ?? 0) * WORTH_SHOWING;
  for (const { term, worth } of ordered) {
    if (worth >= threshold && !words.some((word) => word.includes(term))) words.push(term);
  }
  return words.slice(0, WORDS_SHOWN);
}

function byCode(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
