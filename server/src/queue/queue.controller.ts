// Owns the endpoints of the queue; they are for system administrators only.
// Leaves what is read to queue.queries.ts and what is done to queue.service.ts.
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { refuse } from '@zhitongche/shared/errors.js';
import {
  FailedPage, FailedQuery, QueueOverview, RerunAnswer, RerunRequest, SetAsidePage, SetAsideQuery, SetAsideRequest, TakeBackRequest,
} from '@zhitongche/shared/queue/contract.js';
import type { z } from 'zod';
import { CurrentPerson } from '../platform/http/signed-in.js';
import type { SignedInPerson } from '../platform/http/signed-in.js';
import { QueueQueries } from './queue.queries.js';
import { QueueService } from './queue.service.js';

@ApiTags('queue')
@Controller('admin/queue')
export class QueueController {
  constructor(
    private readonly queue: QueueService,
    private readonly queries: QueueQueries,
  ) {}

  @Get()
  @ApiOperation({ summary: '任务队列概况：各类任务的等待、执行、重试、失败数，定时任务的上次和下次执行（系统管理员）' })
  @ApiResponse({ status: 200, standardSchema: QueueOverview })
  overview(@CurrentPerson() person: SignedInPerson): Promise<QueueOverview> {
    administrator(person);
    return this.queries.overview();
  }

  @Get('failed')
  @ApiOperation({ summary: '一类任务中失败的，最近失败的在前（系统管理员）' })
  @ApiResponse({ status: 200, standardSchema: FailedPage })
  failed(@CurrentPerson() person: SignedInPerson, @Query({ schema: FailedQuery }) query: z.output<typeof FailedQuery>): Promise<FailedPage> {
    administrator(person);
    return this.queries.failed(query);
  }

  @Post('rerun')
  @HttpCode(200)
  @ApiOperation({ summary: '重新执行一项失败的任务，或一类中全部失败的（系统管理员，留痕）' })
  @ApiResponse({ status: 200, standardSchema: RerunAnswer })
  rerun(@CurrentPerson() person: SignedInPerson, @Body({ schema: RerunRequest }) body: RerunRequest): Promise<RerunAnswer> {
    return this.queue.rerun(administrator(person), body);
  }

  @Get('set-aside')
  @ApiOperation({ summary: '已搁置的任务，最近搁置的在前（系统管理员）' })
  @ApiResponse({ status: 200, standardSchema: SetAsidePage })
  setAsideOnes(@CurrentPerson() person: SignedInPerson, @Query({ schema: SetAsideQuery }) query: z.output<typeof SetAsideQuery>): Promise<SetAsidePage> {
    administrator(person);
    return this.queries.setAside(query);
  }

  @Post('set-aside')
  @HttpCode(204)
  @ApiOperation({ summary: '搁置一项失败的任务，写明原因（系统管理员，留痕）' })
  setAside(@CurrentPerson() person: SignedInPerson, @Body({ schema: SetAsideRequest }) body: SetAsideRequest): Promise<void> {
    return this.queue.setAside(administrator(person), body);
  }

  @Post('take-back')
  @HttpCode(204)
  @ApiOperation({ summary: '取消搁置，重新执行（系统管理员，留痕）' })
  takeBack(@CurrentPerson() person: SignedInPerson, @Body({ schema: TakeBackRequest }) body: { id: string }): Promise<void> {
    return this.queue.takeBack(administrator(person), body.id);
  }
}

/** The person's id. @throws Refusal ROLE_FORBIDDEN */
function administrator(person: SignedInPerson): string {
  return person.grants.some((grant) => grant.role === 'sysadmin') ? person.id : refuse('ROLE_FORBIDDEN');
}
