// Owns the door for reporters without account: a one-time link shows their ticket and lets them answer and rate.
// Leaves what they may do to the capacities of a link actor; opening changes nothing, however often.
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ActionRequest, CommandAnswer, FollowView } from '@zhitongche/shared/ticket/contract.js';
import type { z } from 'zod';
import { ClientAddress } from '../platform/http/client-address.js';
import { Public } from '../platform/http/signed-in.js';
import { LimitsService } from '../platform/limits/limits.service.js';
import { TakeAction } from './actions/take-action.js';
import { OpenLink, linkFilesAt } from './open-link.js';
import { isRating, parseCommand } from './parse-command.js';
import { TicketPresenter } from './ticket.presenter.js';

@ApiTags('follow')
@Public()
@Controller('follow')
export class FollowController {
  constructor(
    private readonly links: OpenLink,
    private readonly take: TakeAction,
    private readonly presenter: TicketPresenter,
    private readonly limits: LimitsService,
  ) {}

  @Get(':token')
  @ApiOperation({ summary: '凭链接查看自己反映的事项' })
  @ApiResponse({ status: 200, standardSchema: FollowView })
  async open(@ClientAddress() address: string, @Param('token') token: string): Promise<FollowView> {
    const { actor, ownTicketId } = await this.links.open(token, address);
    return { ticket: await this.presenter.view(ownTicketId, actor, linkFilesAt(token)), reporterId: actor.reporterId, round: actor.round };
  }

  @Post(':token/actions')
  @HttpCode(200)
  @ApiOperation({ summary: '凭链接测评、补充或留言' })
  @ApiResponse({ status: 200, standardSchema: CommandAnswer })
  async act(
    @ClientAddress() address: string, @Param('token') token: string, @Body({ schema: ActionRequest }) body: z.output<typeof ActionRequest>,
  ): Promise<CommandAnswer> {
    const { actor, ownTicketId } = await this.links.open(token, address);
    if (isRating(body.action)) await this.limits.take('rating', `link:${actor.reporterId}`, address);
    const receipt = await this.take.run(actor, ownTicketId, parseCommand(body));
    return { receipt, ticket: await this.presenter.find(ownTicketId, actor, linkFilesAt(token)) };
  }
}
