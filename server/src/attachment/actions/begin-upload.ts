// Owns one use case: somebody announces a file, and there is room for it.
// Leaves its bytes to upload-parts.ts.
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MAX_FILE_BYTES } from '@zhitongche/shared/attachment/vocabulary.js';
import { refuse } from '@zhitongche/shared/errors.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AttachmentEntity } from '../attachment.entity.js';
import { cleanName, namedBy } from '../domain/file-name.js';
import type { Uploader } from '../domain/uploader.js';
import { ownerOf, readerKey } from '../domain/uploader.js';

/** What one uploader may have lying about without having used it: a full ticket and a bit, so that nobody fills the disk. */
export const MAX_WAITING_FILES = 60;
export const MAX_WAITING_BYTES = 300 * 1024 * 1024;

export interface Announced {
  id: string;
  fileName: string;
  bytes: number;
}

@Injectable()
export class BeginUpload {
  constructor(private readonly uow: UnitOfWork) {}

  /**
   * The same announcement twice is one upload.
   * @throws Refusal ATTACHMENT_EMPTY, ATTACHMENT_TOO_LARGE, ATTACHMENT_TOO_MANY_WAITING, COMMAND_REUSED when the id names something else
   */
  run(uploader: Uploader, { id, fileName, bytes }: Announced): Promise<void> {
    if (bytes < 1) refuse('ATTACHMENT_EMPTY');
    if (bytes > MAX_FILE_BYTES) refuse('ATTACHMENT_TOO_LARGE');
    const owner = ownerOf(uploader);
    return this.uow.run(async (manager) => {
      // One uploader's announcements queue up, so that two at once cannot both be the last that fits.
      await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [readerKey(uploader)]);
      const known = await manager.findOneBy(AttachmentEntity, { id });
      if (known) {
        const same = known.personId === owner.personId && known.reporterId === owner.reporterId && known.announcedBytes === bytes
          && namedBy(known.fileName, fileName);
        if (!same || known.state === 'discarded' || known.ticketId !== null) refuse('COMMAND_REUSED');
        return;
      }
      const [waiting = { files: 0, bytes: 0 }] = await manager.query<{ files: number; bytes: number }[]>(
        `select count(*)::int as files, coalesce(sum(announced_bytes), 0)::float8 as bytes from attachment
         where (person_id = $1 or reporter_id = $2) and ticket_id is null`, [owner.personId, owner.reporterId]);
      if (waiting.files >= MAX_WAITING_FILES || waiting.bytes + bytes > MAX_WAITING_BYTES) refuse('ATTACHMENT_TOO_MANY_WAITING');
      await manager.insert(AttachmentEntity, {
        id, ...owner, state: 'uploading', fileName: cleanName(fileName, 'part'), announcedBytes: bytes, receivedBytes: 0,
        storeKey: randomUUID(), createdAt: await this.uow.now(manager),
      });
    });
  }
}
