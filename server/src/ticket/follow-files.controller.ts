// Owns the door for files of reporters without account: uploading for their words, and opening what they see.
// Leaves who the holder of a link is to open-link.ts, uploads and bytes to the attachment feature.
import { Controller, Delete, Get, Head, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { SignedQuery, UploadView } from '@zhitongche/shared/attachment/contract.js';
import { refuse } from '@zhitongche/shared/errors.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Uploader } from '../attachment/domain/uploader.js';
import { UploadService } from '../attachment/upload.service.js';
import { ClientAddress } from '../platform/http/client-address.js';
import { Public } from '../platform/http/signed-in.js';
import { uploaderOf } from './actions/attach-files.js';
import { OpenLink } from './open-link.js';
import { TicketFiles } from './ticket-files.js';

const baseOf = (token: string): string => `/api/follow/${encodeURIComponent(token)}/attachments`;

@ApiTags('follow')
@Public()
@Controller('follow/:token')
export class FollowFilesController {
  constructor(
    private readonly links: OpenLink,
    private readonly uploads: UploadService,
    private readonly files: TicketFiles,
  ) {}

  @Post('attachments')
  @HttpCode(201)
  @ApiOperation({ summary: '凭链接登记一个附件（tus 1.0.0 creation）' })
  async announce(@ClientAddress() address: string, @Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.uploads.announce(await this.uploader(token, address), baseOf(token), request, reply);
  }

  /** Before `view`, whose GET would else bring a HEAD of its own. */
  @Head('attachments/:id')
  @ApiOperation({ summary: '凭链接上传的附件已传到哪里（tus）' })
  async asked(
    @ClientAddress() address: string, @Param('token') token: string, @Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.uploads.carryOn(await this.uploader(token, address), id, baseOf(token), request, reply);
  }

  @Patch('attachments/:id')
  @HttpCode(204)
  @ApiOperation({ summary: '凭链接接着上传（tus）' })
  async carryOn(
    @ClientAddress() address: string, @Param('token') token: string, @Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.uploads.carryOn(await this.uploader(token, address), id, baseOf(token), request, reply);
  }

  @Delete('attachments/:id')
  @HttpCode(204)
  @ApiOperation({ summary: '删除凭链接上传、没有用上的附件' })
  async discard(@ClientAddress() address: string, @Param('token') token: string, @Param('id') id: string): Promise<void> {
    await this.uploads.discard(await this.uploader(token, address), id);
  }

  @Get('attachments/:id')
  @ApiOperation({ summary: '凭链接上传、还没有发出的附件' })
  @ApiResponse({ status: 200, standardSchema: UploadView })
  async view(@ClientAddress() address: string, @Param('token') token: string, @Param('id') id: string): Promise<UploadView> {
    return this.uploads.view(await this.uploader(token, address), id, baseOf(token));
  }

  @Get('attachments/:id/:variant')
  @ApiOperation({ summary: '凭链接上传、还没有发出的附件的内容或缩略图' })
  async own(
    @ClientAddress() address: string, @Param('token') token: string, @Param('id') id: string, @Param('variant') variant: string,
    @Query({ schema: SignedQuery }) query: SignedQuery, @Req() request: FastifyRequest, @Res() reply: FastifyReply,
  ): Promise<void> {
    if (variant !== 'file' && variant !== 'thumbnail') refuse('ATTACHMENT_NOT_FOUND');
    await this.uploads.send(await this.uploader(token, address), { id, variant }, query, request, reply);
  }

  @Get('files/:fileId/:variant')
  @ApiOperation({ summary: '自己反映的事项的附件（地址有时限）' })
  async open(
    @ClientAddress() address: string, @Param('token') token: string, @Param('fileId') fileId: string, @Param('variant') variant: string,
    @Query({ schema: SignedQuery }) query: SignedQuery, @Req() request: FastifyRequest, @Res() reply: FastifyReply,
  ): Promise<void> {
    const { actor, ownTicketId } = await this.links.open(token, address);
    await this.files.send(actor, { ticketId: ownTicketId, fileId, variant }, query, request, reply);
  }

  private async uploader(token: string, address: string): Promise<Uploader> {
    return uploaderOf((await this.links.open(token, address)).actor);
  }
}
