// Owns that the content decides what a file is, that nothing about its maker stays in it, and that no file can hurt us.
// Leaves whose it is and where it goes to the other suites here.
import sharp from 'sharp';
import { unzipSync } from 'fflate';
import { PDFDocument, PDFName, PDFRawStream } from 'pdf-lib';
import { CAST } from '../cast.js';
import type { World } from '../world.js';
import { openWorld } from '../world.js';
import * as samples from './samples.js';
import { SECRET } from './samples.js';
import type { Phone } from './tus.js';
import { phoneOf } from './tus.js';

let world: World;
let phone: Phone;
beforeAll(async () => {
  world = await openWorld();
  phone = await phoneOf(world, CAST.cadre);
});
afterAll(() => world.close());
afterEach(() => world.source.query(`delete from attachment`));

const kept = async (bytes: Buffer, name?: string) => {
  const file = await phone.upload(bytes, name);
  return { file, opened: await phone.open(file.url!) };
};

describe('what it is, whatever it is called', () => {
  it.each<[string, string, () => Buffer | Promise<Buffer>, string, string, string]>([
    ['a photo', '村口.jpg', samples.phonePhoto, 'photo', '村口.jpg', 'image/jpeg'],
    ['a photo called a document', '说明.docx', samples.phonePhoto, 'photo', '说明.jpg', 'image/jpeg'],
    ['a PNG without a name', '', () => samples.picture('png'), 'photo', '未命名.png', 'image/png'],
    ['a WebP', 'a.webp', () => samples.picture('webp'), 'photo', 'a.webp', 'image/webp'],
    ['a GIF, of which the first picture stays', 'a.gif', () => samples.picture('gif'), 'photo', 'a.png', 'image/png'],
    ['an mp3', '录音.mp3', samples.mp3, 'voice', '录音.mp3', 'audio/mpeg'],
    ['an m4a', '录音.m4a', samples.m4a, 'voice', '录音.m4a', 'audio/mp4'],
    ['what a browser records', 'blob', samples.recorded, 'voice', 'blob.m4a', 'audio/mp4'],
    ['a wav', 'x.wav', samples.wav, 'voice', 'x.wav', 'audio/wav'],
    ['an amr', 'x.amr', samples.amr, 'voice', 'x.amr', 'audio/amr'],
    ['an ogg', 'x.ogg', samples.ogg, 'voice', 'x.ogg', 'audio/ogg'],
    ['a webm with sound only', 'x.webm', () => samples.webm('A_OPUS'), 'voice', 'x.webm', 'audio/webm'],
    ['a PDF', '发票.pdf', samples.pdf, 'document', '发票.pdf', 'application/pdf'],
    ['a Word file called a photo', 'a.jpg', () => samples.docx(), 'document', 'a.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['an Excel file', '台账.xlsx', samples.xlsx, 'document', '台账.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ['a path as its name', '../../etc/passwd', samples.phonePhoto, 'photo', 'passwd.jpg', 'image/jpeg'],
    ['a Windows path as its name', 'C:\\Users\\莫\\照片.JPG', samples.phonePhoto, 'photo', '照片.jpg', 'image/jpeg'],
    ['a name that turns around', 'a\u202egpj.exe', samples.phonePhoto, 'photo', 'agpj.jpg', 'image/jpeg'],
    ['a name of rare letters and signs', '𠮷😀<script>"\r\n龘.png', () => samples.picture('png'), 'photo', '𠮷😀script龘.png', 'image/png'],
    ['a name without end', '村'.repeat(400), () => samples.picture('png'), 'photo', `${'村'.repeat(80)}.png`, 'image/png'],
  ])('%s', async (_what, name, make, kind, shownAs, mime) => {
    const { file, opened } = await kept(await make(), name);
    expect(file).toMatchObject({ kind, name: shownAs, size: opened.bytes.length });
    expect(file.thumbnailUrl === null).toBe(kind !== 'photo');
    expect(opened.status).toBe(200);
    expect(Object.fromEntries(['content-type', 'x-content-type-options', 'content-security-policy', 'content-disposition', 'cache-control'].map((h) => [h, opened.headers.get(h)]))).toEqual({
      'content-type': mime, 'x-content-type-options': 'nosniff', 'content-security-policy': `default-src 'none'; sandbox`, 'cache-control': 'private, max-age=600',
      'content-disposition': expect.stringMatching(new RegExp(`^${kind === 'document' ? 'attachment' : 'inline'}; filename\\*=UTF-8''[\\w%.~!-]+$`)),
    });
  });

  it.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ['an SVG', () => samples.SVG, 'ATTACHMENT_TYPE_REFUSED'], ['an SVG without a prologue', () => samples.SVG.subarray(21), 'ATTACHMENT_TYPE_REFUSED'],
    ['a page', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'ATTACHMENT_TYPE_REFUSED'],
    ['a program', () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)]), 'ATTACHMENT_TYPE_REFUSED'],
    ['words', () => Buffer.from('孩子没有车坐'), 'ATTACHMENT_TYPE_REFUSED'], ['a zip', samples.plainZip, 'ATTACHMENT_TYPE_REFUSED'],
    ['a film', samples.film, 'ATTACHMENT_TYPE_REFUSED'], ['a webm with pictures', () => samples.webm('V_VP8'), 'ATTACHMENT_TYPE_REFUSED'],
    ['nothing', () => Buffer.alloc(0), 'ATTACHMENT_EMPTY'], ['one byte', () => Buffer.from([0xff]), 'ATTACHMENT_TYPE_REFUSED'],
    ['half a photo’s header', async () => (await samples.phonePhoto()).subarray(0, 30), 'ATTACHMENT_DAMAGED'],
    ['a photo cut off', async () => (await samples.phonePhoto()).subarray(0, 4000), 'ATTACHMENT_DAMAGED'],
    ['a Word file cut off', async () => (await samples.docx()).subarray(0, 900), 'ATTACHMENT_'],
    ['a PDF that is only a header', () => Buffer.from('%PDF-1.7\nhello'), 'ATTACHMENT_DAMAGED'],
    ['a Word file with a program', samples.docm, 'ATTACHMENT_MACROS_REFUSED'], ['one that only says so', samples.docmByType, 'ATTACHMENT_MACROS_REFUSED'],
    ['a picture of 400 million points', samples.pixelBomb, 'ATTACHMENT_TOO_COMPLEX'], ['a zip bomb', samples.zipBomb, 'ATTACHMENT_TOO_COMPLEX'],
    ['a file of two thousand files', samples.manyEntries, 'ATTACHMENT_TOO_COMPLEX'], ['a PDF bomb', samples.pdfBomb, 'ATTACHMENT_TOO_COMPLEX'],
  ])('%s is refused and leaves nothing', async (_what, make, code) => {
    const refused = await phone.refused(await make());
    expect(refused.code.startsWith(code)).toBe(true);
    expect(refused.status).toBe(422);
    expect(await world.source.query('select id from attachment union all select attachment_id from attachment_part')).toEqual([]);
  });
});

