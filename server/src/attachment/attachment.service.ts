// Owns files in use: bound to a ticket with somebody's words, named and addressed for one reader, listed for a backup.
// Leaves who sees which words to the ticket feature and uploads to upload.service.ts.
import { Inject, Injectable } from '@nestjs/common';
import type { AttachmentRef, SignedQuery } from '@zhitongche/shared/attachment/contract.js';
import { MAX_FILES_A_TICKET } from '@zhitongche/shared/attachment/vocabulary.js';
import { refuse } from '@zhitongche/shared/errors.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource, In } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { CONFIG } from '../platform/config/config.js';
import type { Config } from '../platform/config/config.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { STORE } from '../platform/storage/object-store.js';
import type { ObjectStore } from '../platform/storage/object-store.js';
import { AttachmentEntity } from './attachment.entity.js';
import { neutralName } from './domain/file-name.js';
import type { Addressed } from './domain/signed-address.js';
import { addressKey, isGenuine, isOver, signAddress } from './domain/signed-address.js';
import type { Uploader } from './domain/uploader.js';
import { ownerOf, readerKey } from './domain/uploader.js';
import type { Served } from './send-file.js';
import { sendFile } from './send-file.js';
import { fileKey, thumbnailKey } from './domain/store-keys.js';

/** How one reader looks at files: who, through which ticket, under which address, and whether the reporter is hidden from them. */
export interface Look {
  reader: Uploader;
  ticketId: string;
  base: string;
  identityHidden: boolean;
  now: Date;
}

export interface Bound {
  ids: readonly string[];
  ticketId: string;
  /** The ticket protects its reporter. */
  hidden: boolean;
  now: Date;
}

export interface Sent {
  id: string;
  variant: Addressed['variant'];
  among: readonly string[];
  identityHidden: boolean;
}

interface Addressing {
  name: string;
  base: string;
  ticketId: string;
  reader: Uploader;
  open: boolean;
  now: Date;
}

@Injectable()
export class AttachmentService {
  private readonly key: Buffer;

  constructor(
    private readonly source: DataSource,
    private readonly uow: UnitOfWork,
    @Inject(CONFIG) config: Config,
    @Inject(STORE) private readonly store: ObjectStore,
  ) {
    this.key = addressKey(config.hashKey);
  }

  /**
   * Binds one's own finished uploads to a ticket, in the transaction of the words they go with and under the ticket's lock.
   * @throws Refusal ATTACHMENT_NOT_FOUND, ATTACHMENT_NOT_READY, ATTACHMENT_VOICE_HIDDEN, ATTACHMENT_TICKET_FULL
   */
  async bind(manager: EntityManager, uploader: Uploader, { ids, ticketId, hidden, now }: Bound): Promise<void> {
    if (ids.length === 0) return;
    const { personId, reporterId } = ownerOf(uploader);
    const rows = await manager.query<Pick<AttachmentEntity, 'id' | 'state' | 'kind'>[]>(
      `select id, state, kind from attachment where id = any($1::uuid[]) and (person_id = $2 or reporter_id = $3) and ticket_id is null
       order by id for update`, [ids, personId, reporterId]);
    const missing = ids.filter((id) => !rows.some((row) => row.id === id && row.state !== 'discarded'));
    if (missing.length > 0) refuse('ATTACHMENT_NOT_FOUND', { missing });
    const unfinished = rows.filter((row) => row.state !== 'ready').map((row) => row.id);
    if (unfinished.length > 0) refuse('ATTACHMENT_NOT_READY', { unfinished });
    const voices = rows.filter((row) => row.kind === 'voice').map((row) => row.id);
    if (hidden && voices.length > 0) refuse('ATTACHMENT_VOICE_HIDDEN', { voices });
    const [{ n } = { n: 0 }] = await manager.query<{ n: number }[]>('select count(*)::int as n from attachment where ticket_id = $1', [ticketId]);
    if (n + ids.length > MAX_FILES_A_TICKET) refuse('ATTACHMENT_TICKET_FULL', { kept: n });
    await manager.query('update attachment set ticket_id = $2, bound_at = $3 where id = any($1::uuid[])', [ids, ticketId, now]);
  }

  /** The files under these ids as this reader gets them; each list keeps its order. One query, none for no ids. */
  async refs(lists: readonly (readonly string[])[], look: Look): Promise<AttachmentRef[][]> {
    const ids = [...new Set(lists.flat())];
    if (ids.length === 0) return lists.map(() => []);
    const rows = new Map((await this.source.getRepository(AttachmentEntity).findBy({ id: In(ids) })).map((row) => [row.id, row]));
    return lists.map((list) => this.refsOf(list.flatMap((id) => rows.get(id) ?? []), look));
  }

