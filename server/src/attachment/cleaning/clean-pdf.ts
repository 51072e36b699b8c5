// Owns taking authors, dates, hidden files and programs out of PDFs.
// Leaves the pages as they are. What a PDF unpacks to is measured before anything reads it.
import { inflateSync } from 'node:zlib';
import { refuse } from '@zhitongche/shared/errors.js';
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import type { PDFContext, PDFObject , PDFRef } from 'pdf-lib';
import { stripJpeg } from './picture-segments.js';

const MAX_UNPACKED = 120 * 1024 * 1024;
const MAX_STREAMS = 20_000;
/** Of a catalog or page: scripts, what runs when it opens, files within the file, an editor's own notes. */
const REMOVED = ['Metadata', 'PieceInfo', 'OpenAction', 'AA', 'LastModified', 'AF', 'Collection'];
const REMOVED_TREES = ['JavaScript', 'EmbeddedFiles'];
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
    for (const [ref, object] of context.enumerateIndirectObjects()) clean(context, ref, object);
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
  if (type === 'Metadata' || type === 'EmbeddedFile' || type === 'Filespec' || isInfo(dict)) {
    context.delete(ref);
    return;
  }
  cleanDict(dict);
  if (object instanceof PDFRawStream && nameOf(dict, 'Filter') === 'DCTDecode') {
    const contents = stripJpeg(object.getContents());
    if (contents.length < object.getContents().length) context.assign(ref, PDFRawStream.of(dict, contents));
  }
}

/** Also what lies directly inside, as actions and annotations often do. */
function cleanDict(dict: PDFDict, depth = 0): void {
  for (const key of REMOVED) dict.delete(PDFName.of(key));
  for (const key of REMOVED_TREES) dict.delete(PDFName.of(key));
  if (nameOf(dict, 'Type') === 'Annot' && nameOf(dict, 'Subtype') !== 'Widget') for (const key of ['T', 'M', 'CreationDate']) dict.delete(PDFName.of(key));
  if (RUNNING.includes(nameOf(dict, 'S') ?? '')) for (const key of ['S', 'JS', 'F', 'Win', 'URI']) dict.delete(PDFName.of(key));
  if (depth > 6) return;
  for (const [, value] of dict.entries()) {
    if (value instanceof PDFDict) cleanDict(value, depth + 1);
    if (value instanceof PDFArray) for (const each of value.asArray()) if (each instanceof PDFDict) cleanDict(each, depth + 1);
  }
}

const nameOf = (dict: PDFDict, key: string): string | undefined => {
  const value = dict.get(PDFName.of(key));
  return value instanceof PDFName ? value.decodeText() : undefined;
};

/** The document's own Info dictionary has no type: it is known by what only it has. */
const isInfo = (dict: PDFDict): boolean =>
  nameOf(dict, 'Type') === undefined && ['Producer', 'Creator', 'Author'].some((key) => dict.has(PDFName.of(key)))
  && ['CreationDate', 'ModDate', 'Producer', 'Creator'].some((key) => dict.has(PDFName.of(key)));
