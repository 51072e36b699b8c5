// Owns the endpoints that pickers choose from: units, colleagues, subjects.
// Leaves lines and categories to their features.
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ColleagueList, SubjectList, SubjectQuery, UnitList } from '@zhitongche/shared/directory/contract.js';
import type { z } from 'zod';
import { LineService } from '../line/line.service.js';
import { CurrentPerson } from '../platform/http/signed-in.js';
import type { SignedInPerson } from '../platform/http/signed-in.js';
import { DirectoryService } from './directory.service.js';
import { SubjectService } from './subject.service.js';

@ApiTags('directory')
@Controller()
export class DirectoryController {
  constructor(
    private readonly directory: DirectoryService,
    private readonly subjects: SubjectService,
    private readonly lines: LineService,
  ) {}

  @Get('units')
  @ApiOperation({ summary: '可以牵头或协办的单位' })
  @ApiResponse({ status: 200, standardSchema: UnitList })
  async units(): Promise<UnitList> {
    return { items: await this.directory.units() };
  }

  @Get('colleagues')
  @ApiOperation({ summary: '本单位的承办人和负责人' })
  @ApiResponse({ status: 200, standardSchema: ColleagueList })
  async colleagues(@CurrentPerson() person: SignedInPerson): Promise<ColleagueList> {
    const units = person.grants.filter((g) => g.role === 'head' || g.role === 'handler').map((g) => g.key ?? '');
    return { items: await this.directory.colleagues(units) };
  }

  @Get('subjects')
  @ApiOperation({ summary: '走访对象：两个字就能找到；联系的排在前面' })
  @ApiResponse({ status: 200, standardSchema: SubjectList })
  async find(@CurrentPerson() person: SignedInPerson, @Query({ schema: SubjectQuery }) query: z.output<typeof SubjectQuery>): Promise<SubjectList> {
    const line = await this.lines.get(query.line);
    return { items: await this.subjects.search(line.subjectKinds, person.id, query.q || undefined) };
  }
}
