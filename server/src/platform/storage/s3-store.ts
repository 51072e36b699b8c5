// Owns keeping files in an S3-compatible store (MinIO, Ceph, OSS and OBS in their S3 mode …).
// Leaves signing to s3mini, and the bucket with its rights to whoever runs the store.
import { Readable } from 'node:stream';
import { S3mini } from 's3mini';
import type { ByteRange, ObjectStore } from './object-store.js';
import { checkKey } from './object-store.js';
import type { StorePlace } from './store-place.js';

/** A store that is away must not hold a request for ever. */
const PATIENCE_MS = 20_000;

export class S3Store implements ObjectStore {
  private readonly client: S3mini;

  constructor({ endpoint, bucket, region, accessKey, secretKey }: Extract<StorePlace, { kind: 's3' }>) {
    this.client = new S3mini({
      endpoint: `${endpoint.replace(/\/+$/, '')}/${bucket}`, region, accessKeyId: accessKey, secretAccessKey: secretKey,
      // Its own patience would also end the body of a slow reader: only the answer's beginning is waited for here.
      fetch: (input, init) => fetchPatiently(input, init),
    });
  }

  async put(key: string, bytes: Buffer): Promise<void> {
    checkKey(key);
    const answer = await this.client.putObject(key, bytes);
    await answer.body?.cancel();
    if (!answer.ok) throw new Error(`object store: put answered ${String(answer.status)}`);
  }

  async get(key: string, range?: ByteRange): Promise<Readable | null> {
    checkKey(key);
    const answer = range
      ? await this.client.getObjectRaw(key, false, range.from, range.to + 1).catch(nullWhereMissing)
      : await this.client.getObjectResponse(key);
    if (!answer?.body) return null;
    return Readable.fromWeb(answer.body);
  }

  async delete(key: string): Promise<void> {
    checkKey(key);
    await this.client.deleteObject(key).catch(nullWhereMissing);
  }
}

function nullWhereMissing(error: unknown): null {
  if (typeof error === 'object' && error !== null && 'status' in error && error.status === 404) return null;
  throw error;
}

async function fetchPatiently(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const waiting = new AbortController();
  const timer = setTimeout(() => { waiting.abort(new Error('object store: no answer')); }, PATIENCE_MS);
  try {
    return await fetch(input, { ...init, signal: waiting.signal });
  } finally {
    clearTimeout(timer);
  }
}
