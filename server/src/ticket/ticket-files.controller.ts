// Owns the endpoint of a ticket's files for people with a session.
// Leaves who sees which file to ticket-files.ts and uploads to the attachment feature.
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SignedQuery } from '@zhitongche/shared/attachment/contract.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentPerson } from '../platform/http/signed-in.js';
import type { SignedInPerson } from '../platform/http/signed-in.js';
import { personActor } from './domain/actor.js';
import { TicketFiles } from './ticket-files.js';

@ApiTags('ticket')
@Controller('tickets')
export class TicketFilesController {
  constructor(private readonly files: TicketFiles) {}

  @Get(':id/files/:fileId/:variant')
  @ApiOperation({ summary: '事项附件的内容或缩略图（地址有时限，只对本人有效）' })
  async open(
    @CurrentPerson() person: SignedInPerson, @Param('id') ticketId: string, @Param('fileId') fileId: string, @Param('variant') variant: string,
    @Query({ schema: SignedQuery }) query: SignedQuery, @Req() request: FastifyRequest, @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.files.send(personActor(person), { ticketId, fileId, variant }, query, request, reply);
  }
}
