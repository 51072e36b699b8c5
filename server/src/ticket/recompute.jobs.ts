// Owns the job that brings the open tickets in line with a changed calendar, batch after batch until none is left, and then what is owed after a round.
// Leaves one batch to actions/recompute.ts and the rest to actions/recompute-aftercare.ts. Killed anywhere it goes on where it was: a ticket says by which calendar it was counted.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { CALENDAR_VERSION } from '../deadline/deadline.service.js';
import { isAway } from '../platform/database/away.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { HandlesJob } from '../platform/jobs/handles-job.js';
import { describeError } from '../platform/logging/describe-error.js';
import { LOGGER } from '../platform/logging/logger.js';
import type { Logger } from '../platform/logging/logger.js';
import type { Place } from './actions/recompute.js';
import { BEFORE_ALL, Recompute } from './actions/recompute.js';
import { RecomputeAftercare } from './actions/recompute-aftercare.js';
import { COUNTED_STATUSES } from './domain/recompute.js';

/** Short locks: nobody who opens a ticket waits noticeably for the others of its batch. */
const BATCH = 50;
/** Batches at once. */
const LANES = 2;
/** A turn ends after so long and asks for the next, so that the queue's other jobs come to their turn. */
const TURN_MS = 8_000;

const OUTDATED = `from ticket where calendar_version < ${CALENDAR_VERSION} and status = any($1)`;

interface Walk {
  /** When the turn ends, by the process's own clock. */
  until: number;
  /** The furthest that any lane has come. */
  place: Place;
  batches: number;
  /** Nothing is left after that place but what somebody holds. */
  through: boolean;
}

@Injectable()
export class RecomputeJobs {
  constructor(
    private readonly source: DataSource,
    private readonly uow: UnitOfWork,
    private readonly recompute: Recompute,
    private readonly aftercare: RecomputeAftercare,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Answers 0 when there is more to do at once; null when nothing is left or what is left is held by others at this moment. */
  @HandlesJob('calendar.recompute')
  async run(): Promise<number | null> {
    if (!await this.isOpen()) return null;
    const walk = { until: performance.now() + TURN_MS, place: BEFORE_ALL, batches: 0, through: false };
    const ended = await Promise.allSettled(Array.from({ length: LANES }, () => this.lane(walk)));
    for (const each of ended) if (each.status === 'rejected') throw each.reason;
    if (!walk.through) return 0;
    if (await this.aftercare.run()) await this.endIfNoneLeft();
    return walk.batches > 0 && await this.isOpen() ? 0 : null;
  }

  /** Batches until there are none or the turn is over; the other lanes walk the same way. */
  private async lane(walk: Walk): Promise<void> {
    while (!walk.through && performance.now() < walk.until) {
      const after = walk.place;
      const last = await this.source.transaction((manager) => this.batch(manager, after)).catch((error: unknown) => this.oneByOne(after, error));
      if (last === null) walk.through = true;
      else if (isAfter(last, walk.place)) walk.place = last;
      walk.batches += last === null ? 0 : 1;
    }
  }

  /** One batch with its count; null when there was none after that place. */
  private async batch(manager: EntityManager, after: Place): Promise<Place | null> {
    const { last, later, earlier } = await this.recompute.batch(manager, after, BATCH);
    if (last === null) return null;
    if (later + earlier > 0) {
      await manager.query(
        `update calendar_recompute set later = later + $1, earlier = earlier + $2 where version = ${CALENDAR_VERSION}`, [later, earlier]);
    }
    return last;
  }

  /** After a batch that failed: each ticket by itself, so that one that cannot be counted holds up none behind it. */
  private async oneByOne(after: Place, why: unknown): Promise<Place | null> {
    if (isAway(why)) throw why;
    const page = await this.source.query<Place[]>(
      `select id, calendar_version as "calendarVersion" ${OUTDATED} and (calendar_version, id) > ($2, $3::uuid)
       order by calendar_version, id limit ${String(BATCH)}`, [COUNTED_STATUSES, after.calendarVersion, after.id]);
    for (const { id } of page) {
      await this.source.transaction((manager) => this.recompute.one(manager, id)).catch((error: unknown) => {
        if (isAway(error)) throw error;
        this.logger.error({ ticket: id, error: describeError(error) }, 'recompute');
      });
    }
    return page.at(-1) ?? null;
  }

  /** Whether there is something to do; tickets that were written with an older calendar while it changed are found at the next turn. */
  private async isOpen(): Promise<boolean> {
    const [row] = await this.source.query<{ open: boolean }[]>(
      `select exists (select ${OUTDATED}) or exists (select from calendar_recompute where ended_at is null) as open`, [COUNTED_STATUSES]);
    return row?.open ?? false;
  }

  private async endIfNoneLeft(): Promise<void> {
    await this.source.query(
      `update calendar_recompute set ended_at = $2 where ended_at is null and not exists (select ${OUTDATED})`, [COUNTED_STATUSES, await this.uow.now()]);
  }
}

function isAfter(a: Place, b: Place): boolean {
  return a.calendarVersion > b.calendarVersion || (a.calendarVersion === b.calendarVersion && a.id > b.id);
}
