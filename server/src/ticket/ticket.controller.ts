// Owns the endpoints of tickets for people with a session.
// Leaves every rule to the actions and every word shown to the presenter.
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { RequestPreview, RequestPreviewQuery, TicketDeadlineAnswer } from '@zhitongche/shared/deadline/contract.js';
import {
  ActionRequest, CommandAnswer, ContactAnswer, ContactRequest, LinkAnswer, LinkRequest, ListQuery, SubmitRequest, TicketPage, TicketView,
  WorklistCounts,
} from '@zhitongche/shared/ticket/contract.js';
import type { z } from 'zod';
import { ClientAddress } from '../platform/http/client-address.js';
import { CurrentPerson } from '../platform/http/signed-in.js';
import type { SignedInPerson } from '../platform/http/signed-in.js';
import { LimitsService } from '../platform/limits/limits.service.js';
import { personActor } from './domain/actor.js';
import { MakeLink } from './actions/make-link.js';
import { OpenContact } from './actions/open-contact.js';
import { Submit } from './actions/submit.js';
import { TakeAction } from './actions/take-action.js';
import { isRating, parseCommand } from './parse-command.js';
import { TicketDeadline } from './ticket-deadline.js';
import { TicketPresenter } from './ticket.presenter.js';
import { TicketQueries } from './ticket.queries.js';

type Out<S extends z.ZodType> = z.output<S>;

@ApiTags('ticket')
@Controller('tickets')
export class TicketController {
  constructor(
    private readonly submit: Submit,
    private readonly take: TakeAction,
    private readonly contact: OpenContact,
    private readonly links: MakeLink,
    private readonly queries: TicketQueries,
    private readonly presenter: TicketPresenter,
    private readonly limits: LimitsService,
    private readonly deadline: TicketDeadline,
  ) {}

  @Post()
  @HttpCode(201)
  @ApiOperation({ summary: '上报或当场解决', description: '同一 id 重复发送只产生一件事项，回执相同。' })
  @ApiResponse({ status: 201, standardSchema: CommandAnswer })
  async create(
    @CurrentPerson() person: SignedInPerson, @ClientAddress() address: string, @Body({ schema: SubmitRequest }) body: Out<typeof SubmitRequest>,
  ): Promise<CommandAnswer> {
    await this.limits.take('submit', person.id, address);
    const actor = personActor(person);
    const { receipt, born } = await this.submit.run(actor, body);
    return { receipt, ticket: await (born ? this.presenter.newborn(born, actor) : this.presenter.find(body.id, actor)) };
  }

  @Get()
  @ApiOperation({ summary: '事项列表', description: '按人员权限范围；worklist 为各环节待办，按紧急程度排序。' })
  @ApiResponse({ status: 200, standardSchema: TicketPage })
  list(@CurrentPerson() person: SignedInPerson, @Query({ schema: ListQuery }) query: Out<typeof ListQuery>): Promise<TicketPage> {
    return this.queries.page(personActor(person), query);
  }

  @Get('counts')
  @ApiOperation({ summary: '各类待办的件数' })
  @ApiResponse({ status: 200, standardSchema: WorklistCounts })
  counts(@CurrentPerson() person: SignedInPerson): Promise<WorklistCounts> {
    return this.queries.counts(personActor(person));
  }

  @Get(':id')
  @ApiOperation({ summary: '一件事项，以及此人此刻可以做的操作' })
  @ApiResponse({ status: 200, standardSchema: TicketView })
  one(@CurrentPerson() person: SignedInPerson, @Param('id') id: string): Promise<TicketView> {
    return this.presenter.view(id, personActor(person));
  }

  @Get(':id/deadline')
  @ApiOperation({ summary: '本轮期限，以及为什么是这一天' })
  @ApiResponse({ status: 200, standardSchema: TicketDeadlineAnswer })
  due(@CurrentPerson() person: SignedInPerson, @Param('id') id: string): Promise<TicketDeadlineAnswer> {
    return this.deadline.of(id, personActor(person));
  }

  @Get(':id/deadline/preview')
  @ApiOperation({ summary: '申请延期、暂停或变更难易以前，看期限会变成哪一天', description: '与正式提出申请同一套规则；现在不能提的，答复理由。' })
  @ApiResponse({ status: 200, standardSchema: RequestPreview })
  wouldBeDue(
    @CurrentPerson() person: SignedInPerson, @Param('id') id: string, @Query({ schema: RequestPreviewQuery }) query: Out<typeof RequestPreviewQuery>,
  ): Promise<RequestPreview> {
    return this.deadline.preview(id, personActor(person), query);
  }

  @Post(':id/actions')
  @HttpCode(200)
  @ApiOperation({ summary: '对事项进行一项操作', description: 'commandId 重复发送只执行一次；version 为所见版本。' })
  @ApiResponse({ status: 200, standardSchema: CommandAnswer })
  async act(
    @CurrentPerson() person: SignedInPerson, @ClientAddress() address: string, @Param('id') id: string,
    @Body({ schema: ActionRequest }) body: Out<typeof ActionRequest>,
  ): Promise<CommandAnswer> {
    if (isRating(body.action)) await this.limits.take('rating', person.id, address);
    const actor = personActor(person);
    const receipt = await this.take.run(actor, id, parseCommand(body));
    return { receipt, ticket: await this.presenter.find(id, actor) };
  }

  @Post(':id/contact')
  @HttpCode(200)
  @ApiOperation({ summary: '取反映人电话以便拨打（留痕）' })
  @ApiResponse({ status: 200, standardSchema: ContactAnswer })
  async open(
    @CurrentPerson() person: SignedInPerson, @Param('id') id: string, @Body({ schema: ContactRequest }) body: Out<typeof ContactRequest>,
  ): Promise<ContactAnswer> {
    return { phone: await this.contact.run(personActor(person), id, body.reporterId) };
  }

  @Post(':id/links')
  @HttpCode(201)
  @ApiOperation({ summary: '为没有账号的反映人生成查看与测评链接' })
  @ApiResponse({ status: 201, standardSchema: LinkAnswer })
  async link(
    @CurrentPerson() person: SignedInPerson, @Param('id') id: string, @Body({ schema: LinkRequest }) body: Out<typeof LinkRequest>,
  ): Promise<LinkAnswer> {
    const { token, expiresAt } = await this.links.run(personActor(person), id, body.reporterId);
    return { token, path: `/#/f/${token}`, expiresAt: expiresAt.toISOString() };
  }
}
