// Owns the endpoints that give a list of tickets as a file and say beforehand how much it would hold.
// Leaves the list to ticket.controller.ts and the file to ticket-export.ts.
import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { TicketExportCount, TicketExportQuery } from '@zhitongche/shared/ticket/export-contract.js';
import type { z } from 'zod';
import { CurrentPerson } from '../platform/http/signed-in.js';
import type { SignedInPerson } from '../platform/http/signed-in.js';
import { XLSX_TYPE, attachment } from '../platform/sheet/write-sheet.js';
import { personActor } from './domain/actor.js';
import { TicketExport } from './ticket-export.js';

type Asked = z.output<typeof TicketExportQuery>;

@ApiTags('ticket')
@Controller('tickets/export')
export class TicketExportController {
  constructor(private readonly exports: TicketExport) {}

  @Get()
  @ApiOperation({ summary: '把事项列表导出为 Excel', description: '筛选与权限同列表，按列表的样子隐藏身份，最多 10000 件；记入审计日志。' })
  @ApiProduces(XLSX_TYPE)
  async file(@CurrentPerson() person: SignedInPerson, @Query({ schema: TicketExportQuery }) query: Asked): Promise<StreamableFile> {
    const { name, content } = await this.exports.run(personActor(person), query);
    return new StreamableFile(content, { type: XLSX_TYPE, disposition: attachment(name) });
  }

  @Get('count')
  @ApiOperation({ summary: '导出前：会有多少件' })
  @ApiResponse({ status: 200, standardSchema: TicketExportCount })
  count(@CurrentPerson() person: SignedInPerson, @Query({ schema: TicketExportQuery }) query: Asked): Promise<TicketExportCount> {
    return this.exports.count(personActor(person), query);
  }
}
