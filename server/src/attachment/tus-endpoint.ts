// Owns the tus protocol between Fastify and @tus/server: who uploads, our refusals instead of its texts.
// Leaves the protocol's details to @tus/server and the bytes to upload-parts.ts.
import { PassThrough, Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Server } from '@tus/server';
import type { Lock, Locker, Upload } from '@tus/server';
import { MAX_FILE_BYTES } from '@zhitongche/shared/attachment/vocabulary.js';
import type { ErrorCode } from '@zhitongche/shared/errors.js';
import { Refusal, refuse } from '@zhitongche/shared/errors.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { BeginUpload } from './actions/begin-upload.js';
import { FinishUpload } from './actions/finish-upload.js';
import type { Uploader } from './domain/uploader.js';
import { UploadParts } from './upload-parts.js';

/** Two who write one upload at once are told apart by the offset in the database, whichever process they reach. */
const NO_LOCK: Lock = { lock: () => Promise.resolve(), unlock: () => Promise.resolve() };
const LOCKER: Locker = { newLock: () => NO_LOCK };
const PASSED_ON = ['tus-resumable', 'upload-length', 'upload-offset', 'upload-metadata', 'upload-defer-length', 'upload-concat', 'content-type', 'content-length'];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const CODES: Readonly<Record<number, ErrorCode>> = {
  404: 'ATTACHMENT_NOT_FOUND', 409: 'ATTACHMENT_OFFSET_WRONG', 410: 'ATTACHMENT_NOT_FOUND', 413: 'ATTACHMENT_TOO_LARGE',
};

interface Visit {
  uploader: Uploader;
  base: string;
  /** What one of our own parts threw: @tus/server knows only its own errors. */
  thrown?: unknown;
}

@Injectable()
export class TusEndpoint {
  private readonly visits = new WeakMap<object, Visit>();
  private readonly server: Server;

  constructor(source: DataSource, private readonly begin: BeginUpload, private readonly finish: FinishUpload) {
    this.server = new Server({
      path: '/api', datastore: new UploadParts(source), locker: LOCKER, maxSize: MAX_FILE_BYTES, allowedOrigins: [],
      generateUrl: (request, { id }) => `${this.visit(request).base}/${id}`,
      namingFunction: (_request, metadata) => idOf(metadata),
      onUploadCreate: async (request, upload) => {
        await this.begin.run(this.visit(request).uploader, { id: upload.id, fileName: fileNameOf(upload), bytes: upload.size ?? 0 });
        return {};
      },
      onUploadFinish: async (_request, upload) => {
        await this.finish.run(upload.id);
        return {};
      },
      onResponseError: (request, error) => {
        this.visit(request).thrown = error;
        return undefined;
      },
    });
  }

  /**
   * Answers one request of the protocol. `base` is the address under which this uploader's uploads live.
   * @throws Refusal in our own words whatever is wrong
   */
  async handle(uploader: Uploader, base: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const headers = new Headers();
    for (const name of PASSED_ON) {
      const value = request.headers[name];
      if (typeof value === 'string') headers.set(name, value);
    }
    const source = request.body instanceof Readable ? request.body : null;
    const body = source && Readable.toWeb(beside(source));
    const passed = new Request(`http://tus${request.url.split('?')[0] ?? ''}`, { method: request.method, headers, ...(body ? { body, duplex: 'half' as const } : {}) });
    const visit: Visit = { uploader, base };
    this.visits.set(passed, visit);
    const answer = await this.server.handleWeb(passed);
    // What a refusal left unread is read over: a line that is cut instead would swallow the refusal.
    source?.unpipe().resume();
    if (answer.status >= 400) fail(visit.thrown, answer.status);
    for (const name of ['tus-resumable', 'location', 'upload-offset', 'upload-length', 'cache-control']) {
      const value = answer.headers.get(name);
      if (value !== null) void reply.header(name, value);
    }
    await reply.status(answer.status).send();
  }

  private visit(request: object): Visit {
    const visit = this.visits.get(request);
    if (!visit) throw new Error('tus: a request from nowhere');
    return visit;
  }
}

/** The body in a stream of its own, which may be given up without cutting the line. */
function beside(source: Readable): Readable {
  const own = new PassThrough();
  source.once('error', (error: Error) => { own.destroy(error); });
  return source.pipe(own);
}

function fail(thrown: unknown, status: number): never {
  if (thrown instanceof Error) throw thrown;
  refuse(CODES[status] ?? 'REQUEST_INVALID');
}

function idOf(metadata: Upload['metadata']): string {
  const id = metadata?.['id']?.toLowerCase();
  if (!id || !UUID.test(id)) throw new Refusal('REQUEST_INVALID', { fields: { 'Upload-Metadata': '缺少 id' } });
  return id;
}

function fileNameOf(upload: Upload): string {
  return upload.metadata?.['filename'] ?? '';
}
