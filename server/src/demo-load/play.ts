// Owns bringing one message through the system as far as it is meant to go: look, take the next step as whoever's turn it is, look again.
// Leaves which step comes next to journey.ts. A step that was taken in an earlier run shows in what is looked at.
import { setTimeout as pause } from 'node:timers/promises';
import type { CommandAnswer, FollowView, LinkAnswer, Receipt, TicketView } from '@zhitongche/shared/ticket/contract.js';
import { Stopped, codeOf } from './api-client.js';
import type { Answer, ApiClient } from './api-client.js';
import type { Cast, DemoPerson } from './cast.js';
import { oneOf, uuidOf } from './chances.js';
import type { Journal } from './journal.js';
import { nextStep } from './journey.js';
import type { Step } from './journey.js';
import { choicesOf } from './plan.js';
import type { Plan } from './plan.js';
import { inputOf } from './step-inputs.js';

export interface Setting {
  cast: Cast;
  client: ApiClient;
  journal: Journal;
  stop: AbortSignal;
}

/** How it went: where it was meant to be, or why not. `number` is null when not even the report was taken. */
export interface Played {
  number: string | null;
  problem: string | null;
}

type Taking = Exclude<Step, 'wait' | 'there'>;

const LONGEST_WAY = 60;
/** The worker promises seconds; a system that was just killed needs some to come back. */
const WORKER_PATIENCE_MS = 120_000;
const LOOKS_MS = [50, 100, 200, 400, 800, 1500] as const;

/** @throws Stopped, ServerAway */
export async function play(plan: Plan, setting: Setting): Promise<Played> {
  const { cast, journal } = setting;
  const { id } = plan.message;
  const submitter = plan.reporter.person;
  const submitted = await cast.as(submitter, 'POST', '/api/tickets', plan.request);
  if (submitted.status !== 201) return { number: null, problem: `上报被拒绝 ${refusalIn(submitted)}` };
  const { receipt } = submitted.body as CommandAnswer;
  journal.write(entry(id, 'submit', id, receipt));

  for (let taken = 0; taken < LONGEST_WAY; taken += 1) {
    const seen = await look(setting, submitter, id);
    if (seen === null) return { number: receipt.number, problem: '上报人看不到这件事项' };
    const leadReturns = seen.round === 1 && !seen.events.some((event) => event.type === 'ticket.returned');
    const step = nextStep(seen, { fate: plan.fate, leadReturns, account: plan.reporter.line === 'qinqing' });
    if (step === 'there') return { number: receipt.number, problem: null };
    if (step === 'wait') {
      if (!(await changed(setting, submitter, id, seen))) return { number: receipt.number, problem: `等了 ${String(WORKER_PATIENCE_MS / 1000)} 秒，后台没有动静（${seen.status}）` };
      continue;
    }
    const answer = await take(step, plan, seen, setting);
    if (answer === null) return { number: receipt.number, problem: `没有人可以${step.action}（${seen.status}）` };
    // Somebody was there first (the worker, or this step's own earlier try): look again.
    if (answer.status >= 400 && answer.status !== 409) return { number: receipt.number, problem: `${step.action} 被拒绝 ${refusalIn(answer)}` };
  }
  return { number: receipt.number, problem: '步骤太多' };
}

async function take(step: Taking, plan: Plan, seen: TicketView, setting: Setting): Promise<Answer | null> {
  const { cast } = setting;
  if (step.by === 'reporter') return byReporter(step, plan, seen, setting);
  for (const person of await turnOf(step, plan, seen, cast)) {
    const view = await look(setting, person, plan.message.id);
    if (view === null || !view.actions.includes(step.action)) continue;
    const choices = step.action === 'dispatch' ? await staffed(plan, view, cast) : [];
    return act(step.action, view, inputOf(step, view, plan.message.id, choices), setting, (body) => cast.as(person, 'POST', `/api/tickets/${view.id}/actions`, body));
  }
  // A reporter is not told who reviews.
  return step.action === 'approve' && seen.stage === null ? take({ by: 'supervisor', action: 'pass' }, plan, seen, setting) : null;
}

