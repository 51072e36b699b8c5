// Owns reading lists of tickets: filters, keyset pages and counts, the reader's scope inside the SQL.
// Leaves single tickets to the presenter and rights to ticket.scope.ts.
import { Injectable } from '@nestjs/common';
import { refuse } from '@zhitongche/shared/errors.js';
import type { ListQuery, TicketPage, TicketSummary, WorklistCounts } from '@zhitongche/shared/ticket/contract.js';
import type { Worklist } from '@zhitongche/shared/ticket/worklists.js';
import { WORKLISTS } from '@zhitongche/shared/ticket/worklists.js';
import type { Status } from '@zhitongche/shared/ticket/vocabulary.js';
import { STATUSES, STEP_OF_STATUS } from '@zhitongche/shared/ticket/vocabulary.js';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { decodeCursor, encodeCursor } from '../platform/database/cursor.js';
import { pattern } from '../platform/database/pattern.js';
import type { PersonActor } from './domain/actor.js';
import { Conditions, visibleTo, worklistOf } from './ticket.scope.js';

type Query = z.output<typeof ListQuery>;

/** A list's row before identities are hidden. */
type Row = Omit<TicketSummary, 'step' | 'submittedAt' | 'updatedAt' | 'overdue'> & {
  submittedAt: Date; updatedAt: Date; overdueAt: Date | null; sort: Date; ownSide: boolean;
};

/** Worklists whose first line is the most urgent one; the others are newest first. */
const BY_URGENCY: readonly Worklist[] = ['triage', 'to_sign', 'to_handle', 'to_assist', 'to_review', 'to_sample', 'to_answer'];
const URGENT_AT = 'least(t.due_at, t.stage_due_at)';
/** What the person behind a title of their own would be recognised by. */
export const HIDDEN_SUBJECT = '（已隐藏）';

@Injectable()
export class TicketQueries {
  constructor(private readonly source: DataSource) {}

  /** @throws Refusal ROLE_FORBIDDEN for a worklist the person does not have, CURSOR_INVALID */
  async page(actor: PersonActor, query: Query): Promise<TicketPage> {
    const c = new Conditions();
    const where = [visibleTo(actor, c), ...this.filters(actor, query, c)];
    const urgent = query.worklist !== undefined && BY_URGENCY.includes(query.worklist);
    const sort = urgent ? URGENT_AT : 't.submitted_at';
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor, 'uuid');
    if (after) where.push(`(${sort}, t.id) ${urgent ? '>' : '<'} (${c.bind(after.at)}::timestamptz, ${c.bind(after.id)}::uuid)`);
    const direction = urgent ? 'asc' : 'desc';
    const firms = actor.grants.filter((g) => g.role === 'enterprise').map((g) => g.key);
    const rows = await this.source.query<Row[]>(
      `select t.id, t.number, t.line, t.title, t.status, t.stage, t.round, t.subject_name as "subjectName", town.name as "townName",
              k.name as "categoryName", t.complexity, u.short as "leadUnitName", p.name as "assigneeName",
              t.submitted_at as "submittedAt", t.updated_at as "updatedAt", t.due_day as "dueDay", t.due_provisional as "dueProvisional",
              t.stage_due_day as "stageDueDay", t.overdue_at as "overdueAt", t.hidden, ${sort} as sort,
              (t.submitter_id = ${c.bind(actor.personId)} or t.subject_id = any(${c.bind(firms)})) as "ownSide"
       from ticket t join unit town on town.id = t.town_unit_id left join category k on k.code = t.category_code
       left join unit u on u.id = t.lead_unit_id left join person p on p.id = t.assignee_id
       where ${where.join(' and ')} order by ${sort} ${direction}, t.id ${direction} limit ${c.bind(query.limit + 1)}`, c.params);
    const shown = rows.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      items: shown.map(summary),
      next: rows.length > query.limit && last ? encodeCursor({ at: last.sort, id: last.id }) : null,
    };
  }

  /** How many tickets the filters find for this person, counted no further than `most`. @throws Refusal ROLE_FORBIDDEN */
  async total(actor: PersonActor, query: Query, most: number): Promise<number> {
    const c = new Conditions();
    const where = [visibleTo(actor, c), ...this.filters(actor, query, c)];
    const [row] = await this.source.query<{ count: number }[]>(
      `select count(*)::int as count from (select from ticket t where ${where.join(' and ')} limit ${c.bind(most)}) found`, c.params);
    return row?.count ?? 0;
  }

  /** The worklists this person has, with how many wait in each. */
  async counts(actor: PersonActor): Promise<WorklistCounts> {
    const items: WorklistCounts['items'] = [];
    const c = new Conditions();
    const visible = visibleTo(actor, c);
    const lists: { worklist: Worklist; condition: string }[] = [];
    for (const worklist of WORKLISTS) {
      const condition = worklistOf(worklist, actor, c);
      if (condition !== null) lists.push({ worklist, condition });
    }
    const rows = await this.source.query<{ worklist: Worklist; count: number }[]>(
      lists.map(({ worklist, condition }) =>
        `select '${worklist}' as worklist, count(*)::int as count from ticket t where ${visible} and ${condition}`).join(' union all '), c.params);
    for (const { worklist } of lists) items.push({ worklist, count: rows.find((row) => row.worklist === worklist)?.count ?? 0 });
    return { items };
  }

  private filters(actor: PersonActor, query: Query, c: Conditions): string[] {
    const where: string[] = [];
    if (query.worklist) where.push(worklistOf(query.worklist, actor, c) ?? refuse('ROLE_FORBIDDEN'));
    if (query.mine) where.push(worklistOf('mine', actor, c) ?? `t.submitter_id = ${c.bind(actor.personId)}`);
    if (query.line) where.push(`t.line = ${c.bind(query.line)}`);
    if (query.status) where.push(`t.status = ${c.bind(query.status)}`);
    if (query.step) where.push(`t.status = any(${c.bind(STATUSES.filter((s: Status) => STEP_OF_STATUS[s] === query.step))})`);
    if (query.unit) where.push(`t.involved_unit_ids && array[${c.bind(query.unit)}]::text[]`);
    if (query.place) where.push(this.place(query.place, c));
    if (query.overdue !== undefined) where.push(`t.overdue_at is ${query.overdue ? 'not null' : 'null'}`);
    if (query.q) {
      const like = c.bind(pattern(query.q));
      where.push(`(t.number ilike ${like} or t.title ilike ${like})`);
    }
    return where;
  }

  /** A village finds only tickets whose subject may be shown: looking for a place must not find who hides there. */
  private place(code: string, c: Conditions): string {
    const at = c.bind(code);
    return `(t.town_unit_id in (${at}, 'town-' || ${at}) or (not t.hidden and t.village_code = ${at}))`;
  }
}

function summary({ sort: _sort, ownSide, overdueAt, ...row }: Row): TicketSummary {
  return {
    ...row,
    subjectName: row.hidden && !ownSide ? HIDDEN_SUBJECT : row.subjectName,
    step: STEP_OF_STATUS[row.status], overdue: overdueAt !== null,
    submittedAt: row.submittedAt.toISOString(), updatedAt: row.updatedAt.toISOString(),
  };
}
