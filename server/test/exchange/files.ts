// Owns fetching and sending files over HTTP as a demo person, and reading a workbook again.
// Leaves JSON to visitor.ts and the application to world.ts.
import type { ErrorBody } from '@zhitongche/shared/errors.js';
import type { SheetData } from 'read-excel-file/node';
import readWorkbook from 'read-excel-file/node';
import writeWorkbook from 'write-excel-file/node';
import type { World } from '../world.js';

export interface FileAnswer {
  status: number;
  type: string;
  name: string;
  bytes: Buffer;
}

const cookies = new WeakMap<World, Map<string, string>>();

async function cookieOf(world: World, personId: string): Promise<string> {
  const known = cookies.get(world) ?? new Map<string, string>();
  cookies.set(world, known);
  const answer = known.get(personId) ?? (await world.send('POST', '/api/session/demo', { personId })).headers.get('set-cookie')?.split(';')[0];
  if (answer === undefined) throw new Error(`${personId} cannot sign in`);
  known.set(personId, answer);
  return answer;
}

/** GET as a demo person; whatever came. */
export async function download(world: World, personId: string, path: string): Promise<FileAnswer> {
  const answer = await fetch(world.url + path, { headers: { cookie: await cookieOf(world, personId) } });
  const name = /filename\*=UTF-8''(\S+)/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? '';
  return {
    status: answer.status, type: answer.headers.get('content-type') ?? '', name: decodeURIComponent(name),
    bytes: Buffer.from(await answer.arrayBuffer()),
  };
}

/** POST of a file's bytes as a demo person. */
export async function upload(world: World, personId: string, path: string, bytes: Uint8Array): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(world.url + path, {
    method: 'POST', headers: { cookie: await cookieOf(world, personId), 'content-type': 'application/octet-stream' }, body: Buffer.from(bytes),
  });
  return { status: answer.status, body: await answer.json() };
}

/** The code of a refusal that came instead of a file. */
export const codeOf = ({ bytes }: FileAnswer): string => (JSON.parse(bytes.toString('utf8')) as ErrorBody).code;

/** All sheets of a workbook by name. */
export async function workbook(bytes: Buffer): Promise<Record<string, SheetData>> {
  const sheets = await readWorkbook(bytes);
  return Object.fromEntries(sheets.map(({ sheet, data }) => [sheet, data]));
}

/** As a Chinese Excel saves CSV: GB18030's two-byte part, found by decoding all of it. */
export function asGb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, [number, number]>();
  for (let first = 0x81; first <= 0xfe; first++) {
    for (let second = 0x40; second <= 0xfe; second++) codes.set(decoder.decode(Uint8Array.of(first, second)), [first, second]);
  }
  return Buffer.from([...text].flatMap((letter) => (letter < '\u0080' ? [letter.charCodeAt(0)] : (codes.get(letter) ?? []))));
}

/** A workbook with one sheet; a number, date or text in each cell as given. */
export async function xlsx(rows: readonly (readonly (string | number | Date | null)[])[]): Promise<Buffer> {
  return writeWorkbook([{ sheet: '表', data: rows.map((row) => row.map((value) => (value instanceof Date ? { value, type: Date, format: 'yyyy-mm-dd' } : value))) }]).toBuffer();
}
