// Owns what a person may see, in SQL: the same rule as domain/actor.ts, inside the query and not after it.
// Leaves single tickets to capacitiesOf, a test holds the two to each other; the worklists to ticket.worklists.ts.
import { DISTRICT_DESK } from '@zhitongche/shared/directory/vocabulary.js';
import type { Role } from '@zhitongche/shared/directory/vocabulary.js';
import type { PersonActor } from './domain/actor.js';
import { markOf } from './domain/search-marks.js';

/** Collects parameters while a condition is written. */
export class Conditions {
  readonly params: unknown[] = [];

  /** @param standsAt see UnitOfWork.standsAt */
  constructor(private readonly standsAt: Date | null) {}

  /** The present moment, one for the whole statement, so that an index can be asked for what is past. */
  get now(): string {
    return this.standsAt === null ? 'now()' : `${this.bind(this.standsAt)}::timestamptz`;
  }

  /** The placeholder of a value. */
  bind(value: unknown): string {
    this.params.push(value);
    return `$${String(this.params.length)}`;
  }
}

/** One way to see tickets. */
export interface Way {
  /** Enough for a ticket `t` to be seen. */
  condition: string;
  /** The same for one key at a time, `way.key`: an index then answers it newest first. Absent where every ticket is seen. */
  each?: { keys: string; from: string; condition: string };
  /** What all tickets of this way are marked with in the index of words, one of them at least; null where every ticket is seen. */
  marks: readonly string[] | null;
  /** Whether it shows internal words. */
  internal: boolean;
}

const TICKETS = 'ticket t';

export const keysOf = (actor: PersonActor, ...roles: Role[]): string[] =>
  actor.grants.filter((g) => roles.includes(g.role)).map((g) => g.key ?? '').filter((key) => key !== '');

export const holds = (actor: PersonActor, role: Role): boolean => actor.grants.some((g) => g.role === role);

export const desksOf = (actor: PersonActor): string[] =>
  actor.grants.filter((g) => g.role === 'triage').map((g) => (g.scope === 'district' ? DISTRICT_DESK : (g.key ?? '')));

/** Whether no ticket is hidden from this person, but for an interest of their own. */
export const seesAll = (actor: PersonActor): boolean => holds(actor, 'supervisor') || holds(actor, 'leader');

/** Every way in which this person sees tickets; whom a complaint sets aside still has to be taken out ({@link noInterest}). */
export function waysOf(actor: PersonActor, c: Conditions): Way[] {
  if (seesAll(actor)) return [{ condition: 'true', marks: null, internal: true }];
  const ways = [submitted(actor, c)];
  const firms = keysOf(actor, 'enterprise');
  if (firms.length > 0) ways.push(aboutFirms(firms, c));
  const desks = desksOf(actor);
  if (desks.length > 0) {
    ways.push(ofKeys(desks, 'desk', c), ofKeys(desks, 'town', c, `t.subject_kind in ('village', 'household')`));
  }
  const units = keysOf(actor, 'handler', 'head');
  if (units.length > 0) ways.push(involving(units, c));
  if (actor.linkedSubjectIds.length > 0) {
    ways.push({ ...ofKeys(actor.linkedSubjectIds, 'subject', c, 'not t.hidden'), internal: false });
  }
  return ways;
}

export const submitted = (actor: PersonActor, c: Conditions): Way => ofKeys([actor.personId], 'submitter', c);

export const aboutFirms = (firms: readonly string[], c: Conditions): Way =>
  ({ ...ofKeys(firms, 'subject', c, `t.subject_kind in ('enterprise', 'talent')`), internal: false });

/** Units that ever led or assisted; what is newest among theirs `ticket_unit` knows in order. */
export function involving(units: readonly string[], c: Conditions): Way {
  const keys = `${c.bind(units)}::text[]`;
  return {
    condition: `t.involved_unit_ids && ${keys}`, marks: units.map(markOf.unit), internal: true,
    each: { keys, from: 'ticket_unit x join ticket t on t.id = x.ticket_id', condition: 'x.unit_id = way.key' },
  };
}

const COLUMNS = { submitter: 't.submitter_id', subject: 't.subject_id', desk: 't.desk_unit_id', town: 't.town_unit_id' } as const;

function ofKeys(values: readonly string[], kind: keyof typeof COLUMNS, c: Conditions, also = 'true'): Way {
  const column = COLUMNS[kind];
  const keys = `${c.bind(values)}::text[]`;
  return {
    condition: `(${column} = any(${keys}) and ${also})`, marks: values.map(markOf[kind]), internal: true,
    each: { keys, from: TICKETS, condition: `${column} = way.key and ${also}` },
  };
}

/** Marks one of which every ticket of these ways has; null where there is a way without. */
export const marksOf = (ways: readonly Way[]): string[] | null =>
  (ways.some((way) => way.marks === null) ? null : ways.flatMap((way) => way.marks ?? []));

/** Whether one of the ways shows the ticket `t`. */
export const shownBy = (ways: readonly Way[]): string => `(${ways.map((way) => way.condition).join(' or ')})`;

/** The unit or enterprise complained about sees nothing. */
export function noInterest(actor: PersonActor, c: Pick<Conditions, 'bind'>): string {
  const keys = [...actor.grants.map((g) => g.key), actor.unitId].filter((key): key is string => key !== null);
  if (keys.length === 0) return 'true';
  const mine = c.bind(keys);
  return `not coalesce(t.complained_unit_id = any(${mine}), false) and not coalesce(t.complained_enterprise_id = any(${mine}), false)`;
}

/** Whether the reader is on the own side of the ticket `h`, for whom hiding hides nothing: who brought it. See identityHidden of domain/contact.ts. */
export const ownSide = (actor: PersonActor, c: Conditions): string => `h.submitter_id = ${c.bind(actor.personId)}`;

/**
 * Ids of the newest tickets, newest first, with when they came and whether they hide their reporter: each way is walked
 * in the order of its index, and no further than `limit`, however many tickets there are. `rest` narrows within each way;
 * `most` is a bound parameter or a number.
 */
export function newest(ways: readonly Way[], rest: string, most: string): string {
  const branches = ways.map(({ condition, each }) => {
    if (!each) return `(select t.id, t.submitted_at, t.hidden from ${TICKETS} where ${condition} and ${rest} order by t.submitted_at desc, t.id desc limit ${most})`;
    const order = each.from === TICKETS ? 't.submitted_at desc, t.id desc' : 'x.submitted_at desc, x.ticket_id desc';
    return `(select found.* from unnest(${each.keys}) as way(key) cross join lateral
      (select t.id, t.submitted_at, t.hidden from ${each.from} where ${each.condition} and ${rest} order by ${order} limit ${most}) found)`;
  });
  const [only] = branches;
  if (branches.length === 1 && ways[0]?.each === undefined) return only ?? '';
  return `(select id, submitted_at, hidden from (${branches.join(' union ')}) seen order by submitted_at desc, id desc limit ${most})`;
}
