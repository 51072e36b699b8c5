// Owns what `npm run demo:load` may be told, and saying plainly what is wrong with it.
// Leaves doing it to load.ts and reconcile.ts.
import { parseArgs } from 'node:util';

export interface LoadOptions {
  /** Address of a running system, without a slash at its end. */
  url: string;
  /** Messages to load; null when only a journal is checked. */
  file: string | null;
  tickets: number;
  seed: string;
  /** Tickets under way at the same time. */
  concurrency: number;
  /** Where every acknowledged request is written. */
  journal: string | null;
  /** A journal to compare with the system. */
  reconcile: string | null;
  /** How long a server that is away is waited for, in ms. */
  patienceMs: number;
}

export const USAGE = `用法 Usage: npm run demo:load -- --file FILE.jsonl [--tickets 500] [--url http://127.0.0.1:3180] [--seed 1]
        [--concurrency 8] [--journal FILE] [--patience 120]
      npm run demo:load -- --reconcile JOURNAL [--url …]
每行一条 JSON：{ "subject", "detail", "label"?, "time"? }。同一文件再次运行会接着做，不会重复。
One JSON object a line. Running it again on the same file continues and repeats nothing.`;

/** @throws Error with a sentence when the arguments make no sense */
export function readOptions(args: string[], runningAt: string | null): LoadOptions {
  const { values } = parseArgs({
    args, strict: true, options: {
      file: { type: 'string' }, tickets: { type: 'string' }, url: { type: 'string' }, seed: { type: 'string' }, concurrency: { type: 'string' },
      journal: { type: 'string' }, reconcile: { type: 'string' }, patience: { type: 'string' },
    },
  });
  const url = values.url ?? runningAt;
  if (url === null) throw new Error('没有找到正在运行的系统：请先 npm start，或用 --url 指定地址。 No running system: start it, or name it with --url.');
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw new Error(`--url ${url} 不是网址。 It is no address.`);
  if ((values.file === undefined) === (values.reconcile === undefined)) throw new Error('请给出 --file 或 --reconcile 之一。 Name either --file or --reconcile.');
  return {
    url: new URL(url).origin, file: values.file ?? null, seed: values.seed ?? '1', journal: values.journal ?? null, reconcile: values.reconcile ?? null,
    tickets: whole('tickets', values.tickets ?? '500', 1_000_000), concurrency: whole('concurrency', values.concurrency ?? '8', 64),
    patienceMs: whole('patience', values.patience ?? '120', 86_400) * 1000,
  };
}

function whole(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most) throw new Error(`--${name} 应为 1 到 ${String(most)} 的整数。 --${name} must be a whole number from 1 to ${String(most)}.`);
  return value;
}
