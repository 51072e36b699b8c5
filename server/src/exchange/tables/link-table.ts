// Owns reading and writing links between people and the subjects they look after.
// Leaves what a row means to domain/kinds/links.ts.
import type { LinkRecord } from '../domain/kinds/links.js';
import { links } from '../domain/kinds/links.js';
import type { Table } from './table.js';
import { inChunks } from './table.js';

const ROWS = 'jsonb_to_recordset($1) as r("personId" text, "subjectId" text, kind text)';

export const linkTable: Table<LinkRecord> = {
  kind: links,
  locked: ['subject_link'],

  load: (manager) => manager.query<LinkRecord[]>(
    `select l.person_id as "personId", p.name as "personName", l.subject_id as "subjectId", coalesce(e.short, d.name, u.short, l.subject_id) as "subjectName",
            l.kind, true as active
     from subject_link l join person p on p.id = l.person_id left join enterprise e on e.id = l.subject_id
     left join division d on d.code = l.subject_id left join unit u on u.id = l.subject_id
     order by l.person_id, l.kind, l.subject_id`),

  async save({ manager }, entries) {
    const of = (outcome: string): LinkRecord[] => entries.filter((entry) => entry.outcome === outcome).map((entry) => entry.after);
    await inChunks(manager, `delete from subject_link l using ${ROWS} where l.person_id = r."personId" and l.subject_id = r."subjectId" and l.kind = r.kind`, of('ended'));
    await inChunks(manager, `insert into subject_link (person_id, subject_id, kind) select * from ${ROWS}`, of('new'));
  },
};
