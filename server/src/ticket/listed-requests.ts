// Owns what is asked beside the lines of a list: of each ticket its request, with the day that granting would give it, or the rating its unit contests.
// Leaves one request's words to request-view.ts and which tickets are listed to ticket.queries.ts.
import { Injectable } from '@nestjs/common';
import type { ListedTicket } from '@zhitongche/shared/ticket/contract.js';
import { DataSource, In } from 'typeorm';
import { DeadlineService } from '../deadline/deadline.service.js';
import { DirectoryService } from '../directory/directory.service.js';
import { LineService } from '../line/line.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { contestViews, requestView } from './request-view.js';
import { TicketEntity } from './ticket.entity.js';

@Injectable()
export class ListedRequests {
  constructor(
    private readonly source: DataSource,
    private readonly lines: LineService,
    private readonly deadlines: DeadlineService,
    private readonly directory: DirectoryService,
    private readonly uow: UnitOfWork,
  ) {}

  /** By ticket; the ids are those of one page of a list, which the reader sees. */
  async tickets(ids: string[]): Promise<Map<string, Pick<ListedTicket, 'request' | 'contest'>>> {
    if (ids.length === 0) return new Map();
    const tickets = await this.source.getRepository(TicketEntity).findBy({ id: In(ids) });
    const people = tickets.flatMap(({ request, badRatings }) => [request?.askedById, request?.endorsedById, ...badRatings.map(({ contest }) => contest?.byId)]);
    const unitIds = tickets.flatMap(({ badRatings }) => badRatings.map(({ unitId }) => unitId));
    const [names, units, lines, now, calendar] = await Promise.all([
      this.directory.peopleNames([...new Set(people.filter((id) => id !== null && id !== undefined))]), this.directory.keptUnits([...new Set(unitIds)]),
      this.lines.all(), this.uow.now(), this.deadlines.recent(),
    ]);
    const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id)?.name ?? null));
    return new Map(tickets.map((ticket) => {
      const line = lines.get(ticket.line);
      const request = line && requestView(ticket, nameOf, { line, calendar, now });
      const contest = contestViews(ticket, nameOf, (id) => units.get(id)?.short ?? id).find(({ decision }) => decision === null);
      return [ticket.id, { ...(request ? { request } : {}), ...(contest ? { contest } : {}) }];
    }));
  }
}
