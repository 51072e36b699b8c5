// Owns the morning digest of heads and supervisors: made once per person and day by whichever worker comes first, also later when none was there.
// Leaves its moment to domain/digest-moment.ts and showing it to notification.service.ts.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { DIGEST_GROUPS } from '@zhitongche/shared/notification/vocabulary.js';
import { DeadlineService } from '../deadline/deadline.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { HandlesJob } from '../platform/jobs/handles-job.js';
import type { Morning } from './domain/digest-moment.js';
import { digestMoment } from './domain/digest-moment.js';
import { NoticeSettings } from './notice-settings.js';

/** Tickets named under one word; the rest is counted. */
const NAMED = 20;

/** 24:00 in Shanghai of a day. */
const endOf = (day: string): string => `((${day} + 1)::timestamp at time zone 'Asia/Shanghai')`;
const ASKED_UNTIL = endOf(`(t.request->>'dueDay')::date`);

const RUNNING = `t.status in ('dispatched', 'handling')`;
/** While the clock stands still, or a request made before the end waits, the stored end that passed makes nobody late: only the light does. */
const LATE = `(t.overdue_at is not null or (${RUNNING} and t.request is null and t.due_at <= $2))`;

/**
 * $1 the day, $2 now, $3 the last day that counts as due soon, $4 the groups in their order, $5 how many are named.
 * The rows of `digest` are the token: of two workers one inserts them, the other waits and then inserts none.
 */
const MAKE = `
  with head as (select distinct r.person_id, r.key as unit_id from person_role r join person p on p.id = r.person_id and p.active where r.role = 'head' and r.key <> ''),
  decider as (select distinct r.person_id from person_role r join person p on p.id = r.person_id and p.active where r.role = 'supervisor'),
  fits as (
    select h.person_id, t.id, ${ASKED_UNTIL} as due_at, 'to_endorse' as part
    from head h join ticket t on t.lead_unit_id = h.unit_id where t.request is not null and t.request->>'stage' = 'head' and t.request->>'askedById' <> h.person_id
    union all
    select d.person_id, t.id, ${ASKED_UNTIL}, 'to_decide' from decider d cross join ticket t
    where t.request is not null and t.request->>'stage' = 'supervisor' and d.person_id not in (t.request->>'askedById', coalesce(t.request->>'endorsedById', ''))
    union all
    select d.person_id, x.ticket_id, x.due_at, 'contests' from decider d cross join contest x where x.decided_at is null
    union all
    select d.person_id, t.id, ${endOf('t.contest_due_day')}, 'contests' from decider d cross join ticket t where t.contest_due_day is not null
    union all
    select h.person_id, t.id, coalesce(t.overdue_at, t.due_at), case
        when t.status = 'reviewing' then 'to_review'
        when ${LATE} then 'late'
        when ${RUNNING} and t.due_day <= $3 then 'due'
        when t.status = 'dispatched' then 'to_sign' end
    from head h join ticket t on t.lead_unit_id = h.unit_id
    where t.status in ('dispatched', 'handling', 'awaiting_reporter', 'paused') or (t.status = 'reviewing' and t.stage = 'head')
    union all
    select h.person_id, t.id, t.due_at, 'to_assist'
    from head h join ticket t on t.involved_unit_ids && array[h.unit_id]
    where t.status in ('dispatched', 'handling', 'awaiting_reporter', 'paused') and t.assisting <> '[]'
      and exists (select from jsonb_to_recordset(t.assisting) as a("unitId" text, "answeredAt" text) where a."unitId" = h.unit_id and a."answeredAt" is null)
    union all
    select h.person_id, l.ticket_id, l.due_at, 'to_explain' from head h join light l on l.unit_id = h.unit_id
    where l.settled_at is null and l.revoked_at is null and not l.contested and l.debt in ('reason', 'explanation')
    union all
    select h.person_id, t.id, t.follow_up_owed_at, 'to_follow_up' from head h join ticket t on t.lead_unit_id = h.unit_id where t.follow_up_owed_at is not null
    union all
    select n.person_id, t.id, t.due_at, 'news' from notice n join ticket t on t.id = n.ticket_id where n.visible_from is null and n.digest_day is null
  ),
  first_fit as (
    select distinct on (f.person_id, f.id) f.person_id, f.id, f.due_at, f.part from fits f
    where f.part is not null and not exists (
      select from ticket t join person p on p.id = f.person_id where t.id = f.id
        and (p.unit_id in (t.complained_unit_id, t.complained_enterprise_id)
             or exists (select from person_role r where r.person_id = p.id and r.key in (t.complained_unit_id, t.complained_enterprise_id))))
    order by f.person_id, f.id, array_position($4::text[], f.part), f.due_at
  ),
  part as (
    select person_id, part, count(*)::int as count, (array_agg(id order by due_at, id))[1:$5] as ids from first_fit group by person_id, part
  ),
  made as (
    insert into digest (day, person_id, made_at, parts)
    select $1, who.person_id, $2, coalesce((
      select jsonb_agg(jsonb_build_object('group', part, 'count', count, 'ticketIds', ids) order by array_position($4::text[], part))
      from part where part.person_id = who.person_id), '[]')
    from (select person_id from head union select person_id from decider union select person_id from part) who
    on conflict do nothing returning person_id, parts
  ),
  told as (
    insert into notice (person_id, created_at, visible_from, digest_day)
    select person_id, $2, $2, $1 from made where parts <> '[]'
  )
  update notice n set digest_day = $1 from made where n.person_id = made.person_id and n.visible_from is null and n.digest_day is null`;

@Injectable()
export class DigestService {
  constructor(
    private readonly source: DataSource,
    private readonly uow: UnitOfWork,
    private readonly settings: NoticeSettings,
    private readonly deadlines: DeadlineService,
  ) {}

  /** Makes the day's digests if they are due and not there. Answers in how many milliseconds the next ones are. */
  @HandlesJob('notification.digest')
  async run(): Promise<number | null> {
    const settings = await this.settings.get(this.source.manager);
    const { now, calendar } = await this.deadlines.present(this.source.manager);
    const { due, next } = digestMoment(now, settings, calendar);
    if (due !== null && !(await this.made(due))) await this.uow.run((manager) => this.make(manager, due, now));
    return next === null ? null : next.getTime() - now.getTime();
  }

  private async made({ day }: Morning): Promise<boolean> {
    const [row] = await this.source.query<{ made: boolean }[]>('select exists (select from digest where day = $1) as made', [day]);
    return row?.made ?? false;
  }

  private async make(manager: EntityManager, { day, dueBy }: Morning, now: Date): Promise<void> {
    await manager.query(MAKE, [day, now, dueBy, DIGEST_GROUPS, NAMED]);
  }
}
