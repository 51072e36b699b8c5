// Owns who comes by a one-time link: the reporter it was made for, in the round it was made for, until a newer one is made.
// Leaves what they may do to the capacities of a link actor.
import { Injectable } from '@nestjs/common';
import { refuse } from '@zhitongche/shared/errors.js';
import { DataSource } from 'typeorm';
import { tokenHash } from '../platform/crypto/secrets.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { LimitsService } from '../platform/limits/limits.service.js';
import type { LinkActor } from './domain/actor.js';

export interface OpenedLink {
  actor: LinkActor;
  ownTicketId: string;
}

/** Where the holder of a link opens the files of their ticket. */
export const linkFilesAt = (token: string): string => `/api/follow/${encodeURIComponent(token)}/files`;

@Injectable()
export class OpenLink {
  constructor(
    private readonly source: DataSource,
    private readonly uow: UnitOfWork,
    private readonly limits: LimitsService,
  ) {}

  /** `address` is where it is opened from: who tries many is stopped. @throws Refusal LINK_NOT_FOUND, LINK_REPLACED, LINK_EXPIRED */
  open(token: string, address: string): Promise<OpenedLink> {
    return this.limits.attempt('link-guess', address, ['LINK_NOT_FOUND'], () => this.find(token));
  }

  private async find(token: string): Promise<OpenedLink> {
    const [link] = await this.source.query<{ reporterId: string; ticketId: string; own: string; round: number; expiresAt: Date; replacedAt: Date | null }[]>(
      `select l.reporter_id as "reporterId", r.ticket_id as "ticketId", r.origin_ticket_id as own, l.round,
              l.expires_at as "expiresAt", l.replaced_at as "replacedAt"
       from reporter_link l join ticket_reporter r on r.id = l.reporter_id where l.token_hash = $1`, [tokenHash(token)]);
    if (!link) refuse('LINK_NOT_FOUND');
    if (link.replacedAt !== null) refuse('LINK_REPLACED');
    if (link.expiresAt <= (await this.uow.now())) refuse('LINK_EXPIRED');
    const { reporterId, ticketId, round, own } = link;
    return { actor: { kind: 'link', reporterId, ticketId, round }, ownTicketId: own };
  }
}
