// Owns taking authors, dates, hidden files and programs out of PDFs.
// Leaves the pages as they are. What a PDF unpacks to is measured before anything reads it.
import { inflateSync } from 'node:zlib';
import { refuse } from '@zhitongche/shared/errors.js';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, PDFRef, PDFStream, decodePDFRawStream } from 'pdf-lib';
import type { PDFContext, PDFObject } from 'pdf-lib';
import { stripJpeg } from './picture-segments.js';

const MAX_UNPACKED = 120 * 1024 * 1024;
const MAX_STREAMS = 20_000;
/** Of a catalog or page: scripts, what runs when it opens, files within the file, an editor's own notes. */
const REMOVED = ['Metadata', 'PieceInfo', 'OpenAction', 'AA', 'LastModified', 'AF', 'Collection'];
const REMOVED_TREES = ['JavaScript', 'EmbeddedFiles'];
/** Packings that are taken off a photo to look at it. */
const UNPACKED_HERE = ['FlateDecode', 'ASCII85Decode', 'ASCIIHexDecode'];
const RUNNING = ['JavaScript', 'Launch', 'SubmitForm', 'ImportData', 'GoToE', 'GoToR', 'Rendition'];

/** @throws Refusal ATTACHMENT_TOO_COMPLEX, ATTACHMENT_DAMAGED */
export async function cleanPdf(bytes: Buffer): Promise<Buffer> {
  measure(bytes);
  try {
    // Few objects a turn: the process serves others meanwhile.
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false, throwOnInvalidObject: false, parseSpeed: 200 });
    if (pdf.getPageCount() === 0) refuse('ATTACHMENT_DAMAGED');
    const { context } = pdf;
    delete context.trailerInfo.Info;
    delete context.trailerInfo.ID;
    for (const [ref, object] of context.enumerateIndirectObjects()) clean(context, ref, object);
    dropUnreached(context);
    return Buffer.from(await pdf.save({ useObjectStreams: true, addDefaultPage: false, updateFieldAppearances: false, objectsPerTick: 200 }));
  } catch {
    refuse('ATTACHMENT_DAMAGED');
  }
}

