// Owns one use case: days owed after a round follow a changed calendar, ticket by ticket, in whatever status each is.
// Leaves what moves to domain/recompute-aftercare.ts and when to come to recompute.jobs.ts.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { DeadlineService } from '../../deadline/deadline.service.js';
import { LineService } from '../../line/line.service.js';
import { isAway } from '../../platform/database/away.js';
import { describeError } from '../../platform/logging/describe-error.js';
import { LOGGER } from '../../platform/logging/logger.js';
import type { Logger } from '../../platform/logging/logger.js';
import { aftercareAgain } from '../domain/recompute-aftercare.js';
import { TicketRepository } from '../ticket.repository.js';
import { GatherFacts } from './gather-facts.js';

/** The few tickets on which such a day stands; each part by its own partial index. */
const OWING = `select id from ticket where contest_due_day is not null union select id from ticket where follow_up_owed_at is not null
  union select ticket_id from contest where decided_at is null`;

@Injectable()
export class RecomputeAftercare {
  constructor(
    private readonly source: DataSource,
    private readonly tickets: TicketRepository,
    private readonly facts: GatherFacts,
    private readonly lines: LineService,
    private readonly deadlines: DeadlineService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Answers whether none was left out, held by somebody or failed; else it is to be done again, which changes nothing of what is done. */
  async run(): Promise<boolean> {
    let all = true;
    for (const { id } of await this.source.query<{ id: string }[]>(OWING)) {
      all = await this.source.transaction((manager) => this.one(manager, id)).catch((error: unknown) => {
        if (isAway(error)) throw error;
        // One that cannot be counted holds up none behind it.
        this.logger.error({ ticket: id, error: describeError(error) }, 'recompute');
        return false;
      }) && all;
    }
    return all;
  }

  private async one(manager: EntityManager, id: string): Promise<boolean> {
    const [ticket] = await this.tickets.lockUntaken(manager, [id]);
    if (!ticket) return false;
    const { now, calendar } = await this.deadlines.present(manager);
    const measures = await this.facts.measures(manager, id);
    const { contests, ...moved } = aftercareAgain(ticket, measures, { calendar, line: await this.lines.get(ticket.line, manager) });
    if (moved.events.length === 0) return true;
    await this.tickets.save(manager, ticket, moved, { actorId: null, capacity: 'system', now });
    for (const { measure, dueAt } of contests) {
      await manager.query('update contest set due_at = $3 where ticket_id = $1 and seq = $2 and decided_at is null', [id, measure, dueAt]);
    }
    return true;
  }
}
