// Owns every button pressed by everybody over HTTP: in each status, by each capacity, each action, against the hand-written grid.
// Leaves who sees which ticket in lists to scope.test.ts and the conditions of the moment to the stories.
import type { PersonAction } from '@zhitongche/shared/ticket/action-inputs.js';
import { PERSON_ACTIONS } from '@zhitongche/shared/ticket/action-inputs.js';
import type { ErrorBody } from '@zhitongche/shared/errors.js';
import type { Status } from '@zhitongche/shared/ticket/vocabulary.js';
import { STATUSES } from '@zhitongche/shared/ticket/vocabulary.js';
import type { Capacity } from '../src/ticket/domain/actor.js';
import { CAPACITIES } from '../src/ticket/domain/actor.js';
import { PERMISSIONS } from '../src/ticket/domain/permissions.js';
import { cell, everAllowed } from '../src/ticket/domain/testing/grid.js';
import { CAST, RESIDENT_REPORT, FIRM_REPORT, UNSATISFIED } from './cast.js';
import { ordinaryInputs } from './inputs.js';
import { trace } from './reading.js';
import type { Line, Made, Wish } from './tickets.js';
import { actorOf, ticketIn } from './tickets.js';
import type { Answer, Person, Reporter } from './visitor.js';
import type { World } from './world.js';
import { openWorld } from './world.js';

/** Before anybody was dispatched to, and after it was taken back, these have nothing to do with it. */
const NO_UNIT: Capacity[] = ['lead_handler', 'lead_colleague', 'lead_head', 'assist_member'];
const NOT_THERE: Partial<Record<Status, Capacity[]>> = {
  submitted: [...NO_UNIT, 'triage', 'former_unit'], assessing: NO_UNIT, merged: NO_UNIT, declined: NO_UNIT,
  withdrawn: ['triage', 'merged_submitter', 'merged_reporter'],
};

/** Cells that the grid allows but the moment does not, in the tickets made here; the stories have those moments. */
function notReady(status: Status, line: Line, { capacity, action }: Cell): [number, ErrorBody['code']] | null {
  if (action === 'answer_finally') return [409, 'FINAL_ANSWER_NOT_DUE'];
  if (action === 'contest_rating') return [409, 'RATING_CONTEST_NONE'];
  if (action === 'exclude_rating' || action === 'keep_rating') return [409, 'RATING_CONTEST_UNDECIDED_NONE'];
  if (action === 'joint_review') return [409, 'JOINT_REVIEW_NOT_DUE'];
  if (action === 'record_follow_up') return capacity === 'desk_triage' ? [403, 'ACTION_FORBIDDEN'] : [409, 'FOLLOW_UP_NONE'];
  if (action === 'explain_light') return [409, 'EXPLANATION_NOT_OWED'];
  if (action === 'contest_measure') return [409, 'CONTEST_NOT_POSSIBLE'];
  if (action === 'uphold_measure' || action === 'revoke_measure') return [409, 'CONTEST_NOT_WAITING'];
  // All have rated.
  if (status === 'closed' && action === 'remark') return [409, 'RATING_DONE'];
  return line === 'qinqing' && action === 'rate' && capacity === 'submitter' ? [403, 'RATING_BY_ACCOUNT'] : null;
}

/** What an action needs before it is ready, where the ordinary ticket of the status does not have it. */
function wishFor({ capacity, action }: Cell): Partial<Wish> | undefined {
  if (action === 'send_back' && capacity === 'supervisor') return { sampled: true };
  if (action === 'withdraw_request') return { asked: { by: capacity === 'lead_head' ? 'lead_head' : 'lead_handler' } };
  const asked = { by: 'lead_handler' as const, endorsed: capacity === 'supervisor' };
  const wishes: Partial<Record<PersonAction, Partial<Wish>>> = {
    lift: { lifted: false, merged: false }, withdraw: { merged: false }, pass: { sampled: true },
    uphold_decline: { objected: true }, overturn_decline: { objected: true },
    endorse_request: { asked }, grant_request: { asked }, refuse_request: { asked },
  };
  return wishes[action];
}
/** These change the status, or what the next person may do. */
const CHANGING: ReadonlySet<PersonAction> = new Set([
  'lift', 'dispatch', 'answer_at_once', 'merge', 'decline', 'object', 'uphold_decline', 'overturn_decline', 'sign_for', 'return', 'designate',
  'ask_reporter', 'answer_question', 'resume', 'request_extension', 'request_pause', 'request_complexity', 'submit_result', 'approve', 'send_back', 'pass', 'deliver', 'rate', 'withdraw',
]);
/** A firm's ticket differs in who the reporter's side is; the rest of the grid is pressed on a resident's. */
const PRESSING: Record<Line, readonly Capacity[]> = {
  minqing: CAPACITIES, qinqing: ['reporter', 'submitter', 'merged_reporter', 'linked'],
};
/** On a merged ticket these are about the one that answers it, and carry its version. */
const ANSWERED_THERE: readonly PersonAction[] = ['rate', 'remark', 'deliver'];
const AT_ONCE = 6;

