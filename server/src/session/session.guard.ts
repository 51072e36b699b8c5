// Owns the door: every endpoint needs a session unless it is marked @Public().
// Leaves what a person may do behind it to the features.
import { Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { PUBLIC } from '../platform/http/signed-in.js';
import type { GuardedRequest } from '../platform/http/signed-in.js';
import { SESSION_COOKIE } from './session-cookie.js';
import { SessionService } from './session.service.js';

@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, [context.getHandler(), context.getClass()])) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest & GuardedRequest>();
    request.person = await this.sessions.whoIs(request.cookies[SESSION_COOKIE]);
    return true;
  }
}
