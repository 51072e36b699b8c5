// Owns the endpoints of importing and exporting base data: templates, what is there, preview, apply.
// Leaves rules to domain/ and what happens to actions/.
import type { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { refuse } from '@zhitongche/shared/errors.js';
import { ApplyRequest, FileQuery, ImportKinds, ImportPreview, ImportQuery, ImportResult } from '@zhitongche/shared/exchange/contract.js';
import type { ExchangeKind } from '@zhitongche/shared/exchange/kinds.js';
import { EXCHANGE_KIND_LABELS, IMPORT_MOST_BYTES } from '@zhitongche/shared/exchange/kinds.js';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { CurrentPerson } from '../platform/http/signed-in.js';
import type { SignedInPerson } from '../platform/http/signed-in.js';
import { CSV_TYPE, XLSX_TYPE, attachment } from '../platform/sheet/write-sheet.js';
import { ApplyImport } from './actions/apply-import.js';
import { ExportData } from './actions/export-data.js';
import { PreviewImport } from './actions/preview-import.js';
import { importerOf, kindsOf } from './domain/importers.js';
import type { Importer } from './domain/kind.js';
import { readFile } from './read-file.js';
import { tableOf } from './tables/tables.js';
import type { MadeFile } from './write-file.js';
import { exampleOf, makeFile } from './write-file.js';

const BYTES = 'application/octet-stream';
type Out<S extends z.ZodType> = z.output<S>;

@ApiTags('exchange')
@Controller('imports')
export class ExchangeController {
  constructor(
    private readonly preview: PreviewImport,
    private readonly applying: ApplyImport,
    private readonly exporting: ExportData,
  ) {}

  @Get('kinds')
  @ApiOperation({ summary: '此人可以导入导出哪几类基础数据' })
  @ApiResponse({ status: 200, standardSchema: ImportKinds })
  kinds(@CurrentPerson() person: SignedInPerson): ImportKinds {
    return { items: kindsOf(person.id, person.grants) };
  }

  @Get('template')
  @ApiOperation({ summary: '下载导入模板（含一行示例和填写说明）' })
  @ApiProduces(XLSX_TYPE, CSV_TYPE)
  async template(@CurrentPerson() person: SignedInPerson, @Query({ schema: FileQuery }) query: Out<typeof FileQuery>): Promise<StreamableFile> {
    importerFor(person, query.kind);
    const { columns } = tableOf(query.kind).kind;
    return streamed(await makeFile(query.kind, columns, [exampleOf(columns)], query.format, `${EXCHANGE_KIND_LABELS[query.kind]}_模板`));
  }

  @Get('data')
  @ApiOperation({ summary: '导出现有数据（电话打码），格式与导入相同', description: '记入审计日志。' })
  @ApiProduces(XLSX_TYPE, CSV_TYPE)
  async data(@CurrentPerson() person: SignedInPerson, @Query({ schema: FileQuery }) query: Out<typeof FileQuery>): Promise<StreamableFile> {
    return streamed(await this.exporting.run(importerFor(person, query.kind).personId, query.kind, query.format));
  }

  @Post()
  @HttpCode(201)
  @ApiOperation({ summary: '预览一个文件：不写入任何数据', description: '正文是文件本身，.xlsx 或 .csv，不超过 10 MB、20000 行。' })
  @ApiConsumes(BYTES)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 201, standardSchema: ImportPreview })
  async look(@CurrentPerson() person: SignedInPerson, @Query({ schema: ImportQuery }) query: Out<typeof ImportQuery>, @Req() request: FastifyRequest): Promise<ImportPreview> {
    const importer = importerFor(person, query.kind);
    return this.preview.run(importer, query.kind, query.name, await readFile(await bytesOf(request)));
  }

  @Post(':id/apply')
  @HttpCode(200)
  @ApiOperation({ summary: '确认导入：全部写入或全不写入', description: '只有预览者本人可以确认；重复发送只生效一次；数据已变则拒绝。' })
  @ApiResponse({ status: 200, standardSchema: ImportResult })
  async apply(@CurrentPerson() person: SignedInPerson, @Param('id') id: string, @Body({ schema: ApplyRequest }) _body: Out<typeof ApplyRequest>): Promise<ImportResult> {
    if (kindsOf(person.id, person.grants).length === 0) refuse('ROLE_FORBIDDEN');
    if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) refuse('IMPORT_NOT_FOUND');
    return this.applying.run((kind) => importerFor(person, kind), id);
  }
}

/** @throws Refusal ROLE_FORBIDDEN */
function importerFor(person: SignedInPerson, kind: ExchangeKind): Importer {
  return importerOf(person.id, person.grants, kind) ?? refuse('ROLE_FORBIDDEN');
}

const streamed = ({ name, type, content }: MadeFile): StreamableFile => new StreamableFile(content, { type, disposition: attachment(name) });

/** Read here and not by the server's parser, so that only who may import can fill the memory. @throws Refusal IMPORT_FILE_TOO_LARGE */
async function bytesOf({ headers, body }: FastifyRequest): Promise<Buffer> {
  if (headers['content-type'] !== BYTES || body === undefined || body === null) refuse('IMPORT_FILE_UNREADABLE');
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as Readable) { // create-app.ts hands these bodies on as they come
    const part = chunk as Buffer; // a request without an encoding gives bytes
    length += part.length;
    if (length > IMPORT_MOST_BYTES) refuse('IMPORT_FILE_TOO_LARGE');
    chunks.push(part);
  }
  return Buffer.concat(chunks);
}
