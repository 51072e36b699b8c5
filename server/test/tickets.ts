// Owns bringing a ticket into a given status by what people do over HTTP, and who of the cast is what to it.
// Leaves pressing the buttons there to the suites.
import type { Status } from '@zhitongche/shared/ticket/vocabulary.js';
import type { Capacity } from '../src/ticket/domain/actor.js';
import { CAST, FIRM_HELP, FIRM_REPORT, HELP, RESIDENT_REPORT, XUNYU } from './cast.js';
import type { Actor, Reporter } from './visitor.js';
import type { World } from './world.js';

/** A resident's by a cadre, or a firm's by a cadre where the firm has an account. */
export type Line = 'minqing' | 'qinqing';

export interface Wish {
  line: Line;
  /** Another reporter's ticket was merged in. */
  merged?: boolean;
  /** The town gave it to the district. */
  lifted?: boolean;
  /** A result went on from the head to the supervisor. */
  sampled?: boolean;
  /** A declined one was objected to. */
  objected?: boolean;
  /** The unit asks to make it complex; the head has signed, so that the supervisor decides, or not yet. */
  asked?: { by: 'lead_handler' | 'lead_head'; endorsed?: boolean };
}

export interface Made {
  id: string;
  /** The ticket of the reporter who was merged in. */
  otherId: string | null;
  link: Reporter | null;
  lifted: boolean;
  line: Line;
}

const MONDAY = '2026-03-02 09:00';
export const PAUSE = { reason: 'test', until: '2026-03-20', document: '检〔2026〕7号' } as const;

export interface Reported {
  report?: Partial<typeof RESIDENT_REPORT>;
  leadUnitId?: string;
  assistingUnitIds?: string[];
  handler?: keyof typeof CAST;
}

/** A resident's report that the town's desk has dispatched. Returns its id. */
export async function dispatched(world: World, { report, leadUnitId = 'education', assistingUnitIds = [] }: Reported = {}): Promise<string> {
  const { id } = await world.as(CAST.cadre).submit({ ...RESIDENT_REPORT, ...report });
  await world.runJobs();
  await world.as(CAST.townDesk).act(id, 'dispatch', { ...HELP, leadUnitId, assistingUnitIds });
  return id;
}

/** One that its unit has signed for, too. On Monday 2 March 2026 it is due on the 23rd. Returns its id. */
export async function signedFor(world: World, reported: Reported = {}): Promise<string> {
  const id = await dispatched(world, reported);
  await world.as(CAST[reported.handler ?? 'handler']).act(id, 'sign_for');
  return id;
}

