// Owns the endpoints of uploads for people with a session: tus (announce, ask, carry on, discard) and looking at one's own.
// Leaves the same for holders of a link, and files in use, to the ticket feature.
import { Controller, Delete, Get, Head, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { SignedQuery, UploadView } from '@zhitongche/shared/attachment/contract.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentPerson } from '../platform/http/signed-in.js';
import type { SignedInPerson } from '../platform/http/signed-in.js';
import type { Uploader } from './domain/uploader.js';
import { UploadService } from './upload.service.js';

const BASE = '/api/attachments';
const uploaderOf = (person: SignedInPerson): Uploader => ({ kind: 'person', personId: person.id });

@ApiTags('attachment')
@Controller('attachments')
export class AttachmentController {
  constructor(private readonly uploads: UploadService) {}

  @Post()
  @HttpCode(201)
  @ApiOperation({ summary: '登记一个附件（tus 1.0.0 creation）', description: 'Upload-Metadata 含 id（客户端生成的 UUID）和 filename。' })
  @ApiHeader({ name: 'Tus-Resumable' })
  @ApiHeader({ name: 'Upload-Length' })
  @ApiHeader({ name: 'Upload-Metadata' })
  announce(@CurrentPerson() person: SignedInPerson, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.uploads.announce(uploaderOf(person), BASE, request, reply);
  }

  /** Before `view`, whose GET would else bring a HEAD of its own. */
  @Head(':id')
  @ApiOperation({ summary: '附件已传到哪里（tus）' })
  async asked(@CurrentPerson() person: SignedInPerson, @Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.uploads.carryOn(uploaderOf(person), id, BASE, request, reply);
  }

  @Patch(':id')
  @HttpCode(204)
  @ApiOperation({ summary: '接着上传（tus）', description: '正文为 application/offset+octet-stream。' })
  async carryOn(@CurrentPerson() person: SignedInPerson, @Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.uploads.carryOn(uploaderOf(person), id, BASE, request, reply);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: '删除没有用上的附件' })
  discard(@CurrentPerson() person: SignedInPerson, @Param('id') id: string): Promise<void> {
    return this.uploads.discard(uploaderOf(person), id);
  }

  @Get(':id')
  @ApiOperation({ summary: '自己上传、还没有发出的附件' })
  @ApiResponse({ status: 200, standardSchema: UploadView })
  view(@CurrentPerson() person: SignedInPerson, @Param('id') id: string): Promise<UploadView> {
    return this.uploads.view(uploaderOf(person), id, BASE);
  }

  @Get(':id/file')
  @ApiOperation({ summary: '附件内容（地址有时限）' })
  async file(
    @CurrentPerson() person: SignedInPerson, @Param('id') id: string, @Query({ schema: SignedQuery }) query: SignedQuery,
    @Req() request: FastifyRequest, @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.uploads.send(uploaderOf(person), { id, variant: 'file' }, query, request, reply);
  }

  @Get(':id/thumbnail')
  @ApiOperation({ summary: '照片缩略图（地址有时限）' })
  async thumbnail(
    @CurrentPerson() person: SignedInPerson, @Param('id') id: string, @Query({ schema: SignedQuery }) query: SignedQuery,
    @Req() request: FastifyRequest, @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.uploads.send(uploaderOf(person), { id, variant: 'thumbnail' }, query, request, reply);
  }
}
