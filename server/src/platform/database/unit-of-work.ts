// Owns the transaction: one use case, one transaction, one reading of the clock.
// Leaves what is read and written in it to the actions.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';

/** Tells the time inside a transaction. */
export interface Clock {
  now(manager: EntityManager): Promise<Date>;
}

/** Nest's name for the process's {@link Clock}. */
export const CLOCK = Symbol('clock');

/** The database's own clock: every process of the system agrees on it, whatever its host says. */
export const databaseClock: Clock = {
  async now(manager) {
    const [row] = await manager.query<{ now: Date }[]>('select clock_timestamp() as now');
    if (!row) throw new Error('the database did not tell the time');
    return row.now;
  },
};

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

  /** The clock, read inside the transaction and, where a row was locked, under its lock. */
  now(manager: EntityManager = this.source.manager): Promise<Date> {
    return this.clock.now(manager);
  }
}
