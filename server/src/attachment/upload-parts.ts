// Owns the bytes of uploads on their way: rows in PostgreSQL, so that any API process goes on where another stopped.
// Leaves the protocol to @tus/server and what becomes of a complete upload to actions/finish-upload.ts.
import type { Readable } from 'node:stream';
import { DataStore, Upload } from '@tus/server';
import { refuse } from '@zhitongche/shared/errors.js';
import type { DataSource } from 'typeorm';

/** What has arrived is kept after so many bytes, and when the line breaks. */
const PART_BYTES = 256 * 1024;

export class UploadParts extends DataStore {
  constructor(private readonly source: DataSource) {
    super();
    this.extensions = ['creation', 'termination'];
  }

  /** The row is made before, with its owner, by BeginUpload. */
  override create(upload: Upload): Promise<Upload> {
    return Promise.resolve(upload);
  }

  /** @throws Refusal ATTACHMENT_NOT_FOUND */
  override async getUpload(id: string): Promise<Upload> {
    const [row] = await this.source.query<{ size: number; offset: number }[]>(
      `select announced_bytes as size, received_bytes as "offset" from attachment where id = $1 and state <> 'discarded'`, [id]);
    return row ? new Upload({ id, ...row }) : refuse('ATTACHMENT_NOT_FOUND');
  }

  /** Keeps what comes, also what came before the line broke. Answers how far the upload now is. */
  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    let at = offset;
    let waiting: Buffer[] = [];
    let size = 0;
    const keep = async () => {
      if (size === 0) return;
      await this.append(id, at, Buffer.concat(waiting));
      at += size;
      [waiting, size] = [[], 0];
    };
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) { // a request's body comes in buffers
        waiting.push(chunk);
        size += chunk.length;
        if (size >= PART_BYTES) await keep();
      }
    } finally {
      await keep();
    }
    return at;
  }

  /** One statement: the offset moves and the bytes are there, or neither. Two writers at one offset: the second is refused. */
  private async append(id: string, at: number, bytes: Buffer): Promise<void> {
    const kept = await this.source.query<unknown[]>(
      `with moved as (
         update attachment set received_bytes = received_bytes + $3
         where id = $1 and received_bytes = $2 and state = 'uploading' and received_bytes + $3 <= announced_bytes returning id)
       insert into attachment_part (attachment_id, start_byte, bytes) select id, $2, $4 from moved returning 1`,
      [id, at, bytes.length, bytes]);
    if (kept.length === 0) refuse('ATTACHMENT_OFFSET_WRONG');
  }
}
