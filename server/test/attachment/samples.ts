// Owns files of every kind, honest and not, as bytes made here.
// Leaves what the application says to them to the suites.
import { deflateSync } from 'node:zlib';
import type { Zippable } from 'fflate';
import { strToU8, zipSync } from 'fflate';
import { PDFDocument, PDFHexString, PDFName } from 'pdf-lib';
import sharp from 'sharp';

export const SECRET = 'MoAPo-secret-author';
/** Where it was taken: in the middle of Yuhang. */
const GPS = { GPSLatitudeRef: 'N', GPSLatitude: '30/1 16/1 25/1', GPSLongitudeRef: 'E', GPSLongitude: '119/1 58/1 4/1' };

/** A photo as a phone takes it: lying on its side, with place, owner and a comment. */
export function phonePhoto(width = 640, height = 480): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#3a7', noise: { type: 'gaussian', mean: 128, sigma: 30 } } })
    .jpeg().withExif({ IFD0: { Artist: SECRET }, IFD3: GPS }).withMetadata({ orientation: 6 }).withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>${SECRET}</a></x:xmpmeta>`).toBuffer();
}

export const picture = (format: 'png' | 'webp' | 'gif', side = 60): Promise<Buffer> =>
  sharp({ create: { width: side, height: side, channels: 3, background: '#a37' } })[format]().toBuffer();

/** A PNG of 20,000 × 20,000 white pixels in some 50 kB. */
export function pixelBomb(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const framed = Buffer.alloc(body.length + 8);
    framed.writeUInt32BE(data.length, 0);
    body.copy(framed, 4);
    framed.writeUInt32BE(crc(body), body.length + 4);
    return framed;
  };
  const head = Buffer.from([0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20, 1, 0, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(2501 * 20_000))), chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}

export const mp3 = (): Buffer => {
  const tag = Buffer.from(`TIT2\0\0\0${String.fromCharCode(SECRET.length + 1)}\0\0\0${SECRET}`, 'latin1');
  const frame = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(413, 0x55)]);
  const id3v1 = Buffer.alloc(128);
  id3v1.write(`TAG${SECRET}`, 'latin1');
  return Buffer.concat([Buffer.from(['I', 'D', '3'].map((c) => c.charCodeAt(0)).concat([3, 0, 0, 0, 0, 0, tag.length])), tag, frame, frame, frame, id3v1]);
};

const box = (type: string, ...inside: Buffer[]): Buffer => {
  const body = Buffer.concat(inside);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};
const handler = (kind: string) => box('hdlr', Buffer.alloc(8), Buffer.from(kind, 'latin1'), Buffer.alloc(13));
const movie = (brand: string, kind: string) => Buffer.concat([
  box('ftyp', Buffer.from(`${brand}\0\0\0\0${brand}isom`, 'latin1')),
  box('moov', box('mvhd', Buffer.from([0, 0, 0, 0, 0xe2, 0x11, 0x22, 0x33, 0xe2, 0x11, 0x22, 0x44]), Buffer.alloc(88)), box('trak', box('mdia', handler(kind))), box('udta', Buffer.from(SECRET))),
  box('mdat', Buffer.alloc(200, 7)),
]);
export const m4a = (): Buffer => movie('M4A ', 'soun');
/** What a browser records, and the film of a camera, in boxes of the same kind. */
export const recorded = (): Buffer => movie('isom', 'soun');
export const film = (): Buffer => movie('isom', 'vide');

export const wav = (): Buffer => {
  const chunk = (id: string, data: Buffer) => Buffer.concat([Buffer.from(id, 'latin1'), sizeLE(data.length), data]);
  const body = Buffer.concat([
    chunk('fmt ', Buffer.from([1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x80, 0x3e, 0, 0, 2, 0, 16, 0])), chunk('LIST', Buffer.from(`INFOIART${SECRET} `)), chunk('data', Buffer.alloc(800, 3)),
  ]);
  return Buffer.concat([Buffer.from('RIFF'), sizeLE(body.length + 4), Buffer.from('WAVE'), body]);
};
const sizeLE = (n: number): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(n);
  return size;
};

export const amr = (): Buffer => Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(320, 0x3c)]);
export const ogg = (): Buffer => Buffer.concat([Buffer.from('OggS\0\x02'), Buffer.alloc(20), Buffer.from([1, 19]), Buffer.from('OpusHead\x01\x01'), Buffer.alloc(200)]);
export const webm = (codec: string): Buffer => Buffer.concat([
  Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x87, 0x42, 0x82, 0x84]), Buffer.from('webm'), Buffer.from([0x18, 0x53, 0x80, 0x67, 0x90]), Buffer.from(codec), Buffer.alloc(100),
]);

/** One page, with an author, a script that runs when it opens, and a file inside. */
export async function pdf(): Promise<Buffer> {
  const document = await PDFDocument.create();
  document.setAuthor(SECRET);
  document.setTitle(SECRET);
  document.addPage([200, 200]).drawRectangle({ x: 10, y: 10, width: 50, height: 50 });
  document.addJavaScript('start', `app.alert('${SECRET}')`);
  await document.attach(Buffer.from(SECRET), 'inside.exe');
  document.catalog.set(PDFName.of('Metadata'), document.context.register(document.context.flateStream(SECRET, { Type: 'Metadata', Subtype: 'XML' })));
  return Buffer.from(await document.save({ useObjectStreams: false }));
}

export async function pdfWithNote(): Promise<Buffer> {
  const document = await PDFDocument.create();
  const page = document.addPage([200, 200]);
  const note = document.context.obj({ Type: 'Annot', Subtype: 'Text', Rect: [0, 0, 10, 10], T: PDFHexString.fromText(SECRET), Contents: PDFHexString.fromText('看这里') });
  page.node.set(PDFName.of('Annots'), document.context.obj([document.context.register(note)]));
  return Buffer.from(await document.save());
}

/** An Info that only has an author, in which nothing says what it is, and one that an earlier saving left behind. */
export async function pdfByAuthor(): Promise<Buffer> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.addPage([200, 200]);
  document.context.trailerInfo.Info = document.context.register(document.context.obj({ Author: PDFHexString.fromText(SECRET) }));
  document.context.register(document.context.obj({ Title: PDFHexString.fromText(SECRET) }));
  return Buffer.from(await document.save({ useObjectStreams: false }));
}

/** A page with a phone's photo, packed as some programs write it. */
export async function pdfWithPhoto(filters: string | string[]): Promise<Buffer> {
  const photo = await phonePhoto(40, 30);
  const document = await PDFDocument.create();
  const image = { Type: 'XObject', Subtype: 'Image', Width: 40, Height: 30, ColorSpace: 'DeviceRGB', BitsPerComponent: 8, Filter: filters };
  const ref = document.context.register(document.context.stream(filters.includes('FlateDecode') ? deflateSync(photo) : photo, image));
  document.addPage([200, 200]).node.setXObject(PDFName.of('Photo'), ref);
  return Buffer.from(await document.save({ useObjectStreams: false }));
}

/** A stream that unpacks to 300 MB. */
export function pdfBomb(): Buffer {
  const packed = deflateSync(Buffer.alloc(300 * 1024 * 1024));
  return Buffer.concat([
    Buffer.from(`%PDF-1.5\n1 0 obj\n<</Type/Obj#53tm/N 1/First 4/Filter/FlateDecode/Length ${String(packed.length)}>>\nstream\r\n`), packed,
    Buffer.from('\nendstream\nendobj\ntrailer<</Root 2 0 R>>\n%%EOF'),
  ]);
}

