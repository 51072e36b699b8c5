// Owns filling an empty database with the demo district: base data, then its stories played to this moment.
// Leaves real districts to imports; it refuses to run in production.
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Application } from './features.js';
import { readConfig } from './platform/config/config.js';
import { SECRETS } from './platform/crypto/secrets.js';
import type { Secrets } from './platform/crypto/secrets.js';
import { JobHandlers } from './platform/jobs/handles-job.js';
import { createLogger, nestLogger } from './platform/logging/logger.js';
import { readResidents } from './platform/seed/base-data.js';
import { readStories, scenesUntil } from './platform/seed/demo-stories.js';
import { loadBase } from './platform/seed/load-base.js';
import { StageUnitOfWork, stage, stageClock, stageDice } from './platform/seed/seed-clock.js';
import { StoryPlayer } from './platform/seed/story-player.js';

const REPORT_EVERY = 25;

const config = readConfig();
if (config.environment === 'production') throw new Error('seed: demo data is refused when NODE_ENV=production');
const logger = createLogger('seed', 'warn');
const app = await NestFactory.createApplicationContext(
  Application.with({ config, logger, clock: stageClock, applicationName: 'zhitongche-seed', unitOfWork: StageUnitOfWork }, stageDice),
  { logger: nestLogger(logger), abortOnError: false });
const source = app.get(DataSource);
try {
  if (!(await has('line'))) await source.transaction((manager) => loadBase(manager, app.get<Secrets>(SECRETS)));
  if (!(await has('ticket'))) await playStories();
} finally {
  await app.close();
}

async function has(table: 'line' | 'ticket'): Promise<boolean> {
  const [row] = await source.query<{ has: boolean }[]>(`select exists (select from "${table}") as has`);
  return row?.has ?? false;
}

/** All or nothing: a seed that was interrupted starts over. */
async function playStories(): Promise<void> {
  const [clock] = await source.query<{ now: Date }[]>('select clock_timestamp() as now');
  if (!clock) throw new Error('the database did not tell the time');
  const scenes = scenesUntil(readStories(), clock.now);
  const handlers = app.get(JobHandlers).collect();
  const residents = new Map(readResidents().map((resident) => [resident.key, resident]));
  await source.transaction(async (manager) => {
    stage.manager = manager;
    const player = new StoryPlayer(app, manager, handlers, residents);
    for (const [i, scene] of scenes.entries()) {
      await player.play(scene);
      if ((i + 1) % REPORT_EVERY === 0 || i + 1 === scenes.length) console.log(`seed ${String(i + 1)}/${String(scenes.length)}`);
    }
    await player.lightUntil(clock.now);
    stage.manager = null;
  });
}
