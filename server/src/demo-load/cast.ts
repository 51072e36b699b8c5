// Owns finding the demo people of a running system through its public API, and their sessions.
// Leaves what they do to play.ts.
import type { CategoryList, SubjectList, UnitList } from '@zhitongche/shared/directory/contract.js';
import type { DemoPersonList, SessionView } from '@zhitongche/shared/session/contract.js';
import type { ApiClient, Answer } from './api-client.js';

export type DemoPerson = DemoPersonList['items'][number];
export type Line = 'qinqing' | 'minqing';

export interface Reporter {
  person: DemoPerson;
  line: Line;
  /** Whom this person reports for. */
  subjects: { id: string; kind: 'household' | 'enterprise'; name: string }[];
}

export interface UnitPeople {
  heads: DemoPerson[];
  handlers: DemoPerson[];
}

export interface Cast {
  cadres: Reporter[];
  accounts: Reporter[];
  triage: DemoPerson[];
  supervisors: DemoPerson[];
  units: UnitList['items'];
  /** The most special categories of a line. */
  categories(line: Line): Promise<CategoryList['items']>;
  peopleOf(unitId: string): Promise<UnitPeople>;
  as(person: DemoPerson, method: 'GET' | 'POST', path: string, body?: object): Promise<Answer>;
}

const ROLES = { cadre: '走访干部', account: '企业账号', triage: '研判员', supervisor: '督办员', head: '部门负责人', handler: '承办人' } as const;
/** Those who report come from so many towns and firms: enough for variety, few enough for a quick start. */
const MOST_REPORTERS = 24;

/** @throws Error when the system has no demo people: it is another one than we think */
export async function gatherCast(client: ApiClient): Promise<Cast> {
  const sessions = new Map<string, Promise<string>>();
  const kept = new Map<string, Promise<unknown>>();

  const once = <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    const known = kept.get(key) as Promise<T> | undefined; // only this key's own question puts it there
    if (known) return known;
    const asked = ask().catch((error: unknown) => { kept.delete(key); throw error; });
    kept.set(key, asked);
    return asked;
  };

  const signIn = (person: DemoPerson): Promise<string> => {
    const opened = client.send('POST', '/api/session/demo', { personId: person.id }).then(({ status, cookie }) => {
      if (status !== 200 || cookie === null) throw new Error(`${person.name} 不能以演示身份登录（${String(status)}）。 Cannot sign in as ${person.id}.`);
      return cookie;
    });
    opened.catch(() => { sessions.delete(person.id); });
    sessions.set(person.id, opened);
    return opened;
  };

  const as: Cast['as'] = async (person, method, path, body) => {
    const answer = await client.send(method, path, body, await (sessions.get(person.id) ?? signIn(person)));
    return answer.status === 401 ? client.send(method, path, body, await signIn(person)) : answer;
  };

  const people = async (q: string, role: keyof typeof ROLES): Promise<DemoPerson[]> => {
    const { status, body } = await client.send('GET', `/api/session/demo?q=${encodeURIComponent(q)}`);
    if (status !== 200) throw new Error('这个系统没有开放演示登录。 This system has no demo sign-in.');
    return (body as DemoPersonList).items.filter((person) => person.roleLabel.split('、').includes(ROLES[role])).sort((a, b) => (a.id < b.id ? -1 : 1));
  };

  const [triage, supervisors, accounts] = [await people('信息指挥', 'triage'), await people('督办', 'supervisor'), await people('公司', 'account')];
  const [anybody] = triage;
  if (!anybody || supervisors.length === 0) throw new Error('没有找到研判员或督办员。 No triage officer or supervisor among the demo people.');
  const units = ((await as(anybody, 'GET', '/api/units')).body as UnitList).items;

  const cadres: Reporter[] = [];
  for (const town of units.filter((unit) => unit.kind === 'town')) {
    const [person] = await people(town.name, 'cadre');
    if (!person || cadres.length >= MOST_REPORTERS) continue;
    const { items } = (await as(person, 'GET', '/api/subjects?line=minqing')).body as SubjectList;
    const places = items.filter((item) => item.divisionKind !== null);
    if (places.length > 0) cadres.push({ person, line: 'minqing', subjects: places.map(({ id, name }) => ({ id, name, kind: 'household' })) });
  }
  const firms: Reporter[] = [];
  for (const person of accounts.slice(0, MOST_REPORTERS)) {
    const { person: { enterpriseId, enterpriseName } } = (await as(person, 'GET', '/api/session')).body as SessionView;
    if (enterpriseId !== null) firms.push({ person, line: 'qinqing', subjects: [{ id: enterpriseId, name: enterpriseName ?? '', kind: 'enterprise' }] });
  }
  if (cadres.length + firms.length === 0) throw new Error('没有找到可以上报的演示人物。 Nobody among the demo people may report.');

  return {
    cadres, accounts: firms, triage, supervisors, units, as,
    categories: (line) => once(`categories ${line}`, async () => {
      const { items } = (await as(anybody, 'GET', `/api/categories?line=${line}`)).body as CategoryList;
      const parents = new Set(items.map((item) => item.parent));
      return items.filter((item) => !parents.has(item.code));
    }),
    peopleOf: (unitId) => once(`people ${unitId}`, async () => {
      const name = units.find((unit) => unit.id === unitId)?.name ?? '';
      const own = (found: DemoPerson[]) => found.filter((person) => person.unitName === name);
      return { heads: own(await people(name, 'head')), handlers: own(await people(name, 'handler')) };
    }),
  };
}
