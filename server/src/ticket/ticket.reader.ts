// Owns reading what one ticket's page is made of, in one trip to the database.
// Leaves what of it a reader may see to the presenter.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { execute, tableRows } from '../platform/database/statement.js';
import type { Statement } from '../platform/database/statement.js';
import { NOW, UnitOfWork } from '../platform/database/unit-of-work.js';
import type { ReporterRow } from './reporter-views.js';
import { TicketEntity } from './ticket.entity.js';
import { TicketEventEntity } from './ticket.records.js';
import type { StoredEvent } from './ticket.repository.js';
import { HAS_ACCOUNT } from './ticket.statements.js';

/** A ticket, its history and its reporters at one moment. */
export interface TicketPicture {
  ticket: TicketEntity;
  events: StoredEvent[];
  reporters: ReporterRow[];
  now: Date;
}

/** jsonb has no instants. */
type Told = Omit<StoredEvent, 'at'> & { at: string };
type Row = TicketEntity & { now: Date; events: Told[]; reporters: ReporterRow[] };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reporters of the ticket, and those who came with tickets merged into it; a merged ticket keeps its own. */
const REPORTERS = `
  select r.id, r.origin_ticket_id as "originTicketId", o.hidden as "originHidden", r.kind, r.name_sealed as "nameSealed", r.phone_sealed as "phoneSealed",
         ${HAS_ACCOUNT('r.enterprise_id')} as "hasAccount",
         exists (select from rating x join ticket a on a.id = x.ticket_id
                 where x.reporter_id = r.id and x.ticket_id = r.ticket_id and x.round = a.round) as rated, o.submitted_at
  from ticket_reporter r join ticket o on o.id = r.origin_ticket_id
  where r.id in (select i.id from ticket_reporter i where i.ticket_id = t.id union select i.id from ticket_reporter i where i.origin_ticket_id = t.id)`;

@Injectable()
export class TicketReader {
  private readonly picture: Statement;

  constructor(
    private readonly source: DataSource,
    private readonly uow: UnitOfWork,
  ) {
    const events = tableRows(source, TicketEventEntity);
    this.picture = {
      name: 'ticket-picture',
      text: `select ${tableRows(source, TicketEntity).selected('t')}, ${NOW('$2')} as now,
        (select coalesce(jsonb_agg(to_jsonb(e) order by e.seq), '[]') from (select ${events.selected('e')} from ticket_event e where e.ticket_id = t.id) e) as events,
        (select coalesce(jsonb_agg(to_jsonb(r) - 'submitted_at' order by r.submitted_at, r.id), '[]') from (${REPORTERS}) r) as reporters
       from ticket t where t.id = $1`,
    };
  }

  /** The ticket as it is now, or null. */
  async of(id: string): Promise<TicketPicture | null> {
    if (!UUID.test(id)) return null;
    const [row] = await execute<Row>(this.source.manager, this.picture, [id, this.uow.standsAt]);
    if (!row) return null;
    const { now, events, reporters, ...ticket } = row;
    return { ticket, now, reporters, events: events.map((event) => ({ ...event, at: new Date(event.at) })) };
  }
}
