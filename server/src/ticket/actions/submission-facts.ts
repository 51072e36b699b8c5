// Owns looking up, in one trip to the database, everything a submission has to be checked against, its moment and its number.
// Leaves judging what was found to submit.ts.
import { Inject, Injectable } from '@nestjs/common';
import type { SubjectKind } from '@zhitongche/shared/directory/vocabulary.js';
import type { LineSettings } from '@zhitongche/shared/line/settings.js';
import type { EntityManager } from 'typeorm';
import { CALENDAR_VERSION } from '../../deadline/deadline.service.js';
import { subjectSql } from '../../directory/subject.service.js';
import type { Subject } from '../../directory/subject.service.js';
import { SECRETS } from '../../platform/crypto/secrets.js';
import type { Secrets } from '../../platform/crypto/secrets.js';
import { execute } from '../../platform/database/statement.js';
import { NOW, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { HAS_ACCOUNT } from '../ticket.statements.js';
import { KNOWN } from './command-log.js';
import type { Known } from './command-log.js';

export interface SubmissionFacts {
  now: Date;
  /** The version of the working calendar that holds. */
  calendar: number;
  /** What this id did before. */
  known: Known | null;
  subject: Subject | null;
  /** The enterprise's contact on record. */
  onRecord: { name: string; phone: string } | null;
  /** Whether the enterprise has an active account. */
  hasAccount: boolean;
  /** Ids of nothing among what was named. */
  unknown: { complainedUnit: boolean; complainedEnterprise: boolean; visit: boolean };
  submitter: { name: string; unitName: string | null } | null;
  /** The next of the line's own sequence, for the Shanghai year of `now`; null where there is nothing to number. */
  n: string | null;
}

export interface Asked {
  id: string;
  subjectKind: SubjectKind;
  subjectId: string;
  complainedUnitId?: string | null | undefined;
  complainedEnterpriseId?: string | null | undefined;
  visitId?: string | null | undefined;
}

type Row = Omit<SubmissionFacts, 'subject' | 'onRecord'> & { subject: (Subject & { contactName?: string; contactSealed?: string }) | null };

const sql = (subject: string): string => `
  with clock as materialized (select ${NOW('$1')} as now), known as materialized (select ${KNOWN('$2')} as receipt),
       subject as materialized (${subject})
  select clock.now, ${CALENDAR_VERSION} as calendar, known.receipt as known, to_jsonb(subject) as subject, ${HAS_ACCOUNT('subject.id')} as "hasAccount",
    jsonb_build_object(
      'complainedUnit', $5::text is not null and not exists (select from unit where id = $5),
      'complainedEnterprise', $6::text is not null and not exists (select from enterprise where id = $6),
      'visit', $7::uuid is not null and not exists (select from visit where id = $7 and visitor_id = $8)) as unknown,
    (select jsonb_build_object('name', p.name, 'unitName', coalesce(u.short, e.short)) from person p left join unit u on u.id = p.unit_id
     left join enterprise e on e.id = p.enterprise_id where p.id = $8) as submitter,
    case when known.receipt is null and subject.id is not null and $4::text is not null
      then next_ticket_number($4, extract(year from clock.now at time zone 'Asia/Shanghai')::int) end as n
  from clock cross join known left join subject on true`;

const OF_FIRM = { name: 'submission-facts-firm', text: sql(subjectSql('enterprise', '$3')) };
const OF_PLACE = { name: 'submission-facts-place', text: sql(subjectSql('village', '$3')) };

@Injectable()
export class SubmissionFactsReader {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(SECRETS) private readonly secrets: Secrets,
  ) {}

  /** @param numbered the line to draw a number from, or null for somebody who may not report on it */
  async of(manager: EntityManager, asked: Asked, submitterId: string, numbered: LineSettings | null): Promise<SubmissionFacts> {
    const firm = asked.subjectKind === 'enterprise' || asked.subjectKind === 'talent';
    const [row] = await execute<Row>(manager, firm ? OF_FIRM : OF_PLACE, [
      this.uow.standsAt, asked.id, asked.subjectId, numbered?.key ?? null,
      asked.complainedUnitId ?? null, asked.complainedEnterpriseId ?? null, asked.visitId ?? null, submitterId,
    ]);
    if (!row) throw new Error('a statement that always answers one row answered none');
    if (!row.subject) return { ...row, subject: null, onRecord: null };
    const { contactName, contactSealed, ...subject } = row.subject;
    const onRecord = contactName && contactSealed ? { name: contactName, phone: this.secrets.open(contactSealed) } : null;
    return { ...row, subject, onRecord };
  }
}