/** All on one Monday, so that every window is open; only the silence of thirty days takes its time. */
export async function ticketIn(world: World, status: Status, wish: Wish): Promise<Made> {
  world.clock.at(MONDAY);
  const made = await reported(world, status === 'withdrawn' ? { ...wish, merged: false, lifted: false } : wish);
  const { id } = made;
  const who = (capacity: Capacity) => actorOf(world, made, capacity)!;
  const desk = () => who('desk_triage');
  const help = wish.line === 'minqing' ? HELP : FIRM_HELP;
  const result = { kind: 'answered', text: '本学期先开一班，九月再看人数。' } as const;
  /** What is done to come into each status, and from which it is done. */
  const way: Record<Status, [Status, () => Promise<unknown>] | null> = {
    submitted: null,
    assessing: ['submitted', async () => {
      await desk().act(id, 'dispatch', { ...help, leadUnitId: 'police' });
      await who('former_unit').act(id, 'return', { reason: '不归公安管。' });
    }],
    dispatched: ['assessing', async () => {
      await desk().act(id, 'dispatch', { ...help, leadUnitId: LEAD[wish.line], assistingUnitIds: ['transport'] });
      await who('lead_head').act(id, 'assign', { personId: wish.line === 'minqing' ? CAST.handler : CAST.zoneHandler });
    }],
    handling: ['dispatched', async () => {
      await who('lead_handler').act(id, 'sign_for');
      await who('lead_handler').act(id, 'call_units', { stickingPoint: 'approval', unitIds: ['bus'], text: '周三村口碰头。' });
      if (wish.asked) await who(wish.asked.by).act(id, 'request_complexity', { complexity: 'complex', reason: '涉及三条公交线路。' });
      if (wish.asked?.endorsed) await who('lead_head').act(id, 'endorse_request');
    }],
    awaiting_reporter: ['handling', () => who('lead_handler').act(id, 'ask_reporter', { question: '孩子们在哪个班？' })],
    paused: ['handling', async () => {
      await who('lead_head').act(id, 'request_pause', PAUSE);
      await who('supervisor').act(id, 'grant_request');
    }],
    reviewing: ['handling', async () => {
      world.dice.draw = wish.sampled ? 0 : 0.99;
      await who('lead_handler').act(id, 'submit_result', result);
      world.dice.draw = 0.99;
      if (wish.sampled) await who('lead_head').act(id, 'approve');
    }],
    concluded: ['reviewing', () => who('lead_head').act(id, 'approve')],
    awaiting_rating: ['concluded', () => who('submitter').act(id, 'deliver', { channel: 'phone' })],
    closed: ['awaiting_rating', async () => {
      await who('reporter').act(id, 'rate', { satisfaction: 'satisfied' });
      if (made.otherId) await merged(world, wish.line).act(made.otherId, 'rate', { satisfaction: 'satisfied' });
    }],
    unrated_closed: ['awaiting_rating', async () => {
      world.clock.at('2026-04-06 00:00');
      await world.sweep();
    }],
    merged: ['assessing', async () => {
      const target = await reported(world, { ...wish, merged: false });
      await desk().act(id, 'merge', { targetId: target.id });
    }],
    declined: ['assessing', async () => {
      await desk().act(id, 'decline', { reason: 'court', path: '请向区人民法院起诉。' });
      if (wish.objected) await who('submitter').act(id, 'object', { text: '法院说不归他们管。' });
    }],
    withdrawn: ['dispatched', () => who('submitter').act(id, 'withdraw', { words: '说不用了，孩子转学了。' })],
  };
  const arrive = async (at: Status): Promise<void> => {
    const step = way[at];
    if (step === null) return;
    await arrive(step[0]);
    await step[1]();
  };
  await arrive(status);
  return made;
}

const LEAD: Record<Line, string> = { minqing: 'education', qinqing: 'economic-development-zone' };
const merged = (world: World, line: Line) => world.as(line === 'minqing' ? CAST.otherCadre : CAST.otherAccount);

async function reported(world: World, wish: Wish): Promise<Made> {
  const firm = wish.line === 'qinqing';
  const cadre = world.as(CAST.cadre);
  const { id } = await cadre.submit(firm ? FIRM_REPORT : RESIDENT_REPORT);
  const made: Made = { id, otherId: null, link: firm ? null : await world.link(id), lifted: firm || wish.lifted === true, line: wish.line };
  if (wish.merged) {
    const other = await merged(world, wish.line).submit(firm ? { ...FIRM_REPORT, subjectId: XUNYU } : { ...RESIDENT_REPORT, reporter: { name: '叶素珍', phone: '13900002662' } });
    made.otherId = other.id;
    const desk = world.as(firm ? CAST.districtDesk : CAST.townDesk);
    await desk.act(other.id, 'assess', firm ? FIRM_HELP : HELP);
    await desk.act(other.id, 'merge', { targetId: id });
  }
  if (wish.lifted && !firm) await world.as(CAST.townDesk).act(id, 'lift', { reason: '涉及全区。' });
  return made;
}

/** Who of the cast has this capacity on the ticket; null where nobody can. */
export function actorOf(world: World, { line, lifted, link }: Made, capacity: Capacity): Actor | null {
  if (capacity === 'reporter') return line === 'qinqing' ? world.as(CAST.account) : link;
  const firm = line === 'qinqing';
  const parts: Partial<Record<Capacity, keyof typeof CAST>> = {
    submitter: 'cadre',
    desk_triage: lifted ? 'districtDesk' : 'townDesk',
    lead_handler: firm ? 'zoneHandler' : 'handler', lead_colleague: firm ? 'zoneColleague' : 'colleague', lead_head: firm ? 'zoneHead' : 'head',
    assist_member: 'assistant', former_unit: 'policeHead', supervisor: 'supervisor', leader: 'leader',
    linked: firm ? 'linkedToFirm' : 'linkedCadre',
    ...(firm ? { merged_reporter: 'otherAccount' as const } : { triage: lifted ? 'townDesk' as const : 'districtDesk' as const, merged_submitter: 'otherCadre' as const }),
  };
  const part = parts[capacity];
  return part ? world.as(CAST[part]) : null;
}
