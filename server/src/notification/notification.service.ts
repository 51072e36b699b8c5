// Owns in-app notices: written once per event and person, shown from their moment on, read page by page.
// Leaves who is told, and when, to domain/, digests to digest.service.ts and other channels (DingTalk) to later ones.
import { Injectable } from '@nestjs/common';
import type { DigestPart, NoticePage, NoticeQuery } from '@zhitongche/shared/notification/contract.js';
import type { EventType } from '@zhitongche/shared/ticket/actions.js';
import type { Escalation, LightLevel } from '@zhitongche/shared/ticket/vocabulary.js';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { DirectoryService } from '../directory/directory.service.js';
import { decodeCursor, encodeCursor } from '../platform/database/cursor.js';
import { execute } from '../platform/database/statement.js';
import { NOW, UnitOfWork } from '../platform/database/unit-of-work.js';
import { addToLogContext } from '../platform/logging/context.js';
import { HandlesJob } from '../platform/jobs/handles-job.js';
import type { Around } from './audience.js';
import { audienceOf, mergeAudiences } from './audience.js';
import { isEmergency } from './domain/emergency.js';
import { receiversOf } from './domain/receivers.js';
import { calendarSentence, circularSentence, digestSentence, noticeSentence } from './domain/sentence.js';
import { URGENCIES, urgencyFor, visibleFrom } from './domain/timing.js';
import type { StoredPart } from './notice.entity.js';
import { NoticeSettings } from './notice-settings.js';

/** What of a ticket and its event decides who is told, and when. */
interface Told extends Around {
  now: Date;
  type: EventType;
  actorId: string | null;
  ticketId: string;
  title: string;
  text: string;
  complained: string[];
  level: LightLevel | null;
  owed: Escalation | null;
  declinedFor: string | null;
}

/** A notice as stored: of an event, or a digest with its day and parts. */
type Row = { id: string; at: Date; read: boolean; digestDay: string | null; calendarYear: number | null; circularId: string | null; circularMonth: string | null; documentNumber: string | null; parts: StoredPart[] | null }
  & ({ ticketId: string; number: string; line: string; title: string; type: EventType; level: LightLevel | null; owed: Escalation | null; newDay: string | null } | Record<'ticketId' | 'number' | 'line' | 'title' | 'type' | 'level' | 'owed' | 'newDay', null>);
type Ticket = DigestPart['tickets'][number];

/** A told deadline moves only with a notice, and the notice names it. */
const NEW_DAY = `case when e.type in ('clock.extended', 'complexity.changed') then e.payload->>'dueDay' when e.type = 'deadline.recomputed' then e.payload->>'to' end`;

const TOLD = {
  name: 'event-told',
  text: `select ${NOW('$2')} as now, e.type, e.actor_id as "actorId", t.id as "ticketId", t.desk_unit_id as desk, t.title, t.text,
                case when e.round < t.round then ended.lead_unit_id else t.lead_unit_id end as lead,
                case when e.round = t.round then t.assignee_id when ended.lead_unit_id is not null then t.past_assignee_ids[cardinality(t.past_assignee_ids)] end as assignee,
                array(select a->>'unitId' from jsonb_array_elements(t.assisting) a) as assisting,
                array_prepend(t.submitter_id, t.merged_submitter_ids) as submitters,
                case when t.subject_kind in ('enterprise', 'talent') then array_prepend(t.subject_id, t.merged_enterprise_ids)
                     else t.merged_enterprise_ids end as firms,
                t.subject_id as "subjectId", t.hidden,
                array_remove(array[t.complained_unit_id, t.complained_enterprise_id], null) as complained,
                e.payload->>'level' as level, e.payload->>'holder' as holder, e.payload->>'unitId' as "holderUnitId", e.payload->>'askedById' as asker, l.lead_unit_id as "lineUnitId",
                case when e.type = 'ticket.declined' then e.payload->>'reason' end as "declinedFor",
                e.payload->>'owed' as owed,
                array(select jsonb_array_elements_text(case when e.type = 'units.called' then e.payload->'unitIds' else '[]' end)) as called
         from ticket_event e join ticket t on t.id = e.ticket_id join line l on l.key = t.line
         left join ticket_round ended on ended.ticket_id = t.id and ended.round = e.round where e.id = $1`,
};
const NOTICES_WRITTEN = {
  name: 'notices-written',
  text: `insert into notice (event_id, ticket_id, person_id, created_at, visible_from)
         select $1, $2, r.person_id, $3, r.visible_from from unnest($4::text[], $5::timestamptz[]) as r(person_id, visible_from)
         on conflict (event_id, person_id) do nothing`,
};

@Injectable()
export class NotificationService {
  constructor(
    private readonly source: DataSource,
    private readonly uow: UnitOfWork,
    private readonly directory: DirectoryService,
    private readonly settings: NoticeSettings,
  ) {}

