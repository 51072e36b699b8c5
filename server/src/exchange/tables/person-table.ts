// Owns reading and writing people and their roles; phones are sealed, and found by their keyed hash.
// Leaves what a row means to domain/kinds/people.ts and ending sessions to the session feature.
import type { PersonRecord } from '../domain/kinds/people.js';
import { people } from '../domain/kinds/people.js';
import type { Table } from './table.js';
import { inChunks } from './table.js';

export const personTable: Table<PersonRecord> = {
  kind: people,
  locked: ['person', 'person_role'],

  async load(manager, secrets) {
    const rows = await manager.query<(Omit<PersonRecord, 'phone'> & { sealed: string })[]>(
      `select p.id, p.name, p.title, p.unit_id as "unitId", p.enterprise_id as "enterpriseId", p.phone_sealed as sealed, p.active,
              coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'scope', r.scope, 'key', nullif(r.key, ''))) from person_role r
                        where r.person_id = p.id), '[]') as roles
       from person p order by p.id`);
    return rows.map(({ sealed, ...person }) => ({ ...person, phone: secrets.open(sealed) }));
  },

  async save({ manager, secrets }, entries) {
    await inChunks(manager,
      `insert into person (id, name, title, unit_id, enterprise_id, phone_sealed, phone_hash, active)
       select * from jsonb_to_recordset($1) as r(id text, name text, title text, "unitId" text, "enterpriseId" text, sealed text, hash text, active boolean)
       on conflict (id) do update set name = excluded.name, title = excluded.title, unit_id = excluded.unit_id, enterprise_id = excluded.enterprise_id,
         phone_sealed = excluded.phone_sealed, phone_hash = excluded.phone_hash, active = excluded.active`,
      entries.map(({ after: { phone, roles: _roles, ...person } }) => ({ ...person, sealed: secrets.seal(phone), hash: secrets.fingerprint(phone) })));
    const moved = entries.filter(({ before, fields }) => (before === null ? true : fields.some(({ key }) => key === 'roles')));
    await manager.query('delete from person_role where person_id = any($1)', [moved.map(({ key }) => key)]);
    await inChunks(manager,
      `insert into person_role (person_id, role, scope, key) select * from jsonb_to_recordset($1) as r("personId" text, role text, scope text, key text)`,
      moved.flatMap(({ key: personId, after }) => after.roles.map(({ role, scope, key }) => ({ personId, role, scope, key: key ?? '' }))));
  },
};
