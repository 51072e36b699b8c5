// Owns the environment, parsed once and typed; a wrong value stops the start with the variable's name.
// Leaves every use of a setting to the part that needs it.
import { isIP } from 'node:net';
import { z } from 'zod';
import { parseLimits } from '../limits/settings.js';
import { withFiles } from './with-files.js';
import type { StorePlace } from '../storage/store-place.js';
import { STORE_SETTINGS, storePlace } from '../storage/store-place.js';

const key = z.string().refine((v) => Buffer.from(v, 'base64').length === 32, 'must be 32 bytes in base64');
const flag = z.enum(['0', '1', 'true', 'false', '']).default('0').transform((v) => v === '1' || v === 'true');

const proxies = z.string().default('').transform((v) => v.split(',').map((each) => each.trim()).filter((each) => each !== ''))
  .refine((list) => list.every(isNetwork), 'must be addresses or networks such as 10.0.0.5,172.16.0.0/12');
const limits = z.string().default('').transform((text, context) => {
  const parsed = parseLimits(text);
  if (parsed === null) context.addIssue('must be off, or a list such as submit-person=600/600,address=off');
  return parsed ?? z.NEVER;
});

const Environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// address'),
  REDIS_URL: z.string().regex(/^rediss?:\/\//, 'must be a redis:// address').optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3180),
  MINIAPP_DIST: z.string().optional(),
  DATA_KEY: key,
  HASH_KEY: key,
  DEMO_SIGN_IN: flag,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** Proxies in front of the API, whose X-Forwarded-For is believed; nobody's otherwise. */
  TRUSTED_PROXIES: proxies,
  /** Other limits than those of limits/settings.ts. */
  LIMITS: limits,
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
  METRICS_HOST: z.string().default('127.0.0.1'),
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  DRAIN_MS: z.coerce.number().int().min(0).max(3_000).default(0),
  ...STORE_SETTINGS,
}).refine((env) => !(env.NODE_ENV === 'production' && env.DEMO_SIGN_IN), {
  path: ['DEMO_SIGN_IN'], message: 'is refused when NODE_ENV=production',
});

const NO_PLACE: StorePlace = { kind: 'none' };

export type Config = ReturnType<typeof readConfig>;

/**
 * Reads the settings of a process.
 * @param withStore false: of a program that touches no file of an attachment, so that no place for them has to be named
 * @throws Error naming each wrong variable and why
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env, withStore = true) {
  const parsed = Environment.safeParse(withFiles(env));
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ');
    throw new Error(`configuration: ${wrong}`);
  }
  const e = parsed.data;
  return {
    environment: e.NODE_ENV,
    databaseUrl: e.DATABASE_URL,
    databasePool: e.DATABASE_POOL,
    /** Where the operator's figures are served; null: nowhere. */
    metrics: e.METRICS_PORT === undefined ? null : { host: e.METRICS_HOST, port: e.METRICS_PORT },
    /** How long an ending API still answers while it already says that it is not ready. */
    drainMs: e.DRAIN_MS,
    redisUrl: e.REDIS_URL ?? null,
    host: e.HOST,
    port: e.PORT,
    miniappDist: e.MINIAPP_DIST ?? null,
    dataKey: Buffer.from(e.DATA_KEY, 'base64'),
    hashKey: Buffer.from(e.HASH_KEY, 'base64'),
    demoSignIn: e.DEMO_SIGN_IN,
    logLevel: e.LOG_LEVEL,
    trustedProxies: e.TRUSTED_PROXIES,
    limits: e.LIMITS,
    secureCookie: e.NODE_ENV === 'production',
    store: withStore ? storePlace(e, e.NODE_ENV === 'production') : NO_PLACE,
  };
}

/** An address, or one with the length of its network; /0 would trust everybody. */
function isNetwork(text: string): boolean {
  const [address = '', length, ...more] = text.split('/');
  const bits = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  return bits > 0 && more.length === 0 && (length === undefined || (/^\d{1,3}$/.test(length) && Number(length) >= 1 && Number(length) <= bits));
}

/** Nest's name for the one {@link Config} of the process. */
export const CONFIG = Symbol('config');
