// Owns the door for reporters without account: a one-time link shows their ticket and lets them answer and rate.
// Leaves what they may do to the capacities of a link actor; opening changes nothing, however often.
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { refuse } from '@zhitongche/shared/errors.js';
import { ActionRequest, CommandAnswer, FollowView } from '@zhitongche/shared/ticket/contract.js';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { tokenHash } from '../platform/crypto/secrets.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ClientAddress } from '../platform/http/client-address.js';
import { Public } from '../platform/http/signed-in.js';
import { LimitsService } from '../platform/limits/limits.service.js';
import { TakeAction } from './actions/take-action.js';
import type { LinkActor } from './domain/actor.js';
import { isRating, parseCommand } from './parse-command.js';
import { TicketPresenter } from './ticket.presenter.js';

interface Opened {
  actor: LinkActor;
  ownTicketId: string;
}

@ApiTags('follow')
@Public()
@Controller('follow')
export class FollowController {
  constructor(
    private readonly source: DataSource,
    private readonly uow: UnitOfWork,
    private readonly take: TakeAction,
    private readonly presenter: TicketPresenter,
    private readonly limits: LimitsService,
  ) {}

  @Get(':token')
  @ApiOperation({ summary: '凭链接查看自己反映的事项' })
  @ApiResponse({ status: 200, standardSchema: FollowView })
  async open(@ClientAddress() address: string, @Param('token') token: string): Promise<FollowView> {
    const { actor, ownTicketId } = await this.actor(token, address);
    return { ticket: await this.presenter.view(ownTicketId, actor), reporterId: actor.reporterId };
  }

  @Post(':token/actions')
  @HttpCode(200)
  @ApiOperation({ summary: '凭链接测评、补充或留言' })
  @ApiResponse({ status: 200, standardSchema: CommandAnswer })
  async act(
    @ClientAddress() address: string, @Param('token') token: string, @Body({ schema: ActionRequest }) body: z.output<typeof ActionRequest>,
  ): Promise<CommandAnswer> {
    const { actor, ownTicketId } = await this.actor(token, address);
    if (isRating(body.action)) await this.limits.take('rating', `link:${actor.reporterId}`, address);
    const receipt = await this.take.run(actor, ownTicketId, parseCommand(body));
    return { receipt, ticket: await this.presenter.find(ownTicketId, actor) };
  }

  private actor(token: string, address: string): Promise<Opened> {
    return this.limits.attempt('link-guess', address, ['LINK_NOT_FOUND'], () => this.find(token));
  }

  private async find(token: string): Promise<Opened> {
    const [link] = await this.source.query<{ reporterId: string; ticketId: string; own: string; round: number; expiresAt: Date }[]>(
      `select l.reporter_id as "reporterId", r.ticket_id as "ticketId", r.origin_ticket_id as own, l.round,
              l.expires_at as "expiresAt"
       from reporter_link l join ticket_reporter r on r.id = l.reporter_id where l.token_hash = $1`, [tokenHash(token)]);
    if (!link) refuse('LINK_NOT_FOUND');
    if (link.expiresAt <= (await this.uow.now())) refuse('LINK_EXPIRED');
    const { reporterId, ticketId, round, own } = link;
    return { actor: { kind: 'link', reporterId, ticketId, round }, ownTicketId: own };
  }
}
