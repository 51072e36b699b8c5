// Owns removing uploads that nobody used: at once when asked, after a day by itself, and again where it was cut off.
// Leaves what is bound to a ticket alone; a trigger would stop it anyway.
import { Inject, Injectable } from '@nestjs/common';
import { refuse } from '@zhitongche/shared/errors.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { LOGGER } from '../../platform/logging/logger.js';
import type { Logger } from '../../platform/logging/logger.js';
import { STORE } from '../../platform/storage/object-store.js';
import type { ObjectStore } from '../../platform/storage/object-store.js';
import type { Uploader } from '../domain/uploader.js';
import { ownerOf } from '../domain/uploader.js';
import { fileKey, thumbnailKey } from '../domain/store-keys.js';

const UNUSED_MS = 24 * 3_600_000;
const BATCH = 200;

interface Discarded {
  id: string;
  storeKey: string;
}

@Injectable()
export class DiscardUpload {
  constructor(
    private readonly uow: UnitOfWork,
    @Inject(STORE) private readonly store: ObjectStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Removes one's own upload that is not used yet. @throws Refusal ATTACHMENT_NOT_FOUND */
  async run(uploader: Uploader, id: string): Promise<void> {
    const { personId, reporterId } = ownerOf(uploader);
    const [rows] = await this.uow.run((manager) => manager.query<[Discarded[], number]>(
      `update attachment set state = 'discarded' where id = $1 and (person_id = $2 or reporter_id = $3) and ticket_id is null
       returning id, store_key as "storeKey"`, [id, personId, reporterId]));
    const [row] = rows;
    if (!row) refuse('ATTACHMENT_NOT_FOUND');
    await this.remove(row);
  }

  /** Uploads older than a day that nobody used, and removals that a crash cut off. */
  async sweep(): Promise<void> {
    const before = new Date((await this.uow.now()).getTime() - UNUSED_MS);
    await this.uow.run((manager) => manager.query(
      `update attachment set state = 'discarded' where ticket_id is null and state <> 'discarded' and created_at < $1`, [before]));
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const rows = await this.uow.run((manager) => manager.query<Discarded[]>(
        `select id, store_key as "storeKey" from attachment where ticket_id is null and state = 'discarded' and id > $1
         order by id limit ${String(BATCH)}`, [after]));
      for (const row of rows) {
        await this.remove(row).catch((error: unknown) => { this.logger.error({ attachment: row.id, error: String(error) }, 'attachment sweep'); });
      }
      const last = rows.at(-1);
      if (!last || rows.length < BATCH) return;
      after = last.id;
    }
  }

  /** The row goes last: as long as anything is in the store, a row says so. */
  private async remove({ id, storeKey }: Discarded): Promise<void> {
    await this.store.delete(thumbnailKey(storeKey));
    await this.store.delete(fileKey(storeKey));
    await this.uow.run((manager) => manager.query(`delete from attachment where id = $1 and state = 'discarded'`, [id]));
  }
}
