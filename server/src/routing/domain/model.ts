// Owns what routing knows before it reads a report: which term speaks for which category and unit, and how loudly.
// Leaves reading a report to score.ts and who is responsible to catalogue.ts.
import type { CatalogueRow, RoutingCategory } from './catalogue.js';
import { withParents } from './catalogue.js';
import type { PhraseIndex } from './words.js';
import { indexPhrases, isTerm, normalise, wordsOf } from './words.js';

/** A unit with what it does: the duty text, and the words people use for its matters. */
export interface RoutingUnit {
  id: string;
  name: string;
  short: string;
  duties: string;
  words: readonly string[];
}

/** What the model is made of: rows of the database, nothing computed. */
export interface RoutingSources {
  categories: readonly RoutingCategory[];
  units: readonly RoutingUnit[];
  catalogue: readonly CatalogueRow[];
}

/** Term → how strongly it belongs (0–1). */
export type Profile = ReadonlyMap<string, number>;

/** A category that can be proposed (it has no children), with its own terms and, weaker, its parents'. */
export interface LeafCategory {
  code: string;
  lines: readonly string[];
  profile: Profile;
}

/** Everything `suggest` needs, computed once per version of the sources. */
export interface RoutingModel {
  leaves: readonly LeafCategory[];
  unitProfiles: ReadonlyMap<string, Profile>;
  /** Term → its weight: rare and long terms say more. */
  weights: ReadonlyMap<string, number>;
  phrases: PhraseIndex;
  catalogue: readonly CatalogueRow[];
  categories: readonly RoutingCategory[];
}

/** A word that was only cut out of a longer phrase or a duty text says less than one that was chosen. */
const CUT_OUT = 0.5;
/** What remains of a parent's term in its child, per step. */
const INHERITED = 0.5;

/** Precomputes the model; equal sources give an equal model. */
export function buildModel({ categories, units, catalogue }: RoutingSources): RoutingModel {
  const own = new Map(categories.map((category) => [category.code, profileOf([category.name, ...category.words], [])]));
  const unitProfiles = new Map(units.map((unit) => [unit.id, profileOf([unit.name, unit.short, ...unit.words], [unit.duties])]));
  const weights = weigh([...own.values(), ...distinctDuties(units).map((unit) => unitProfiles.get(unit.id) ?? new Map())]);
  const parents = new Set(categories.map((category) => category.parent));
  const leaves = categories
    .filter((category) => !parents.has(category.code))
    .map(({ code, lines }) => ({ code, lines, profile: inherit(withParents(code, categories).map((step) => own.get(step))) }));
  return { leaves, unitProfiles, weights, phrases: indexPhrases(weights.keys()), catalogue, categories };
}

/** Chosen terms count in full, and the words inside them and inside running texts in part. */
function profileOf(chosen: readonly string[], texts: readonly string[]): Map<string, number> {
  const profile = new Map<string, number>();
  for (const text of [...chosen, ...texts]) for (const word of wordsOf(text)) profile.set(word, CUT_OUT);
  for (const phrase of chosen.map(normalise)) if (isTerm(phrase)) profile.set(phrase, 1);
  return profile;
}

/** Merges a category's profile with its parents', nearest first; the strongest claim to a term stays. */
function inherit(path: readonly (Profile | undefined)[]): Profile {
  const merged = new Map<string, number>();
  path.forEach((profile, step) => profile?.forEach((strength, term) => {
    merged.set(term, Math.max(merged.get(term) ?? 0, strength * INHERITED ** step));
  }));
  return merged;
}

/** Twenty towns share one duty text: counted twenty times, its words would look common. */
function distinctDuties(units: readonly RoutingUnit[]): RoutingUnit[] {
  return [...new Map(units.map((unit) => [`${unit.duties}\n${unit.words.join(' ')}`, unit])).values()];
}

/** Inverse document frequency over categories and units, times the root of the length in pairs of characters. */
function weigh(profiles: readonly Profile[]): Map<string, number> {
  const owners = new Map<string, number>();
  for (const profile of profiles) for (const term of profile.keys()) owners.set(term, (owners.get(term) ?? 0) + 1);
  return new Map([...owners].map(([term, count]) => [term, Math.log(1 + profiles.length / count) * Math.sqrt(term.length / 2)]));
}
