// Owns saying a file's size and guessing its kind before the server has looked into it.
// Leaves the real kind to the server.
import type { AttachmentKind } from '@zhitongche/shared/attachment/vocabulary.js';

/** 820 kB, 1.4 MB. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1024) return `${String(bytes)} 字节`;
  return bytes < 1024 * 1000 ? `${String(Math.round(bytes / 1024))} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function likelyKind(type: string): AttachmentKind {
  return type.startsWith('image/') ? 'photo' : type.startsWith('audio/') ? 'voice' : 'document';
}
