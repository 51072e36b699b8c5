// Owns reading lists of tickets: filters, search, keyset pages and counts, the reader's scope inside the SQL.
// Leaves single tickets to the presenter, rights to ticket.scope.ts, and which list holds what to ticket.worklists.ts.
import { Injectable } from '@nestjs/common';
import { refuse } from '@zhitongche/shared/errors.js';
import type { ListedTicket, TicketPage, WorklistCounts } from '@zhitongche/shared/ticket/contract.js';
import type { WaitingReason } from '@zhitongche/shared/ticket/waiting.js';
import type { Worklist } from '@zhitongche/shared/ticket/worklists.js';
import { COUNT_MOST, WORKLISTS, isArchive } from '@zhitongche/shared/ticket/worklists.js';
import { STEP_OF_STATUS } from '@zhitongche/shared/ticket/vocabulary.js';
import { DataSource } from 'typeorm';
import { decodeCursor, encodeCursor } from '../platform/database/cursor.js';
import { execute } from '../platform/database/statement.js';
import type { Statement } from '../platform/database/statement.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { PersonActor } from './domain/actor.js';
import type { Span } from './domain/search-marks.js';
import { likelySpan, stretchBefore } from './domain/search-marks.js';
import { excerpt, fold, wanted } from './domain/search-words.js';
import { ListedReasons } from './listed-reasons.js';
import { filtersOf } from './ticket.filters.js';
import type { Query } from './ticket.filters.js';
import { Conditions, keysOf, marksOf, newest, noInterest, ownSide, seesAll, shownBy, waysOf } from './ticket.scope.js';
import { holding, named } from './ticket.search.js';
import { worklistOf } from './ticket.worklists.js';

/** A list's row before identities are hidden. */
type Row = Omit<ListedTicket, 'step' | 'submittedAt' | 'updatedAt' | 'overdue' | 'lateWorkingDays' | keyof WaitingReason> & {
  lateWorkingDays: number | null;
  submittedAt: Date; updatedAt: Date; overdueAt: Date | null; subjectKnown: boolean; text: string | null;
};

/** Where a ticket stands in a list. */
interface Place { id: string; sort: Date }

/** A list as SQL: where its tickets `t` come from, and how they are ordered. */
interface Source {
  from: string;
  where: string;
  sort: string;
  direction: 'asc' | 'desc';
  /** An archive's newest tickets as SQL, before words are looked for among them. */
  seen?: string;
}

interface Extent { count: number; newest: Date | null; oldest: Date | null }

/** How words are looked for: among the newest tickets of an archive, or by the index, up to so many days back or in all. */
type By = 'newest' | { days: Span; before: Date } | 'index';

/** What was looked for is first looked for among so many of the newest: a common word fills its page there, and the index would name half of all. */
const NEWEST_FIRST = 300;
/**
 * What lists show of tickets; $1 ids, $2 the reader, $3 the reader's firms, which know themselves, $4 whether the text too, $5 subjects the
 * reader is linked to: what is internal is kept from them, and that they may be more than linked is not looked into. Apart from finding them: this is
 * planned once a connection, while a list's conditions are planned anew each time, which costs more the more tables stand in it.
 */
const LISTED: Statement = {
  name: 'tickets-listed',
  text: `select t.id, t.number, t.line, t.title, t.status, t.stage, t.round, t.subject_name as "subjectName", town.name as "townName",
           k.name as "categoryName", t.complexity, u.short as "leadUnitName", p.name as "assigneeName",
           t.submitted_at as "submittedAt", t.updated_at as "updatedAt", t.due_day as "dueDay", t.due_provisional as "dueProvisional",
           t.stage_due_day as "stageDueDay", t.overdue_at as "overdueAt", t.earlier_yellow as "overdueBefore", late.late_working_days as "lateWorkingDays",
           case when t.subject_id = any($3::text[]) or (t.submitter_id <> $2 and t.subject_id = any($5::text[])) then null else t.request->'asked'->>'kind' end as asked,
           t.hidden, (t.submitter_id = $2 or t.subject_id = any($3::text[])) as "subjectKnown", case when $4::boolean then t.text end as text
         from ticket t join unit town on town.id = t.town_unit_id left join category k on k.code = t.category_code
         left join unit u on u.id = t.lead_unit_id left join person p on p.id = t.assignee_id
         left join ticket_round late on late.ticket_id = t.id and late.round = t.round and late.late
         where t.id = any($1::uuid[])`,
};
/** What the person behind a title of their own would be recognised by. */
export const HIDDEN_SUBJECT = '（已隐藏）';

