// Owns opening a file of a ticket: only along the page on which this reader sees the words it came with.
// Leaves addresses and bytes to the attachment feature.
import { Injectable } from '@nestjs/common';
import type { SignedQuery } from '@zhitongche/shared/attachment/contract.js';
import { refuse } from '@zhitongche/shared/errors.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AttachmentService } from '../attachment/attachment.service.js';
import { uploaderOf } from './actions/attach-files.js';
import type { LinkActor, PersonActor } from './domain/actor.js';
import { TicketPresenter } from './ticket.presenter.js';

export interface Wanted {
  ticketId: string;
  fileId: string;
  variant: string;
}

@Injectable()
export class TicketFiles {
  constructor(
    private readonly presenter: TicketPresenter,
    private readonly files: AttachmentService,
  ) {}

  /** @throws Refusal ATTACHMENT_NOT_FOUND for whatever this reader does not see, ATTACHMENT_LINK_OVER */
  async send(actor: PersonActor | LinkActor, { ticketId, fileId, variant }: Wanted, query: SignedQuery, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (variant !== 'file' && variant !== 'thumbnail') refuse('ATTACHMENT_NOT_FOUND');
    const reader = uploaderOf(actor);
    await this.files.checkAddress({ id: fileId, variant, ticketId, reader }, query);
    const seen = await this.presenter.filesSeen(ticketId, actor);
    const list = seen?.lists.find((ids) => ids.includes(fileId)) ?? refuse('ATTACHMENT_NOT_FOUND');
    await this.files.send({ id: fileId, variant, among: list, identityHidden: seen?.identityHidden ?? true }, request, reply);
  }
}
