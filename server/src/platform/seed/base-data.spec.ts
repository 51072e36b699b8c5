// Owns the proof that the files in server/data fit together and are unmistakably demo data.
// Leaves the shape of single records to the schemas, and their use to the seed.
import {
  readCatalogue, readCategories, readDivisions, readEnterprises, readLinks, readPeople, readResidents, readUnits,
} from './base-data.js';
import { townUnitId } from '@zhitongche/shared/directory/vocabulary.js';
import { OWN_TOWN } from '../../routing/domain/catalogue.js';
import type { BasePerson, CatalogueRow } from './base-data.js';

const divisions = readDivisions();
const { units, townDuties } = readUnits();
const categories = readCategories();
const catalogue = readCatalogue();
const enterprises = readEnterprises();
const people = readPeople();
const links = readLinks();
const residents = readResidents();

const towns = divisions.filter((division) => division.kind === 'town' || division.kind === 'street');
const villages = divisions.filter((division) => division.kind === 'village' || division.kind === 'community');
const townUnits = new Set(towns.map((town) => townUnitId(town.code)));
const unitKeys = new Set([...units.map((unit) => unit.key), ...townUnits]);
const zoneKeys = new Set(units.filter((unit) => unit.kind === 'zone').map((unit) => unit.key));
const townCodes = new Set(towns.map((town) => town.code));
const villageTowns = new Map(villages.map((village) => [village.code, village.parent]));
const creditCodes = new Set(enterprises.map((enterprise) => enterprise.creditCode));
const level = (code: string): number => code.split('.').length;

function repeated(values: string[]): string[] {
  return values.filter((value, at) => values.indexOf(value) !== at);
}

function holding(role: BasePerson['roles'][number]['role'], unit: string): BasePerson[] {
  return people.filter((person) =>
    person.roles.some((grant) => grant.role === role && grant.scope.kind === 'unit' && grant.scope.key === unit));
}

describe('divisions', () => {
  test('one district, 20 towns and streets, 367 villages and communities', () => {
    expect(divisions.filter((division) => division.kind === 'district').map((division) => division.code)).toEqual(['330110']);
    expect([towns.length, villages.length]).toEqual([20, 367]);
    expect(divisions).toHaveLength(388);
  });

  test('codes are unique and every code lies below its parent', () => {
    expect(repeated(divisions.map((division) => division.code))).toEqual([]);
    expect(towns.filter((town) => town.parent !== '330110')).toEqual([]);
    expect(villages.filter((village) => village.parent !== village.code.slice(0, 9) || !townCodes.has(village.parent))).toEqual([]);
  });

  test('names end as people say them', () => {
    const endings = { district: '区', town: '镇', street: '街道', village: '村', community: '社区' };
    expect(divisions.filter((division) => !division.name.endsWith(endings[division.kind]) || division.name.includes('委会'))).toEqual([]);
  });
});

describe('units', () => {
  test('keys, names and short names are unique', () => {
    expect(repeated(units.map((unit) => unit.key))).toEqual([]);
    expect(repeated(units.map((unit) => unit.name))).toEqual([]);
    expect(repeated(units.map((unit) => unit.short))).toEqual([]);
    expect(repeated([...units.map((unit) => unit.phone), ...Object.values(townDuties.phones)])).toEqual([]);
  });

  test('every town has a phone', () => {
    expect(Object.keys(townDuties.phones).sort()).toEqual([...townCodes].sort());
  });

  test('no word is listed twice', () => {
    expect([...units, townDuties].flatMap((unit) => repeated(unit.words))).toEqual([]);
  });

  test('every unit has a head and two handlers, every town a head, a handler and triage', () => {
    expect(units.filter((unit) => holding('head', unit.key).length < 1 || holding('handler', unit.key).length < 2)).toEqual([]);
    expect([...townUnits].filter((key) => (['head', 'handler', 'triage'] as const).some((role) => holding(role, key).length === 0))).toEqual([]);
  });
});

describe('categories', () => {
  const byCode = new Map(categories.map((category) => [category.code, category]));

  test('codes are unique; a parent stands before its children, one level up, on all their lines', () => {
    expect(byCode.size).toBe(categories.length);
    const wrong = categories.filter((category, at) => {
      const above = category.code.split('.').slice(0, -1).join('.') || null;
      if (category.parent !== above) return true;
      if (above === null) return false;
      const parentAt = categories.findIndex((other) => other.code === above);
      return parentAt < 0 || parentAt > at || !category.lines.every((line) => byCode.get(above)?.lines.includes(line));
    });
    expect(wrong).toEqual([]);
  });

  test('on every line a category has, it leads down to the third level', () => {
    const dead = categories.filter((category) => level(category.code) < 3 && !category.lines.every((line) =>
      categories.some((child) => child.parent === category.code && child.lines.includes(line))));
    expect(dead).toEqual([]);
  });

  test('no word is listed twice in a category', () => {
    expect(categories.flatMap((category) => repeated(category.words))).toEqual([]);
  });
});