/** A firm's account rates by itself; a resident by a link, which also tells the result when it has not been told. */
async function byReporter(step: Taking, plan: Plan, seen: TicketView, setting: Setting): Promise<Answer | null> {
  const { cast, client, journal } = setting;
  const { person, line } = plan.reporter;
  const input = inputOf(step, seen, plan.message.id, []);
  if (line === 'qinqing') return act('rate', seen, input, setting, (body) => cast.as(person, 'POST', `/api/tickets/${seen.id}/actions`, body));
  const reporterId = seen.reporters[0]?.id ?? '';
  const link = await cast.as(person, 'POST', `/api/tickets/${seen.id}/links`, { reporterId });
  if (link.status !== 201) return link;
  const { token } = link.body as LinkAnswer;
  journal.write({ ticketId: seen.id, number: seen.number, action: 'link', reporterId, token });
  if (step.action === 'deliver') return link;
  const opened = await client.send('GET', `/api/follow/${token}`);
  if (opened.status !== 200) return opened;
  return act('rate', (opened.body as FollowView).ticket, input, setting, (body) => client.send('POST', `/api/follow/${token}/actions`, body));
}

/** The same step on the same version is the same command, in whichever run. */
async function act(action: string, view: TicketView, input: object, { journal }: Setting, send: (body: object) => Promise<Answer>): Promise<Answer> {
  const commandId = uuidOf(view.id, action, String(view.version));
  const answer = await send({ commandId, version: view.version, action, input });
  if (answer.status < 400) journal.write(entry(view.id, action, commandId, (answer.body as CommandAnswer).receipt));
  return answer;
}

/** Who may be asked to take this step, likeliest first. */
async function turnOf(step: Taking, plan: Plan, seen: TicketView, cast: Cast): Promise<DemoPerson[]> {
  if (step.by === 'supervisor') return cast.supervisors;
  if (step.by === 'triage') {
    const near = (person: DemoPerson) => Number(person.unitName?.includes(seen.townName) ?? false) + Number(person.unitName === plan.reporter.person.unitName);
    return [...cast.triage].sort((a, b) => near(b) - near(a));
  }
  if (seen.lead === null) return [];
  const { heads, handlers } = await cast.peopleOf(seen.lead.id);
  if (step.by === 'head') return heads;
  const own = oneOf(handlers, (person) => person.id, seen.id, 'handler');
  return own === undefined ? heads : [own, ...handlers.filter((person) => person !== own), ...heads];
}

/** Choices whose lead unit has somebody to work on it, and has not given it back. */
async function staffed(plan: Plan, view: TicketView, cast: Cast) {
  const gaveBack = new Set(view.events.filter((event) => event.type === 'ticket.returned').map((event) => event.data['unitId']));
  const choices = choicesOf(view, plan.message, await cast.categories(plan.reporter.line), cast);
  for (const choice of choices.filter(({ leadUnitId }) => !gaveBack.has(leadUnitId))) {
    const { heads, handlers } = await cast.peopleOf(choice.leadUnitId);
    if (heads.length > 0 && handlers.length > 0) return [choice];
  }
  return [];
}

async function look({ cast }: Setting, person: DemoPerson, id: string): Promise<TicketView | null> {
  const { status, body } = await cast.as(person, 'GET', `/api/tickets/${id}`);
  return status === 200 ? (body as TicketView) : null;
}

/** Looks until the ticket is another one than it was; false when it stays the same for too long. */
async function changed(setting: Setting, person: DemoPerson, id: string, seen: TicketView): Promise<boolean> {
  const until = performance.now() + WORKER_PATIENCE_MS;
  for (let n = 0; performance.now() < until; n += 1) {
    await pause(LOOKS_MS[Math.min(n, LOOKS_MS.length - 1)], undefined, { signal: setting.stop }).catch(() => { throw new Stopped(); });
    const now = await look(setting, person, id);
    if (now !== null && now.version !== seen.version) return true;
  }
  return false;
}

function entry(ticketId: string, action: string, commandId: string, { number, version, status, round, at }: Receipt) {
  return { ticketId, number, action, commandId, version, status, round, at };
}

function refusalIn(answer: Answer): string {
  return `${String(answer.status)} ${codeOf(answer)}`.trim();
}
