// Owns making the lives of tickets: who reports, dispatches, handles and searches, with which words.
// Leaves living them to lifecycles.ts.
import type pg from 'pg';
import { readCategories, readDivisions, readEnterprises, readPeople } from '#product/platform/seed/base-data.js';
import { townUnitId } from '@zhitongche/shared/directory/vocabulary.js';
import { words } from '../generate/words.js';
import type { Visitor } from '../people.js';
import { peopleWith, signIn } from '../people.js';
import { reports } from '../reports.js';
import type { Life } from './lifecycles.js';

/** Signs everybody in and answers the maker of the next `count` lives. */
export async function castOf(owner: pg.Client, people: number): Promise<(count: number) => Life[]> {
  const cadres = peopleWith('cadre').slice(0, people);
  const supervisors = peopleWith('supervisor');
  const handlers = readPeople().flatMap((person) => person.roles.flatMap(({ role, scope }) => (role === 'handler' && scope.kind === 'unit' ? [{ id: person.key, unit: scope.key }] : [])));
  const district = peopleWith('triage', 'district');
  const towns = new Map(readDivisions().filter((d) => d.kind === 'town' || d.kind === 'street').map((d) => [townUnitId(d.code), peopleWith('triage', townUnitId(d.code))[0]]));
  const townOfVillage = new Map(readDivisions().flatMap((d) => (d.parent === null ? [] : [[d.code, townUnitId(d.parent)] as const])));
  const townOfFirm = new Map(readEnterprises().map((firm) => [firm.creditCode, townUnitId(firm.town)]));
  const categories = readCategories().filter((category, _, all) => !all.some((other) => other.parent === category.code));
  const visitors = await signIn(owner, [...cadres, ...supervisors, ...handlers.map((h) => h.id), ...district, ...[...towns.values()].flatMap((id) => id ?? [])]);
  const cookie = (id: string | undefined) => (visitors.get(id ?? '') ?? nobody(id)).cookie;
  const { paragraphs } = words();
  const reported = reports();
  let at = 0;
  const life = (): Life => {
    const n = at++;
    const report = reported(n);
    const town = townOfVillage.get(report.subjectId) ?? townOfFirm.get(report.subjectId) ?? '';
    const handler = pick(handlers, n * 7);
    const text = pick(paragraphs, n * 17);
    // Cadre, handler and supervisor look for two characters of a text, each in what they may see.
    const word = [...pick(paragraphs, n * 29)].slice(n % 3, n % 3 + 2).join('');
    return {
      id: report.id, report: JSON.stringify(report), cadre: cookie(pick(cadres, n)),
      triage: cookie(report.line === 'qinqing' ? pick(district, n) : towns.get(town)),
      dispatch: {
        leadUnitId: handler.unit, assistingUnitIds: [], nature: 'help', note: text.slice(0, 40),
        categoryCode: pick(categories.filter((c) => c.lines.includes(report.line)), n * 3).code,
      },
      handler: cookie(handler.id), result: { kind: 'solved', text },
      searcher: cookie([pick(cadres, n), handler.id, pick(supervisors, n)][n % 3]),
      search: `/api/tickets?q=${encodeURIComponent(word)}`,
    };
  };
  return (count) => Array.from({ length: count }, life);
}

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length]!;

function nobody(id: string | undefined): Visitor {
  throw new Error(`nobody to act: ${id ?? 'no id'}`);
}