describe('nothing of its maker stays', () => {
  it('in a photo: place, owner, comment; it stands upright and has a small picture', async () => {
    const original = await samples.phonePhoto(3000, 2000);
    expect(original.includes(SECRET)).toBe(true);
    const { file, opened } = await kept(original);
    const small = await phone.open(file.thumbnailUrl!);
    for (const bytes of [opened.bytes, small.bytes]) {
      const { exif, xmp, iptc, icc, orientation } = await sharp(bytes).metadata();
      expect({ exif, xmp, iptc, icc, orientation }).toEqual({});
      expect(bytes.includes(SECRET)).toBe(false);
    }
    expect(await sharp(opened.bytes).metadata()).toMatchObject({ width: 2000, height: 3000 });
    expect(await sharp(small.bytes).metadata()).toMatchObject({ width: 320, height: 480, format: 'jpeg' });
  });

  it.each<[string, () => Buffer]>([['mp3', samples.mp3], ['m4a', samples.m4a], ['wav', samples.wav]])('in a recording (%s); the sound is as it was', async (_format, make) => {
    const original = make();
    const { opened } = await kept(original, 'x');
    expect(original.includes(SECRET)).toBe(true);
    expect(opened.bytes.includes(SECRET)).toBe(false);
    const sound = { mp3: Buffer.alloc(413, 0x55), m4a: Buffer.alloc(200, 7), wav: Buffer.alloc(800, 3) }[_format]!;
    expect(opened.bytes.indexOf(sound)).toBeGreaterThan(0);
    if (_format === 'm4a') expect(opened.bytes.indexOf(sound)).toBe(original.indexOf(sound));
  });

  it('in a PDF: author, script, hidden file, the author of a note; its page stays', async () => {
    for (const make of [samples.pdf, samples.pdfWithNote, samples.pdfByAuthor]) {
      const { opened } = await kept(await make(), 'x.pdf');
      const plain = Buffer.from(await (await PDFDocument.load(opened.bytes, { updateMetadata: false })).save({ useObjectStreams: false }));
      const again = await PDFDocument.load(opened.bytes, { updateMetadata: false });
      expect([again.getAuthor(), again.getTitle(), again.getProducer(), again.getPageCount()]).toEqual([undefined, undefined, undefined, 1]);
      for (const word of [SECRET, 'JavaScript', 'EmbeddedFile', Buffer.from(SECRET, 'utf16le').swap16().toString('hex').toUpperCase()]) expect(plain.includes(word)).toBe(false);
    }
  });

  it.each([['DCTDecode'], [['DCTDecode']], [['FlateDecode', 'DCTDecode']]])('in a photo inside a PDF, packed by %j; the picture stays', async (filters) => {
    const original = await samples.pdfWithPhoto(filters);
    const { context } = await PDFDocument.load((await kept(original, 'x.pdf')).opened.bytes, { updateMetadata: false });
    const photos = context.enumerateIndirectObjects().flatMap(([, object]) => (object instanceof PDFRawStream && object.dict.get(PDFName.of('Subtype')) === PDFName.of('Image') ? [object] : []));
    expect(photos.map(({ dict }) => String(context.lookup(dict.get(PDFName.of('Filter')))).replace(/[[\] ]/g, ''))).toEqual(['/DCTDecode']);
    const { exif, xmp, width, height } = await sharp(photos[0]!.contents).metadata();
    expect([exif, xmp, width, height]).toEqual([undefined, undefined, 40, 30]);
  });

  it('in Word and Excel files: authors, company, path, changes, pictures; the words stay', async () => {
    for (const original of [await samples.docx(), samples.xlsx()]) {
      const parts = unzipSync((await kept(original, 'x')).opened.bytes);
      for (const [name, bytes] of Object.entries(parts)) expect({ name, told: Buffer.from(bytes).includes(SECRET) }).toEqual({ name, told: false });
      const text = (name: string) => Buffer.from(parts[name] ?? []).toString();
      expect(Object.keys(parts).filter((name) => /docProps|psmdcp|about|customXml/.test(name))).toEqual([]);
      expect(text('[Content_Types].xml')).not.toMatch(/docProps|psmdcp/);
      const relations = text('word/_rels/document.xml.rels') + text('xl/externalLinks/_rels/externalLink1.xml.rels');
      expect(relations).toContain(`<?xml version="1.0" encoding="UTF-8"?><Relationships>${samples.WEB_LINK}<Relationship Id="i1" Type="http://x/image" Target="media/image1.jpeg"/>`);
      expect(relations.match(/Target ="about:blank"\/>/g)).toHaveLength(6);
      if ('word/document.xml' in parts) {
        expect(text('_rels/.rels')).toBe('<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>');
        expect(text('word/_rels/settings.xml.rels')).toBe('<Relationships><Relationship Id="i1" Type="http://x/image" Target="media/image1.jpeg"/></Relationships>');
        expect(text('word/charts/chart1.xml')).toBe('<c><pic:cNvPr id="1" descr=""/><w:instrText xml:space="preserve"> HYPERLINK "about:blank" \\o "村口" </w:instrText><a:t>C:\\村口</a:t></c>');
        expect(Buffer.from(parts['word/document.xml']).toString()).toBe('<w:document><w:ins w:id="1" w:author="作者"><w:t>村口没有公交</w:t></w:ins></w:document>');
        expect((await sharp(parts['word/media/image1.jpeg']).metadata()).exif).toBe(undefined);
      }
    }
  });
});