  /**
   * Sends a file that the reader was found to see; `among` is the list it stands in.
   * @throws Refusal ATTACHMENT_NOT_FOUND
   */
  async send(about: Sent, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const rows = await this.source.getRepository(AttachmentEntity).findBy({ id: In([...about.among]) });
    const ordered = about.among.flatMap((id) => rows.find((row) => row.id === id) ?? []);
    const row = ordered.find((each) => each.id === about.id);
    if (!row || withheld(row, about)) refuse('ATTACHMENT_NOT_FOUND');
    await sendFile(this.store, this.served(row, about.variant, nameFor(row, ordered, about)), request, reply);
  }

  /** What the store should hold, for a backup or a check: every finished file that is not on its way out, with its thumbnail. */
  async *storedObjects(): AsyncGenerator<{ key: string; bytes: number; sha256: string | null }> {
    let after = '00000000-0000-0000-0000-000000000000';
    for (;;) {
      const rows = await this.source.query<{ id: string; storeKey: string; bytes: number; sha256: string; thumbnailBytes: number | null }[]>(
        `select id, store_key as "storeKey", bytes, sha256, thumbnail_bytes as "thumbnailBytes" from attachment
         where state = 'ready' and id > $1 order by id limit 500`, [after]);
      for (const { storeKey, bytes, sha256, thumbnailBytes } of rows) {
        yield { key: fileKey(storeKey), bytes, sha256 };
        if (thumbnailBytes !== null) yield { key: thumbnailKey(storeKey), bytes: thumbnailBytes, sha256: null };
      }
      const last = rows.at(-1);
      if (!last) return;
      after = last.id;
    }
  }

  /** One file with its addresses. */
  ref(row: AttachmentEntity, { name, base, ticketId, reader, open, now }: Addressing): AttachmentRef {
    if (row.kind === null || row.bytes === null) throw new Error(`attachment ${row.id} is not finished`);
    const url = (variant: Addressed['variant']) => `${base}/${variant}?${signAddress(this.key, { id: row.id, variant, ticketId, reader: readerKey(reader) }, now)}`;
    return {
      id: row.id, kind: row.kind, name, size: row.bytes,
      url: open ? url('file') : null, thumbnailUrl: open && row.thumbnailBytes !== null ? url('thumbnail') : null,
    };
  }

  /** @throws Refusal ATTACHMENT_NOT_FOUND for an address that is not ours or not this reader's, ATTACHMENT_LINK_OVER */
  async checkAddress(about: Omit<Addressed, 'reader'> & { reader: Uploader }, query: SignedQuery): Promise<void> {
    if (!isGenuine(this.key, { ...about, reader: readerKey(about.reader) }, query)) refuse('ATTACHMENT_NOT_FOUND');
    if (isOver(query.e, await this.uow.now())) refuse('ATTACHMENT_LINK_OVER');
  }

  /** What of a row is sent. @throws Refusal ATTACHMENT_NOT_FOUND when there is no such variant */
  served(row: AttachmentEntity, variant: Addressed['variant'], name: string): Served {
    if (row.bytes === null || row.mime === null) refuse('ATTACHMENT_NOT_FOUND');
    if (variant === 'file') return { key: fileKey(row.storeKey), bytes: row.bytes, mime: row.mime, name };
    if (row.thumbnailBytes === null) refuse('ATTACHMENT_NOT_FOUND');
    return { key: thumbnailKey(row.storeKey), bytes: row.thumbnailBytes, mime: 'image/jpeg', name };
  }

  private refsOf(rows: readonly AttachmentEntity[], look: Look): AttachmentRef[] {
    return rows.map((row) => this.ref(row, {
      name: nameFor(row, rows, look), base: `${look.base}/${row.id}`, ticketId: look.ticketId, reader: look.reader, open: !withheld(row, look), now: look.now,
    }));
  }
}

/** A voice tells who speaks, also where the ticket was hidden only after it was sent. */
const withheld = (row: AttachmentEntity, look: Pick<Look, 'identityHidden'>): boolean => look.identityHidden && row.kind === 'voice';

function nameFor(row: AttachmentEntity, among: readonly AttachmentEntity[], look: Pick<Look, 'identityHidden'>): string {
  if (!look.identityHidden || row.kind === null) return row.fileName;
  return neutralName(row.kind, among.filter((each) => each.kind === row.kind).indexOf(row) + 1, row.fileName);
}
