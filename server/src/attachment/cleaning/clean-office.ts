// Owns taking authors, paths and hidden programs out of Word and Excel files, within limits of what they unpack to.
// Leaves the words and figures in them alone.
import { refuse } from '@zhitongche/shared/errors.js';
import type { UnzipFileInfo, Zippable } from 'fflate';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { localPathsBlanked, metadataParts, withoutParts, withoutRelations } from './office-relations.js';
import { stripJpeg, stripPng } from './picture-segments.js';

const MAX_ENTRIES = 2_000;
const MAX_UNPACKED = 60 * 1024 * 1024;
/** No XML needs to be packed tighter; a bomb is. */
const MAX_XML = 25 * 1024 * 1024;

/** Programs, and files within the file, of which nobody knows what they are. */
const PROGRAMS = /(^|\/)(vbaProject\.bin|vbaData\.xml|activeX\/.*|embeddings\/.*|macrosheets\/.*|customUI\/.*|.*\.(exe|dll|js|vbs|bat|ps1))$/i;
/** A constant moment: when it was packed is nobody's business either. */
const PACKED_AT = new Date('2000-01-01T00:00:00Z');

/** @throws Refusal ATTACHMENT_TOO_COMPLEX, ATTACHMENT_MACROS_REFUSED, ATTACHMENT_DAMAGED */
export function cleanOffice(bytes: Buffer, format: 'docx' | 'xlsx'): Buffer {
  const files = unpacked(bytes);
  if (!('[Content_Types].xml' in files) || !((format === 'docx' ? 'word/document.xml' : 'xl/workbook.xml') in files)) refuse('ATTACHMENT_DAMAGED');
  if (/macroEnabled|vbaProject/i.test(decoded(files['[Content_Types].xml']))) refuse('ATTACHMENT_MACROS_REFUSED');
  const dropped = metadataParts(Object.keys(files), files['_rels/.rels'] === undefined ? '' : decoded(files['_rels/.rels']));
  const cleaned: Zippable = {};
  for (const [name, content] of Object.entries(files)) {
    if (!dropped.has(name.toLowerCase())) cleaned[name] = cleanPart(name, content, dropped);
  }
  return Buffer.from(zipSync(cleaned, { level: 6, mtime: PACKED_AT }));
}

function unpacked(bytes: Buffer): Record<string, Uint8Array> {
  let entries = 0;
  let total = 0;
  // Each entry is unpacked into a buffer of the size it announces, and no more: the sum of what is announced is the limit.
  const filter = ({ name, originalSize }: UnzipFileInfo): boolean => {
    entries += 1;
    total += originalSize;
    if (entries > MAX_ENTRIES || total > MAX_UNPACKED || (/\.(xml|rels)$/i.test(name) && originalSize > MAX_XML)) refuse('ATTACHMENT_TOO_COMPLEX');
    if (PROGRAMS.test(name)) refuse('ATTACHMENT_MACROS_REFUSED');
    return !name.endsWith('/');
  };
  return openOr(() => unzipSync(bytes, { filter }));
}

function openOr(open: () => Record<string, Uint8Array>): Record<string, Uint8Array> {
  try {
    return open();
  } catch (error) {
    // What fflate cannot read is a plain object with a code; our own refusals go through.
    if (error instanceof Error && error.name === 'Refusal') throw error;
    refuse('ATTACHMENT_DAMAGED');
  }
}

function cleanPart(name: string, content: Uint8Array, dropped: ReadonlySet<string>): Uint8Array {
  if (/\.jpe?g$/i.test(name)) return stripJpeg(content);
  if (/\.png$/i.test(name)) return stripPng(content);
  if (name === '[Content_Types].xml') return edited(content, (xml) => withoutParts(xml, dropped));
  if (/\.rels$/i.test(name)) return edited(content, (xml) => withoutRelations(xml, dropped));
  if (/^word\/.*\.xml$/i.test(name)) return edited(content, (xml) => localPathsBlanked(withoutWordAuthors(xml)));
  return /^xl\/.*\.xml$/i.test(name) ? edited(content, (xml) => localPathsBlanked(withoutExcelAuthors(xml))) : content;
}

function edited(content: Uint8Array, edit: (xml: string) => string): Uint8Array {
  const before = decoded(content);
  const after = edit(before);
  return after === before ? content : strToU8(after.replace(/^(<\?xml[^>]*encoding=["'])utf-16/i, '$1UTF-8'));
}

/** A part is UTF-8 or UTF-16, nothing else. */
function decoded(content: Uint8Array): string {
  const encoding = content[0] === 0xff && content[1] === 0xfe ? 'utf-16le' : content[0] === 0xfe && content[1] === 0xff ? 'utf-16be' : null;
  return encoding === null ? strFromU8(content) : new TextDecoder(encoding).decode(content);
}

/** Who changed, commented or is mentioned; attributes stay, since Word asks for them. */
function withoutWordAuthors(xml: string): string {
  return xml.replace(/(\s(?:w|w15|w16cid):(?:author|initials|userId|providerId|date)=)("[^"]*"|'[^']*')/g, (_all, name: string) =>
    (name.includes('date=') ? '' : `${name}"${name.includes('author') ? '作者' : ''}"`));
}

/** Comment authors, who last saved, and the path it was saved under (C:\Users\…). */
function withoutExcelAuthors(xml: string): string {
  return xml
    .replace(/<(\w+:)?absPath\b[^>]*\/>/g, '')
    .replace(/(<author>)[^<]*(<\/author>)/g, '$1作者$2')
    .replace(/(\s(?:userName|lastEditedBy|displayName|userId|providerId)=)"[^"]*"/g, '$1""');
}
