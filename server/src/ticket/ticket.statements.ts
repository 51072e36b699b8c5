// Owns the statements that write a ticket with everything that belongs to one move, each a single trip to the database.
// Leaves what is written to ticket.repository.ts.
import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { tableRows } from '../platform/database/statement.js';
import type { Statement, TableRows } from '../platform/database/statement.js';
import { COUNTED_STATUSES } from './domain/recompute.js';
import { TicketEntity } from './ticket.entity.js';
import { CommandEntity, TicketEventEntity, TicketReporterEntity, TicketRoundEntity } from './ticket.records.js';

/** Whether an enterprise has somebody with an account: the ticket's reporter rates for themselves then. */
export const HAS_ACCOUNT = (enterpriseId: string): string =>
  `exists (select from person_role g join person p on p.id = g.person_id and p.active where g.role = 'enterprise' and g.key = ${enterpriseId})`;

const COUNTED = `t.status in (${COUNTED_STATUSES.map((status) => `'${status}'`).join(', ')})`;
/** What {@link Counted} leaves out. */
const WORDS = ['title', 'text', 'advice', 'suggestion', 'result'];

export interface TicketStatements {
  tickets: TableRows<TicketEntity>;
  events: TableRows<TicketEventEntity>;
  rounds: TableRows<TicketRoundEntity>;
  reporters: TableRows<TicketReporterEntity>;
  commands: TableRows<CommandEntity>;
  /** $1 ids */
  lock: Statement;
  /** $1 ids; without those that somebody else holds */
  lockUntaken: Statement;
  /** $1 the ticket; then as {@link appending} */
  insert: Statement;
  /** Changes these properties, of one ticket or many; $1 them with the tickets' ids, then as {@link appending}, $9 the ids. */
  update(properties: string[]): Statement;
  /** $1 a calendar's version, $2 and $3 the version and id after which to look, $4 how many: tickets counted by an older one, without those that somebody holds. */
  lockOutdated: Statement;
  /** $1 an id after which to look, $2 how many: what {@link Counted} names of tickets in work. */
  counted: Statement;
}

export function ticketStatements(source: DataSource): TicketStatements {
  const tickets = tableRows(source, TicketEntity);
  const records = {
    events: tableRows(source, TicketEventEntity), rounds: tableRows(source, TicketRoundEntity),
    reporters: tableRows(source, TicketReporterEntity), commands: tableRows(source, CommandEntity),
  };
  const append = appending(records);
  return {
    tickets, ...records,
    lock: { name: 'ticket-lock', text: `select ${tickets.selected('t')} from ticket t where t.id = any($1) order by t.id for update` },
    lockUntaken: { name: 'ticket-lock-untaken', text: `select ${tickets.selected('t')} from ticket t where t.id = any($1) order by t.id for update skip locked` },
    insert: { name: 'ticket-insert', text: `with born as (${inserted('ticket', tickets, '$1')}), ${append}` },
    update: (properties) => {
      const named = tickets.named(properties);
      const set = properties.map((property) => { const name = tickets.named([property]); return `${name} = new.${name}`; }).join(', ');
      return {
        name: `ticket-update-${createHash('sha256').update(named).digest('base64url').slice(0, 16)}`,
        // The ids tell the planner how many there are.
        text: `with moved as (update ticket t set ${set} from json_populate_recordset(null::ticket, $1) new where t.id = new.id and t.id = any($9::uuid[])),
          ${append}`,
      };
    },
    lockOutdated: {
      name: 'ticket-lock-outdated',
      text: `select ${tickets.selected('t')} from ticket t where t.calendar_version < $1 and ${COUNTED} and (t.calendar_version, t.id) > ($2, $3::uuid)
             order by t.calendar_version, t.id limit $4 for update skip locked`,
    },
    counted: {
      name: 'ticket-counted',
      text: `select ${tickets.selected('t', WORDS)} from ticket t where ${COUNTED} and t.id > $1 order by t.id limit $2`,
    },
  };
}

/** $2 events, $3 the jobs they owe, $4 rounds, $5 reporters, $6 commands, $7 the channel on which the relay listens, $8 timers. */
function appending({ events, rounds, reporters, commands }: Pick<TicketStatements, 'events' | 'rounds' | 'reporters' | 'commands'>): string {
  return `event as (${inserted('ticket_event', events, '$2')} returning id, ticket_id, seq),
    owed as (insert into event_delivery (event_id, job, created_at)
             select event.id, job.job, job.at from event join json_to_recordset($3) as job("ticketId" uuid, seq int, job text, at timestamptz)
               on job."ticketId" = event.ticket_id and job.seq = event.seq
             order by event.id returning 1),
    round as (${inserted('ticket_round', rounds, '$4')}),
    reporter as (${inserted('ticket_reporter', reporters, '$5')}),
    command as (${inserted('command', commands, '$6')}),
    timer_moved as (${TIMERS_WRITTEN('$8')})
    select pg_notify($7, '') where exists (select from owed)`;
}

const inserted = (table: string, { columns }: { columns: string }, rows: string): string =>
  `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, ${rows})`;

/** Moments of lights, new ones and changed ones; what is lit stays lit, whatever is computed later. */
export const TIMERS_WRITTEN = (rows: string): string =>
  `insert into timer select * from json_populate_recordset(null::timer, ${rows})
   on conflict (ticket_id, round, level, mark) do update
     set due_at = excluded.due_at, state = excluded.state, lit_at = excluded.lit_at, cancelled_why = excluded.cancelled_why
     where timer.state <> 'lit'`;
