// Owns what other features may ask about tickets and the working calendar: what a change would do, and how far a recompute has come.
// Leaves the dates to domain/recompute.ts and doing it to recompute.jobs.ts.
import { Injectable } from '@nestjs/common';
import { DISTRICT_DESK, DISTRICT_DESK_NAME } from '@zhitongche/shared/directory/vocabulary.js';
import type { LightHolder } from '@zhitongche/shared/ticket/vocabulary.js';
import type { EntityManager } from 'typeorm';
import { CALENDAR_VERSION } from '../deadline/deadline.service.js';
import type { WorkingCalendar } from '../deadline/domain/working-calendar.js';
import { DirectoryService } from '../directory/directory.service.js';
import { LineService } from '../line/line.service.js';
import { holderOf } from './domain/lights.js';
import type { Counted } from './domain/recompute.js';
import { COUNTED_STATUSES, recomputed } from './domain/recompute.js';
import { BEFORE_ALL } from './actions/recompute.js';
import { TicketRepository } from './ticket.repository.js';

const PAGE = 2_000;

/** A told deadline that would move. */
export interface MovedDay {
  number: string;
  unitName: string;
  from: string;
  to: string;
  provisional: boolean;
}

/** What a calendar would do to the tickets in work at this moment. */
export interface Outlook {
  open: number;
  later: number;
  earlier: number;
  onlyProvisional: number;
  onlyStage: number;
  submitters: number;
  enterprises: number;
  holders: { holder: LightHolder; unitName: string; tickets: number }[];
  /** The first of those that move, by their present deadline. */
  first: MovedDay[];
}

@Injectable()
export class RecomputeService {
  constructor(
    private readonly tickets: TicketRepository,
    private readonly lines: LineService,
    private readonly directory: DirectoryService,
  ) {}

  /** Computes every ticket in work by that calendar and writes nothing. @param shown how many moved ones to list */
  async outlook(manager: EntityManager, calendar: WorkingCalendar, shown: number): Promise<Outlook> {
    const sum = { open: 0, later: 0, earlier: 0, onlyProvisional: 0, onlyStage: 0 };
    const moved: Counted[] = [];
    const days = new Map<string, { to: string; provisional: boolean }>();
    for (let page: Counted[] = [], after = BEFORE_ALL.id; ; after = page.at(-1)?.id ?? after) {
      page = await this.tickets.counted(manager, after, PAGE);
      for (const ticket of page) {
        const { changes, events } = recomputed(ticket, { calendar, line: await this.lines.get(ticket.line, manager) });
        const { dueDay: to = ticket.dueDay, dueProvisional: provisional = ticket.dueProvisional } = changes;
        sum.open += 1;
        if (to > ticket.dueDay) sum.later += 1;
        else if (to < ticket.dueDay) sum.earlier += 1;
        else if (events.length > 0) sum.onlyStage += 1;
        else if (provisional !== ticket.dueProvisional) sum.onlyProvisional += 1;
        if (to === ticket.dueDay) continue;
        moved.push(ticket);
        days.set(ticket.id, { to, provisional });
      }
      if (page.length < PAGE) break;
    }
    const names = await this.holderNames(moved);
    const holders = new Map<string, Outlook['holders'][number]>();
    for (const ticket of moved) {
      const unitName = names(ticket);
      const { holder } = holderOf(ticket);
      const known = holders.get(`${holder} ${unitName}`) ?? { holder, unitName, tickets: 0 };
      holders.set(`${holder} ${unitName}`, { ...known, tickets: known.tickets + 1 });
    }
    const first = [...moved].sort((a, b) => (a.dueDay === b.dueDay ? (a.id < b.id ? -1 : 1) : a.dueDay < b.dueDay ? -1 : 1)).slice(0, shown);
    return {
      ...sum,
      submitters: new Set(moved.flatMap((ticket) => [ticket.submitterId, ...ticket.mergedSubmitterIds])).size,
      enterprises: new Set(moved.flatMap((ticket) => [...(isFirm(ticket) ? [ticket.subjectId] : []), ...ticket.mergedEnterpriseIds])).size,
      holders: [...holders.values()].sort((a, b) => b.tickets - a.tickets).slice(0, shown),
      first: first.map((ticket) => ({
        number: ticket.number, unitName: names(ticket), from: ticket.dueDay, ...(days.get(ticket.id) ?? { to: ticket.dueDay, provisional: ticket.dueProvisional }),
      })),
    };
  }

  /** Tickets in work, and the earliest day from which one of their rounds counts. */
  async open(manager: EntityManager): Promise<{ total: number; oldest: string | null }> {
    const [row] = await manager.query<{ total: number; oldest: string | null }[]>(
      'select count(*)::int as total, min(day0) as oldest from ticket where status = any($1)', [COUNTED_STATUSES]);
    return row ?? { total: 0, oldest: null };
  }

  /** How many are still counted by an older calendar than the one that holds. */
  async left(manager: EntityManager): Promise<number> {
    const [row] = await manager.query<{ left: number }[]>(
      `select count(*)::int as left from ticket where calendar_version < ${CALENDAR_VERSION} and status = any($1)`, [COUNTED_STATUSES]);
    return row?.left ?? 0;
  }

  private async holderNames(moved: readonly Counted[]): Promise<(ticket: Counted) => string> {
    const units = await this.directory.keptUnits(moved.slice(0, 1).flatMap((ticket) => ticket.leadUnitId ?? []));
    return (ticket) => {
      if (ticket.stage === 'supervisor') return '督办员';
      if (ticket.leadUnitId !== null) return units.get(ticket.leadUnitId)?.short ?? ticket.leadUnitId;
      return ticket.deskUnitId === DISTRICT_DESK ? DISTRICT_DESK_NAME : `${units.get(ticket.deskUnitId)?.short ?? ''}研判台`;
    };
  }
}

const isFirm = ({ subjectKind }: Counted): boolean => subjectKind === 'enterprise' || subjectKind === 'talent';
