// Owns telling the units that a circular names: their heads, of a desk its triage officers, by day.
// Leaves what a circular says, and that it is issued once, to the supervision feature.
import { Injectable } from '@nestjs/common';
import { DISTRICT_DESK } from '@zhitongche/shared/directory/vocabulary.js';
import type { EntityManager } from 'typeorm';
import { visibleFrom } from './domain/timing.js';
import { NoticeSettings } from './notice-settings.js';

export interface IssuedCircular {
  id: string;
  /** As the circular names them: units, and desks by their key. */
  unitIds: readonly string[];
  issuedById: string;
  issuedAt: Date;
}

@Injectable()
export class CircularNoticesService {
  constructor(private readonly settings: NoticeSettings) {}

  /** In the transaction that issues it; nobody is told of the own act. */
  async tell(manager: EntityManager, { id, unitIds, issuedById, issuedAt }: IssuedCircular): Promise<void> {
    const from = visibleFrom('by_day', issuedAt, await this.settings.get(manager));
    await manager.query(
      `insert into notice (person_id, created_at, visible_from, digest_day, circular_id)
       select distinct r.person_id, $2::timestamptz, $3::timestamptz, ($2::timestamptz at time zone 'Asia/Shanghai')::date, $1::uuid
       from person_role r join person p on p.id = r.person_id and p.active
       where r.person_id <> $4 and (r.role = 'head' and r.key = any($5::text[])
         or r.role = 'triage' and case r.scope when 'district' then $6::text else r.key end = any($5::text[]))
       order by r.person_id`, [id, issuedAt, from, issuedById, unitIds, DISTRICT_DESK]);
  }
}
