// Owns the HTTP process around the features: Fastify, headers, cookies, errors, static mini-app, OpenAPI.
// Leaves every endpoint to the features.
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { refuse } from '@zhitongche/shared/errors.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config/config.js';
import { CLOCK } from '../database/unit-of-work.js';
import type { Clock } from '../database/unit-of-work.js';
import { LimitsService } from '../limits/limits.service.js';
import { nestLogger } from '../logging/logger.js';
import type { Logger } from '../logging/logger.js';
import { clientAddress } from './client-address.js';
import { METRICS } from '../metrics/metrics.js';
import type { Metrics } from '../metrics/metrics.js';
import { Readiness } from '../readiness.js';
import { ErrorFilter, errorAnswer } from './error-filter.js';
import { serveDocument } from './open-api.js';
import { PATIENCE, answerClientError, refuseExpectations } from './patience.js';
import { SchemaPipe } from './validation-pipe.js';
import { watchRequests } from './watch-requests.js';

/** Texts of 5,000 code points and their JSON; attachments come as streams, which count their bytes themselves. */
const BODY_LIMIT = 256 * 1024;
const ASSET_AGE = 31_536_000;
/** What an ending process still answers has so long; with DRAIN_MS before it, less than whoever stops us waits. */
const LAST_WORDS_MS = 1_500;
const WATCHED = new Set(['/api/health', '/api/ready']);

/** The application with everything registered, not yet listening. */
export async function createApp(module: DynamicModule, config: Config, logger: Logger): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT, genReqId: () => randomUUID(), trustProxy: config.trustedProxies.length > 0 && config.trustedProxies, forceCloseConnections: 'idle', ...PATIENCE, clientErrorHandler: answerClientError,
    // An address that Fastify cannot read never comes as far as the filter.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const { status, body } = errorAnswer(error, request.id);
      void reply.status(status).header('cache-control', 'no-store').header('x-content-type-options', 'nosniff').send(body);
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: nestLogger(logger), abortOnError: false });
  app.setGlobalPrefix('api');
  app.useGlobalPipes(new SchemaPipe());
  app.useGlobalFilters(new ErrorFilter(logger));
  const server = adapter.getInstance();
  watchRequests(server, app.get<Metrics>(METRICS), logger);
  await app.register(cookie);
  await app.register(compress, { threshold: 1024, globalDecompression: false });
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: { defaultSrc: [`'self'`], styleSrc: [`'self'`, `'unsafe-inline'`], fontSrc: [`'self'`, 'data:'], imgSrc: [`'self'`, 'data:', 'blob:'], mediaSrc: [`'self'`, 'blob:'], upgradeInsecureRequests: null },
    },
    strictTransportSecurity: config.secureCookie,
  });
  // A file goes to its endpoint as it comes: who may send one is asked before its bytes are kept.
  server.addContentTypeParser(['application/octet-stream', 'application/offset+octet-stream'], (_request: FastifyRequest, payload: unknown, done: (error: null, body: unknown) => void) => { done(null, payload); });
  const readiness = app.get(Readiness);
  refuseExpectations(app.getHttpServer());
  const limits = app.get(LimitsService);
  const clock = app.get<Clock>(CLOCK);
  server.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    // What the API says is for this person at this moment; a handler that knows better says so itself.
    if (request.url.startsWith('/api')) void reply.header('cache-control', 'no-store');
    // The mini-app words dates by it. Node says the host's time by itself.
    if (clock.standsAt !== null) void reply.header('date', clock.standsAt.toUTCString());
    // Whoever watches the process must not find it gone because others ask too much.
    if (!WATCHED.has(request.url)) await limits.request(clientAddress(request));
    if (request.headers.host === undefined && request.raw.httpVersion === '1.1') refuse('REQUEST_INVALID');
    refuseForeignOrigin(request);
  });
  server.addHook('onSend', (_request: FastifyRequest, reply: FastifyReply, payload: unknown, done: (error: null, payload: unknown) => void) => {
    // A connection kept open after its answer would keep an ending process alive; the next one is opened elsewhere.
    if (readiness.isEnding()) void reply.header('connection', 'close');
    done(null, payload);
  });
  // A browser opens connections ahead; one that was never used counts as busy and would be waited for to the end.
  server.addHook('preClose', (done: () => void) => {
    setTimeout(() => { adapter.getHttpServer().closeAllConnections(); }, LAST_WORDS_MS).unref();
    done();
  });
  serveDocument(app);
  if (config.miniappDist !== null) await serveMiniapp(app, config.miniappDist);
  return app;
}

/** A cookie is sent along by any page that asks for it; only our own pages may ask for a change (CSRF). */
function refuseForeignOrigin(request: FastifyRequest): void {
  const { origin, host } = request.headers;
  if (request.method === 'GET' || request.method === 'HEAD' || origin === undefined) return;
  if (!URL.canParse(origin) || new URL(origin).host !== host) refuse('ORIGIN_REFUSED');
}

async function serveMiniapp(app: NestFastifyApplication, root: string): Promise<void> {
  // Only the process that serves the mini-app itself carries the file server.
  const { default: fastifyStatic } = await import('@fastify/static');
  await app.register(fastifyStatic, {
    root: path.resolve(root),
    // The page names its assets by their content: they may be kept for ever, the page itself never.
    setHeaders: (reply, file) => {
      const asset = file.includes(`${path.sep}assets${path.sep}`);
      void reply.header('cache-control', asset ? `public, max-age=${String(ASSET_AGE)}, immutable` : 'no-cache');
    },
  });
}
