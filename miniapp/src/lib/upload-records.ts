// Owns what the phone remembers of each file it uploads: name, size, whether it is up; forms keep only the ids.
// Leaves the bytes to kept-blobs.ts and uploading to the attachment feature.
import { reactive, watch } from 'vue';
import type { AttachmentKind } from '@zhitongche/shared/attachment/vocabulary.js';
import { isInDraft } from './drafts.js';
import { keptBlobs } from './kept-blobs.js';

export interface UploadRecord {
  id: string;
  name: string;
  /** Bytes to send. */
  size: number;
  kind: AttachmentKind | null;
  ready: boolean;
  /** Why the server does not take it; it must be removed. */
  refused: string | null;
  /** When the server was told of it the last time. */
  startedAt: number;
}

const key = 'zhitongche.uploads';
const dayMs = 86_400_000;
/** A draft older than this keeps its words, not its files. */
const forgottenAfterMs = 30 * dayMs;
/** The server keeps what is not sent for a day; from here on it has to be asked. */
const doubtfulAfterMs = 20 * 3_600_000;

/** By id. What is changed here is kept at once. */
export const uploadRecords = reactive<Record<string, UploadRecord>>(read());
watch(uploadRecords, () => { write(); }, { deep: true, flush: 'sync' });

/** Bytes that no record speaks of, as after a crash or a form that was given up, are not kept. */
void keptBlobs.ids().then((ids) => { for (const id of ids) if (!(id in uploadRecords)) void keptBlobs.remove(id); });

/** They went with their words: the phone needs to keep nothing of them. */
export function uploadsSent(ids: readonly string[]): void {
  for (const id of ids) {
    Reflect.deleteProperty(uploadRecords, id);
    void keptBlobs.remove(id);
  }
}

/** Up, but so long ago that the server may have cleared it away. */
export const isDoubtful = ({ ready, startedAt }: UploadRecord): boolean => ready && Date.now() - startedAt > doubtfulAfterMs;

/** Why words with these files cannot be sent yet, or null. `hidden`: the reporter's identity is to be protected. */
export function uploadsProblem(ids: readonly string[], hidden = false): string | null {
  const known = ids.map((id) => uploadRecords[id]);
  const refused = known.find((record) => record?.refused);
  if (refused) return `“${refused.name}”不能发送，请移除。`;
  if (hidden && known.some((record) => record?.kind === 'voice')) return '声音会暴露身份：隐藏身份时不能附录音，请移除录音。';
  const waiting = known.filter((record) => record && !record.ready).length;
  return waiting > 0 ? `还有 ${String(waiting)} 个附件没有传完，传完就能发。` : null;
}

function read(): Record<string, UploadRecord> {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Record<string, UploadRecord>;
    return Object.fromEntries(Object.entries(kept).filter(([id, { startedAt }]) => {
      const age = Date.now() - startedAt;
      return age < dayMs || (age < forgottenAfterMs && isInDraft(id));
    }));
  } catch {
    return {};
  }
}

function write(): void {
  try {
    localStorage.setItem(key, JSON.stringify(uploadRecords));
  } catch { /* A full storage must not stop an upload: it is then forgotten with the page. */ }
}
