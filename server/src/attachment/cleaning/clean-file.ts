// Owns the way from received bytes to what is kept: type by content, metadata out, a thumbnail for pictures.
// Leaves each kind's work to its cleaner and keeping the result to the actions.
import type { AttachmentKind } from '@zhitongche/shared/attachment/vocabulary.js';
import { MAX_FILE_BYTES } from '@zhitongche/shared/attachment/vocabulary.js';
import { refuse } from '@zhitongche/shared/errors.js';
import { cleanOffice } from './clean-office.js';
import { cleanVoice } from './clean-voice.js';
import type { ServedFormat } from './content-type.js';
import { MIME, contentOf } from './content-type.js';

export interface CleanFile {
  kind: AttachmentKind;
  mime: string;
  /** The ending its name gets. */
  ending: string;
  bytes: Buffer;
  thumbnail: Buffer | null;
}

// Their libraries are loaded with the first picture or PDF: a process starts much sooner without them.
const photos = () => import('./clean-photo.js');
const pdfs = () => import('./clean-pdf.js');

/** @throws Refusal ATTACHMENT_EMPTY, _TYPE_REFUSED, _MACROS_REFUSED, _TOO_COMPLEX, _TOO_LARGE, _DAMAGED, _HEIC_REFUSED */
export async function cleanFile(received: Buffer): Promise<CleanFile> {
  const content = await contentOf(received);
  const kept = (format: ServedFormat, bytes: Buffer, thumbnail: Buffer | null = null): CleanFile => {
    // A picture drawn anew may come out larger than it came in.
    if (bytes.length > MAX_FILE_BYTES) refuse('ATTACHMENT_TOO_LARGE');
    return { kind: content.kind, mime: MIME[format], ending: format === 'jpeg' ? 'jpg' : format, bytes, thumbnail };
  };
  if (content.kind === 'photo') {
    const { bytes, format, thumbnail } = await (await photos()).cleanPhoto(received, content.format);
    return kept(format, bytes, thumbnail);
  }
  if (content.kind === 'voice') return kept(content.format, cleanVoice(received, content.format));
  return kept(content.format, content.format === 'pdf' ? await (await pdfs()).cleanPdf(received) : cleanOffice(received, content.format));
}
