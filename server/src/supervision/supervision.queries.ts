// Owns the supervisor's list: how much waits, who owes what unit by unit, and each section page by page.
// Leaves what counts as owed to debts.sql.ts and working days to the deadline feature.
import { Injectable } from '@nestjs/common';
import type {
  SupervisionItem, SupervisionOverview, SupervisionOverviewQuery, SupervisionPage, SupervisionQuery,
} from '@zhitongche/shared/supervision/contract.js';
import type { SupervisionSection, UnitDebt } from '@zhitongche/shared/supervision/vocabulary.js';
import { SUPERVISION_COUNT_MOST, UNIT_DEBTS } from '@zhitongche/shared/supervision/vocabulary.js';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { DeadlineService } from '../deadline/deadline.service.js';
import { LineService } from '../line/line.service.js';
import { decodeCursor, encodeCursor } from '../platform/database/cursor.js';
import type { SignedInPerson } from '../platform/http/signed-in.js';
import { TicketService } from '../ticket/ticket.service.js';
import { CONTESTS, DEBTS, RANK, SHOWN, SOON, TALKS } from './debts.sql.js';
import { unitsOf } from './supervision.scope.js';

type Row = Omit<SupervisionItem, 'id' | 'dueDay' | 'daysOver' | 'since' | 'debts' | 'ended'> & { debts: UnitDebt[]; dueAt: Date; endedAt: Date | null; since: Date; key: string | null };
type UnitRow = Row & { red: number; yellow: number; stageLate: number; undone: number };
type Present = Awaited<ReturnType<DeadlineService['present']>>;
interface Narrowed {
  params: unknown[];
  bind: (value: unknown) => string;
  of: string;
  at: (unit: string) => string;
}

/** What is not done stands before what only lacks words, each by its day. */
const PRESSING = "case when d.ended_at is null then d.due_at else d.due_at + interval '100 years' end";
/** Shown at once of each unit; the rest is a tap away. */
const TOP = 3;
const JOINED = 'join ticket t on t.id = d.ticket_id left join unit u on u.id = d.unit_id';

@Injectable()
export class SupervisionQueries {
  constructor(
    private readonly source: DataSource,
    private readonly tickets: TicketService,
    private readonly lines: LineService,
    private readonly deadlines: DeadlineService,
  ) {}

  /** @throws Refusal ROLE_FORBIDDEN */
  async overview(person: SignedInPerson, query: z.output<typeof SupervisionOverviewQuery>): Promise<SupervisionOverview> {
    const present = await this.deadlines.present(this.source.manager);
    const [counts, units] = await Promise.all([this.counts(person, query, present), this.units(person, query)]);
    const { contestsOver, ...sections } = counts;
    return {
      counts: (Object.keys(sections) as SupervisionSection[]).map((section) => ({ section, count: sections[section] })), // named as the sections are
      contestsOver, own: unitsOf(person) !== null,
      units: units.map(({ items, ...unit }) => ({ ...unit, items: items.map((row) => this.item(row, present)) })),
    };
  }

  /** @throws Refusal ROLE_FORBIDDEN, CURSOR_INVALID */
  async page(person: SignedInPerson, { section, limit, cursor, ...query }: z.output<typeof SupervisionQuery>): Promise<SupervisionPage> {
    const present = await this.deadlines.present(this.source.manager);
    const after = cursor === undefined ? null : decodeCursor(cursor, 'uuid');
    const narrowed = this.narrowed(person, query);
    const { params, bind } = narrowed;
    const from = await this.section(section, narrowed, present);
    const later = after === null ? 'true' : `(${PRESSING}, d.ticket_id) > (${bind(after.at)}::timestamptz, ${bind(after.id)}::uuid)`;
    // With ties: a ticket that two units owe something of is on one page.
    const rows = await this.source.query<(Row & { place: Date })[]>(
      `select ${SHOWN}, ${PRESSING} as place from (${from}) d ${JOINED} where ${later} order by place, d.ticket_id fetch first (${bind(limit + 1)}::int) rows with ties`, params);
    const last = rows[limit - 1];
    const shown = last ? rows.filter((row, i) => i < limit || (row.ticketId === last.ticketId && row.place.getTime() === last.place.getTime())) : rows;
    return {
      items: shown.map(({ place: _place, ...row }) => this.item(row, present)),
      next: shown.length < rows.length && last ? encodeCursor({ at: last.place, id: last.ticketId }) : null,
    };
  }

