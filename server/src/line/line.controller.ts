// Owns the endpoint that lists the lines and whether the reader may report on them.
// Leaves their settings to line.service.ts.
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { LineList } from '@zhitongche/shared/directory/contract.js';
import { CurrentPerson } from '../platform/http/signed-in.js';
import type { SignedInPerson } from '../platform/http/signed-in.js';
import { LineService } from './line.service.js';

@ApiTags('line')
@Controller('lines')
export class LineController {
  constructor(private readonly lines: LineService) {}

  @Get()
  @ApiOperation({ summary: '各条直通车' })
  @ApiResponse({ status: 200, standardSchema: LineList })
  async all(@CurrentPerson() person: SignedInPerson): Promise<LineList> {
    const lines = [...(await this.lines.all()).values()];
    return {
      items: lines.map(({ key, name, subjectKinds, reportingRoles }) => ({
        key, name, subjectKinds, mayReport: person.grants.some((grant) => reportingRoles.includes(grant.role)),
      })),
    };
  }
}
