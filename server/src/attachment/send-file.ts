// Owns how a file travels: as what it was found to be and nothing else, under its name, whole or a part of it.
// Leaves whether this reader may have it to the endpoints.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuse } from '@zhitongche/shared/errors.js';
import type { ByteRange, ObjectStore } from '../platform/storage/object-store.js';

export interface Served {
  key: string;
  bytes: number;
  mime: string;
  name: string;
}

/** Less than an address lives, so that no copy outlives it by much. */
const CACHE_S = 600;

/** Players ask for parts of a recording, some of them for nothing else. @throws Refusal ATTACHMENT_NOT_FOUND */
export async function sendFile(store: ObjectStore, { key, bytes, mime, name }: Served, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const range = rangeIn(request.headers.range, bytes);
  const stream = (await store.get(key, range ?? undefined)) ?? refuse('ATTACHMENT_NOT_FOUND');
  const length = range ? range.to - range.from + 1 : bytes;
  if (range) void reply.status(206).header('content-range', `bytes ${String(range.from)}-${String(range.to)}/${String(bytes)}`);
  // Pictures and sound are shown by their page; a document is opened by whatever the reader's machine has for it.
  const inline = mime.startsWith('image/') || mime.startsWith('audio/');
  await reply.headers({
    'content-type': mime, 'content-length': length, 'accept-ranges': 'bytes',
    'content-disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`,
    'x-content-type-options': 'nosniff', 'content-security-policy': `default-src 'none'; sandbox`, 'referrer-policy': 'no-referrer',
    'cache-control': `private, max-age=${String(CACHE_S)}`,
  }).send(stream);
}

/** One range within the file; anything else is answered with the whole file, as the rules of HTTP allow. */
function rangeIn(header: string | undefined, bytes: number): ByteRange | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  const from = first === '' ? Math.max(bytes - Number(last), 0) : Number(first);
  const to = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  return from <= to ? { from, to } : null;
}
