// Owns the world of the dated stories: one ticket, a clock that only goes forward, people who act on it by decide().
// Leaves the rules to the domain; nothing here knows any. Used by specs only, never part of the product.
import { defaultLimits } from '@zhitongche/shared/deadline/limits.js';
import type { ErrorCode } from '@zhitongche/shared/errors.js';
import { Refusal } from '@zhitongche/shared/errors.js';
import type { LineSettings } from '@zhitongche/shared/line/settings.js';
import { DEFAULT_REVIEW } from '@zhitongche/shared/line/settings.js';
import type { ActionInput, PersonAction, TicketAction } from '@zhitongche/shared/ticket/action-inputs.js';
import { ACTION_INPUTS } from '@zhitongche/shared/ticket/action-inputs.js';
import { packagedNotifiedDays } from '../../../deadline/domain/notified-days.js';
import { createWorkingCalendar } from '../../../deadline/domain/working-calendar.js';
import type { Actor, Capacity } from '../actor.js';
import { SYSTEM, capacitiesOf } from '../actor.js';
import { availableActions } from '../available-actions.js';
import type { Command } from '../decide.js';
import { decide } from '../decide.js';
import type { NewEvent } from '../events.js';
import type { Happening } from '../measures.js';
import { measuresOf } from '../measures.js';
import type { Facts } from '../move.js';
import { mergedIn } from '../moves/triage-moves.js';
import type { Submission } from '../submission.js';
import { submission } from '../submission.js';
import type { Ticket } from '../ticket.js';
import { INPUTS } from './inputs.js';
import { COMMUNITY, FIRM, UNITS, account, cadre, unitsOf } from './people.js';

export const calendar = createWorkingCalendar(packagedNotifiedDays());

/** 民情: a new ticket lies on the town's desk. */
export const minqing: LineSettings = {
  key: 'minqing', name: '民情直通车', numberPrefix: '民情', subjectKinds: ['village', 'household'], reportingRoles: ['cadre'],
  firstDesk: 'town', leadUnitId: 'civil-affairs', supervisingUnitId: 'supervision', limits: defaultLimits, review: DEFAULT_REVIEW,
  returnsPerTicket: 2,
};
/** 亲清: a new ticket lies on the district's desk. */
export const qinqing: LineSettings = {
  ...minqing, key: 'qinqing', name: '亲清直通车', numberPrefix: '亲清', subjectKinds: ['enterprise', 'talent'],
  reportingRoles: ['cadre', 'enterprise'], firstDesk: 'district',
};

/** A draw outside the supervisor's sample, and one inside it. */
export const UNSAMPLED = 0.99;
export const SAMPLED = 0.01;

/** An instant written as people read it, in Shanghai: '2026-03-02 09:00'. */
export function shanghai(time: string): Date {
  const instant = new Date(`${time.replace(' ', 'T')}:00+08:00`);
  if (Number.isNaN(instant.getTime())) throw new Error(`not a time: ${time}`);
  return instant;
}

export interface Story {
  readonly ticket: Ticket;
  readonly events: readonly Happening[];
  at(time: string): Story;
  as(actor: Actor): Story;
  /** What the next commands draw for sampling. */
  drawing(draw: number): Story;
  /** Takes the action, with the ordinary input where the story says nothing else. */
  does<A extends TicketAction>(action: A, typed?: Partial<ActionInput<A>>, facts?: Facts): Story;
  /** Why the action would be refused now; null when it would not. Changes nothing. */
  refusal<A extends TicketAction>(action: A, typed?: Partial<ActionInput<A>>, facts?: Facts): ErrorCode | null;
  mergesInto(target: Story): Story;
  /** The other half of a merge. */
  receives(source: Ticket): void;
  capacities(): Capacity[];
  offers(): PersonAction[];
}

export interface Beginning extends Partial<Submission> {
  at: string;
  line?: LineSettings;
  draw?: number;
}

const RESIDENT: Submission = {
  id: '00000000-0000-4000-8000-000000000001', number: '民情〔2026〕1号', title: '莲花社区孩子上学接送难', text: '十一个孩子上学没有车。',
  advice: '建议开通定制公交。', subjectKind: 'household', subjectId: COMMUNITY, subjectName: '莲花社区', villageCode: COMMUNITY,
  townUnitId: UNITS.town, place: null, hidden: false, complainedUnitId: null, complainedEnterpriseId: null,
  submitterId: cadre.personId, submitterUnitId: UNITS.town, visitId: null, channel: 'zhitongche', foreignNumber: null, foreignDueDay: null,
  reporterId: 'mo', solvedOnSpot: null, attachmentIds: [],
};

