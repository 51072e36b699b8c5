// Owns importing base data at the server's console, for a first installation in which nobody can sign in yet.
// Leaves everything it does to the exchange feature: the same preview, the same all or nothing; the audit log says `console`.
import 'reflect-metadata';
import { readFile as readBytes } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { NestFactory } from '@nestjs/core';
import { ERRORS, Refusal } from '@zhitongche/shared/errors.js';
import type { ImportPreview, ImportRemark } from '@zhitongche/shared/exchange/contract.js';
import type { ExchangeKind } from '@zhitongche/shared/exchange/kinds.js';
import { EXCHANGE_KIND_LABELS, EXCHANGE_KINDS, OUTCOME_LABELS, OUTCOMES } from '@zhitongche/shared/exchange/kinds.js';
import { ApplyImport } from './exchange/actions/apply-import.js';
import { PreviewImport } from './exchange/actions/preview-import.js';
import { CONSOLE } from './exchange/domain/importers.js';
import { readFile } from './exchange/read-file.js';
import { Application } from './features.js';
import type { LinesInstalled } from './line/actions/install-lines.js';
import { InstallLines } from './line/actions/install-lines.js';
import { LINE_HEADINGS } from './line/domain/line-rows.js';
import { readConfig } from './platform/config/config.js';
import { databaseClock } from './platform/database/unit-of-work.js';
import { createLogger, nestLogger } from './platform/logging/logger.js';

const LINES = 'lines';
const NOTHING = '没有需要写入的内容。';
const PREVIEWED = '以上是预览，没有写入。确认无误后加 --apply 再运行一次。';
const USAGE = `用法：npm run import -- --kind ${[...EXCHANGE_KINDS, LINES].join('|')} 文件.xlsx [--apply]
不带 --apply 只预览，不写入。设置取自环境变量：DATABASE_URL、DATA_KEY、HASH_KEY（与 API 相同）。
先后顺序：units、enterprises、people、lines、categories、catalogue。
lines 是两条直通车由谁牵头、谁督查，三列：${LINE_HEADINGS.join('、')}；已有的直通车不改动。`;

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Refusal ? `错误：${ERRORS[error.code][1]}` : `错误：${error instanceof Error ? error.message : String(error)}`);
  return 1;
});

async function main(): Promise<number> {
  const { values, positionals: [file, ...more] } = parseArgs({ options: { kind: { type: 'string' }, apply: { type: 'boolean', default: false } }, allowPositionals: true });
  const kind = EXCHANGE_KINDS.find((each) => each === values.kind);
  if ((!kind && values.kind !== LINES) || file === undefined || more.length > 0) throw new Error(USAGE);
  // npm runs us in the project's folder; a file is named from where the person stands.
  const grid = await readFile(await readBytes(path.resolve(process.env['INIT_CWD'] ?? '.', file)));
  const config = readConfig(process.env, false);
  const logger = createLogger('import', 'warn');
  const app = await NestFactory.createApplicationContext(
    Application.with({ config, logger, clock: databaseClock, applicationName: 'zhitongche-import' }), { logger: nestLogger(logger), abortOnError: false });
  try {
    if (!kind) return tellLines(await app.get(InstallLines).run(grid, CONSOLE.personId, values.apply), values.apply);
    const preview = await app.get(PreviewImport).run(CONSOLE, kind, path.basename(file), grid);
    show(kind, preview);
    if (preview.problems.total > 0) return 1;
    if (!values.apply) console.log(preview.applicable ? PREVIEWED : NOTHING);
    else if (preview.applicable) {
      const { appliedAt } = await app.get(ApplyImport).run(() => CONSOLE, preview.id);
      console.log(`已导入（${appliedAt}），已记入审计日志（console）。`);
    } else console.log(NOTHING);
    return 0;
  } finally {
    await app.close();
  }
}

function tellLines({ problems, added, present }: LinesInstalled, apply: boolean): number {
  for (const { line, lead, supervising } of added) console.log(`  新增 ${line}：牵头单位 ${lead}，督查机构 ${supervising}`);
  for (const line of present) console.log(`  已有 ${line}，不改动`);
  for (const problem of problems) console.log(`  ${problem}`);
  if (problems.length > 0) return 1;
  console.log(added.length === 0 ? NOTHING : apply ? '已导入，已记入审计日志（console）。' : PREVIEWED);
  return 0;
}

function show(kind: ExchangeKind, { rows, counts, problems, warnings, changes, notes }: ImportPreview): void {
  console.log(`${EXCHANGE_KIND_LABELS[kind]}：${String(rows)} 行；${OUTCOMES.map((outcome) => `${OUTCOME_LABELS[outcome]} ${String(counts[outcome])}`).join('，')}`);
  for (const { row, outcome, label, fields } of changes.items) {
    const changed = fields.filter(({ before }) => before !== null).map(({ column, before, after }) => `${column}：${before ?? ''} → ${after}`);
    console.log(`  第 ${String(row)} 行 ${OUTCOME_LABELS[outcome]} ${label}${changed.length > 0 ? `（${changed.join('；')}）` : ''}`);
  }
  rest(changes);
  list('提醒', warnings);
  for (const note of notes) console.log(`注意：${note}`);
  list('问题', problems);
}

function list(title: string, { total, items }: { total: number; items: ImportRemark[] }): void {
  if (total > 0) console.log(`${title} ${String(total)} 处：`);
  for (const { row, column, value, message } of items) console.log(`  ${row === 0 ? '' : `第 ${String(row)} 行 `}${column}${value === '' ? '' : `“${value}”`} ${message}`);
  rest({ total, items });
}

function rest({ total, items }: { total: number; items: unknown[] }): void {
  if (total > items.length) console.log(`  ……其余 ${String(total - items.length)} 处未列出`);
}