  /** Writes the notices of one event; the unique index makes a second call harmless. */
  @HandlesJob('notification.write')
  async write(manager: EntityManager, eventId: string): Promise<void> {
    const told = await this.told(manager, eventId);
    addToLogContext({ ticket: told.ticketId });
    const groups = receiversOf(told.type, told.level, told.owed);
    if (groups.length === 0) return;
    const emergency = isEmergency(told);
    const settings = await this.settings.get(manager);
    const from = new Map<string, Date | null>();
    for (const urgency of URGENCIES) {
      const pressing = groups.filter((group) => urgencyFor({ ...told, emergency }, group) === urgency);
      if (pressing.length === 0) continue;
      const reached = await this.directory.reached(manager, mergeAudiences(pressing.map((group) => audienceOf(group, told))), told.complained);
      for (const id of reached) if (id !== told.actorId && !from.has(id)) from.set(id, visibleFrom(urgency, told.now, settings));
    }
    if (from.size === 0) return;
    await execute(manager, NOTICES_WRITTEN, [eventId, told.ticketId, told.now, [...from.keys()], [...from.values()]]);
  }

  /** What is out for this person, newest first; what still waits for the morning is neither listed nor counted. */
  async page(personId: string, query: z.output<typeof NoticeQuery>): Promise<NoticePage> {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor, 'number');
    const now = await this.uow.now();
    const rows = await this.source.query<Row[]>(
      `select n.id, n.ticket_id as "ticketId", t.number, t.line, t.title, e.type, e.payload->>'level' as level, e.payload->>'owed' as owed, ${NEW_DAY} as "newDay", n.created_at as at,
              n.read_at is not null as read, d.day as "digestDay", d.parts, n.calendar_year as "calendarYear",
              n.circular_id as "circularId", c.month as "circularMonth", c.document_number as "documentNumber"
       from notice n left join ticket_event e on e.id = n.event_id left join ticket t on t.id = n.ticket_id
       left join circular c on c.id = n.circular_id
       left join digest d on n.event_id is null and n.calendar_year is null and n.circular_id is null and d.day = n.digest_day and d.person_id = n.person_id
       where n.person_id = $1 and n.visible_from <= $4 and ($2::bigint is null or n.id < $2) order by n.id desc limit $3`,
      [personId, after?.id ?? null, query.limit + 1, now]);
    const [{ unread } = { unread: 0 }] = await this.source.query<{ unread: number }[]>(
      'select count(*)::int as unread from notice where person_id = $1 and read_at is null and visible_from <= $2', [personId, now]);
    const shown = rows.slice(0, query.limit);
    const named = await this.named(shown.flatMap((row) => row.parts ?? []));
    const last = shown.at(-1);
    return {
      items: shown.map(({ id, at, read, ticketId, number, line, type, ...row }) => {
        const digest = (row.parts ?? []).map(({ group, count, ticketIds }) => ({ group, count, tickets: ticketIds.flatMap((each) => named.get(each) ?? []) }));
        const text = type === null ? ofNoEvent(row, digest) : noticeSentence({ type, level: row.level, owed: row.owed, newDay: row.newDay }, number, row.title ?? '');
        return { id, ticketId, number, line, type, circularId: row.circularId, digest, text, at: at.toISOString(), read };
      }),
      next: rows.length > query.limit && last ? encodeCursor(last) : null,
      unread,
    };
  }

  /** Marks the given notices of this person as read, or all that are out; with a digest, what it told. */
  async read(personId: string, ids: string[] | undefined): Promise<void> {
    await this.uow.run(async (manager) => {
      await manager.query(
        `with out as (update notice set read_at = $2 where person_id = $1 and read_at is null and visible_from <= $2
                      and ($3::text[] is null or id::text = any($3)) returning coalesce(event_id::text, calendar_year::text, circular_id::text) as other, digest_day)
         update notice n set read_at = $2 from out
         where n.person_id = $1 and n.read_at is null and n.visible_from is null and out.other is null and n.digest_day = out.digest_day`,
        [personId, await this.uow.now(manager), ids ?? null]);
    });
  }

  private async named(parts: readonly StoredPart[]): Promise<Map<string, Ticket>> {
    const ids = parts.flatMap((part) => part.ticketIds);
    if (ids.length === 0) return new Map();
    const rows = await this.source.query<Ticket[]>('select id as "ticketId", number, title from ticket where id = any($1)', [ids]);
    return new Map(rows.map((row) => [row.ticketId, row]));
  }

  /** A rating may have opened the next round before its notice is written: those it concerns are the ended round's. */
  private async told(manager: EntityManager, eventId: string): Promise<Told> {
    const [row] = await execute<Told>(manager, TOLD, [eventId, this.uow.standsAt]);
    if (!row) throw new Error(`event ${eventId} is not there`);
    return row;
  }
}

function ofNoEvent({ calendarYear, circularMonth, documentNumber, digestDay }: Pick<Row, 'calendarYear' | 'circularMonth' | 'documentNumber' | 'digestDay'>, digest: readonly DigestPart[]): string {
  if (calendarYear !== null) return calendarSentence(calendarYear);
  return circularMonth === null ? digestSentence(digestDay ?? '', digest) : circularSentence(circularMonth, documentNumber ?? '');
}
