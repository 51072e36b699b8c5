// Owns in-app notices: written once per event and person, read page by page.
// Leaves who is told to domain/receivers.ts and other channels (DingTalk) to later ones.
import { Injectable } from '@nestjs/common';
import type { EventType } from '@zhitongche/shared/ticket/actions.js';
import type { NoticePage, NoticeQuery } from '@zhitongche/shared/notification/contract.js';
import { DISTRICT_DESK } from '@zhitongche/shared/directory/vocabulary.js';
import type { LightHolder, LightLevel } from '@zhitongche/shared/ticket/vocabulary.js';
import type { Role } from '@zhitongche/shared/directory/vocabulary.js';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { DirectoryService } from '../directory/directory.service.js';
import type { Audience } from '../directory/directory.service.js';
import { decodeCursor, encodeCursor } from '../platform/database/cursor.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { addToLogContext } from '../platform/logging/context.js';
import { HandlesJob } from '../platform/jobs/handles-job.js';
import type { Group } from './domain/receivers.js';
import { receiversOf } from './domain/receivers.js';
import { noticeSentence } from './domain/sentence.js';

/** What of a ticket and its event decides who is told. */
interface Told {
  type: EventType;
  actorId: string | null;
  ticketId: string;
  desk: string;
  lead: string | null;
  assignee: string | null;
  assisting: string[];
  submitters: string[];
  firms: string[];
  subjectId: string;
  hidden: boolean;
  complained: string[];
  /** Of a light: its level, who held the ticket, in which unit, and whose heads are over the district's desk. */
  level: LightLevel | null;
  holder: LightHolder | null;
  holderUnitId: string | null;
  lineUnitId: string;
}

@Injectable()
export class NotificationService {
  constructor(
    private readonly source: DataSource,
    private readonly uow: UnitOfWork,
    private readonly directory: DirectoryService,
  ) {}

  /** Writes the notices of one event; the unique index makes a second call harmless. */
  @HandlesJob('notification.write')
  async write(manager: EntityManager, eventId: string): Promise<void> {
    const told = await this.told(manager, eventId);
    addToLogContext({ ticket: told.ticketId });
    const groups = receiversOf(told.type, told.level);
    if (groups.length === 0) return;
    const audience = mergeAudiences(groups.map((group) => audienceOf(group, told)));
    const receivers = (await this.directory.reached(manager, audience, told.complained)).filter((id) => id !== told.actorId);
    if (receivers.length === 0) return;
    await manager.query(
      `insert into notice (event_id, ticket_id, person_id, created_at) select $1, $2, unnest($3::text[]), $4
       on conflict (event_id, person_id) do nothing`, [eventId, told.ticketId, receivers, await this.uow.now(manager)]);
  }