let world: World;
const open: Partial<Record<Line, string>> = {};
beforeAll(async () => {
  world = await openWorld();
  open.minqing = (await world.as(CAST.cadre).submit(RESIDENT_REPORT)).id;
  await world.as(CAST.townDesk).act(open.minqing, 'lift', { reason: '涉及全区。' });
  open.qinqing = (await world.as(CAST.account).submit(FIRM_REPORT)).id;
});
afterAll(() => world.close());

interface Cell {
  capacity: Capacity;
  action: PersonAction;
}

/** The status and code that the grid owes, null where it allows. */
function owed(status: Status, { capacity, action }: Cell): [number, string] | null {
  if (NOT_THERE[status]?.includes(capacity)) return [404, 'TICKET_NOT_FOUND'];
  // Those merged in speak through their own ticket; the one that answers them is not there for them.
  if (capacity === 'merged_submitter' || capacity === 'merged_reporter') return [404, 'TICKET_NOT_FOUND'];
  if (cell(status, action).includes(capacity)) return null;
  return everAllowed(action).has(capacity) ? [409, 'STATUS_CONFLICT'] : [403, 'ACTION_FORBIDDEN'];
}

/** Who may never do a thing is refused before the status is looked at: that is pressed in two statuses, and proved in all by the grid's own spec. */
const NEVER_ALLOWED_IN: readonly Status[] = ['assessing', 'closed'];
function isRefused(status: Status, each: Cell): boolean {
  const [code] = owed(status, each) ?? [200];
  return code === 404 || code === 409 || (code === 403 && NEVER_ALLOWED_IN.includes(status));
}

function codeOf({ body }: Answer): string | null {
  return (body as Partial<ErrorBody>).code ?? null;
}

async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  }));
}

/** In the others a firm's side can do no more than a resident's. */
const OF_FIRMS: readonly Status[] = ['assessing', 'awaiting_reporter', 'awaiting_rating', 'declined', 'unrated_closed'];

describe.each<Line>(['minqing', 'qinqing'])('a ticket of %s', (line) => {
  describe.each(line === 'minqing' ? STATUSES : OF_FIRMS)('that is %s', (status) => {
    const ordinary: Wish = { line, merged: true, lifted: status !== 'submitted', sampled: false };
    let made: Made;
    const inputs = () => ordinaryInputs(open[line]!);
    const cells = (of: Made): Cell[] =>
      PRESSING[line].filter((capacity) => actorOf(world, of, capacity) !== null).flatMap((capacity) => PERSON_ACTIONS.map((action) => ({ capacity, action })));
    beforeAll(async () => { made = await ticketIn(world, status, ordinary); });

    it('refuses everybody who is not in the cell, with the right words and without a trace', async () => {
      const before = await trace(world, made.id);
      const { version } = before;
      const wrong: unknown[] = [];
      const pressed = cells(made).filter((each) => isRefused(status, each));
      await inTurns(pressed, async (each) => {
        const elsewhere = status === 'merged' && ANSWERED_THERE.includes(each.action);
        const answer = await actorOf(world, made, each.capacity)!.press(made.id, each.action, inputs()[each.action], elsewhere ? undefined : version);
        const [code, word] = owed(status, each)!;
        if (answer.status !== code || codeOf(answer) !== word) wrong.push({ ...each, owed: word, got: [answer.status, codeOf(answer)] });
      });
      expect(wrong).toEqual([]);
      expect(pressed.length).toBeGreaterThan(50);
      expect(await trace(world, made.id)).toEqual(before);
    });

    it('lets everybody in the cell who is offered the action take it, and refuses the others for the moment’s reason only', async () => {
      const allowed = cells(made).filter((each) => owed(status, each) === null);
      const spoilt = new Set<string>();
      let live = made;
      for (const each of allowed) {
        const wish = wishFor(each);
        if (wish !== undefined || spoilt.has(live.id)) live = await ticketIn(world, status, { ...ordinary, ...wish });
        const actor = actorOf(world, live, each.capacity)!;
        const offered = await actions(actor, live.id);
        const answer = await actor.press(live.id, each.action, inputs()[each.action]);
        const seen = { ...each, offered: offered.includes(each.action), status: answer.status, code: codeOf(answer) };
        const [refusedWith, code] = notReady(status, line, each) ?? [200, null];
        expect(seen).toEqual({ ...each, offered: code === null, status: refusedWith, code });
        if (wish !== undefined || CHANGING.has(each.action)) spoilt.add(live.id);
      }
    });
  });
});

