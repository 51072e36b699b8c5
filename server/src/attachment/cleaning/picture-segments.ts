// Owns taking metadata out of pictures that lie inside documents, without drawing them anew.
// Leaves pictures that come by themselves to clean-photo.ts.

/** JPEG without EXIF, XMP, IPTC and comments (APP1–APP13 but Adobe's APP14, COM); any other bytes as they are. */
export function stripJpeg(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return bytes;
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1]!;
    if (marker === 0xda) break;
    const end = at + 2 + bytes[at + 2]! * 256 + bytes[at + 3]!;
    if (end > bytes.length) break;
    const metadata = (marker >= 0xe1 && marker <= 0xed) || marker === 0xef || marker === 0xfe;
    // APP2 carries the colour profile as well as Flashpix; without a profile colours are taken for sRGB.
    if (!metadata) kept.push(bytes.subarray(at, end));
    at = end;
  }
  kept.push(bytes.subarray(at));
  return Buffer.concat(kept);
}

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const PNG_METADATA = ['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME'];

/** PNG without texts, EXIF and date; any other bytes as they are. */
export function stripPng(bytes: Uint8Array): Uint8Array {
  if (PNG_SIGNATURE.some((value, i) => bytes[i] !== value)) return bytes;
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  let at = 8;
  while (at + 12 <= view.length) {
    const end = at + 12 + view.readUInt32BE(at);
    if (end > view.length) break;
    if (!PNG_METADATA.includes(view.toString('latin1', at + 4, at + 8))) kept.push(bytes.subarray(at, end));
    at = end;
  }
  kept.push(bytes.subarray(at));
  return Buffer.concat(kept);
}
