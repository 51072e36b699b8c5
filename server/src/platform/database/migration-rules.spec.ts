import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { RuleName } from './migration-rules.js';
import { brokenRules } from './migration-rules.js';

const folder = path.join(import.meta.dirname, 'migrations');
/** The first that may meet a database in use. */
const FROM = 1_795_305_600_000;

/** Rules a migration breaks on purpose, each with the reason why nobody notices. A new row needs a second pair of eyes. */
const ACCEPTED: Record<string, Partial<Record<RuleName, string>>> = {
  '1795305600010-IndexWorklists.ts': { 'blocking-index': 'before the first installation: no database in use has a ticket yet' },
  '1795305600070-MarkSearch.ts': { 'blocking-index': 'before the first installation: no database in use has a ticket yet' },
  '1795305600011-IndexSearch.ts': { 'blocking-index': 'before the first installation: no database in use has a ticket yet' },
  '1795305601200-KeepFoldedWords.ts': { 'drop-column': 'before the first installation: no old version runs' },
  '1795305600522-RemindOfNotices.ts': { 'drop-column': 'nobody has ever read or written it' },
};

const rulesOf = (body: string) => brokenRules(`class X {\n  async up(runner) {\n    await runner.query(\`${body}\`);\n  }\n\n  async down(runner) {\n    await runner.query('DROP TABLE "x"');\n  }\n}`).map(({ rule }) => rule);

describe('what a migration may not do while the old version still runs', () => {
  it.each<[string, RuleName[]]>([
    ['ALTER TABLE "ticket" DROP COLUMN "advice"', ['drop-column']],
    ['DROP TABLE "visit"', ['drop-table']],
    ['ALTER TABLE "ticket" RENAME COLUMN "text" TO "words"', ['rename']],
    ['ALTER TABLE "person" RENAME TO "people"', ['rename']],
    ['ALTER TABLE "unit" ALTER COLUMN "phone" TYPE varchar(20)', ['change-type']],
    ['ALTER TABLE "unit" ADD COLUMN "fax" text NOT NULL', ['required-without-default']],
    ['ALTER TABLE "unit" ADD "fax" text NOT NULL', ['required-without-default']],
    [`ALTER TABLE "unit" ADD COLUMN "fax" text NOT NULL DEFAULT ''`, []],
    ['ALTER TABLE "unit" ADD COLUMN "fax" text', []],
    ['ALTER TABLE "ticket" ALTER COLUMN "advice" SET NOT NULL', ['set-not-null']],
    ['CREATE INDEX "ticket_place" ON "ticket" ("place")', ['blocking-index']],
    ['CREATE UNIQUE INDEX "ticket_place" ON "ticket" ("place")', ['blocking-index']],
    ['CREATE INDEX CONCURRENTLY "ticket_place" ON "ticket" ("place")', []],
    ['CREATE INDEX "unit_short" ON "unit" ("short")', []],
    [`ALTER TABLE "ticket" ADD CONSTRAINT "ticket_x" CHECK (x > 0)`, ['validating-constraint']],
    [`ALTER TABLE "ticket" ADD CONSTRAINT "ticket_x" CHECK (x > 0) NOT VALID`, []],
    ['ALTER TABLE "ticket" VALIDATE CONSTRAINT "ticket_x"', []],
    ['LOCK TABLE "ticket"', ['bare-lock']],
    ['CREATE TABLE "new" ("id" uuid NOT NULL)', []],
  ])('%s', (statement, expected) => {
    expect(rulesOf(statement)).toEqual(expected);
  });

  it('a table made in the same migration may be shaped freely', () => {
    expect(brokenRules('`CREATE TABLE "attachment" ("id" uuid)`, `CREATE INDEX "a" ON "attachment" ("id")`, `ALTER TABLE "attachment" ADD CONSTRAINT "c" CHECK (true)`')).toEqual([]);
  });
});

describe('each migration', () => {
  const files = readdirSync(folder).filter((file) => Number.parseInt(file, 10) >= FROM);

  it.each(files)('%s', (file) => {
    const accepted = ACCEPTED[file] ?? {};
    const broken = brokenRules(readFileSync(path.join(folder, file), 'utf8'));
    expect(broken.filter(({ rule }) => accepted[rule] === undefined)).toEqual([]);
    // A reason for what is not there any more would cover the next one.
    expect(Object.keys(accepted).filter((rule) => !broken.some((each) => each.rule === rule))).toEqual([]);
  });
});
