// Owns the deadline command: a date and a complexity in, the due date out; without arguments one line each from standard input.
// Leaves counting to deadline/domain. Needs no database: the limits are the defaults.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { isatty } from 'node:tty';
import { defaultLimits } from '@zhitongche/shared/deadline/limits.js';
import { ERRORS, Refusal } from '@zhitongche/shared/errors.js';
import { COMPLEXITIES } from '@zhitongche/shared/ticket/vocabulary.js';
import { parseCalendarDay } from './deadline/domain/calendar-day.js';
import { computeDueDate } from './deadline/domain/due-date.js';
import { packagedNotifiedDays } from './deadline/domain/notified-days.js';
import { createWorkingCalendar } from './deadline/domain/working-calendar.js';

const USAGE = '用法：npm run -s deadline -- 2026-02-16 ordinary|complex；不带参数时逐行读取标准输入。';
const calendar = createWorkingCalendar(packagedNotifiedDays());

/** The due date of `2026-02-16 complex`; a line that is none gets a sentence in its place, so that lines still match. */
function answer(line: string): string {
  const [from = '', word = '', ...more] = line.trim().split(/\s+/);
  const complexity = COMPLEXITIES.find((known) => known === word);
  try {
    if (complexity === undefined || more.length > 0) return wrong(USAGE);
    return computeDueDate({ day0: parseCalendarDay(from), complexity, limits: defaultLimits, pausedWorkingDays: 0, extensionWorkingDays: 0 }, calendar).day;
  } catch (error) {
    if (error instanceof Refusal) return wrong(ERRORS[error.code][1]);
    throw error;
  }
}

function wrong(sentence: string): string {
  process.exitCode = 1;
  return `错误：${sentence}`;
}

/** A reader that goes away early (`| head`) is no fault of ours. */
process.stdout.on('error', () => process.exit(0));
const asked = process.argv.slice(2);
if (asked.length > 0) {
  console.log(answer(asked.join(' ')));
} else {
  // Who types wants each answer; a file wants to be through.
  const batch = isatty(0) ? 1 : 1000;
  let answers: string[] = [];
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    if (answers.push(answer(line)) < batch) continue;
    if (!process.stdout.write(`${answers.join('\n')}\n`)) await once(process.stdout, 'drain');
    answers = [];
  }
  if (answers.length > 0) process.stdout.write(`${answers.join('\n')}\n`);
}
