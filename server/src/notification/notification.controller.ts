// Owns the endpoints of in-app notices.
// Leaves everything else to notification.service.ts.
import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { NoticePage, NoticeQuery, ReadRequest } from '@zhitongche/shared/notification/contract.js';
import type { z } from 'zod';
import { CurrentPerson } from '../platform/http/signed-in.js';
import type { SignedInPerson } from '../platform/http/signed-in.js';
import { NotificationService } from './notification.service.js';

@ApiTags('notice')
@Controller('notices')
export class NotificationController {
  constructor(private readonly notices: NotificationService) {}

  @Get()
  @ApiOperation({ summary: '我的通知' })
  @ApiResponse({ status: 200, standardSchema: NoticePage })
  page(@CurrentPerson() person: SignedInPerson, @Query({ schema: NoticeQuery }) query: z.output<typeof NoticeQuery>): Promise<NoticePage> {
    return this.notices.page(person.id, query);
  }

  @Post('read')
  @HttpCode(204)
  @ApiOperation({ summary: '标为已读' })
  read(@CurrentPerson() person: SignedInPerson, @Body({ schema: ReadRequest }) body: z.output<typeof ReadRequest>): Promise<void> {
    return this.notices.read(person.id, body.ids);
  }
}
