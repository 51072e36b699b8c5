// Owns sending files: in parts, on after a broken line, on after a reload, again after the server cleared them away; it goes on while its form is closed.
// Leaves the protocol to tus-js-client, which is loaded with the first file.
import { reactive } from 'vue';
import type { UploadView } from '@zhitongche/shared/attachment/contract.js';
import { MAX_FILE_BYTES } from '@zhitongche/shared/attachment/vocabulary.js';
import type { DetailedError, Upload } from 'tus-js-client';
import { ApiError, api, mayRetry, sentenceOf } from '../../lib/api.js';
import { newId } from '../../lib/ids.js';
import { keptBlobs } from '../../lib/kept-blobs.js';
import { isDoubtful, uploadRecords } from '../../lib/upload-records.js';
import { likelyKind } from './file-words.js';
import { shrinkPicture } from './shrink-picture.js';

/** What only this page knows of an upload. */
export interface LiveUpload {
  /** 0 to 1. */
  progress: number;
  /** The line is down or the server busy: it goes on by itself, or when tapped. */
  stalled: boolean;
  /** Address of a small picture; null for other kinds. */
  preview: string | null;
}

/** Small enough that a broken line costs little, also behind a proxy that passes on whole requests only. */
const partBytes = 256 * 1024;
const retryAfterMs = [0, 1000, 2000, 4000, 8000, 15_000];

export const liveUploads = reactive<Record<string, LiveUpload>>({});
const running = new Map<string, Upload>();
const blobs = new Map<string, Blob>();
const paths = new Map<string, string>();

/** Begins with a chosen file; its id at once, its bytes in the background. */
export function beginUpload(file: File, path: string): string {
  const id = newId();
  const kind = likelyKind(file.type);
  uploadRecords[id] = { id, name: file.name, size: file.size, kind, ready: false, refused: null, startedAt: Date.now() };
  liveUploads[id] = { progress: 0, stalled: false, preview: kind === 'photo' ? URL.createObjectURL(file) : null };
  void shrinkPicture(file).then(async (blob) => {
    const record = uploadRecords[id];
    if (record === undefined) return; // Removed before it began.
    record.size = blob.size;
    if (blob.size > MAX_FILE_BYTES) record.refused = '单个附件不能超过 10 MB。';
    if (blob.size === 0) record.refused = '这个文件是空的，请重新选择。';
    if (record.refused !== null) return;
    blobs.set(id, blob);
    await keptBlobs.put(id, blob);
    await send(id, path, false);
  });
  return id;
}

/** Goes on with a file of a draft that was put back; looks first whether it is up already. */
export async function resumeUpload(id: string, path: string): Promise<void> {
  if (uploadRecords[id] === undefined || uploadRecords[id].refused !== null || running.has(id)) return;
  liveUploads[id] ??= { progress: 0, stalled: false, preview: null };
  if (uploadRecords[id].ready) {
    // Its words wait until the server has said that it is still there.
    if (isDoubtful(uploadRecords[id])) uploadRecords[id].ready = false;
    await look(id, path);
    return;
  }
  const blob = blobs.get(id) ?? await keptBlobs.get(id);
  if (blob === null) {
    await look(id, path);
    return;
  }
  blobs.set(id, blob);
  if (uploadRecords[id].kind === 'photo') liveUploads[id].preview ??= URL.createObjectURL(blob);
  await send(id, path, true);
}

/** Stops and forgets it here and on the server, which would forget it by itself after a day. */
export function discardUpload(id: string, path: string): void {
  void running.get(id)?.abort();
  running.delete(id);
  forget(id);
  Reflect.deleteProperty(uploadRecords, id);
  Reflect.deleteProperty(liveUploads, id);
  void api.delete(`${path}/${id}`).catch(() => undefined);
}

