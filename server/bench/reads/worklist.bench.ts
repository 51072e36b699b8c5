// Owns the bench `worklist`: the first page of every list and the counts, for people in each role.
// Leaves asking to the client process.
import type { Bench } from '../bench.js';
import { asOwner, prepared } from '../databases.js';
import { generator } from '../generate/generate.js';
import { peopleWith, signIn } from '../people.js';
import { workerAtHome } from '../worker-after.js';
import { measure, withReaders } from './measure.js';
import type { Question } from './reads.js';

const SIZES = [10_000, 1_000_000];
const GOAL_MS = 20;
/** So many people of a role take turns. */
const PEOPLE = 6;

const ROLES: Record<string, () => string[]> = {
  cadre: () => peopleWith('cadre'),
  enterprise: () => peopleWith('enterprise'),
  'town triage': () => peopleWith('triage').filter((id) => !peopleWith('triage', 'district').includes(id)),
  'district triage': () => peopleWith('triage', 'district').filter((id) => id !== 'jin-li'),
  handler: () => peopleWith('handler'),
  head: () => peopleWith('head'),
  supervisor: () => peopleWith('supervisor'),
  leader: () => peopleWith('leader'),
};

export const worklist: Bench = async (given) => {
  const { postgres, options, report } = given;
  for (const size of options.sizes ?? (options.quick ? [200] : SIZES)) {
    const tickets = await prepared(postgres, size, generator(size, report));
    await asOwner(tickets.ownerUrl, async (owner) => {
      const roles = Object.entries(ROLES).map(([role, people]) => ({ role, ids: people().slice(0, PEOPLE) }));
      const visitors = await signIn(owner, roles.flatMap(({ ids }) => ids));
      await withReaders(given, tickets, async (readers) => {
        const questions: Question[] = [];
        for (const { role, ids } of roles) {
          for (const id of ids) {
            const { cookie } = visitors.get(id)!;
            const answer = await readers.ask('/api/tickets/counts', cookie);
            questions.push({ label: `${role}: counts`, path: '/api/tickets/counts', cookie });
            for (const { worklist: list } of answer.items) questions.push({ label: `${role}: ${list}`, path: `/api/tickets?worklist=${list}`, cookie });
          }
        }
        await measure({ ...given, tickets: size, goalMs: GOAL_MS, questions, readers, repeat: options.count ?? (options.quick ? 1 : 10) });
      });
    });
    await workerAtHome(given, tickets, size);
  }
};