/** A cadre reports for a resident without a phone. */
export function reportedByCadre({ at, line = minqing, draw = UNSAMPLED, ...over }: Beginning): Story {
  return tell({ ...RESIDENT, ...over }, line, shanghai(at), draw);
}

/** An enterprise account reports for its firm. */
export function reportedByFirm({ at, line = qinqing, draw = UNSAMPLED, ...over }: Beginning): Story {
  const firm = {
    ...RESIDENT, subjectKind: 'enterprise' as const, subjectId: FIRM, subjectName: '求真半导体', villageCode: null,
    submitterId: account.personId, submitterUnitId: null, reporterId: 'zhou',
  };
  return tell({ ...firm, ...over }, line, shanghai(at), draw);
}

function tell(reported: Submission, line: LineSettings, begun: Date, firstDraw: number): Story {
  const birth = submission(reported, { now: begun, calendar, line, draw: firstDraw });
  let ticket = freeze(birth.ticket);
  let now = begun;
  let actor: Actor = SYSTEM;
  let draw = UNSAMPLED;
  const events: Happening[] = birth.events.map((event, i) => ({ ...event, seq: i + 1, round: 1, at: begun, actorId: null }));

  const decided = <A extends TicketAction>(action: A, typed: Partial<ActionInput<A>>, facts: Facts) => {
    const input: unknown = { ...INPUTS[action], ...typed };
    const schema = action in ACTION_INPUTS ? ACTION_INPUTS[action as PersonAction] : null;
    // A story that types what no form lets through would prove nothing.
    const command = { action, input: schema ? schema.parse(input) : input } as Command;
    return decide(ticket, command, actor, { now, calendar, line, draw, facts: { ...factsOf(command, actor, ticket), measures: measuresOf(events), ...facts } });
  };
  const apply = (changes: Partial<Ticket>, happened: NewEvent[]) => {
    ticket = freeze({ ...ticket, ...changes, version: ticket.version + 1 });
    const actorId = actor.kind === 'person' ? actor.personId : null;
    events.push(...happened.map((event, i) => ({ ...event, seq: events.length + i + 1, round: ticket.round, at: now, actorId })));
  };

  const story: Story = {
    get ticket() { return ticket; },
    get events() { return events; },
    at(time) {
      const next = shanghai(time);
      if (next < now) throw new Error(`the story goes back to ${time}`);
      now = next;
      return story;
    },
    as(next) {
      actor = next;
      return story;
    },
    drawing(next) {
      draw = next;
      return story;
    },
    does(action, typed = {}, facts = {}) {
      const moved = decided(action, typed, facts);
      apply(moved.changes, moved.events);
      return story;
    },
    refusal(action, typed = {}, facts = {}) {
      try {
        decided(action, typed, facts);
        return null;
      } catch (error) {
        if (error instanceof Refusal) return error.code;
        throw error;
      }
    },
    mergesInto(target) {
      const source = ticket;
      story.does('merge', { targetId: target.ticket.id }, { target: target.ticket });
      target.receives(source);
      return story;
    },
    receives(source) {
      const { changes, events: happened } = mergedIn(ticket, source);
      apply(changes, happened);
    },
    capacities: () => [...capacitiesOf(actor, ticket)].sort(),
    offers: () => availableActions(ticket, actor, { now, calendar, line, facts: { measures: measuresOf(events) } }),
  };
  return story;
}

/** What the action would have looked up. */
export function factsOf(command: Command, actor: Actor, ticket: Ticket): Facts {
  if (command.action === 'assign') return { personUnitIds: unitsOf(command.input.personId) };
  if (command.action !== 'rate') return {};
  if (actor.kind === 'link') return { reporter: { id: actor.reporterId, kind: 'resident', hasAccount: false } };
  const firm = ticket.subjectKind === 'enterprise';
  return { reporter: { id: ticket.reporterIds[0] ?? '', kind: firm ? 'enterprise' : 'resident', hasAccount: firm } };
}

/** Moves must not write into what they are given. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  }
  return value;
}
