// Owns what every feature stands on: configuration, log, clock, secrets, the object store, the unit of work.
// Leaves HTTP to http/ and jobs to jobs/.
import type { DynamicModule, Type } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { CONFIG } from './config/config.js';
import type { Config } from './config/config.js';
import { SECRETS, createSecrets } from './crypto/secrets.js';
import { dataSourceOptions } from './database/data-source.js';
import type { Clock } from './database/unit-of-work.js';
import { CLOCK, UnitOfWork } from './database/unit-of-work.js';
import { HealthController } from './http/health.controller.js';
import { JobHandlers } from './jobs/handles-job.js';
import { LimitsService } from './limits/limits.service.js';
import { LOGGER } from './logging/logger.js';
import type { Logger } from './logging/logger.js';
import type { Metrics } from './metrics/metrics.js';
import { METRICS, createMetrics } from './metrics/metrics.js';
import { Readiness } from './readiness.js';
import { createStore } from './storage/create-store.js';
import { STORE } from './storage/object-store.js';

export interface PlatformParts {
  config: Config;
  logger: Logger;
  clock: Clock;
  entities: EntityTarget<ObjectLiteral>[];
  /** Shown in pg_stat_activity. */
  applicationName: string;
  /** Another unit of work than a transaction each; for the seed, which is one whole. */
  unitOfWork?: Type<UnitOfWork>;
  /** Those of an API nobody asks, unless given. */
  metrics?: Metrics;
}

@Module({})
export class PlatformModule {
  static with({ config, logger, clock, entities, applicationName, unitOfWork = UnitOfWork, metrics = createMetrics('api') }: PlatformParts): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      imports: [
        DiscoveryModule,
        TypeOrmModule.forRoot({
          ...dataSourceOptions({ url: config.databaseUrl, pool: config.databasePool, entities, applicationName }),
          // API and worker start in any order, also before the database: keep trying for ten minutes.
          retryAttempts: 300, retryDelay: 2000, verboseRetryLog: false,
        }),
      ],
      controllers: [HealthController],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LOGGER, useValue: logger },
        { provide: CLOCK, useValue: clock },
        { provide: METRICS, useValue: metrics },
        { provide: SECRETS, useValue: createSecrets(config.dataKey, config.hashKey) },
        { provide: STORE, useFactory: () => createStore(config.store) },
        { provide: UnitOfWork, useClass: unitOfWork },
        JobHandlers, LimitsService, Readiness,
      ],
      exports: [CONFIG, LOGGER, CLOCK, METRICS, SECRETS, STORE, UnitOfWork, JobHandlers, LimitsService],
    };
  }
}