describe('catalogue', () => {
  const linesOf = new Map(categories.map((category) => [category.code, category.lines]));

  test('each row names a category below the first level, a line it has, a known place and known, different units', () => {
    const wrong = catalogue.filter((row) =>
      !linesOf.has(row.category) || level(row.category) < 2 ||
      (row.line !== null && !linesOf.get(row.category)?.includes(row.line)) ||
      (row.place !== null && !zoneKeys.has(row.place) && !townCodes.has(row.place)) ||
      [row.lead, ...row.assisting].some((unit) => unit !== OWN_TOWN && !unitKeys.has(unit)) ||
      repeated([row.lead, ...row.assisting]).length > 0);
    expect(wrong).toEqual([]);
  });

  test('no two rows answer the same question', () => {
    expect(repeated(catalogue.map((row) => `${row.category} ${row.line} ${row.place}`))).toEqual([]);
    const clash = catalogue.filter((row) => row.line === null && catalogue.some((other) =>
      other.line !== null && other.category === row.category && other.place === row.place));
    expect(clash).toEqual([]);
  });

  test('every level-2 category has a lead unit anywhere in the district, on each of its lines', () => {
    const unrouted = categories.filter((category) => level(category.code) === 2 && !category.lines.every((line) =>
      catalogue.some((row) => row.category === category.code && row.place === null && (row.line ?? line) === line)));
    expect(unrouted.map((category) => category.code)).toEqual([]);
  });

  /** The most specific category, and in it the row for the place, wins. */
  function lookUp(category: string, place: string): CatalogueRow | undefined {
    if (!category) return undefined;
    const rows = catalogue.filter((row) => row.category === category);
    return rows.find((row) => row.place === place) ?? rows.find((row) => row.place === null) ?? lookUp(category.split('.').slice(0, -1).join('.'), place);
  }

  test.each([
    [1, 'public.school.commute', '330110102', 'education', ['transport', 'bus', 'town']],
    [2, 'approval.planning.package', 'economic-development-zone', 'economic-development-zone', ['planning', 'housing-construction', 'development-reform', 'ecology', 'statistics']],
    [3, 'approval.construction.drawing', 'economic-development-zone', 'housing-construction', []],
    [4, 'growth.innovation.low-altitude', 'future-sci-tech-city', 'future-sci-tech-city', ['police', 'health']],
    [5, 'growth.trade.overseas', 'economic-development-zone', 'commerce', ['development-reform']],
    [6, 'growth.ip.counterfeit', '330110007', 'market-supervision', ['publicity']],
    [7, 'factor.power.capacity', '330110009', 'power', ['economy-information', 'planning']],
    [8, 'factor.finance.loan', '330110110', 'economy-information', ['financial-affairs', 'town', 'rural-bank']],
    [9, 'travel.bus.stop', '330110011', 'transport', ['bus']],
    [10, 'city.facilities.streetlight', '330110113', 'urban-management', ['transport', 'town']],
    [11, 'ecology.air.odour', '330110008', 'ecology', ['town']],
    [12, 'welfare.medical-insurance.lapse', '330110109', 'medical-security', ['civil-affairs', 'town']],
  ])('ticket %i of the demo story goes where the story says', (_number, category, place, lead, assisting) => {
    expect(linesOf.has(category)).toBe(true);
    expect(lookUp(category, place)).toMatchObject({ lead, assisting });
  });
});

describe('enterprises', () => {
  test('1,141 with unique codes, names and short names, all of the invented range', () => {
    expect(enterprises).toHaveLength(1141);
    expect(repeated(enterprises.map((enterprise) => enterprise.creditCode))).toEqual([]);
    expect(repeated(enterprises.map((enterprise) => enterprise.name))).toEqual([]);
    expect(repeated(enterprises.map((enterprise) => enterprise.short))).toEqual([]);
    expect(enterprises.filter((enterprise) => !enterprise.creditCode.startsWith('91330110YH'))).toEqual([]);
  });

  test('towns, villages and zones exist, and the village is in the town', () => {
    const wrong = enterprises.filter((enterprise) =>
      !townCodes.has(enterprise.town) || (enterprise.zone !== null && !zoneKeys.has(enterprise.zone)) ||
      (enterprise.village !== null && villageTowns.get(enterprise.village) !== enterprise.town));
    expect(wrong).toEqual([]);
  });

  test.each(['求真半导体', '迅羽网络', '铁澜股份', '云绣家纺', '绿源精工', '阳远工贸'])('%s of the demo story is there and has an account', (short) => {
    const code = enterprises.find((enterprise) => enterprise.short === short)?.creditCode;
    expect(people.filter((person) => person.enterprise !== null && person.enterprise === code)).toHaveLength(1);
  });
});

