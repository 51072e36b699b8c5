// Owns the endpoint that tells a deadline before there is a ticket.
// Leaves counting to domain/ and the deadlines of tickets to the ticket feature.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { DeadlineAnswer, DeadlineQuery } from '@zhitongche/shared/deadline/contract.js';
import { defaultLimits } from '@zhitongche/shared/deadline/limits.js';
import type { z } from 'zod';
import { LineService } from '../line/line.service.js';
import { DeadlineService } from './deadline.service.js';

@ApiTags('deadline')
@Controller('deadlines')
export class DeadlineController {
  constructor(private readonly deadlines: DeadlineService, private readonly lines: LineService) {}

  @Get('preview')
  @ApiOperation({ summary: '某日上报的事项应于哪天办结，以及为什么是这一天' })
  @ApiResponse({ status: 200, standardSchema: DeadlineAnswer })
  async preview(@Query({ schema: DeadlineQuery }) { line, complexity, from }: z.output<typeof DeadlineQuery>): Promise<DeadlineAnswer> {
    const limits = line === undefined ? defaultLimits : (await this.lines.get(line)).limits;
    return this.deadlines.preview(from, complexity, limits);
  }
}
