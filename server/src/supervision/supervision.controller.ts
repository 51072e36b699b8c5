// Owns the endpoints of the supervisor's list.
// Leaves who sees what of it to the queries.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { SupervisionOverview, SupervisionOverviewQuery, SupervisionPage, SupervisionQuery } from '@zhitongche/shared/supervision/contract.js';
import type { z } from 'zod';
import { CurrentPerson } from '../platform/http/signed-in.js';
import type { SignedInPerson } from '../platform/http/signed-in.js';
import { SupervisionQueries } from './supervision.queries.js';

@ApiTags('supervision')
@Controller('supervision')
export class SupervisionController {
  constructor(private readonly queries: SupervisionQueries) {}

  @Get()
  @ApiOperation({ summary: '督办总览：各类件数，各单位欠什么', description: '督办员和区领导看全区，部门负责人和研判台只看本单位。' })
  @ApiResponse({ status: 200, standardSchema: SupervisionOverview })
  overview(@CurrentPerson() person: SignedInPerson, @Query({ schema: SupervisionOverviewQuery }) query: z.output<typeof SupervisionOverviewQuery>): Promise<SupervisionOverview> {
    return this.queries.overview(person, query);
  }

  @Get('items')
  @ApiOperation({ summary: '督办清单：一类一页，超期最久的在前' })
  @ApiResponse({ status: 200, standardSchema: SupervisionPage })
  items(@CurrentPerson() person: SignedInPerson, @Query({ schema: SupervisionQuery }) query: z.output<typeof SupervisionQuery>): Promise<SupervisionPage> {
    return this.queries.page(person, query);
  }
}
