// Owns finding whom a visit or report is about: two characters find a firm, a village, a community.
// Leaves who may report for it to the ticket's submit action.
import { Injectable } from '@nestjs/common';
import type { SubjectList } from '@zhitongche/shared/directory/contract.js';
import type { SubjectKind } from '@zhitongche/shared/directory/vocabulary.js';
import { DataSource } from 'typeorm';
import { pattern } from '../platform/database/pattern.js';
import type { EntityManager } from 'typeorm';

/** A subject as a ticket keeps it. */
export interface Subject {
  id: string;
  name: string;
  townUnitId: string;
  villageCode: string | null;
}

const LIMIT = 30;
/** Whom one visited last is whom one most likely means. */
const lastVisit = (id: string): string => `(select max(v.created_at) from visit v where v.visitor_id = $1 and v.subject_id = ${id})`;

/** A subject's row by the placeholder of its id, for statements that look at other things too; a firm's with its contact on record. */
export function subjectSql(kind: SubjectKind, id: string): string {
  return kind === 'enterprise' || kind === 'talent'
    ? `select id, name, town_unit_id as "townUnitId", village_code as "villageCode", contact_name as "contactName",
              contact_phone_sealed as "contactSealed" from enterprise where id = ${id} and active`
    : `select code as id, name, 'town-' || parent_code as "townUnitId", code as "villageCode" from division
       where code = ${id} and active and kind in ('village', 'community')`;
}

@Injectable()
export class SubjectService {
  constructor(private readonly source: DataSource) {}

  /** The subject as it stands on record, or null. */
  async find(manager: EntityManager, kind: SubjectKind, id: string): Promise<Subject | null> {
    const [row] = await manager.query<Subject[]>(subjectSql(kind, '$1'), [id]);
    return row ?? null;
  }

  /** Linked subjects first (联系关系); without a query only those. */
  async search(kinds: readonly SubjectKind[], personId: string, q: string | undefined): Promise<SubjectList['items']> {
    const items: SubjectList['items'] = [];
    if (kinds.includes('enterprise')) items.push(...await this.enterprises(personId, q));
    const place = kinds.find((k) => k === 'household') ?? kinds.find((k) => k === 'village');
    if (place) items.push(...await this.places(place, personId, q));
    return items.sort((a, b) => Number(b.linked) - Number(a.linked)).slice(0, LIMIT);
  }

  private enterprises(personId: string, q: string | undefined): Promise<SubjectList['items']> {
    return this.source.query(
      `select e.id, e.name, 'enterprise' as kind, u.name as "townName", l.person_id is not null as linked, null as "divisionKind"
       from enterprise e join unit u on u.id = e.town_unit_id
       left join (select distinct person_id, subject_id from subject_link where person_id = $1) l on l.subject_id = e.id
       where e.active and case when $2::text is null then l.person_id is not null else e.name ilike $2 or e.short ilike $2 end
       order by linked desc, ${lastVisit('e.id')} desc nulls last, length(e.name), e.name limit $3`, [personId, pattern(q), LIMIT]);
  }

  private places(kind: SubjectKind, personId: string, q: string | undefined): Promise<SubjectList['items']> {
    return this.source.query(
      `select d.code as id, d.name, $4 as kind, t.name as "townName", l.person_id is not null as linked, d.kind as "divisionKind"
       from division d join division t on t.code = d.parent_code
       left join (select distinct person_id, subject_id from subject_link where person_id = $1) l on l.subject_id = d.code
       where d.active and d.kind in ('village', 'community')
         and case when $2::text is null then l.person_id is not null else d.name ilike $2 or t.name ilike $2 end
       order by linked desc, ${lastVisit('d.code')} desc nulls last, d.name limit $3`, [personId, pattern(q), LIMIT, kind]);
  }
}
