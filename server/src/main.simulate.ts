// Owns `npm run simulate` after its build: arguments, what is printed where, the exit code. Refused in production.
// Leaves playing to simulation/ and judging to invariants/.
import 'reflect-metadata';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PlainCalendar } from './invariants/domain/plain-calendar.js';
import { checkDatabase, packagedNotices } from './invariants/read-facts.js';
import { DEFAULT_NAME, keptFolder, takeFolder, writeDown } from './local/kept-district.js';
import { District } from './simulation/district.js';
import { figuresOf } from './simulation/figures.js';
import { minuteOf } from './simulation/hours.js';
import { USAGE, readOptions } from './simulation/options.js';
import type { SimulateOptions } from './simulation/options.js';
import { morningAfter } from './simulation/morning.js';
import { createOnlooker } from './simulation/progress.js';
import { reportLines, verdictLines } from './simulation/report.js';
import { openStage } from './simulation/stage.js';
import { playYear } from './simulation/year.js';

const ROOT = path.resolve(fileURLToPath(import.meta.url), '../../..');

const say = (lines: readonly string[]) => { process.stdout.write(`${lines.join('\n')}\n`); };

/** @returns the exit code: 0 when every invariant holds */
export async function simulate(args: string[]): Promise<number> {
  let options: SimulateOptions;
  try {
    options = readOptions(args);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
    return 1;
  }
  if (options.checkOnly !== null) {
    const verdict = await checkDatabase(options.checkOnly);
    say(verdictLines(verdict));
    return verdict.findings.length === 0 ? 0 : 1;
  }
  return play(options);
}

/** In one line, how the kept district is opened. */
function opening(keep: string | null, folder: string, morning: Date): string {
  const at = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'full', timeStyle: 'short' }).format(morning);
  return `已保存到 ${folder}，打开：npm start -- --simulated${keep === DEFAULT_NAME ? '' : ` ${String(keep)}`}（从 ${at} 接着走） Kept; that command opens it.`;
}

async function play(options: SimulateOptions): Promise<number> {
  if (process.env['NODE_ENV'] === 'production') {
    process.stderr.write('模拟的时钟不能用在生产环境。 A simulated clock is refused when NODE_ENV=production.\n');
    return 1;
  }
  const district = new District(options.seed);
  const startedAt = performance.now();
  const took = (what: string) => { process.stderr.write(`${what} ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`); };
  const { days, from, scale, seed, keep } = options;
  const kept = { seed, from, days, scale };
  const folder = keep === null ? null : keptFolder(ROOT, keep);
  try {
    if (folder !== null) await takeFolder(folder, options.replace, kept);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  const stage = await openStage(district, minuteOf(from, 0), folder);
  try {
    took('已就绪');
    const onlooker = createOnlooker(options.days);
    const { played, goOn } = await playYear(stage, district, options, onlooker);
    onlooker.end();
    took('已演完');
    say(reportLines(options, await figuresOf(stage.ownerUrl, new PlainCalendar(packagedNotices())), played));
    const verdict = await checkDatabase(stage.ownerUrl, played.until);
    say(verdictLines(verdict));
    took('已核对');
    if (folder !== null) {
      const morning = await morningAfter(stage.app, played.until);
      await goOn(morning);
      await stage.close();
      await writeDown(folder, { ...kept, opensAt: morning.toISOString() });
      process.stderr.write(`${opening(keep, folder, morning)}\n`);
    }
    return verdict.findings.length === 0 ? 0 : 1;
  } finally {
    await stage.close();
  }
}
