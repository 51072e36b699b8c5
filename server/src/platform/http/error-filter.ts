// Owns the form of every answer that is not a success: a code, a Chinese sentence, a request id, never a stack.
// Leaves the codes and sentences to shared/errors.ts.
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import { Catch, HttpException } from '@nestjs/common';
import type { ErrorBody, ErrorCode } from '@zhitongche/shared/errors.js';
import { ERRORS, Refusal } from '@zhitongche/shared/errors.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../logging/logger.js';

/** PostgreSQL's and the pool's words for being away or too busy: the client may try the same request again. */
const AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', '57P01', '57P02', '57P03', '53300', '40P01', '40001']);

@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { code, details } = read(error);
    const [status, message] = ERRORS[code];
    if (status >= 500) this.logger.error({ requestId: request.id, url: request.routeOptions.url, error: trace(error) }, 'request failed');
    const body: ErrorBody = { code, message, requestId: request.id, ...(details === undefined ? {} : { details }) };
    void reply.status(status).send(body);
  }
}

function read(error: unknown): { code: ErrorCode; details?: unknown } {
  if (error instanceof Refusal) return { code: error.code, details: error.details };
  const status = error instanceof HttpException ? error.getStatus() : codeOf(error, 'statusCode');
  if (status === 413) return { code: 'REQUEST_TOO_LARGE' };
  if (status === 404) return { code: 'NOT_FOUND' };
  if (typeof status === 'number' && status >= 400 && status < 500) return { code: 'REQUEST_INVALID' };
  return { code: isAway(error) ? 'SERVER_BUSY' : 'INTERNAL' };
}

function isAway(error: unknown): boolean {
  const code = codeOf(error, 'code') ?? codeOf(codeOf(error, 'driverError'), 'code');
  return (typeof code === 'string' && AWAY.has(code)) || /Connection terminated|timeout exceeded when trying to connect/.test(String(error));
}

function codeOf(error: unknown, key: string): unknown {
  return typeof error === 'object' && error !== null && key in error ? (error as Record<string, unknown>)[key] : undefined;
}

function trace(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