const TYPES = (part: string, type: string) => strToU8(`<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="psmdcp" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/${part}" ContentType="${type}"/><Override PartName="/docProps/core.xml" ContentType="x"></Override></Types>`);
const PROPERTIES = 'package/services/metadata/core-properties/0f5f.psmdcp';
const ROOT_RELATIONS = `<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="word/document.xml"/><Relationship Id="r2" Type="http://x/metadata/thumbnail" Target="docProps/thumbnail.jpeg"/>
  <Relationship Id='r3' Type='http://x/metadata/core-properties' Target='/${PROPERTIES}'/><Relationship Id="r4" Type="http://x/extended-properties" Target="meta/about.xml"></Relationship></Relationships>`;
export const WEB_LINK = '<Relationship Id="w1" Type="http://x/hyperlink" Target="https://www.gov.cn/a?b=1&amp;c=2" TargetMode="External"/>';
const INNER_LINK = '<Relationship Id="i1" Type="http://x/image" Target="media/image1.jpeg"/>';
/** A template, a linked picture and a source of figures on the author's own disk, a share, a Mac, and beside the file. */
const OWN_DISK = [
  `file:///C:\\Users\\${SECRET}\\a.dotx`, `C:\\Users\\${SECRET}\\a.png`, `\\\\server\\${SECRET}\\a.xlsx`, `&#x66;ile:///Users/${SECRET}/a.xlsx`, `../${SECRET}/a.xlsx`, `/Users/${SECRET}/a.png`,
].map((target, n) => `<Relationship Id="d${String(n)}" Type="http://x/externalLinkPath" TargetMode='External' Target ="${target}"/>`).join('\n');
const RELATIONS = `<?xml version="1.0" encoding="UTF-16"?><Relationships>${WEB_LINK}${INNER_LINK}${OWN_DISK}</Relationships>`;
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const EXCEL = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';

