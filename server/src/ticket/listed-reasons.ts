// Owns why a ticket stands in a list of what waits: its request with the day granting would give, a contest, what is owed before it goes on, who did not come.
// Leaves one request's words to request-view.ts and which tickets are listed to ticket.worklists.ts.
import { Injectable } from '@nestjs/common';
import type { WaitingReason } from '@zhitongche/shared/ticket/waiting.js';
import type { Worklist } from '@zhitongche/shared/ticket/worklists.js';
import { DataSource, In } from 'typeorm';
import { DeadlineService } from '../deadline/deadline.service.js';
import { DirectoryService } from '../directory/directory.service.js';
import { LineService } from '../line/line.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { PersonActor } from './domain/actor.js';
import { judge } from './domain/decide.js';
import { escalationOwed } from './domain/escalation.js';
import type { Setting } from './domain/decide.js';
import type { Ticket } from './domain/ticket.js';
import { contestViews, requestView } from './request-view.js';
import { TicketEntity } from './ticket.entity.js';

/** Lists whose lines say why they are there. */
const SAYING: readonly Worklist[] = ['to_endorse', 'to_decide', 'to_escalate', 'absent_units', 'to_follow_up', 'follow_ups'];
/** What answers a request from the list. */
const ANSWERS = ['endorse_request', 'grant_request', 'refuse_request'] as const;

@Injectable()
export class ListedReasons {
  constructor(
    private readonly source: DataSource,
    private readonly lines: LineService,
    private readonly deadlines: DeadlineService,
    private readonly directory: DirectoryService,
    private readonly uow: UnitOfWork,
  ) {}

  /** By ticket; the ids are those of one page of that list, which the reader sees. */
  async of(worklist: Worklist | undefined, ids: string[], actor: PersonActor): Promise<Map<string, WaitingReason>> {
    if (worklist === undefined || !SAYING.includes(worklist) || ids.length === 0) return new Map();
    const tickets = await this.source.getRepository(TicketEntity).findBy({ id: In(ids) });
    const people = tickets.flatMap(({ request, badRatings }) => [request?.askedById, request?.endorsedById, ...badRatings.map(({ contest }) => contest?.byId)]);
    const unitIds = tickets.flatMap(({ badRatings, unitsCall }) => [...badRatings.map(({ unitId }) => unitId), ...(unitsCall?.unitIds ?? [])]);
    const [names, units, lines, now, calendar] = await Promise.all([
      this.directory.peopleNames([...new Set(people.filter((id) => id !== null && id !== undefined))]), this.directory.keptUnits([...new Set(unitIds)]),
      this.lines.all(), this.uow.now(), this.deadlines.recent(),
    ]);
    const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id)?.name ?? null));
    const unitName = (id: string): string => units.get(id)?.short ?? id;
    return new Map(tickets.flatMap((ticket) => {
      const line = lines.get(ticket.line);
      return line === undefined ? [] : [[ticket.id, reasonOf(worklist, ticket, { actor, setting: { line, calendar, now, draw: 0, facts: {} }, nameOf, unitName })] as const];
    }));
  }
}

interface Looking {
  actor: PersonActor;
  setting: Setting;
  nameOf: (id: string | null) => string | null;
  unitName: (id: string) => string;
}

function reasonOf(worklist: Worklist, ticket: Ticket, { actor, setting, nameOf, unitName }: Looking): WaitingReason {
  switch (worklist) {
    case 'to_endorse': case 'to_decide': {
      const request = requestView(ticket, nameOf, setting);
      const contest = contestViews(ticket, nameOf, unitName).find(({ decision }) => decision === null);
      const actions = ANSWERS.filter((action) => judge(ticket, action, actor, setting).refusal === null);
      return { ...(request ? { request, decision: { version: ticket.version, actions } } : {}), ...(contest && worklist === 'to_decide' ? { contest } : {}) };
    }
    case 'to_escalate': {
      const owed = escalationOwed(ticket, setting.line);
      return owed === null ? {} : { owed };
    }
    case 'absent_units': {
      const { unitIds, arrivedUnitIds } = ticket.unitsCall ?? { unitIds: [], arrivedUnitIds: null };
      const unitNames = unitIds.filter((id) => arrivedUnitIds?.includes(id) === false).map(unitName);
      return { absent: { unitNames, stickingPoint: ticket.stickingPoint } };
    }
    default: return ticket.followUpDay === null ? {} : { followUp: { day: ticket.followUpDay, owedDay: ticket.followUpOwedDay } };
  }
}
