// Owns what the limits are counted in: Redis when there is an address, else PostgreSQL, and this process's memory.
// Leaves what is counted and when it is too much to limits.service.ts.
import { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRedis } from 'rate-limiter-flexible';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';
import type { Config } from '../config/config.js';
import type { Logger } from '../logging/logger.js';
import { quiet } from '../quiet.js';
import type { Allowance, LimitName, Limits } from './settings.js';

/** A limiter for each limit that is not switched off. */
export type Limiters = Partial<Record<LimitName, RateLimiterAbstract>>;

export interface Counting {
  limiters: Limiters;
  close(): void;
}

/** Rare, and worth a statement each so that all processes count together. Reports are not: they would wait for each other's count. */
const SHARED_ON_POSTGRES: readonly LimitName[] = ['sign-in-person', 'sign-in-address', 'sign-in-failed', 'rating-person', 'rating-address'];
/** One round trip in a network is nothing beside a report. Everything and made-up links are counted where they come in. */
const SHARED_ON_REDIS: readonly LimitName[] = [...SHARED_ON_POSTGRES, 'submit-person', 'submit-address'];
/** A Redis that hangs delays nobody longer than this, and then the process counts for itself. */
const PATIENCE_MS = 300;

export function startCounting(config: Pick<Config, 'limits' | 'redisUrl'>, source: DataSource, logger: Logger): Counting {
  if (config.redisUrl === null) {
    let cleans = true; // One of them removes what is over, for all.
    const limiters = each(config.limits, SHARED_ON_POSTGRES, (options) => {
      const limiter = new RateLimiterPostgres({
        ...options, storeClient: source, storeType: 'typeorm', tableName: 'rate_limit', tableCreated: true, clearExpiredByTimeout: cleans,
      });
      cleans = false;
      return limiter;
    });
    return { limiters, close: () => undefined };
  }
  const redis = quiet(new Redis(config.redisUrl, {
    lazyConnect: true, enableOfflineQueue: false, maxRetriesPerRequest: 0, connectTimeout: 2_000, commandTimeout: PATIENCE_MS,
  }), logger, 'limits');
  redis.connect().catch(() => undefined); // It keeps trying and has said why; until then the insurance counts.
  const limiters = each(config.limits, SHARED_ON_REDIS, (options) => new RateLimiterRedis({ ...options, storeClient: redis, rejectIfRedisNotReady: true }));
  return { limiters, close: () => { redis.disconnect(); } };
}

type Options = ReturnType<typeof optionsOf>;

function each(limits: Limits, shared: readonly LimitName[], make: (options: Options) => RateLimiterAbstract): Limiters {
  const limiters: Limiters = {};
  for (const name of Object.keys(limits) as LimitName[]) { // its own keys
    const allowance = limits[name];
    if (allowance === null) continue;
    limiters[name] = shared.includes(name) ? make(optionsOf(name, allowance)) : inMemory(name, allowance);
  }
  return limiters;
}

function optionsOf(name: LimitName, allowance: Allowance) {
  return {
    ...allOf(name, allowance),
    // Who is over is refused from memory: hammering on costs the store nothing.
    inMemoryBlockOnConsumed: allowance.points + 1,
    // The store's absence is nobody's fault: then each process counts for itself.
    insuranceLimiter: inMemory(name, allowance),
  };
}

const allOf = (name: LimitName, { points, seconds }: Allowance) => ({ keyPrefix: `ztc-limit-${name}`, points, duration: seconds });
const inMemory = (name: LimitName, allowance: Allowance) => new RateLimiterMemory(allOf(name, allowance));
