// Owns the endpoints of signing in and out and of who one is.
// Leaves sessions to session.service.ts.
import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { DemoPersonList, DemoPersonQuery, DemoSignInRequest, SessionView } from '@zhitongche/shared/session/contract.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG } from '../platform/config/config.js';
import type { Config } from '../platform/config/config.js';
import { CLOCK, isSimulated } from '../platform/database/unit-of-work.js';
import type { Clock } from '../platform/database/unit-of-work.js';
import { ClientAddress } from '../platform/http/client-address.js';
import { CurrentPerson, Public } from '../platform/http/signed-in.js';
import type { SignedInPerson } from '../platform/http/signed-in.js';
import { LimitsService } from '../platform/limits/limits.service.js';
import { SESSION_COOKIE, cookieFlags } from './session-cookie.js';
import { SESSION_HOURS, SessionService } from './session.service.js';

@ApiTags('session')
@Controller('session')
export class SessionController {
  constructor(
    private readonly sessions: SessionService,
    private readonly limits: LimitsService,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: '我是谁' })
  @ApiResponse({ status: 200, standardSchema: SessionView })
  me(@CurrentPerson() person: SignedInPerson): SessionView {
    return this.view(person);
  }

  @Public()
  @Post('demo')
  @HttpCode(200)
  @ApiOperation({ summary: '以演示人物登录（生产环境不存在）' })
  @ApiResponse({ status: 200, standardSchema: SessionView })
  async demo(
    @Body({ schema: DemoSignInRequest }) body: { personId: string }, @ClientAddress() address: string, @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    // One person's share is counted for each address: knowing a name must not be enough to lock its owner out.
    await this.limits.take('sign-in', `${body.personId}@${address}`, address);
    const { token, person } = await this.limits.attempt('sign-in-failed', address, ['PERSON_NOT_FOUND'], () => this.sessions.openDemo(body.personId));
    void reply.setCookie(SESSION_COOKIE, token, { ...cookieFlags(this.config), maxAge: SESSION_HOURS * 3600 });
    return this.view(person);
  }

  @Public()
  @Get('demo')
  @ApiOperation({ summary: '可选的演示人物' })
  @ApiResponse({ status: 200, standardSchema: DemoPersonList })
  async demoPeople(@Query({ schema: DemoPersonQuery }) query: { q?: string }): Promise<DemoPersonList> {
    return { items: await this.sessions.demoPeople(query.q), simulated: isSimulated(this.clock) };
  }

  @Public()
  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: '退出登录' })
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const token = request.cookies[SESSION_COOKIE];
    if (token) await this.sessions.close(token);
    void reply.clearCookie(SESSION_COOKIE, cookieFlags(this.config));
  }

  private view(person: SignedInPerson): SessionView {
    const { id, name, title, unitId, unitName, enterpriseId, enterpriseName } = person;
    return {
      person: { id, name, title, unitId, unitName, enterpriseId, enterpriseName, roles: person.grants },
      demo: this.config.demoSignIn,
      simulated: isSimulated(this.clock),
    };
  }
}