@Injectable()
export class TicketQueries {
  constructor(
    private readonly source: DataSource,
    private readonly uow: UnitOfWork,
    private readonly reasons: ListedReasons,
  ) {}

  /** @throws Refusal ROLE_FORBIDDEN for a worklist the person does not have, CURSOR_INVALID */
  async page(actor: PersonActor, query: Query): Promise<TicketPage> {
    const places = await this.find(actor, query);
    const shown = places.slice(0, query.limit);
    const last = shown.at(-1);
    const ids = shown.map(({ id }) => id);
    const rows = await this.listed(actor, query, ids);
    const reasons = await this.reasons.of(query.worklist, ids, actor);
    return {
      items: rows.map((row) => ({ ...summary(row, query.q), ...reasons.get(row.id) })),
      next: places.length > query.limit && last ? encodeCursor({ at: last.sort, id: last.id }) : null,
    };
  }

  /** How many tickets the filters find for this person, after `cursor` if there is one, counted no further than `most`. @throws Refusal ROLE_FORBIDDEN */
  async total(actor: PersonActor, query: Query, most: number, cursor?: string): Promise<number> {
    const c = new Conditions(this.uow.standsAt);
    const limit = c.bind(most);
    const { from, where } = this.list(actor, { ...query, cursor }, c, limit, 'index');
    const [row] = await this.source.query<{ count: number }[]>(
      `select count(*)::int as count from (select from ${from} where ${where} limit ${limit}) found`, c.params);
    return row?.count ?? 0;
  }

  /** The worklists this person has, with how many are in each, counted no further than COUNT_MOST. */
  async counts(actor: PersonActor): Promise<WorklistCounts> {
    const c = new Conditions(this.uow.standsAt);
    const aside = noInterest(actor, c);
    const lists = WORKLISTS.flatMap((worklist) => {
      const list = worklistOf(worklist, actor, c);
      if (list === null) return [];
      const ids = list.kind === 'archive' ? newest(list.ways, aside, String(COUNT_MOST.archive)) : `(select from ticket t where ${list.condition} and ${aside} limit ${String(COUNT_MOST.waiting)})`;
      return [{ worklist, sql: `(select count(*)::int from ${ids} listed)` }];
    });
    if (lists.length === 0) return { items: [] };
    const [row] = await this.source.query<Record<Worklist, number>[]>(
      `select ${lists.map(({ worklist, sql }) => `${sql} as ${worklist}`).join(', ')}`, c.params);
    return { items: lists.map(({ worklist }) => ({ worklist, count: row?.[worklist] ?? 0 })) };
  }

  /** An archive is searched step by step; not for a number, which hardly any two tickets share. */
  private find(actor: PersonActor, query: Query): Promise<Place[]> {
    const archive = query.worklist === undefined || isArchive(query.worklist);
    const words = query.q === undefined ? null : wanted(query.q);
    return archive && words !== null && words.numbers.length === 0 ? this.search(actor, query) : this.places(actor, query, 'index');
  }

  /**
   * Newest first, and hardly further back than a page needs: a common word fills it among the newest tickets, a middling one in
   * the last weeks by the index, and only for a rare one is the whole index asked.
   */
  private async search(actor: PersonActor, query: Query): Promise<Place[]> {
    const enough = (places: Place[]) => places.length > query.limit;
    const { places: among, count, newest, oldest } = await this.amongNewest(actor, query);
    if (enough(among) || count < NEWEST_FIRST || newest === null || oldest === null) return among;
    const days = likelySpan({ had: among.length, newest, oldest }, query.limit);
    const back = days === null ? [] : await this.places(actor, query, { days, before: newest });
    return enough(back) ? back : this.places(actor, query, 'index');
  }

