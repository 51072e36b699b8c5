// Owns that the files named with somebody's words belong to the ticket from then on, in the same transaction.
// Leaves finding and counting them to the attachment feature.
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Uploader } from '../../attachment/domain/uploader.js';
import { AttachmentService } from '../../attachment/attachment.service.js';
import type { Actor } from '../domain/actor.js';
import type { Ticket } from '../domain/ticket.js';

/** Who this actor is to their uploads; the system has none. */
export function uploaderOf(actor: Exclude<Actor, { kind: 'system' }>): Uploader {
  return actor.kind === 'person' ? { kind: 'person', personId: actor.personId } : { kind: 'reporter', reporterId: actor.reporterId };
}

@Injectable()
export class AttachFiles {
  constructor(private readonly files: AttachmentService) {}

  /** @throws Refusal ATTACHMENT_NOT_FOUND, ATTACHMENT_NOT_READY, ATTACHMENT_VOICE_HIDDEN, ATTACHMENT_TICKET_FULL */
  async run(manager: EntityManager, actor: Actor, input: object, ticket: Pick<Ticket, 'id' | 'hidden'>, now: Date): Promise<void> {
    if (actor.kind === 'system' || !('attachmentIds' in input) || !Array.isArray(input.attachmentIds)) return;
    const ids = input.attachmentIds.filter((id): id is string => typeof id === 'string').map((id) => id.toLowerCase());
    await this.files.bind(manager, uploaderOf(actor), { ids, ticketId: ticket.id, hidden: ticket.hidden, now });
  }
}
