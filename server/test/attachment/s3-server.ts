// Owns a small S3 for tests: it keeps objects in memory and lets nobody in whose signature it cannot make itself.
// Leaves everything else that S3 can do to real stores. The signature is computed from AWS's description (SigV4), not with the client's code.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface S3Server {
  endpoint: string;
  objects: Map<string, Buffer>;
  /** Answers of 403: somebody without the right key. */
  refused: number;
  /** Answers everything with this status, to be a store in trouble; null: none. */
  failing: number | null;
  close(): Promise<void>;
}

const ACCEPTED_SKEW_MS = 15 * 60_000;

/** Starts it for one access key in one region. */
export async function startS3({ accessKey, secretKey, region }: { accessKey: string; secretKey: string; region: string }): Promise<S3Server> {
  const self: S3Server = { endpoint: '', objects: new Map(), refused: 0, failing: null, close: () => new Promise((resolve) => { server.close(() => { resolve(); }); server.closeAllConnections(); }) };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => { chunks.push(chunk); });
    request.on('end', () => { answer(request, Buffer.concat(chunks), response); });
  });

  function answer(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    if (self.failing !== null) {
      response.writeHead(self.failing).end();
      return;
    }
    if (!isSigned(request, body)) {
      self.refused += 1;
      response.writeHead(403, { 'content-type': 'application/xml' }).end('<Error><Code>SignatureDoesNotMatch</Code></Error>');
      return;
    }
    const key = decodeURIComponent(new URL(request.url ?? '/', 'http://s3').pathname);
    if (request.method === 'PUT') {
      self.objects.set(key, body);
      response.writeHead(200, { etag: `"${createHash('md5').update(body).digest('hex')}"` }).end();
      return;
    }
    if (request.method === 'DELETE') {
      self.objects.delete(key);
      response.writeHead(204).end();
      return;
    }
    const found = self.objects.get(key);
    if (!found) {
      response.writeHead(404, { 'content-type': 'application/xml' }).end('<Error><Code>NoSuchKey</Code></Error>');
      return;
    }
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    if (from === undefined || to === undefined) response.writeHead(200, { 'content-length': found.length }).end(found);
    else response.writeHead(206, { 'content-range': `bytes ${from}-${to}/${String(found.length)}` }).end(found.subarray(Number(from), Number(to) + 1));
  }

  function isSigned(request: IncomingMessage, body: Buffer): boolean {
    const [, credential = '', signedHeaders = '', signature = ''] =
      /^AWS4-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/.exec(request.headers.authorization ?? '') ?? [];
    const [givenKey, day = '', givenRegion, service, end] = credential.split('/');
    const at = String(request.headers['x-amz-date']);
    const moment = Date.parse(at.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
    if (givenKey !== accessKey || givenRegion !== region || service !== 's3' || end !== 'aws4_request' || !at.startsWith(day)) return false;
    if (!(Math.abs(Date.now() - moment) < ACCEPTED_SKEW_MS) || !signedHeaders.split(';').includes('host')) return false;
    const payload = String(request.headers['x-amz-content-sha256']);
    if (payload !== 'UNSIGNED-PAYLOAD' && payload !== sha256(body)) return false;
    const url = new URL(request.url ?? '/', 'http://s3');
    const query = [...url.searchParams].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).sort().join('&');
    const headers = signedHeaders.split(';').map((name) => `${name}:${String(request.headers[name]).trim().replace(/\s+/g, ' ')}\n`).join('');
    const canonical = [request.method, url.pathname, query, headers, signedHeaders, payload].join('\n');
    const toSign = ['AWS4-HMAC-SHA256', at, `${day}/${region}/s3/aws4_request`, sha256(canonical)].join('\n');
    const keys = [day, region, 's3', 'aws4_request'].reduce<Buffer>((key, part) => hmac(key, part), Buffer.from(`AWS4${secretKey}`));
    const expected = hmac(keys, toSign);
    const given = Buffer.from(signature, 'hex');
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  self.endpoint = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return self;
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();
