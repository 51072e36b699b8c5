// Owns the endpoint of the category tree.
// Leaves suggestions to the ticket they are made for.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { CategoryList, CategoryQuery } from '@zhitongche/shared/directory/contract.js';
import type { z } from 'zod';
import { RoutingService } from './routing.service.js';

@ApiTags('routing')
@Controller('categories')
export class RoutingController {
  constructor(private readonly routing: RoutingService) {}

  @Get()
  @ApiOperation({ summary: '事项类别（三级）' })
  @ApiResponse({ status: 200, standardSchema: CategoryList })
  async categories(@Query({ schema: CategoryQuery }) query: z.output<typeof CategoryQuery>): Promise<CategoryList> {
    return { items: await this.routing.categories(query.line) };
  }
}
