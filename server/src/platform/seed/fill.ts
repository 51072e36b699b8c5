// Owns filling the database: base data where there is none, then the demo's stories played to this moment.
// Leaves whether to do so to main.seed.ts and the playing to story-player.ts.
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Application } from '../../features.js';
import type { Config } from '../config/config.js';
import { SECRETS } from '../crypto/secrets.js';
import type { Secrets } from '../crypto/secrets.js';
import { databaseTime } from '../database/unit-of-work.js';
import { JobHandlers } from '../jobs/handles-job.js';
import { createLogger, nestLogger } from '../logging/logger.js';
import { readResidents } from './base-data.js';
import { readStories, scenesUntil } from './demo-stories.js';
import { loadBase } from './load-base.js';
import { StageUnitOfWork, stage, stageClock, stageDice } from './seed-clock.js';
import { StoryPlayer } from './story-player.js';

const REPORT_EVERY = 25;

/** What a database has already. */
export interface Filled {
  base: boolean;
  stories: boolean;
}

/** Adds what is missing; base data and stories are each one transaction. */
export async function fill(config: Config, filled: Filled): Promise<void> {
  const logger = createLogger('seed', 'warn');
  const app = await NestFactory.createApplicationContext(
    Application.with({ config, logger, clock: stageClock, applicationName: 'zhitongche-seed', unitOfWork: StageUnitOfWork }, stageDice),
    { logger: nestLogger(logger), abortOnError: false });
  const source = app.get(DataSource);
  try {
    if (!filled.base) await source.transaction((manager) => loadBase(manager, app.get<Secrets>(SECRETS)));
    if (!filled.stories) await playStories(app, await databaseTime(source.manager));
  } finally {
    await app.close();
  }
}

/** Plays the demo's stories up to `now`, all or nothing: a seed that was interrupted starts over. The application must be on the stage's clock. */
export async function playStories(app: INestApplicationContext, now: Date): Promise<void> {
  const scenes = scenesUntil(readStories(), now);
  const handlers = app.get(JobHandlers).collect();
  const residents = new Map(readResidents().map((resident) => [resident.key, resident]));
  await app.get(DataSource).transaction(async (manager) => {
    stage.manager = manager;
    const player = new StoryPlayer(app, manager, handlers, residents);
    for (const [i, scene] of scenes.entries()) {
      await player.play(scene);
      if ((i + 1) % REPORT_EVERY === 0 || i + 1 === scenes.length) console.log(`seed ${String(i + 1)}/${String(scenes.length)}`);
    }
    await player.lightUntil(now);
    // The heads of the stories have read the digests of past mornings: the first real one tells of the last day only.
    await manager.query(
      `update notice set digest_day = (created_at at time zone 'Asia/Shanghai')::date + 1, read_at = created_at
       where visible_from is null and digest_day is null and created_at < $1::timestamptz - interval '1 day'`, [now]);
    stage.manager = null;
  });
}
