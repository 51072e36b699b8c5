// Owns one use case: all bytes are there, the file is cleaned and kept.
// Leaves cleaning to cleaning/ and the order of a crash to the row: it knows the object's key before the object is there.
import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '@zhitongche/shared/errors.js';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { STORE } from '../../platform/storage/object-store.js';
import type { ObjectStore } from '../../platform/storage/object-store.js';
import { AttachmentEntity, AttachmentPartEntity } from '../attachment.entity.js';
import { cleanFile } from '../cleaning/clean-file.js';
import { cleanName } from '../domain/file-name.js';
import { fileKey, thumbnailKey } from '../domain/store-keys.js';

/** A large picture takes 240 MB and a connection: this many at a time in one process, the others wait their turn. */
const AT_ONCE = 2;

@Injectable()
export class FinishUpload {
  private busy = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly uow: UnitOfWork,
    @Inject(STORE) private readonly store: ObjectStore,
  ) {}

  /**
   * Finishes a complete upload; called again, or for one that is not complete, it does nothing.
   * The row stays locked meanwhile, so that discarding it waits and finds the object to remove.
   * @throws Refusal why the content is not kept; the upload is gone then
   */
  async run(id: string): Promise<void> {
    const refusal = await this.inTurn(() => this.uow.run((manager) => this.finish(manager, id)));
    if (refusal) throw refusal;
  }

  private async finish(manager: EntityManager, id: string): Promise<Refusal | null> {
    const row = await manager.findOne(AttachmentEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (row?.state !== 'uploading' || row.receivedBytes < row.announcedBytes) return null;
    const parts = await manager.find(AttachmentPartEntity, { where: { attachmentId: id }, order: { startByte: 'ASC' } });
    try {
      const { kind, mime, ending, bytes, thumbnail } = await cleanFile(Buffer.concat(parts.map((part) => part.bytes)));
      await this.store.put(fileKey(row.storeKey), bytes);
      if (thumbnail) await this.store.put(thumbnailKey(row.storeKey), thumbnail);
      await manager.update(AttachmentEntity, { id }, {
        state: 'ready', kind, mime, bytes: bytes.length, thumbnailBytes: thumbnail?.length ?? null,
        sha256: createHash('sha256').update(bytes).digest('hex'), fileName: cleanName(row.fileName, ending),
      });
      await manager.delete(AttachmentPartEntity, { attachmentId: id });
      return null;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await manager.delete(AttachmentEntity, { id });
      return error;
    }
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.busy >= AT_ONCE) await new Promise<void>((resolve) => { this.waiting.push(resolve); });
    else this.busy += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.busy -= 1;
    }
  }
}