export async function docx(more: Zippable = {}, type = WORD): Promise<Buffer> {
  return Buffer.from(zipSync({
    '[Content_Types].xml': TYPES('word/document.xml', type),
    '_rels/.rels': strToU8(ROOT_RELATIONS), [PROPERTIES]: strToU8(`<dc:creator>${SECRET}</dc:creator>`), 'meta/about.xml': strToU8(`<Company>${SECRET}</Company>`),
    'word/_rels/document.xml.rels': new Uint8Array(Buffer.from(`\ufeff${RELATIONS}`, 'utf16le')),
    'customXml/item1.xml': strToU8(`<p:properties><Owner><UserInfo><DisplayName>${SECRET}</DisplayName></UserInfo></Owner></p:properties>`),
    'word/_rels/settings.xml.rels': strToU8(`<Relationships>${INNER_LINK}<Relationship Id="c1" Type="http://x/customXml" Target="../customXml/item1.xml"/></Relationships>`),
    'word/charts/chart1.xml': strToU8(`<c><pic:cNvPr id="1" descr="C:\\Users\\${SECRET}\\村口.png"/><w:instrText xml:space="preserve"> HYPERLINK "file:///C:\\\\${SECRET}" \\o "村口" </w:instrText><a:t>C:\\村口</a:t></c>`),
    'word/document.xml': strToU8(`<w:document><w:ins w:id="1" w:author="${SECRET}" w:date="2026-03-01T08:00:00Z"><w:t>村口没有公交</w:t></w:ins></w:document>`),
    'word/media/image1.jpeg': new Uint8Array(await phonePhoto(40, 30)),
    'docProps/core.xml': strToU8(`<dc:creator>${SECRET}</dc:creator>`), 'docProps/app.xml': strToU8(`<Company>${SECRET}</Company>`),
    'docProps/thumbnail.jpeg': strToU8(SECRET), ...more,
  }));
}

export const xlsx = (): Buffer => Buffer.from(zipSync({
  '[Content_Types].xml': TYPES('xl/workbook.xml', EXCEL),
  'xl/workbook.xml': strToU8(`<workbook><x15ac:absPath url="C:\\Users\\${SECRET}\\"/><fileSharing userName="${SECRET}"/><sheets/></workbook>`),
  'xl/externalLinks/_rels/externalLink1.xml.rels': strToU8(RELATIONS.replace('UTF-16', 'UTF-8')),
  'xl/connections.xml': strToU8(`<connections><connection id="1" odcFile='\\\\server\\${SECRET}\\a.odc'/></connections>`),
  'xl/comments1.xml': strToU8(`<comments><authors><author>${SECRET}</author></authors></comments>`),
  'docProps/core.xml': strToU8(`<dc:creator>${SECRET}</dc:creator>`),
}));

export const docm = (): Promise<Buffer> => docx({ 'word/vbaProject.bin': strToU8('Sub AutoOpen()') });
export const docmByType = (): Promise<Buffer> => docx({}, 'application/vnd.ms-word.document.macroEnabled.main+xml');
/** 70 MB of nothing in some 300 kB. */
export const zipBomb = (): Promise<Buffer> => docx(Object.fromEntries(['a', 'b'].map((name) => [`word/media/${name}.bin`, [new Uint8Array(35 * 1024 * 1024), { level: 1 }]])));
export const manyEntries = (): Promise<Buffer> => docx(Object.fromEntries(Array.from({ length: 2100 }, (_, i) => [`word/x${String(i)}.xml`, strToU8('<a/>')])));
export const plainZip = (): Buffer => Buffer.from(zipSync({ 'a.txt': strToU8('x') }));
export const SVG = Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
