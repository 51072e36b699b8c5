// Owns what routing knows before it reads a report: which term speaks for which category and unit, and how loudly.
// Leaves reading a report to score.ts and who is responsible to catalogue.ts.
import type { CatalogueRow, RoutingCategory } from './catalogue.js';
import { withParents } from './catalogue.js';
import type { PhraseIndex } from './words.js';
import { charactersOf, indexPhrases, isTerm, normalise, pairsOf, wordsOf } from './words.js';

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

/** A piece cut out of a longer phrase, or a word of a duty text, says less than a term somebody chose. */
const PIECE = 0.5;
/** A single character is a trace that counts where nothing better was said. Chosen on the tuned reports. */
const CHARACTER = 0.3;
/** What remains of a parent's term in its child, per step. */
const INHERITED = 0.5;

/** Precomputes the model; equal sources give an equal model. */
export function buildModel({ categories, units, catalogue }: RoutingSources): RoutingModel {
  const own = new Map(categories.map((category) => [category.code, categoryProfile(category)]));
  const unitProfiles = new Map(units.map((unit) => [unit.id, unitProfile(unit)]));
  const weights = weigh([...own.values(), ...dutyDocuments(units, unitProfiles)]);
  const parents = new Set(categories.map((category) => category.parent));
  const leaves = categories
    .filter((category) => !parents.has(category.code))
    .map(({ code, lines }) => ({ code, lines, profile: inherit(withParents(code, categories).map((step) => own.get(step))) }));
  return { leaves, unitProfiles, weights, phrases: indexPhrases(weights.keys()), catalogue, categories };
}

/** Terms somebody chose count in full, pieces of them in part. */
function profileOf(chosen: readonly string[]): Map<string, number> {
  const profile = new Map<string, number>();
  for (const phrase of chosen.map(normalise)) {
    for (const piece of [...wordsOf(phrase), ...pairsOf(phrase)]) profile.set(piece, PIECE);
  }
  for (const phrase of chosen.map(normalise)) if (isTerm(phrase)) profile.set(phrase, 1);
  return profile;
}

/** A category also hears single characters of its terms: reports name the thing in words of their own. */
function categoryProfile({ name, words }: RoutingCategory): Profile {
  const profile = profileOf([name, ...words]);
  for (const character of words.flatMap(charactersOf)) {
    if (!profile.has(character)) profile.set(character, CHARACTER);
  }
  return profile;
}

/** A unit hears its names, its words and the words of its duty text; single characters fit too many units. */
function unitProfile({ name, short, duties, words }: RoutingUnit): Profile {
  const profile = profileOf([name, short, ...words]);
  for (const word of wordsOf(duties)) if (!profile.has(word)) profile.set(word, PIECE);
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

/**
 * Units with one duty text are one document: counted twenty times, the words of the towns would look common.
 * Their names still all belong to it, so that each town is heard by its name.
 */
function dutyDocuments(units: readonly RoutingUnit[], profiles: ReadonlyMap<string, Profile>): Profile[] {
  const documents = new Map<string, Map<string, number>>();
  for (const unit of units) {
    const key = `${unit.duties}\n${unit.words.join(' ')}`;
    documents.set(key, new Map([...(documents.get(key) ?? []), ...(profiles.get(unit.id) ?? [])]));
  }
  return [...documents.values()];
}

/** Inverse document frequency over categories and units, times the root of the length in pairs of characters. */
function weigh(profiles: readonly Profile[]): Map<string, number> {
  const owners = new Map<string, number>();
  for (const profile of profiles) for (const term of profile.keys()) owners.set(term, (owners.get(term) ?? 0) + 1);
  return new Map([...owners].map(([term, count]) => [term, Math.log(1 + profiles.length / count) * Math.sqrt(term.length / 2)]));
}
