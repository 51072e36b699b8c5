// Owns finding out what a file is by its content; its name and what the sender says do not count.
// Leaves taking its secrets out to the cleaners.
import { refuse } from '@zhitongche/shared/errors.js';
import { fileTypeFromBuffer } from 'file-type';

export type Content =
  | { kind: 'photo'; format: 'jpeg' | 'png' | 'webp' | 'gif' | 'heif' }
  | { kind: 'voice'; format: 'mp3' | 'm4a' | 'aac' | 'amr' | 'wav' | 'ogg' | 'webm' }
  | { kind: 'document'; format: 'pdf' | 'docx' | 'xlsx' };

const photo = (format: Extract<Content, { kind: 'photo' }>['format']): Content => ({ kind: 'photo', format });
const voice = (format: Extract<Content, { kind: 'voice' }>['format']): Content => ({ kind: 'voice', format });
const document = (format: Extract<Content, { kind: 'document' }>['format']): Content => ({ kind: 'document', format });

/** Endings as `file-type` names what it found → what it is to us. */
const KNOWN: Readonly<Record<string, Content>> = {
  jpg: photo('jpeg'), png: photo('png'), apng: photo('png'), webp: photo('webp'), gif: photo('gif'), heic: photo('heif'), avif: photo('heif'),
  mp3: voice('mp3'), m4a: voice('m4a'), mp4: voice('m4a'), aac: voice('aac'), amr: voice('amr'), wav: voice('wav'),
  ogg: voice('ogg'), oga: voice('ogg'), opus: voice('ogg'), webm: voice('webm'),
  pdf: document('pdf'), docx: document('docx'), xlsx: document('xlsx'),
};
const WITH_MACROS = ['docm', 'xlsm', 'dotm', 'xltm'];

/** What is served, by format of the cleaned file. A first frame and a HEIF picture have become others by then. */
export const MIME = {
  jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp', mp3: 'audio/mpeg', m4a: 'audio/mp4', aac: 'audio/aac', amr: 'audio/amr', wav: 'audio/wav',
  ogg: 'audio/ogg', webm: 'audio/webm', pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
export type ServedFormat = keyof typeof MIME;

/** What the bytes are. @throws Refusal ATTACHMENT_EMPTY, ATTACHMENT_TYPE_REFUSED, ATTACHMENT_MACROS_REFUSED */
export async function contentOf(bytes: Buffer): Promise<Content> {
  if (bytes.length === 0) refuse('ATTACHMENT_EMPTY');
  // What breaks off in the middle of its own header is no file of ours either.
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (found !== undefined && WITH_MACROS.includes(found.ext)) refuse('ATTACHMENT_MACROS_REFUSED');
  const content = found === undefined ? undefined : KNOWN[found.ext];
  if (content === undefined || hasPictures(content, bytes)) refuse('ATTACHMENT_TYPE_REFUSED');
  return content;
}

/** A phone's recorder writes the same boxes as its camera: a film is told by its video track. */
function hasPictures({ format }: Content, bytes: Buffer): boolean {
  if (format === 'm4a') return bytes.includes('hdlr') && bytes.includes('vide', 0, 'latin1') && /hdlr[\s\S]{8}vide/.test(bytes.toString('latin1'));
  return format === 'webm' && /V_(VP8|VP9|AV1|MPEG|THEORA)/.test(bytes.toString('latin1'));
}
