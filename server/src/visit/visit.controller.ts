// Owns the endpoints of visits.
// Leaves everything else to visit.service.ts.
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { VisitPage, VisitQuery, VisitRequest, VisitView } from '@zhitongche/shared/visit/contract.js';
import type { z } from 'zod';
import { CurrentPerson } from '../platform/http/signed-in.js';
import type { SignedInPerson } from '../platform/http/signed-in.js';
import { VisitService } from './visit.service.js';

@ApiTags('visit')
@Controller('visits')
export class VisitController {
  constructor(private readonly visits: VisitService) {}

  @Post()
  @HttpCode(201)
  @ApiOperation({ summary: '记一次走访' })
  @ApiResponse({ status: 201, standardSchema: VisitView })
  async record(@CurrentPerson() person: SignedInPerson, @Body({ schema: VisitRequest }) body: z.output<typeof VisitRequest>): Promise<VisitView> {
    await this.visits.record(person, body);
    return this.visits.one(person.id, body.id);
  }

  @Get()
  @ApiOperation({ summary: '我的走访' })
  @ApiResponse({ status: 200, standardSchema: VisitPage })
  page(@CurrentPerson() person: SignedInPerson, @Query({ schema: VisitQuery }) query: z.output<typeof VisitQuery>): Promise<VisitPage> {
    return this.visits.page(person.id, query);
  }

  @Get(':id')
  @ApiOperation({ summary: '一次走访' })
  @ApiResponse({ status: 200, standardSchema: VisitView })
  one(@CurrentPerson() person: SignedInPerson, @Param('id') id: string): Promise<VisitView> {
    return this.visits.one(person.id, id);
  }
}