/** Unpacks every stream once, within a limit, so that no reader after us meets a bomb. */
function measure(bytes: Buffer): void {
  const text = bytes.toString('latin1').replace(/#([0-9a-f]{2})/gi, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  // pdf-lib unpacks streams of objects by every filter; only the usual one is measured below.
  if (/\/LZWDecode|\/RunLengthDecode/.test(text) && /\/ObjStm/.test(text)) refuse('ATTACHMENT_TOO_COMPLEX');
  let streams = 0;
  let total = 0;
  for (let at = bytes.indexOf('stream'); at >= 0; at = bytes.indexOf('stream', at + 6)) {
    if (bytes.toString('latin1', at - 3, at) === 'end') continue;
    streams += 1;
    if (streams > MAX_STREAMS) refuse('ATTACHMENT_TOO_COMPLEX');
    let from = at + 6;
    while (bytes[from] === 0x0d || bytes[from] === 0x0a || bytes[from] === 0x20) from += 1;
    total += unpackedSize(bytes.subarray(from), MAX_UNPACKED - total);
    if (total > MAX_UNPACKED) refuse('ATTACHMENT_TOO_COMPLEX');
  }
}

/** Bytes after all layers of deflate; 0 for what is not packed that way. */
function unpackedSize(packed: Buffer, limit: number): number {
  let layer = packed;
  let size = 0;
  while (isZlib(layer)) {
    try {
      layer = inflateSync(layer, { maxOutputLength: Math.max(limit - size, 1) });
    } catch (error) {
      // A stream that is cut off unpacks to no more than it did until then, which the limit bounds too.
      return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? limit + 1 : size; // what zlib throws
    }
    size += layer.length;
  }
  return size;
}

const isZlib = (bytes: Buffer): boolean => bytes.length > 2 && (bytes[0]! & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0;

function clean(context: PDFContext, ref: PDFRef, object: PDFObject): void {
  const dict = object instanceof PDFRawStream ? object.dict : object;
  if (!(dict instanceof PDFDict)) return;
  const type = nameOf(dict, 'Type');
  if (type === 'Metadata' || type === 'EmbeddedFile' || type === 'Filespec') {
    context.delete(ref);
    return;
  }
  cleanDict(dict);
  if (object instanceof PDFRawStream) cleanPhoto(context, ref, object);
}

/** A photo as its camera wrote it, also where it was packed once more: kept as the plain photo. */
function cleanPhoto(context: PDFContext, ref: PDFRef, { dict, contents }: PDFRawStream): void {
  const filter = context.lookup(dict.get(PDFName.of('Filter')));
  const filters = filter instanceof PDFArray ? filter.asArray().map((each) => context.lookup(each)) : [filter];
  const before = filters.slice(0, -1);
  // One packing was measured, or does not grow; two are no camera's, and only the inner one would be known.
  if (filters.at(-1) !== PDFName.of('DCTDecode') || before.length > 1) return;
  if (before.some((each) => !(each instanceof PDFName) || !UNPACKED_HERE.includes(each.decodeText()))) return;
  const photo = before.length === 0 ? contents : unpackedBy(context, before, dict, contents);
  const stripped = stripJpeg(photo);
  if (before.length === 0 && stripped.length === contents.length) return;
  dict.set(PDFName.of('Filter'), PDFName.of('DCTDecode'));
  if (before.length > 0) dict.delete(PDFName.of('DecodeParms'));
  context.assign(ref, PDFRawStream.of(dict, stripped));
}

function unpackedBy(context: PDFContext, filters: (PDFObject | undefined)[], dict: PDFDict, contents: Uint8Array): Uint8Array {
  const packed = PDFDict.withContext(context);
  packed.set(PDFName.of('Filter'), context.obj(filters.map((each) => (each instanceof PDFName ? each.decodeText() : ''))));
  const parms = context.lookup(dict.get(PDFName.of('DecodeParms')));
  if (parms !== undefined) packed.set(PDFName.of('DecodeParms'), parms);
  return decodePDFRawStream(PDFRawStream.of(packed, contents)).decode();
}

/** What nothing leads to is not part of the document: its Info, earlier states of it, what the cleaning has cut off. */
function dropUnreached(context: PDFContext): void {
  const reached = new Set<PDFRef>();
  const waiting: (PDFObject | undefined)[] = [context.trailerInfo.Root, context.trailerInfo.Encrypt];
  while (waiting.length > 0) {
    const object = waiting.pop();
    if (object instanceof PDFRef) {
      if (reached.has(object)) continue;
      reached.add(object);
      waiting.push(context.lookup(object));
    } else if (object instanceof PDFArray) for (const each of object.asArray()) waiting.push(each);
    else if (object instanceof PDFDict) for (const [, value] of object.entries()) waiting.push(value);
    else if (object instanceof PDFStream) waiting.push(object.dict);
  }
  for (const [ref] of context.enumerateIndirectObjects()) if (!reached.has(ref)) context.delete(ref);
}

/** Also what lies directly inside, as actions and annotations often do. */
function cleanDict(dict: PDFDict, depth = 0): void {
  for (const key of REMOVED) dict.delete(PDFName.of(key));
  for (const key of REMOVED_TREES) dict.delete(PDFName.of(key));
  // An annotation need not say that it is one.
  const note = nameOf(dict, 'Type') === 'Annot' || (dict.has(PDFName.of('Rect')) && dict.has(PDFName.of('Subtype')));
  if (note && nameOf(dict, 'Subtype') !== 'Widget') for (const key of ['T', 'M', 'CreationDate']) dict.delete(PDFName.of(key));
  if (RUNNING.includes(nameOf(dict, 'S') ?? '')) for (const key of ['S', 'JS', 'F', 'Win', 'URI']) dict.delete(PDFName.of(key));
  if (depth > 6) return;
  for (const [, value] of dict.entries()) {
    if (value instanceof PDFDict) cleanDict(value, depth + 1);
    if (value instanceof PDFArray) for (const each of value.asArray()) if (each instanceof PDFDict) cleanDict(each, depth + 1);
  }
}

const nameOf = (dict: PDFDict, key: string): string | undefined => {
  const value = dict.context.lookup(dict.get(PDFName.of(key)));
  return value instanceof PDFName ? value.decodeText() : undefined;
};
