// Owns what each filter of a list means in SQL.
// Leaves words to ticket.search.ts and who sees what to ticket.scope.ts.
import type { ListQuery } from '@zhitongche/shared/ticket/contract.js';
import type { Status } from '@zhitongche/shared/ticket/vocabulary.js';
import { STATUSES, STEP_OF_STATUS } from '@zhitongche/shared/ticket/vocabulary.js';
import type { z } from 'zod';
import type { PersonActor } from './domain/actor.js';
import type { Conditions } from './ticket.scope.js';
import { aboutFirms, keysOf, submitted, waysOf } from './ticket.scope.js';

export type Query = z.output<typeof ListQuery>;

/** Conditions on `t`, each of which has to hold. */
export function filtersOf(actor: PersonActor, query: Query, c: Conditions): string[] {
  const where: string[] = [];
  if (query.mine) where.push(ownList(actor, c));
  if (query.line) where.push(`t.line = ${c.bind(query.line)}`);
  if (query.status) where.push(`t.status = ${c.bind(query.status)}`);
  if (query.step) where.push(`t.status = any(${c.bind(STATUSES.filter((s: Status) => STEP_OF_STATUS[s] === query.step))})`);
  if (query.unit) where.push(`t.involved_unit_ids && array[${c.bind(query.unit)}]::text[]`);
  if (query.place) where.push(place(query.place, c));
  if (query.category) where.push(category(query.category, c));
  if (query.nature) where.push(`t.nature = ${c.bind(query.nature)}`);
  if (query.complexity) where.push(`t.complexity = ${c.bind(query.complexity)}`);
  if (query.from) where.push(`t.submitted_at >= ${midnight(query.from, c)}`);
  if (query.to) where.push(`t.submitted_at < ${midnight(query.to, c)} + interval '1 day'`);
  // Late once is late in every list for ever, whatever round it is in.
  if (query.overdue !== undefined) where.push(`${query.overdue ? '' : 'not '}(t.overdue_at is not null or t.earlier_yellow)`);
  if (query.reopened !== undefined) where.push(query.reopened ? 't.round >= 2' : 't.round = 1');
  if (query.satisfaction) where.push(rated(query.satisfaction, actor, c));
  return where;
}

/** A firm's own are those about it, whoever typed them. */
function ownList(actor: PersonActor, c: Conditions): string {
  const firms = keysOf(actor, 'enterprise');
  return (firms.length > 0 ? aboutFirms(firms, c) : submitted(actor, c)).condition;
}

/** A village finds only tickets whose subject may be shown: looking for a place must not find who hides there. */
function place(code: string, c: Conditions): string {
  const at = c.bind(code);
  return `(t.town_unit_id in (${at}, 'town-' || ${at}) or (not t.hidden and t.village_code = ${at}))`;
}

function category(code: string, c: Conditions): string {
  const at = c.bind(code);
  return `(t.category_code = ${at} or t.category_code like ${c.bind(`${code.replace(/[\\%_]/g, '\\$&')}.%`)})`;
}

/** Shanghai has no summer time. */
const midnight = (day: string, c: Conditions): string => `${c.bind(`${day}T00:00:00+08:00`)}::timestamptz`;

/** Whoever reads internal words sees every rating; a firm only its own; who is merely linked sees none. */
function rated(satisfaction: string, actor: PersonActor, c: Conditions): string {
  const internal = waysOf(actor, c).filter((way) => way.internal).map((way) => way.condition);
  const own = aboutFirms(keysOf(actor, 'enterprise'), c).condition;
  return `exists (select from rating r join ticket_reporter o on o.id = r.reporter_id
                  where r.ticket_id = t.id and r.satisfaction = ${c.bind(satisfaction)}
                    and (${internal.join(' or ')} or (${own} and o.origin_ticket_id = t.id)))`;
}