  async page(personId: string, query: z.output<typeof NoticeQuery>): Promise<NoticePage> {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor, 'number');
    const rows = await this.source.query<{ id: string; ticketId: string; number: string; line: string; title: string; type: EventType; level: LightLevel | null; at: Date; read: boolean }[]>(
      `select n.id, n.ticket_id as "ticketId", t.number, t.line, t.title, e.type, e.payload->>'level' as level, n.created_at as at, n.read_at is not null as read
       from notice n join ticket_event e on e.id = n.event_id join ticket t on t.id = n.ticket_id
       where n.person_id = $1 and ($2::bigint is null or n.id < $2) order by n.id desc limit $3`,
      [personId, after?.id ?? null, query.limit + 1]);
    const [{ unread } = { unread: 0 }] = await this.source.query<{ unread: number }[]>(
      'select count(*)::int as unread from notice where person_id = $1 and read_at is null', [personId]);
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      items: shown.map(({ title, level, ...row }) => ({ ...row, at: row.at.toISOString(), text: noticeSentence(row.type, level, row.number, title) })),
      next: rows.length > query.limit && last ? encodeCursor(last) : null,
      unread,
    };
  }

  /** Marks the given notices of this person as read, or all. */
  async read(personId: string, ids: string[] | undefined): Promise<void> {
    await this.uow.run(async (manager) => {
      await manager.query(
        'update notice set read_at = $2 where person_id = $1 and read_at is null and ($3::text[] is null or id::text = any($3))',
        [personId, await this.uow.now(manager), ids ?? null]);
    });
  }

  /** A rating may have opened the next round before its notice is written: those it concerns are the ended round's. */
  private async told(manager: EntityManager, eventId: string): Promise<Told> {
    const [row] = await manager.query<Told[]>(
      `select e.type, e.actor_id as "actorId", t.id as "ticketId", t.desk_unit_id as desk,
              case when e.round < t.round then t.past_lead_unit_ids[cardinality(t.past_lead_unit_ids)] else t.lead_unit_id end as lead,
              case when e.round < t.round then t.past_assignee_ids[cardinality(t.past_assignee_ids)] else t.assignee_id end as assignee,
              array(select a->>'unitId' from jsonb_array_elements(t.assisting) a) as assisting,
              array_prepend(t.submitter_id, t.merged_submitter_ids) as submitters,
              case when t.subject_kind in ('enterprise', 'talent') then array_prepend(t.subject_id, t.merged_enterprise_ids)
                   else t.merged_enterprise_ids end as firms,
              t.subject_id as "subjectId", t.hidden,
              array_remove(array[t.complained_unit_id, t.complained_enterprise_id], null) as complained,
              e.payload->>'level' as level, e.payload->>'holder' as holder, e.payload->>'unitId' as "holderUnitId", l.lead_unit_id as "lineUnitId"
       from ticket_event e join ticket t on t.id = e.ticket_id join line l on l.key = t.line where e.id = $1`, [eventId]);
    if (!row) throw new Error(`event ${eventId} is not there`);
    return row;
  }
}

function audienceOf(group: Group, told: Told): Partial<Audience> {
  const leads = told.lead === null ? [] : [told.lead];
  const holding = (role: Role, keys: readonly string[]): Partial<Audience> => ({ grants: keys.map((key) => ({ role, key })) });
  switch (group) {
    case 'desk': return holding('triage', [told.desk === DISTRICT_DESK ? '' : told.desk]);
    case 'lead_heads': return holding('head', leads);
    case 'lead_handlers': return holding('handler', leads);
    case 'assignee': return told.assignee === null ? {} : { personIds: [told.assignee] };
    case 'assisting': return mergeAudiences([holding('head', told.assisting), holding('handler', told.assisting)]);
    case 'supervisors': return holding('supervisor', ['']);
    case 'leaders': return holding('leader', ['']);
    case 'submitter': return { personIds: told.submitters };
    case 'reporter_accounts': return holding('enterprise', told.firms);
    case 'holder': return holderOf(told);
    case 'holder_heads': return told.holder === 'supervisor' ? {} : holding('head', [told.holderUnitId ?? (told.desk === DISTRICT_DESK ? told.lineUnitId : told.desk)]);
    case 'linked': return told.hidden ? {} : { linkedTo: [told.subjectId] };
  }
}

/** Who had the ticket when the light was lit. The assignee is the present one: a task that has changed hands is theirs now. */
function holderOf(told: Told): Partial<Audience> {
  const of = (role: Role): Partial<Audience> => ({ grants: told.holderUnitId === null ? [] : [{ role, key: told.holderUnitId }] });
  switch (told.holder) {
    case 'lead': return told.assignee !== null && told.holderUnitId === told.lead ? { personIds: [told.assignee] } : of('handler');
    case 'head': return of('head');
    case 'assisting': return mergeAudiences([of('handler'), of('head')]);
    case 'supervisor': return audienceOf('supervisors', told);
    case 'desk': case null: return audienceOf('desk', told);
  }
}

function mergeAudiences(audiences: Partial<Audience>[]): Audience {
  return {
    personIds: audiences.flatMap((a) => a.personIds ?? []),
    grants: audiences.flatMap((a) => a.grants ?? []),
    linkedTo: audiences.flatMap((a) => a.linkedTo ?? []),
  };
}
