// Owns what an uploader does with a file before it is used: send its bytes, look at it, throw it away.
// Leaves the endpoints' addresses to the controllers and files in use to attachment.service.ts.
import { Inject, Injectable } from '@nestjs/common';
import type { SignedQuery, UploadView } from '@zhitongche/shared/attachment/contract.js';
import { refuse } from '@zhitongche/shared/errors.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { AttachmentEntity } from './attachment.entity.js';
import { AttachmentService } from './attachment.service.js';
import { DiscardUpload } from './actions/discard-upload.js';
import { FinishUpload } from './actions/finish-upload.js';
import type { Addressed } from './domain/signed-address.js';
import type { Uploader } from './domain/uploader.js';
import { ownerOf } from './domain/uploader.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { STORE } from '../platform/storage/object-store.js';
import type { ObjectStore } from '../platform/storage/object-store.js';
import { sendFile } from './send-file.js';
import { TusEndpoint } from './tus-endpoint.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

@Injectable()
export class UploadService {
  constructor(
    private readonly source: DataSource,
    private readonly tus: TusEndpoint,
    private readonly finish: FinishUpload,
    private readonly discarding: DiscardUpload,
    private readonly files: AttachmentService,
    private readonly uow: UnitOfWork,
    @Inject(STORE) private readonly store: ObjectStore,
  ) {}

  /** POST `base`: announces a file. @throws Refusal as {@link TusEndpoint.handle} */
  announce(uploader: Uploader, base: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    return this.tus.handle(uploader, base, request, reply);
  }

  /** HEAD, PATCH of one's own upload. @throws Refusal ATTACHMENT_NOT_FOUND for anybody else's */
  async carryOn(uploader: Uploader, id: string, base: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await this.own(uploader, id);
    await this.tus.handle(uploader, base, request, reply);
  }

  /** One's own upload; what a crash left complete but unfinished is finished now. @throws Refusal ATTACHMENT_NOT_FOUND, or why it is not kept */
  async view(uploader: Uploader, id: string, base: string): Promise<UploadView> {
    let row = await this.own(uploader, id);
    if (row.state === 'uploading' && row.receivedBytes === row.announcedBytes) {
      await this.finish.run(id);
      row = await this.own(uploader, id);
    }
    const file = row.state !== 'ready' ? null
      : this.files.ref(row, { name: row.fileName, base: `${base}/${id}`, ticketId: '', reader: uploader, open: true, now: await this.uow.now() });
    return { id, state: row.state, received: row.receivedBytes, file };
  }

  /** @throws Refusal ATTACHMENT_NOT_FOUND, ATTACHMENT_LINK_OVER */
  async send(uploader: Uploader, about: Pick<Addressed, 'id' | 'variant'>, query: SignedQuery, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    await this.files.checkAddress({ ...about, ticketId: '', reader: uploader }, query);
    const row = await this.own(uploader, about.id);
    await sendFile(this.store, this.files.served(row, about.variant, row.fileName), request, reply);
  }

  /** @throws Refusal ATTACHMENT_NOT_FOUND */
  async discard(uploader: Uploader, id: string): Promise<void> {
    if (!UUID.test(id)) refuse('ATTACHMENT_NOT_FOUND');
    await this.discarding.run(uploader, id);
  }

  private async own(uploader: Uploader, id: string): Promise<AttachmentEntity> {
    const row = UUID.test(id) ? await this.source.getRepository(AttachmentEntity).findOneBy({ id }) : null;
    const { personId, reporterId } = ownerOf(uploader);
    if (row?.personId !== personId || row.reporterId !== reporterId || row.ticketId !== null || row.state === 'discarded') refuse('ATTACHMENT_NOT_FOUND');
    return row;
  }
}