describe('through a ticket of one’s own that was merged in', () => {
  it.each<[Status, PersonAction]>([['concluded', 'deliver'], ['awaiting_rating', 'rate']])('%s: the cadre who brought it may %s', async (status, action) => {
    const { otherId } = await ticketIn(world, status, { line: 'minqing', merged: true, lifted: true });
    const cadre = world.as(CAST.otherCadre);
    expect((await cadre.ticket(otherId!)).actions).toEqual([action]);
    await cadre.act(otherId!, action, ordinaryInputs('')[action]);
  });

  it('a firm adds its remark to what was closed unrated', async () => {
    const { otherId } = await ticketIn(world, 'unrated_closed', { line: 'qinqing', merged: true });
    expect((await world.as(CAST.otherAccount).ticket(otherId!)).actions).toEqual(['remark']);
    await world.as(CAST.otherAccount).act(otherId!, 'remark', { satisfaction: 'satisfied' });
  });
});

it('who has nothing to do with a ticket finds nothing there, whatever they press', async () => {
  const { id } = await ticketIn(world, 'handling', { line: 'minqing', merged: true, lifted: true });
  const { link: another } = await ticketIn(world, 'submitted', { line: 'minqing' });
  const before = await trace(world, id);
  const strangers = (['strangeCadre', 'otherTownDesk', 'lightingHead', 'lightingHandler', 'account', 'sysadmin', 'secadmin', 'auditor'] as const).map((part) => world.as(CAST[part]));
  await inTurns(strangers, async (stranger) => {
    expect((await stranger.get(`/api/tickets/${id}`)).status).toBe(404);
    for (const action of PERSON_ACTIONS) expect(await stranger.refused(id, action, ordinaryInputs(open.minqing!)[action])).toMatchObject({ status: 404, code: 'TICKET_NOT_FOUND' });
  });
  // A link opens its own ticket, whatever id stands beside it.
  expect((await another!.page()).id).not.toBe(id);
  expect(await trace(world, id)).toEqual(before);
});

it('after each 不满意 more is owed: an earlier link only reads, then a joint review, a leader, and a final answer', async () => {
  await world.source.query('delete from event_delivery'); // What was pressed before owes thousands of notices.
  const made = await ticketIn(world, 'awaiting_rating', { line: 'minqing', lifted: true });
  const { id, link } = made;
  const [desk, supervisor, leader] = [world.as(CAST.districtDesk), world.as(CAST.supervisor), world.as(CAST.leader)];
  const help = { ...ordinaryInputs('').dispatch, assistingUnitIds: [] };
  const round = async (unit: string, head: string, by: Reporter) => {
    await desk.act(id, 'dispatch', { ...help, leadUnitId: unit });
    await world.as(head).act(id, 'sign_for');
    await world.as(head).act(id, 'submit_result', { kind: 'solved', text: '已安排。' });
    await supervisor.act(id, 'pass');
    await world.as(CAST.cadre).act(id, 'deliver', { channel: 'phone' });
    await by.act(id, 'rate', UNSATISFIED);
    await world.runJobs();
  };
  await link!.act(id, 'rate', UNSATISFIED);
  await world.runJobs();
  for (const action of PERSON_ACTIONS) expect(await link!.refused(id, action, ordinaryInputs(open.minqing!)[action])).toMatchObject({ status: 403, code: PERMISSIONS[action].includes('reporter') ? 'LINK_ROUND_OVER' : 'ACTION_FORBIDDEN' });
  expect((await link!.page()).actions).toEqual([]);
  for (const action of ['decline', 'merge'] as const) {
    expect(await desk.refused(id, action, ordinaryInputs(open.minqing!)[action])).toMatchObject({ status: 409, code: 'FIRST_ROUND_ONLY' });
  }
  await round('transport', CAST.transportHead, await world.link(id));
  expect(await desk.refused(id, 'dispatch', { ...help, leadUnitId: 'bus' })).toMatchObject({ status: 409, code: 'JOINT_REVIEW_NEEDED' });
  await supervisor.act(id, 'joint_review', ordinaryInputs('').joint_review);
  await round('urban-management', CAST.lightingHead, await world.link(id));
  expect(await desk.refused(id, 'dispatch', { ...help, leadUnitId: 'bus' })).toMatchObject({ status: 409, code: 'FINAL_ROUND_NEEDS_LEADER' });
  await leader.act(id, 'take_charge', { text: '这件事我来包。' });
  expect(await leader.refused(id, 'take_charge', { text: '再包一次。' })).toMatchObject({ status: 409, code: 'TAKE_CHARGE_TAKEN' });
  await desk.act(id, 'answer_finally', ordinaryInputs('').answer_finally);
  await supervisor.act(id, 'pass');
  expect(await world.as(CAST.cadre).ticket(id)).toMatchObject({ status: 'closed', closedAs: 'final_unsatisfied', round: 4, unsatisfiedCount: 3 });
});

/** What the server offers; a link's page shows the same ticket. */
async function actions(actor: ReturnType<typeof actorOf>, id: string): Promise<string[]> {
  return (await ('page' in actor! ? (actor as Reporter).page() : (actor as Person).ticket(id))).actions;
}
