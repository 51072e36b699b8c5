// Owns the bench `search`: words of one, two and three characters, rare and common, numbers and filters, for two kinds of readers.
// Leaves asking to the client process and the slowest one's plan to plans.ts.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Bench } from '../bench.js';
import { asOwner, prepared } from '../databases.js';
import { generator } from '../generate/generate.js';
import { words } from '../generate/words.js';
import { peopleWith, signIn } from '../people.js';
import { workerAtHome } from '../worker-after.js';
import { measure, withReaders } from './measure.js';
import { explained } from './plans.js';
import type { Question } from './reads.js';

const SIZES = [100_000];
const GOAL_MS = 100;
const FILTERS: Record<string, string> = { '': '', '+closed': '&status=closed', '+minqing+overdue': '&line=minqing&overdue=true' };

export const search: Bench = async (given) => {
  const { postgres, options, report, root } = given;
  for (const size of options.sizes ?? (options.quick ? [200] : SIZES)) {
    const tickets = await prepared(postgres, size, generator(size, report));
    await asOwner(tickets.ownerUrl, async (owner) => {
      const people = { supervisor: peopleWith('supervisor')[0]!, handler: await busiestHandler(owner) };
      const visitors = await signIn(owner, Object.values(people));
      const { rows: [some] } = await owner.query<{ number: string }>(`select number from ticket order by submitted_at offset $1 limit 1`, [Math.floor(size / 2)]);
      const asked = { ...typed(), number: some?.number ?? '', 'part of a number': /\d+号/.exec(some?.number ?? '')?.[0] ?? '' };
      const questions: Question[] = Object.entries(people).flatMap(([role, id]) => Object.entries(asked).flatMap(([kind, q]) =>
        Object.entries(FILTERS).map(([name, filter]) => ({
          label: `${role}: ${kind} “${q}”${name}`, path: `/api/tickets?q=${encodeURIComponent(q)}${filter}`, cookie: visitors.get(id)!.cookie,
        }))));
      let slowest = '';
      await withReaders(given, tickets, async (readers) => {
        slowest = await measure({ ...given, tickets: size, goalMs: GOAL_MS, questions, readers, repeat: options.count ?? (options.quick ? 1 : 8) });
      });
      const question = questions.find((each) => each.label === slowest)!;
      const plan = await explained(given, tickets, owner, question);
      if (plan === null) {
        report.say('the plan of the slowest: not available, the server’s log is not ours');
        return;
      }
      const file = path.join(root, '.data', 'bench', `search-${String(size)}.plan.txt`);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, `${question.label}\n${question.path}\n\n${plan}\n`);
      report.say(`the plan of the slowest, ${question.label}: ${path.relative(root, file)}`);
    });
    await workerAtHome(given, tickets, size);
  }
};

/** Whose unit has most tickets: the hardest reader of those with a narrow scope. */
async function busiestHandler(owner: Parameters<typeof signIn>[0]): Promise<string> {
  const { rows: [row] } = await owner.query<{ id: string }>(
    `select min(r.person_id) as id from ticket t join person_role r on r.key = t.lead_unit_id and r.role = 'handler' group by t.lead_unit_id order by count(*) desc limit 1`);
  return row?.id ?? peopleWith('handler')[0]!;
}

/** The commonest word of each length, and one that few texts have; counted, not guessed. */
function typed(): Record<string, string> {
  const counts = new Map<string, number>();
  for (const text of words().paragraphs) {
    const chars = [...text];
    for (let length = 1; length <= 3; length += 1) {
      for (let at = 0; at + length <= chars.length; at += 1) {
        const word = chars.slice(at, at + length).join('');
        if (/^\p{Script=Han}+$/u.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
      }
    }
  }
  return Object.fromEntries([1, 2, 3].flatMap((length) => {
    const sorted = [...counts].filter(([word]) => [...word].length === length).toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return [[`${String(length)} common`, sorted[0]?.[0] ?? ''], [`${String(length)} middling`, sorted[Math.floor(sorted.length / 20)]?.[0] ?? ''], [`${String(length)} rare`, sorted.at(-1)?.[0] ?? '']];
  }));
}
