// Owns speaking tus over real HTTP as a phone does: announce, carry on, break off; and opening a file's address.
// Leaves sessions to world.ts and what is sent to samples.ts.
import { randomUUID } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { AttachmentRef } from '@zhitongche/shared/attachment/contract.js';
import { UploadView } from '@zhitongche/shared/attachment/contract.js';
import type { Answer, Refused } from '../visitor.js';
import { read, readRefusal } from '../visitor.js';
import type { World } from '../world.js';

export interface Opened {
  status: number;
  headers: Headers;
  bytes: Buffer;
}

/** Somebody who uploads: `base` is where their uploads live, `cookie` who they are ('' for a link). */
export interface Phone {
  announce(size: number, fileName: string, id?: string): Promise<Answer & { id: string }>;
  /** How far the server says it is. */
  offset(id: string): Promise<number>;
  carryOn(id: string, offset: number, bytes: Buffer): Promise<Answer>;
  /** Sends some bytes of a promised body, then cuts the line. */
  breakOff(id: string, offset: number, bytes: Buffer, promised: number): Promise<void>;
  view(id: string): Promise<UploadView>;
  /** Announces and sends all; fails the test when refused. */
  upload(bytes: Buffer, fileName?: string): Promise<AttachmentRef>;
  /** The same, expecting a refusal, at the announcement or at the end. */
  refused(bytes: Buffer, fileName?: string): Promise<Refused>;
  discard(id: string): Promise<Answer>;
  open(url: string, headers?: Record<string, string>): Promise<Opened>;
}

const TUS = { 'tus-resumable': '1.0.0' };

/** Where it is spoken: a world, or programs of their own. */
export type Spoken = Pick<World, 'url'>;

export async function phoneOf(world: Spoken, personId: string): Promise<Phone> {
  const signIn = await fetch(`${world.url}/api/session/demo`, { method: 'POST', body: JSON.stringify({ personId }), headers: { 'content-type': 'application/json' } });
  return phone(world, '/api/attachments', signIn.headers.get('set-cookie')?.split(';')[0] ?? '');
}

export const phoneWithLink = (world: Spoken, token: string): Phone => phone(world, `/api/follow/${token}/attachments`, '');

function phone(world: Spoken, base: string, cookie: string): Phone {
  const send = async (method: string, path: string, headers: Record<string, string>, body?: Buffer): Promise<Answer> => {
    const response = await fetch(world.url + path, { method, headers: { cookie, ...headers }, ...(body ? { body: new Uint8Array(body) } : {}) });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) as unknown };
  };
  const octets = (offset: number) => ({ ...TUS, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) });
  const self: Phone = {
    announce: async (size, fileName, id = randomUUID()) => ({
      id, ...await send('POST', base, { ...TUS, 'upload-length': String(size), 'upload-metadata': `id ${encoded(id)},filename ${encoded(fileName)}` }),
    }),
    async offset(id) {
      const answer = await send('HEAD', `${base}/${id}`, TUS);
      if (answer.status !== 200) throw new Error(`HEAD answered ${String(answer.status)}`);
      return Number(answer.headers.get('upload-offset'));
    },
    carryOn: (id, offset, bytes) => send('PATCH', `${base}/${id}`, octets(offset), bytes),
    breakOff: (id, offset, bytes, promised) => new Promise((resolve, reject) => {
      const request = httpRequest(`${world.url}${base}/${id}`, { method: 'PATCH', headers: { cookie, ...octets(offset), 'content-length': promised } });
      request.on('close', () => { resolve(); });
      request.on('error', (error: NodeJS.ErrnoException) => { if (error.code !== 'ECONNRESET') reject(error); });
      request.write(bytes, () => { setTimeout(() => { request.destroy(); }, 50); });
    }),
    view: async (id) => read(UploadView, await send('GET', `${base}/${id}`, {}), 'an upload'),
    async upload(bytes, fileName = 'IMG_0001.jpg') {
      const { id, status, body } = await self.announce(bytes.length, fileName);
      if (status !== 201) throw new Error(`announcing: ${String(status)} ${JSON.stringify(body)}`);
      const answer = await self.carryOn(id, 0, bytes);
      if (answer.status !== 204) throw new Error(`uploading: ${String(answer.status)} ${JSON.stringify(answer.body)}`);
      const { file } = await self.view(id);
      if (!file) throw new Error('uploaded, but not ready');
      return file;
    },
    async refused(bytes, fileName = 'IMG_0001.jpg') {
      const begun = await self.announce(bytes.length, fileName);
      return readRefusal(begun.status === 201 ? await self.carryOn(begun.id, 0, bytes) : begun);
    },
    discard: (id) => send('DELETE', `${base}/${id}`, {}),
    async open(url, headers = {}) {
      const response = await fetch(world.url + url, { headers: { cookie, ...headers } });
      return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
    },
  };
  return self;
}

const encoded = (text: string): string => Buffer.from(text).toString('base64');