  private async counts(person: SignedInPerson, query: { line?: string | undefined; unit?: string | undefined }, present: Present) {
    const narrowed = this.narrowed(person, query);
    const { params, bind, of, at } = narrowed;
    const atMost = (from: string) => `(select count(*)::int from (select from (${from}) d limit ${String(SUPERVISION_COUNT_MOST)}) found)`;
    const ranked = (rank: number) => `(select count(*)::int from (select from debts where rank = ${String(rank)} limit ${String(SUPERVISION_COUNT_MOST)}) found)`;
    const [row] = await this.source.query<(Record<SupervisionSection, number> & { contestsOver: number })[]>(
      `with debts as (${DEBTS(of, at)})
       select ${ranked(RANK.red)} as red, ${ranked(RANK.yellow)} as yellow, ${ranked(RANK.stage)} as stage,
              ${atMost(await this.section('soon', narrowed, present))} as soon, ${atMost(TALKS(of, at))} as talk, ${atMost(CONTESTS(of, at))} as contest,
              ${atMost(`select from (${CONTESTS(of, at)}) c where c.due_at <= ${bind(present.now)}`)} as "contestsOver"`, params);
    return row ?? { red: 0, yellow: 0, stage: 0, soon: 0, talk: 0, contest: 0, contestsOver: 0 };
  }

  /** Units that owe something, those with most undone first, then by the worst lights; each with its most pressing tickets: what is not done, then the worst. */
  private async units(person: SignedInPerson, query: { line?: string | undefined; unit?: string | undefined }) {
    const { params, of, at } = this.narrowed(person, query);
    const rows = await this.source.query<UnitRow[]>(
      `select ${SHOWN}, d.red, d.yellow, d.stage_late as "stageLate", d.undone from (
         select d.*, row_number() over (partition by d.unit_id order by d.ended_at is not null, d.rank, d.due_at, d.ticket_id) as place,
                (count(*) filter (where rank = 1) over unit)::int as red, (count(*) filter (where rank = 2) over unit)::int as yellow,
                (count(*) filter (where rank = 3) over unit)::int as stage_late, (count(*) filter (where ended_at is null) over unit)::int as undone
         from (${DEBTS(of, at)}) d window unit as (partition by d.unit_id)) d ${JOINED}
       where d.place <= ${String(TOP)} order by d.undone desc, d.red desc, d.yellow desc, d.stage_late desc, d.unit_id, d.place`, params);
    const units = new Map<string, Omit<SupervisionOverview['units'][number], 'items'> & { items: Row[] }>();
    for (const { red, yellow, stageLate, undone, ...row } of rows) {
      const unit = units.get(row.unitId) ?? { unitId: row.unitId, unitName: row.unitName, red, yellow, stage: stageLate, undone, items: [] };
      unit.items.push(row);
      units.set(row.unitId, unit);
    }
    return [...units.values()];
  }

  private async section(section: SupervisionSection | 'owing', { of, at, bind }: Narrowed, { now, calendar }: Present): Promise<string> {
    switch (section) {
      case 'soon': {
        const ahead = Math.max(...[...(await this.lines.all()).values()].map(({ limits }) => limits.ladder.lastWarningWorkingDays));
        return SOON(of, at, `${bind(this.deadlines.endOfWorkingDay(now, ahead, calendar))}::timestamptz`);
      }
      case 'owing': return DEBTS(of, at);
      case 'talk': return TALKS(of, at);
      case 'contest': return CONTESTS(of, at);
      default: return `select * from (${DEBTS(of, at)}) owing where rank = ${String(RANK[section])}`;
    }
  }

  /** Own units only, where the person is no supervisor; never a ticket in which they have an interest. @throws Refusal ROLE_FORBIDDEN */
  private narrowed(person: SignedInPerson, { line, unit }: { line?: string | undefined; unit?: string | undefined }): Narrowed {
    const params: unknown[] = [];
    const bind = (value: unknown): string => `$${String(params.push(value))}`;
    const own = unitsOf(person);
    const units = [...(own === null ? [] : [bind(own)]), ...(unit === undefined ? [] : [bind([unit])])];
    const of = [this.tickets.setAside(person, { bind }), ...(line === undefined ? [] : [`t.line = ${bind(line)}`])].join(' and ');
    return { params, bind, of, at: (id) => (units.length === 0 ? 'true' : units.map((keys) => `${id} = any(${keys}::text[])`).join(' and ')) };
  }

  private item({ dueAt, endedAt, since, key, debts, ...row }: Row, { now, calendar }: Present): SupervisionItem {
    const { day, over } = this.deadlines.lateness(dueAt, endedAt ?? now, calendar);
    return {
      ...row, id: `${row.ticketId}~${row.unitId}${key === null ? '' : `~${key}`}`,
      // Who owes the result owes the stage within it: said once.
      debts: UNIT_DEBTS.filter((debt) => debts.includes(debt) && (debt !== 'stage' || row.stage !== null)),
      dueDay: day, daysOver: over, ended: endedAt !== null, since: since.toISOString(),
    };
  }
}
