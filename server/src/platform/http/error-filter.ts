// Owns the form of every answer that is not a success: a code, a Chinese sentence, a request id, never a stack.
// Leaves the codes and sentences to shared/errors.ts.
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch, HttpException } from '@nestjs/common';
import type { ErrorBody, ErrorCode } from '@zhitongche/shared/errors.js';
import { ERRORS, Refusal, retryAfter, sentenceFor } from '@zhitongche/shared/errors.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isBusy } from '../database/away.js';
import { describeError } from '../logging/describe-error.js';
import type { Logger } from '../logging/logger.js';

@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { status, body } = errorAnswer(error, request.id);
    const seconds = retryAfter(body.details);
    if (seconds !== null) void reply.header('retry-after', seconds);
    if (status >= 500) this.logger.error({ requestId: request.id, route: request.routeOptions.url, error: describeError(error) }, 'request failed');
    void reply.status(status).header('cache-control', 'no-store').send(body);
  }
}

/** What is answered to whatever was thrown; also for what Fastify refuses before a route is found. */
export function errorAnswer(error: unknown, requestId: string): { status: number; body: ErrorBody } {
  const { code, details } = read(error);
  return { status: ERRORS[code][0], body: { code, message: sentenceFor(code, details), requestId, ...(details === undefined ? {} : { details }) } };
}

function read(error: unknown): { code: ErrorCode; details?: unknown } {
  if (error instanceof Refusal) return { code: error.code, details: error.details };
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  if (status === 413) return { code: 'REQUEST_TOO_LARGE' };
  if (status === 404) return { code: 'NOT_FOUND' };
  if (typeof status === 'number' && status >= 400 && status < 500) return { code: 'REQUEST_INVALID' };
  return { code: isBusy(error) ? 'SERVER_BUSY' : 'INTERNAL' };
}

/** Fastify's own errors carry the status they stand for. */
function statusOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
}
