// Owns the precedence among catalogue rows.
// Leaves the district's own rows to routing-reports.spec.ts.
import type { CatalogueRow, RoutingCategory } from './catalogue.js';
import { resolveCatalogue, withParents } from './catalogue.js';

const category = (code: string, parent: string | null): RoutingCategory => ({ code, name: code, parent, lines: ['minqing'], words: [] });
const TREE = [category('city', null), category('city.light', 'city'), category('city.light.street', 'city.light')];
const PLACE = { townUnitId: 'town-1', zoneUnitId: 'zone-1' };

const row = (lead: string, categoryCode: string, line: string | null, placeUnitId: string | null, assisting: string[] = []): CatalogueRow =>
  ({ categoryCode, line, placeUnitId, lead, assisting });

const leadOf = (rows: CatalogueRow[], place: { townUnitId: string; zoneUnitId: string | null } = PLACE): string | undefined =>
  resolveCatalogue('city.light.street', 'minqing', place, rows, TREE)?.leadUnitId;

/** From the most to the least specific: each row must win over all that follow it, in any order of storage. */
const BY_PRECEDENCE: CatalogueRow[] = [
  row('own-line-zone', 'city.light.street', 'minqing', 'zone-1'),
  row('own-line-town', 'city.light.street', 'minqing', 'town-1'),
  row('own-line', 'city.light.street', 'minqing', null),
  row('own-zone', 'city.light.street', null, 'zone-1'),
  row('own-town', 'city.light.street', null, 'town-1'),
  row('own', 'city.light.street', null, null),
  row('parent-line-zone', 'city.light', 'minqing', 'zone-1'),
  row('parent-zone', 'city.light', null, 'zone-1'),
  row('parent', 'city.light', null, null),
  row('grandparent-line', 'city', 'minqing', null),
  row('grandparent', 'city', null, null),
];

describe('the most specific row decides', () => {
  it.each(BY_PRECEDENCE.map((winner, at) => [winner.lead, at] as const))('%s', (lead, at) => {
    const rest = BY_PRECEDENCE.slice(at);
    expect(leadOf(rest)).toBe(lead);
    expect(leadOf([...rest].reverse())).toBe(lead);
  });
});

describe('rows that do not fit', () => {
  it.each([
    ['another line', row('x', 'city.light.street', 'qinqing', null)],
    ['another town', row('x', 'city.light.street', null, 'town-2')],
    ['another line at this place', row('x', 'city.light.street', 'qinqing', 'zone-1')],
    ['this line at another place', row('x', 'city.light.street', 'minqing', 'zone-2')],
    ['another category', row('x', 'city.water', null, null)],
  ])('%s', (_, stranger) => {
    expect(leadOf([stranger])).toBeUndefined();
    expect(leadOf([stranger, row('parent', 'city.light', null, null)])).toBe('parent');
  });

  it('takes no row with a zone for a ticket outside every zone', () => {
    expect(leadOf([row('x', 'city', null, 'zone-1')], { townUnitId: 'town-1', zoneUnitId: null })).toBeUndefined();
  });
});

it("puts the ticket's own town where a row says town, and lists nobody twice", () => {
  const rows = [row('town', 'city', null, null, ['power', 'town', 'power', 'town-1'])];
  expect(resolveCatalogue('city', 'minqing', PLACE, rows, TREE)).toEqual({ leadUnitId: 'town-1', assistingUnitIds: ['power'] });
  const assisting = [row('power', 'city', null, null, ['town', 'zone-1'])];
  expect(resolveCatalogue('city', 'minqing', PLACE, assisting, TREE)).toEqual({ leadUnitId: 'power', assistingUnitIds: ['town-1', 'zone-1'] });
});

it('ends at a loop in the tree instead of hanging', () => {
  expect(withParents('a', [category('a', 'b'), category('b', 'a')])).toEqual(['a', 'b']);
});