async function send(id: string, path: string, again: boolean): Promise<void> {
  const blob = blobs.get(id);
  const record = uploadRecords[id];
  if (blob === undefined || record === undefined || running.has(id)) return;
  paths.set(id, path);
  change(id, { stalled: false });
  const { Upload: TusUpload } = await import('tus-js-client');
  if (!again) record.startedAt = Date.now();
  const upload = new TusUpload(blob, {
    endpoint: path, uploadUrl: again ? `${path}/${id}` : null, metadata: { id, filename: record.name }, chunkSize: partBytes,
    retryDelays: retryAfterMs, storeFingerprintForResuming: false, removeFingerprintOnSuccess: true,
    onShouldRetry: (error) => isPassing(error),
    onProgress: (sent, total) => { change(id, { progress: total === 0 ? 1 : sent / total }); },
    onSuccess: () => {
      running.delete(id);
      void look(id, path);
    },
    onError: (error) => {
      running.delete(id);
      if ('originalRequest' in error && isPassing(error)) change(id, { stalled: true });
      // Bound already: the same words were sent before, and their answer was lost. Sent again they have one effect.
      else if ('originalRequest' in error && codeIn(error) === 'COMMAND_REUSED') settle(id, null);
      else refuse(id, 'originalRequest' in error ? sentenceIn(error) : '上传出现问题，请移除后重新添加。');
    },
  });
  running.set(id, upload);
  upload.start();
}

/** Asks the server what became of it: up, on its way, or unknown. */
async function look(id: string, path: string): Promise<void> {
  try {
    const { file } = await api.get<UploadView>(`${path}/${id}`);
    const record = uploadRecords[id];
    if (record === undefined) return;
    if (file === null) {
      if (blobs.has(id)) await send(id, path, true);
      else refuse(id, '没有传完，请移除后重新添加。');
      return;
    }
    Object.assign(record, { name: file.name, kind: file.kind, size: file.size });
    settle(id, file.thumbnailUrl);
  } catch (error) {
    if (mayRetry(error)) {
      paths.set(id, path);
      change(id, { stalled: true });
      return;
    }
    const blob = error instanceof ApiError && error.status === 404 ? blobs.get(id) ?? await keptBlobs.get(id) : null;
    if (blob === null) {
      refuse(id, error instanceof ApiError && error.status === 404 ? '放得太久，已被清理，请重新添加。' : sentenceOf(error));
      return;
    }
    // The server forgot it after a day; the phone does not until it was sent.
    blobs.set(id, blob);
    if (uploadRecords[id]) Object.assign(uploadRecords[id], { ready: false, size: blob.size });
    await send(id, path, false);
  }
}

function change(id: string, changed: Partial<LiveUpload>): void {
  const live = liveUploads[id];
  if (live !== undefined) Object.assign(live, changed);
}

/** It is up. Its bytes stay on the phone: the words may wait longer than the server does. */
function settle(id: string, thumbnailUrl: string | null): void {
  if (uploadRecords[id]) uploadRecords[id].ready = true;
  change(id, { progress: 1, stalled: false, preview: liveUploads[id]?.preview ?? thumbnailUrl });
  blobs.delete(id);
  paths.delete(id);
}

function refuse(id: string, sentence: string): void {
  const record = uploadRecords[id];
  if (record !== undefined) Object.assign(record, { refused: sentence, ready: false });
  forget(id);
}

function forget(id: string): void {
  blobs.delete(id);
  paths.delete(id);
  void keptBlobs.remove(id);
}

/** Nothing is wrong with the file: no answer, a busy server, or an offset that has moved. */
function isPassing(error: DetailedError): boolean {
  const status = error.originalResponse?.getStatus() ?? 0;
  return status === 0 || status >= 500 || status === 423 || (status === 409 && codeIn(error) === 'ATTACHMENT_OFFSET_WRONG');
}

function sentenceIn(error: DetailedError): string {
  const { message } = bodyOf(error);
  return typeof message === 'string' ? message : '上传出现问题，请移除后重新添加。';
}

function codeIn(error: DetailedError): unknown {
  return bodyOf(error)['code'];
}

function bodyOf(error: DetailedError): Record<string, unknown> {
  try {
    const body = JSON.parse(error.originalResponse?.getBody() ?? '') as unknown;
    return typeof body === 'object' && body !== null ? { ...body } : {};
  } catch {
    return {};
  }
}

/** The line is back: what stalled goes on. */
window.addEventListener('online', () => {
  for (const [id, path] of [...paths]) if (liveUploads[id]?.stalled) void resumeUpload(id, path);
});
