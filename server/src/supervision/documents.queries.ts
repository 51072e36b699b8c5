// Owns reading documents: the register of cards, the next number of a series, a month's lights and cards, circulars issued.
// Leaves issuing cards to the ticket feature and circulars to actions/issue-circular.ts.
import { Injectable } from '@nestjs/common';
import { refuse } from '@zhitongche/shared/errors.js';
import type {
  CircularList, CircularPreview, CircularView, DocumentItem, DocumentPage, DocumentQuery, NextDocument, NextDocumentQuery,
} from '@zhitongche/shared/supervision/circular.js';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { DeadlineService } from '../deadline/deadline.service.js';
import { decodeCursor, encodeCursor } from '../platform/database/cursor.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { isUuid } from '../platform/database/uuid.js';
import type { SignedInPerson } from '../platform/http/signed-in.js';
import { TicketService } from '../ticket/ticket.service.js';
import type { MonthCase } from './domain/circular.js';
import { circularOf, monthSpan } from './domain/circular.js';
import { supervises, unitsOf } from './supervision.scope.js';
import { unitName } from './unit-name.sql.js';

/** Directory order: kinds of units, then names. Desks and what is no unit stand last. */
const ORDER = `array_position(array['department', 'zone', 'vertical_bureau', 'public_enterprise', 'town'], u.kind), u.name, c."unitId"`;

@Injectable()
export class DocumentsQueries {
  constructor(
    private readonly source: DataSource,
    private readonly uow: UnitOfWork,
    private readonly tickets: TicketService,
    private readonly deadlines: DeadlineService,
  ) {}

  /** The register of cards, newest first. @throws Refusal ROLE_FORBIDDEN, CURSOR_INVALID */
  async register(person: SignedInPerson, { kind, unit, limit, cursor }: z.output<typeof DocumentQuery>): Promise<DocumentPage> {
    const after = cursor === undefined ? null : decodeCursor(cursor, 'uuid');
    const params: unknown[] = [kind ?? null, unit ?? null, unitsOf(person), after?.at ?? null, after?.id ?? null, limit + 1];
    const rows = await this.source.query<(Omit<DocumentItem, 'id' | 'issuedAt'> & { issuedAt: Date })[]>(
      `select k.ticket_id as "ticketId", k.seq, k.kind, k.document_number as "documentNumber", ${unitName('k.unit_id')} as "unitName", t.number, t.title,
              k.issued_at as "issuedAt", case when k.revoked_at is not null then 'revoked' when k.contested then 'contested' else 'standing' end as state
       from card k join ticket t on t.id = k.ticket_id left join unit u on u.id = k.unit_id
       where ($1::text is null or k.kind = $1) and ($2::text is null or k.unit_id = $2) and ($3::text[] is null or k.unit_id = any($3))
         and ($4::timestamptz is null or (k.issued_at, k.ticket_id) < ($4, $5::uuid))
         and ${this.tickets.setAside(person, { bind: (value) => `$${String(params.push(value))}` })}
       order by k.issued_at desc, k.ticket_id desc, k.seq desc limit $6`, params);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map((row) => ({ ...row, id: `${row.ticketId}~${String(row.seq)}`, issuedAt: row.issuedAt.toISOString() })),
      next: rows.length > limit && last ? encodeCursor({ at: last.issuedAt, id: last.ticketId }) : null,
    };
  }

  /** Goes on from the latest of the kind, with 1 in a new year. @throws Refusal ROLE_FORBIDDEN */
  async next(person: SignedInPerson, { kind }: z.output<typeof NextDocumentQuery>): Promise<NextDocument> {
    supervises(person);
    const year = this.deadlines.yearOf(await this.uow.now());
    const from = kind === 'circular' ? 'circular' : `card`;
    const [row] = await this.source.query<{ documentNumber: string; number: number | null }[]>(
      `select d.document_number as "documentNumber", (select max(number) from ${from} where ${kind === 'circular' ? '$1::text is not null' : 'kind = $1'} and year = $2) as number
       from ${from} d where ${kind === 'circular' ? 'true' : 'd.kind = $1'} order by d.issued_at desc limit 1`, [kind, year]);
    return { documentNumber: row ? this.tickets.documentAfter(row.documentNumber, year, row.number ?? 0) : null };
  }

  /** What a month's circular says, or would say. @throws Refusal ROLE_FORBIDDEN */
  async preview(person: SignedInPerson, month: string): Promise<CircularPreview> {
    supervises(person);
    const [issued] = await this.source.query<{ id: string }[]>('select id from circular where month = $1', [month]);
    const content = issued ? (await this.circular(person, issued.id)).content : circularOf(month, await this.month(this.source.manager, month));
    const ended = monthSpan(month).to <= (await this.uow.now());
    return { content, issuable: ended && !issued, issuedId: issued?.id ?? null };
  }

  /** The lights and cards of a month, unit by unit in the directory's order. */
  month(manager: EntityManager, month: string): Promise<MonthCase[]> {
    const { from, to } = monthSpan(month);
    return manager.query(
      `select c.*, ${unitName('c."unitId"')} as "unitName", t.number from (
         select ticket_id, unit_id as "unitId", level as what, null as "documentNumber", lit_at as at, contested, revoked_at is not null as revoked
         from light where lit_at >= $1 and lit_at < $2
         union all
         select ticket_id, unit_id, kind, document_number, issued_at, contested, revoked_at is not null from card where issued_at >= $1 and issued_at < $2
       ) c join ticket t on t.id = c.ticket_id left join unit u on u.id = c."unitId" order by ${ORDER}, c.at, t.number`, [from, to]);
  }

  /** Those issued, newest month first. @throws Refusal ROLE_FORBIDDEN */
  async circulars(person: SignedInPerson): Promise<CircularList> {
    unitsOf(person);
    const rows = await this.source.query<{ id: string; month: string; documentNumber: string; issuedAt: Date }[]>(
      'select id, month, document_number as "documentNumber", issued_at as "issuedAt" from circular order by month desc limit 120');
    return { items: rows.map((row) => ({ ...row, issuedAt: row.issuedAt.toISOString() })) };
  }

  /** @throws Refusal ROLE_FORBIDDEN, CIRCULAR_NOT_FOUND */
  async circular(person: SignedInPerson, id: string): Promise<CircularView> {
    unitsOf(person);
    if (!isUuid(id)) refuse('CIRCULAR_NOT_FOUND');
    const [row] = await this.source.query<(Omit<CircularView, 'issuedAt'> & { issuedAt: Date })[]>(
      `select c.id, c.document_number as "documentNumber", c.issued_at as "issuedAt", coalesce(u.name, p.name) as "issuedBy", c.content
       from circular c join person p on p.id = c.issued_by_id left join unit u on u.id = p.unit_id where c.id = $1`, [id]);
    return row ? { ...row, issuedAt: row.issuedAt.toISOString() } : refuse('CIRCULAR_NOT_FOUND');
  }
}
