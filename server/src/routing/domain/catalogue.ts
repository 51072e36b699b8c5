// Owns the rule that reads the dispatch catalogue (派单目录): which row speaks for a category, a line and a place.
// Leaves keeping and versioning the rows to routing's tables, and guessing the category to score.ts.

/** One node of the category tree, with the words people use for it. `parent` is a code; null at the top. */
export interface RoutingCategory {
  code: string;
  name: string;
  parent: string | null;
  /** Keys of the lines that offer this category. */
  lines: readonly string[];
  words: readonly string[];
}

/** Where a ticket is, as unit ids: its town always, a development zone when it lies in one. */
export interface TicketPlace {
  townUnitId: string;
  zoneUnitId: string | null;
}

/** One row: null in `line` or `placeUnitId` means any. `lead` and `assisting` are unit ids or `OWN_TOWN`. */
export interface CatalogueRow {
  categoryCode: string;
  line: string | null;
  placeUnitId: string | null;
  lead: string;
  assisting: readonly string[];
}

/** Who leads and who assists, as unit ids; the lead never assists itself and nobody is listed twice. */
export interface Responsibility {
  leadUnitId: string;
  assistingUnitIds: string[];
}

/** Written in a row instead of a unit id: the town or street the ticket lies in. */
export const OWN_TOWN = 'town';

/**
 * The most specific row decides, in this order: the category itself before its parents, a row for the line
 * before one for any line, a row for the place before one for any place (a zone before the town around it:
 * it is the smaller of the two). Null when neither the category nor any parent has a fitting row.
 */
export function resolveCatalogue(
  categoryCode: string,
  line: string,
  place: TicketPlace,
  rows: readonly CatalogueRow[],
  categories: readonly RoutingCategory[],
): Responsibility | null {
  for (const code of withParents(categoryCode, categories)) {
    let best: CatalogueRow | null = null;
    let bestRank = -1;
    for (const row of rows) {
      if (row.categoryCode !== code) continue;
      const rank = specificity(row, line, place);
      if (rank > bestRank) [best, bestRank] = [row, rank];
    }
    if (best) return responsibilityOf(best, place);
  }
  return null;
}

/** The category's code, then its parent's, up to the top. A loop in the tree ends the walk instead of hanging it. */
export function withParents(categoryCode: string, categories: readonly RoutingCategory[]): string[] {
  const path: string[] = [];
  for (let code: string | null = categoryCode; code !== null && !path.includes(code);) {
    path.push(code);
    const current: string = code;
    code = categories.find((category) => category.code === current)?.parent ?? null;
  }
  return path;
}

/** −1 when the row does not fit; otherwise the line weighs more than any place. */
function specificity(row: CatalogueRow, line: string, place: TicketPlace): number {
  if (row.line !== null && row.line !== line) return -1;
  const lineRank = row.line === null ? 0 : 3;
  if (row.placeUnitId === null) return lineRank;
  if (row.placeUnitId === place.zoneUnitId) return lineRank + 2;
  return row.placeUnitId === place.townUnitId ? lineRank + 1 : -1;
}

function responsibilityOf(row: CatalogueRow, place: TicketPlace): Responsibility {
  const unitId = (named: string): string => (named === OWN_TOWN ? place.townUnitId : named);
  const leadUnitId = unitId(row.lead);
  const assistingUnitIds = [...new Set(row.assisting.map(unitId))].filter((id) => id !== leadUnitId);
  return { leadUnitId, assistingUnitIds };
}
