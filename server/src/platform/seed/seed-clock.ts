// Owns the clock of the seed and its dice: both say what the story says.
// Leaves them out of every other process; main.seed refuses to run in production.
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Clock } from '../database/unit-of-work.js';
import { UnitOfWork } from '../database/unit-of-work.js';

export interface Stage {
  now: Date;
  draw: number;
  /** The one transaction everything is played in. */
  manager: EntityManager | null;
}

export const stage: Stage = { now: new Date(0), draw: 0.99, manager: null };

export const stageClock: Clock = { get standsAt() { return stage.now; } };

export const stageDice = (): number => stage.draw;

/** Runs every use case as a part of the seed's own transaction: one that fails ends the seed and takes everything back. */
@Injectable()
export class StageUnitOfWork extends UnitOfWork {
  override run<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return stage.manager === null ? super.run(work) : work(stage.manager);
  }

  override once<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.run(work);
  }
}
