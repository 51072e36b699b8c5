// Owns the endpoints of documents: the register of cards, the next number, monthly circulars.
// Leaves what they say to the queries and issuing to the action.
import { Body, Controller, Get, HttpCode, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  CircularList, CircularPreview, CircularPreviewQuery, CircularRequest, CircularView, DocumentPage, DocumentQuery, NextDocument, NextDocumentQuery,
} from '@zhitongche/shared/supervision/circular.js';
import type { z } from 'zod';
import { CurrentPerson } from '../platform/http/signed-in.js';
import type { SignedInPerson } from '../platform/http/signed-in.js';
import { XLSX_TYPE, attachment } from '../platform/sheet/write-sheet.js';
import { IssueCircular } from './actions/issue-circular.js';
import { circularSheet } from './circular-sheet.js';
import { DocumentsQueries } from './documents.queries.js';
import { supervises } from './supervision.scope.js';

@ApiTags('supervision')
@Controller('supervision')
export class DocumentsController {
  constructor(private readonly documents: DocumentsQueries, private readonly issue: IssueCircular) {}

  @Get('documents')
  @ApiOperation({ summary: '督办文书台账', description: '督办单、黄牌、红牌、约谈，新的在前；部门负责人只看本单位。' })
  @ApiResponse({ status: 200, standardSchema: DocumentPage })
  register(@CurrentPerson() person: SignedInPerson, @Query({ schema: DocumentQuery }) query: z.output<typeof DocumentQuery>): Promise<DocumentPage> {
    return this.documents.register(person, query);
  }

  @Get('documents/next')
  @ApiOperation({ summary: '下一个文号', description: '接着同类文书的最后一号，新的一年从 1 号起；还没有发过时为空。' })
  @ApiResponse({ status: 200, standardSchema: NextDocument })
  next(@CurrentPerson() person: SignedInPerson, @Query({ schema: NextDocumentQuery }) query: z.output<typeof NextDocumentQuery>): Promise<NextDocument> {
    return this.documents.next(person, query);
  }

  @Get('circulars/preview')
  @ApiOperation({ summary: '某月通报的内容，已发出的按发出时' })
  @ApiResponse({ status: 200, standardSchema: CircularPreview })
  preview(@CurrentPerson() person: SignedInPerson, @Query({ schema: CircularPreviewQuery }) { month }: z.output<typeof CircularPreviewQuery>): Promise<CircularPreview> {
    return this.documents.preview(person, month);
  }

  @Get('circulars')
  @ApiOperation({ summary: '已发出的通报' })
  @ApiResponse({ status: 200, standardSchema: CircularList })
  circulars(@CurrentPerson() person: SignedInPerson): Promise<CircularList> {
    return this.documents.circulars(person);
  }

  @Post('circulars')
  @HttpCode(201)
  @ApiOperation({ summary: '发出一个月的通报', description: '发出后内容不再变化；同一 id 重复发送只产生一份。' })
  @ApiResponse({ status: 201, standardSchema: CircularView })
  async send(@CurrentPerson() person: SignedInPerson, @Body({ schema: CircularRequest }) body: z.output<typeof CircularRequest>): Promise<CircularView> {
    supervises(person);
    await this.issue.run(person.id, body, (manager, month) => this.documents.month(manager, month));
    return this.documents.circular(person, body.id);
  }

  @Get('circulars/:id')
  @ApiOperation({ summary: '一份通报' })
  @ApiResponse({ status: 200, standardSchema: CircularView })
  circular(@CurrentPerson() person: SignedInPerson, @Param('id') id: string): Promise<CircularView> {
    return this.documents.circular(person, id);
  }

  @Get('circulars/:id/file')
  @ApiOperation({ summary: '通报的 Excel 文件' })
  @ApiProduces(XLSX_TYPE)
  async file(@CurrentPerson() person: SignedInPerson, @Param('id') id: string): Promise<StreamableFile> {
    const circular = await this.documents.circular(person, id);
    return new StreamableFile(await circularSheet(circular), { type: XLSX_TYPE, disposition: attachment(`通报_${circular.content.month}.xlsx`) });
  }
}
