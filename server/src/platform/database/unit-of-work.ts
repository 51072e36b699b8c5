// Owns the transaction: one use case, one transaction, one reading of the clock.
// Leaves what is read and written in it to the actions.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';

/** Tells the time inside a transaction. */
export interface Clock {
  /** The instant at which it is read, for tests, the seed and simulations; null: the database's own clock tells, see {@link NOW}. */
  readonly standsAt: Date | null;
}

/** Nest's name for the process's {@link Clock}. */
export const CLOCK = Symbol('clock');

/** The database's own clock: every process of the system agrees on it, whatever its host says. */
export const databaseClock: Clock = { standsAt: null };

/** Whether it tells another time than the world's: whoever shows dates has to know. */
export const isSimulated = (clock: Clock): boolean => clock.standsAt !== null;

/** The time in SQL; `standsAt` is the placeholder of {@link UnitOfWork.standsAt}. A statement that reads anyway reads it along. */
export const NOW = (standsAt: string): string => `coalesce(${standsAt}::timestamptz, clock_timestamp())`;

@Injectable()
export class UnitOfWork {
  constructor(
    private readonly source: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Runs `work` in one transaction; anything thrown rolls all of it back. */
  run<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.source.transaction(work);
  }

  /**
   * Runs `work` that writes with a single statement, which is a transaction by itself: BEGIN and COMMIT would be two
   * more trips to the database. Work that writes with two needs {@link run}.
   */
  once<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return work(this.source.manager);
  }

  /** What a statement binds for {@link NOW}. */
  get standsAt(): Date | null {
    return this.clock.standsAt;
  }

  /** The clock, read inside the transaction and, where a row was locked, under its lock. */
  async now(manager: EntityManager = this.source.manager): Promise<Date> {
    return this.clock.standsAt ?? databaseTime(manager);
  }
}

/** What the database's own clock says. */
export async function databaseTime(manager: EntityManager): Promise<Date> {
  const [row] = await manager.query<{ now: Date }[]>('select clock_timestamp() as now');
  if (!row) throw new Error('the database did not tell the time');
  return row.now;
}
