// Owns the deadline command: a date and a complexity in, the due date out; without a date one line each from standard input.
// Leaves counting to deadline/domain and reading a notice to calendar/domain. Needs no database: the limits are the defaults.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { isatty } from 'node:tty';
import { parseArgs } from 'node:util';
import { defaultLimits } from '@zhitongche/shared/deadline/limits.js';
import { ERRORS, Refusal } from '@zhitongche/shared/errors.js';
import { COMPLEXITIES } from '@zhitongche/shared/ticket/vocabulary.js';
import { checkStatutoryDays, readNotice } from './calendar/domain/read-notice.js';
import { parseCalendarDay } from './deadline/domain/calendar-day.js';
import { computeDueDate } from './deadline/domain/due-date.js';
import { withNotices } from './deadline/domain/notices.js';
import { packagedNotifiedDays } from './deadline/domain/notified-days.js';
import { createWorkingCalendar } from './deadline/domain/working-calendar.js';
import type { WorkingCalendar } from './deadline/domain/working-calendar.js';

const USAGE = '用法：npm run -s deadline -- [--calendar 文件]… 2026-02-16 ordinary|complex；不带日期时逐行读取标准输入。';
const HELP = `${USAGE}

第 0 天和难易 → 办理期限，一行一个日期：一般 ordinary 15 个工作日，复杂 complex 两个月（默认期限）。
标准输入里的空行输出空行；不能计算的行也输出空行，原因写到标准错误，退出码为 1。输入第 N 行的答案总在输出第 N 行。

  --calendar 文件   用 holiday-cn 格式（{ year, papers, days: [{ name, date, isOffDay }] }）的放假安排代替系统自带的当年安排，可多次给出。

本命令不连接数据库：只知道系统自带的放假安排（到 2026 年），不知道管理员导入的放假通知和修改过的期限；没有通知的年份按法定节假日和周末推算（暂定）。
Knows the packaged calendar only, not the notices imported into a database; name a year's file with --calendar to try it.
`;

/** Refused by the rules, or the name of a file: what to say on standard error. */
class Wrong extends Error {}

/** The packaged years, with those of the files in their place. */
function calendarOf(files: readonly string[]): WorkingCalendar {
  const notices = files.map((file) => explained(file, () => {
    const name = path.basename(file);
    // npm stands in the project's folder, the person perhaps elsewhere.
    const text = readFileSync(path.resolve(process.env['INIT_CWD'] ?? '.', file), 'utf8');
    const notice = readNotice({ number: name, issuedOn: '', file: text });
    checkStatutoryDays(notice, createWorkingCalendar(withNotices(packagedNotifiedDays(), [notice])));
    return notice;
  }));
  return explained('--calendar', () => createWorkingCalendar(withNotices(packagedNotifiedDays(), notices)));
}

/** The due date of `2026-02-16 complex`. @throws Wrong */
function answer(line: string, calendar: WorkingCalendar): string {
  const [from = '', word = '', ...more] = line.trim().split(/\s+/);
  const complexity = COMPLEXITIES.find((known) => known === word);
  if (complexity === undefined || more.length > 0) throw new Wrong(USAGE);
  return explained(from, () => computeDueDate({ day0: parseCalendarDay(from), complexity, limits: defaultLimits, pausedWorkingDays: 0, extensionWorkingDays: 0 }, calendar).day);
}

function explained<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) throw new Wrong(`${what}：${ERRORS[error.code][1]}`);
    if (error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error) throw new Wrong(`${what}：读不到这个文件（${error.code}）。`);
    throw error;
  }
}

/** Says what is wrong, and goes on. */
function complain(error: unknown, where: string): void {
  if (!(error instanceof Wrong)) throw error;
  process.exitCode = 1;
  process.stderr.write(`错误：${where}${error.message}\n`);
}

/** One line of output for each of input, in its place. */
async function answerAll(calendar: WorkingCalendar): Promise<void> {
  // Who types wants each answer; a file wants to be through.
  const batch = isatty(0) ? 1 : 1000;
  let answers: string[] = [];
  let number = 0;
  const flush = async () => {
    if (answers.length > 0 && !process.stdout.write(`${answers.join('\n')}\n`)) await once(process.stdout, 'drain');
    answers = [];
  };
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    number += 1;
    try {
      answers.push(line.trim() === '' ? '' : answer(line, calendar));
    } catch (error) {
      answers.push('');
      complain(error, `第 ${String(number)} 行：`);
    }
    if (answers.length >= batch) await flush();
  }
  await flush();
}

function asked(): { values: { calendar: string[]; help: boolean }; positionals: string[] } {
  try {
    return parseArgs({ allowPositionals: true, options: { calendar: { type: 'string', multiple: true, default: [] }, help: { type: 'boolean', short: 'h', default: false } } });
  } catch {
    throw new Wrong(USAGE);
  }
}

/** A reader that goes away early (`| head`) is no fault of ours. */
process.stdout.on('error', () => process.exit(0));
try {
  const { values, positionals } = asked();
  if (values.help) {
    process.stdout.write(HELP);
  } else {
    const calendar = calendarOf(values.calendar);
    if (positionals.length > 0) process.stdout.write(`${answer(positionals.join(' '), calendar)}\n`);
    else await answerAll(calendar);
  }
} catch (error) {
  complain(error, '');
}