describe('people', () => {
  test('keys and names are unique, residents included; no phone is used by two', () => {
    expect(repeated([...people, ...residents].map((person) => person.key))).toEqual([]);
    expect(repeated([...people, ...residents].map((person) => person.name))).toEqual([]);
    expect(repeated([...people, ...residents].flatMap((person) => person.phone ?? []))).toEqual([]);
    const staff = new Set(people.filter((person) => !person.enterprise).map((person) => person.phone));
    expect(repeated(enterprises.map((enterprise) => enterprise.contactPhone))).toEqual([]);
    expect(enterprises.filter((enterprise) => staff.has(enterprise.contactPhone))).toEqual([]);
  });

  test('units and scopes exist', () => {
    const wrong = people.filter((person) =>
      (person.unit !== null && !unitKeys.has(person.unit)) ||
      person.roles.some(({ scope }) =>
        (scope.kind === 'unit' && !unitKeys.has(scope.key)) || (scope.kind === 'enterprise' && scope.key !== person.enterprise)));
    expect(wrong).toEqual([]);
  });

  test('an enterprise account is its enterprise\'s contact and nothing else', () => {
    const accounts = people.filter((person) => person.enterprise !== null || person.roles.some((grant) => grant.role === 'enterprise'));
    expect(accounts).toHaveLength(25);
    const wrong = accounts.filter((person) => {
      const enterprise = enterprises.find((candidate) => candidate.creditCode === person.enterprise);
      return person.roles.map((grant) => grant.role).join() !== 'enterprise' || person.unit !== null ||
        enterprise?.contactName !== person.name || enterprise.contactPhone !== person.phone;
    });
    expect(wrong).toEqual([]);
  });

  test('the three administrators are three people with no other role', () => {
    const admins = people.filter((person) => person.roles.some((grant) => ['sysadmin', 'secadmin', 'auditor'].includes(grant.role)));
    expect(admins.map((person) => person.roles.map((grant) => grant.role).join()).sort()).toEqual(['auditor', 'secadmin', 'sysadmin']);
  });

  test('the people of the demo story hold the roles the story gives them', () => {
    const roles = (key: string): string[] => (people.find((person) => person.key === key)?.roles ?? []).map(({ role, scope }) => `${role} ${scope.kind === 'district' ? 'district' : scope.key}`);
    expect(roles('shen-jiahui')).toEqual(['cadre town-330110102']);
    expect(roles('zhou-min')).toEqual([`enterprise ${enterprises.find((enterprise) => enterprise.short === '求真半导体')?.creditCode}`]);
    expect(roles('lu-chen')).toEqual(['handler economic-development-zone']);
    expect(roles('jin-li')).toEqual(['triage district', 'triage town-330110102']);
    expect(roles('fu-qiang')).toEqual(['handler education']);
    expect(roles('qian-wei')).toEqual(['supervisor district']);
    expect(roles('fang-yi')).toEqual(['leader district']);
  });
});

describe('links', () => {
  test('person and target exist; no link is listed twice', () => {
    const keys = new Set(people.map((person) => person.key));
    const targets = { division: new Set([...townCodes, ...villageTowns.keys()]), enterprise: creditCodes };
    expect(links.filter((link) => !keys.has(link.person) || !targets[link.target].has(link.key))).toEqual([]);
    expect(repeated(links.map((link) => Object.values(link).join(' ')))).toEqual([]);
  });

  test('every cadre and leader has some', () => {
    const linked = new Set(links.map((link) => link.person));
    const without = people.filter((person) => person.roles.some((grant) => grant.role === 'cadre' || grant.role === 'leader') && !linked.has(person.key));
    expect(without).toEqual([]);
  });

  test('every village has one linked cadre and every enterprise one service officer', () => {
    const targetsOf = (kind: string): string[] => links.filter((link) => link.kind === kind).map((link) => link.key).sort();
    expect(targetsOf('组团联社')).toEqual([...villageTowns.keys()].sort());
    expect(targetsOf('驻企服务')).toEqual([...creditCodes].sort());
  });
});

describe('residents', () => {
  test('60 in known villages; 莫阿婆 of 莲花社区 has no phone', () => {
    expect(residents).toHaveLength(60);
    expect(residents.filter((resident) => !villageTowns.has(resident.village))).toEqual([]);
    const village = villages.find((candidate) => candidate.name === '莲花社区' && candidate.parent === '330110102');
    expect(residents.find((resident) => resident.name === '莫阿婆')).toMatchObject({ phone: null, village: village?.code });
  });
});
