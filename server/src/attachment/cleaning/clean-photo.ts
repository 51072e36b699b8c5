// Owns making a picture harmless and small: turned upright, drawn anew without any metadata, with a thumbnail.
// Leaves deciding what is a picture to content-type.ts. Whatever hides behind the pixels is not drawn and so is gone.
import { Refusal, refuse } from '@zhitongche/shared/errors.js';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import type { Content, ServedFormat } from './content-type.js';

/** More than any phone takes in its usual setting; a picture of that many pixels needs some 240 MB to be turned. */
const MAX_PIXELS = 60_000_000;
const MAX_SIDE = 4096;
const THUMBNAIL_SIDE = 480;

export interface CleanPhoto {
  bytes: Buffer;
  format: ServedFormat;
  thumbnail: Buffer;
}

// One picture at a time: the memory of a picture is what limits a process, not its threads.
sharp.concurrency(1);
sharp.cache(false);

/** @throws Refusal ATTACHMENT_TOO_COMPLEX, ATTACHMENT_HEIC_REFUSED, ATTACHMENT_DAMAGED */
export async function cleanPhoto(bytes: Buffer, format: Extract<Content, { kind: 'photo' }>['format']): Promise<CleanPhoto> {
  try {
    const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 });
    const { width, height } = await picture.metadata();
    if (width * height > MAX_PIXELS) refuse('ATTACHMENT_TOO_COMPLEX');
    // Metadata is left behind by not asking for it; colours are drawn in sRGB first, so that no profile is missed.
    const upright = await drawn(picture.autoOrient().resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true }), format);
    const thumbnail = await sharp(upright.bytes).resize({ width: THUMBNAIL_SIDE, height: THUMBNAIL_SIDE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' }).jpeg({ quality: 78 }).toBuffer();
    return { ...upright, thumbnail };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    if (/pixel limit/i.test(String(error))) refuse('ATTACHMENT_TOO_COMPLEX');
    refuse(format === 'heif' ? 'ATTACHMENT_HEIC_REFUSED' : 'ATTACHMENT_DAMAGED');
  }
}

async function drawn(picture: Sharp, format: string): Promise<{ bytes: Buffer; format: ServedFormat }> {
  if (format === 'png' || format === 'gif') return { bytes: await picture.png().toBuffer(), format: 'png' };
  if (format === 'webp') return { bytes: await picture.webp({ quality: 85 }).toBuffer(), format: 'webp' };
  return { bytes: await picture.jpeg({ quality: 85 }).toBuffer(), format: 'jpeg' };
}