  /** Those of the newest that have it, no more than a page needs; with how many there are to look at, counted no further than are, and when they came. */
  private async amongNewest(actor: PersonActor, query: Query): Promise<Extent & { places: Place[] }> {
    const c = new Conditions(this.uow.standsAt);
    const limit = c.bind(query.limit + 1);
    const { seen = '', where, sort, direction } = this.list(actor, query, c, limit, 'newest');
    const rows = await this.source.query<(Extent & (Place | { id: null }))[]>(
      `with seen as materialized (select * from ${seen} newest)
       select looked.*, found.* from (select count(*)::int as count, max(submitted_at) as newest, min(submitted_at) as oldest from seen) looked
       left join (select t.id, ${sort} as sort from seen t where ${where} order by ${sort} ${direction}, t.id ${direction} limit ${limit}) found on true
       order by found.sort ${direction}, found.id ${direction}`, c.params);
    const [{ count, newest, oldest } = { count: 0, newest: null, oldest: null }] = rows;
    return { count, newest, oldest, places: rows.flatMap((row) => (row.id === null ? [] : { id: row.id, sort: row.sort })) };
  }

  /** What the list shows of these, in their order. */
  private async listed(actor: PersonActor, { q }: Query, ids: string[]): Promise<Row[]> {
    if (ids.length === 0) return [];
    const rows = await execute<Row>(this.source.manager, LISTED, [ids, actor.personId, keysOf(actor, 'enterprise'), q !== undefined, seesAll(actor) ? [] : actor.linkedSubjectIds]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  private places(actor: PersonActor, query: Query, by: By): Promise<Place[]> {
    const c = new Conditions(this.uow.standsAt);
    const limit = c.bind(query.limit + 1);
    const { from, where, sort, direction } = this.list(actor, query, c, limit, by);
    return this.source.query<Place[]>(
      `select t.id, ${sort} as sort from ${from} where ${where} order by ${sort} ${direction}, t.id ${direction} limit ${limit}`, c.params);
  }

  private list(actor: PersonActor, query: Query, c: Conditions, limit: string, by: By): Source {
    const words = query.q === undefined ? undefined : wanted(query.q);
    if (words === null) return { from: 'ticket t', where: 'false', sort: 't.submitted_at', direction: 'desc' };
    const list = query.worklist === undefined ? { kind: 'archive' as const, ways: waysOf(actor, c) } : worklistOf(query.worklist, actor, c);
    if (list === null) refuse('ROLE_FORBIDDEN');
    const urgentAt = list.kind === 'waiting' ? list.urgentAt : null;
    const sort = urgentAt ?? 't.submitted_at';
    const order = { sort, direction: urgentAt === null ? 'desc' as const : 'asc' as const };
    const narrow = [noInterest(actor, c), ...filtersOf(actor, query, c)];
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor, 'uuid');
    if (after) narrow.push(`(${sort}, t.id) ${urgentAt === null ? '<' : '>'} (${c.bind(after.at)}::timestamptz, ${c.bind(after.id)}::uuid)`);
    const stretch = typeof by === 'object' ? stretchBefore(by.before, by.days) : null;
    if (stretch) narrow.push(`t.submitted_at >= ${c.bind(stretch.since)}::timestamptz`);
    const rest = narrow.join(' and ');
    const own = () => ownSide(actor, c);
    if (list.kind === 'waiting') return { from: 'ticket t', where: [list.condition, rest, ...(words ? [holding(words, own(), c)] : [])].join(' and '), ...order };
    if (words && by !== 'newest') {
      const ids = named(words, own(), [marksOf(list.ways), stretch?.marks ?? null], c);
      // All of them are sorted: the planner must not walk the newest of all tickets until it has met a page of these.
      return { from: `(select t.id, t.submitted_at from (${ids}) named join ticket t on t.id = named.id where ${shownBy(list.ways)} and ${rest} offset 0) t`, where: 'true', ...order };
    }
    const seen = newest(list.ways, rest, words ? c.bind(NEWEST_FIRST) : limit);
    return { seen, from: `${seen} t`, where: words ? holding(words, own(), c) : 'true', ...order };
  }
}

function summary({ subjectKnown, overdueAt, text, lateWorkingDays, ...row }: Row, q: string | undefined): ListedTicket {
  const subjectName = row.hidden && !subjectKnown ? HIDDEN_SUBJECT : row.subjectName;
  const shown = fold(`${row.title} ${row.number} ${subjectName}`);
  const inText = q !== undefined && text !== null && !fold(q).trim().split(/\s+/u).every((word) => shown.includes(word)) ? excerpt(text, q) : null;
  return {
    ...row, subjectName, ...(lateWorkingDays === null ? {} : { lateWorkingDays }), ...(inText === null ? {} : { excerpt: inText }),
    step: STEP_OF_STATUS[row.status], overdue: overdueAt !== null,
    submittedAt: row.submittedAt.toISOString(), updatedAt: row.updatedAt.toISOString(),
  };
}
