// Owns a list of tickets as an Excel file: the columns of the screen, read page by page as the list reads them, noted in the audit log.
// Leaves filters, scope and hiding to ticket.queries.ts, how filters are called to ticket-export-words.ts and the file's form to platform/sheet.
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { ListedTicket } from '@zhitongche/shared/ticket/contract.js';
import type { TicketExportCount, TicketExportQuery } from '@zhitongche/shared/ticket/export-contract.js';
import { EXPORT_MOST } from '@zhitongche/shared/ticket/export-limit.js';
import { COMPLEXITY_LABELS, REVIEW_STAGE_LABELS, STATUS_LABELS, STEP_LABELS } from '@zhitongche/shared/ticket/vocabulary.js';
import { AuditService } from '../audit/audit.service.js';
import { LineService } from '../line/line.service.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { CellContent, Sheet, SheetColumn } from '../platform/sheet/write-sheet.js';
import { onShanghaiClock, xlsxStream } from '../platform/sheet/write-sheet.js';
import type { PersonActor } from './domain/actor.js';
import { TicketExportWords } from './ticket-export-words.js';
import { TicketQueries } from './ticket.queries.js';

/** Rows asked for at a time: big enough for few queries, small enough for a pool that others use too. */
const PAGE = 500;
type Column = SheetColumn & { of: (ticket: ListedTicket, lineName: string) => CellContent };

/** What the screen's lists show, and the few facts of the same answer that they show as colours. */
const COLUMNS: readonly Column[] = [
  { heading: '编号', width: 22, of: (t) => t.number },
  { heading: '直通车', width: 14, of: (_t, lineName) => lineName },
  { heading: '标题', width: 44, of: (t) => t.title },
  { heading: '状态', width: 14, of: (t) => (t.stage === null ? STATUS_LABELS[t.status] : REVIEW_STAGE_LABELS[t.stage]) },
  { heading: '环节', width: 8, of: (t) => STEP_LABELS[t.step] },
  { heading: '轮次', width: 6, of: (t) => t.round },
  { heading: '走访对象', width: 28, of: (t) => t.subjectName },
  { heading: '镇街', width: 12, of: (t) => t.townName },
  { heading: '类别', width: 20, of: (t) => t.categoryName },
  { heading: '难易', width: 6, of: (t) => COMPLEXITY_LABELS[t.complexity] },
  { heading: '牵头单位', width: 16, of: (t) => t.leadUnitName },
  { heading: '承办人', width: 10, of: (t) => t.assigneeName },
  { heading: '上报时间', width: 18, of: (t) => new Date(t.submittedAt) },
  { heading: '办理期限', width: 18, of: (t) => dayCell(t.dueDay, t.dueProvisional) },
  { heading: '本环节期限', width: 12, of: (t) => t.stageDueDay },
  { heading: '超期', width: 6, of: (t) => (t.overdue ? '是' : '') },
  { heading: '超期工作日', width: 10, of: (t) => t.lateWorkingDays ?? null },
  { heading: '以往轮次超期', width: 12, of: (t) => (t.overdueBefore ? '是' : '') },
  { heading: '更新时间', width: 18, of: (t) => new Date(t.updatedAt) },
];

@Injectable()
export class TicketExport {
  constructor(
    private readonly queries: TicketQueries,
    private readonly lines: LineService,
    private readonly words: TicketExportWords,
    private readonly audit: AuditService,
    private readonly uow: UnitOfWork,
  ) {}

  /** @throws Refusal ROLE_FORBIDDEN for a worklist the person does not have */
  async count(actor: PersonActor, query: TicketExportQuery): Promise<TicketExportCount> {
    const found = await this.queries.total(actor, { ...query, limit: PAGE }, EXPORT_MOST + 1);
    return { count: Math.min(found, EXPORT_MOST), more: found > EXPORT_MOST };
  }

  /** The file and its name. @throws Refusal ROLE_FORBIDDEN */
  async run(actor: PersonActor, query: TicketExportQuery): Promise<{ name: string; content: Readable }> {
    const [tickets, lines, words] = await Promise.all([this.all(actor, query), this.lines.all(), this.words.of(query)]);
    const more = tickets.length === EXPORT_MOST && (await this.count(actor, query)).more;
    const now = await this.uow.now();
    const nameOf = (key: string): string => lines.get(key)?.name ?? key;
    const list: Sheet = { name: '事项', columns: COLUMNS, rows: tickets.map((t) => COLUMNS.map(({ of }) => of(t, nameOf(t.line)))) };
    await this.uow.run((manager) => this.audit.record(manager, {
      at: now, personId: actor.personId, act: 'tickets.exported', detail: { filter: withoutNumbers(query), rows: tickets.length },
    }));
    const day = onShanghaiClock(now).toISOString().slice(0, 10);
    const line = query.line === undefined ? '' : (lines.get(query.line)?.numberPrefix ?? '');
    return { name: `${line}事项_${day}.xlsx`, content: await xlsxStream([list, notes(words, tickets.length, more, now)]) };
  }

  private async all(actor: PersonActor, query: TicketExportQuery): Promise<ListedTicket[]> {
    const tickets: ListedTicket[] = [];
    for (let cursor: string | undefined; ;) {
      const { items, next } = await this.queries.page(actor, { ...query, limit: Math.min(PAGE, EXPORT_MOST - tickets.length), cursor });
      tickets.push(...items);
      if (next === null || tickets.length >= EXPORT_MOST) return tickets;
      cursor = next;
    }
  }
}

function notes(words: string, count: number, more: boolean, now: Date): Sheet {
  const most = EXPORT_MOST.toLocaleString('en-US');
  return {
    name: '说明', columns: [{ heading: '项目', width: 14 }, { heading: '内容', width: 70 }],
    rows: [
      ['导出时间', now],
      ['筛选条件', words],
      ['件数', count],
      ['上限', more ? `每个文件最多 ${most} 件，本文件只有前 ${most} 件，其余请缩小筛选条件后再导出。` : `每个文件最多 ${most} 件，本文件是全部结果。`],
      ['隐藏', '反映人隐藏身份的事项不显示走访对象；文件不含反映人姓名和电话。'],
      ['留痕', '本次导出已记入审计日志（谁、何时、筛选条件、件数）。'],
    ],
  };
}

const dayCell = (day: string | null, provisional: boolean): CellContent => (day === null ? null : `${day}${provisional ? '（暂定）' : ''}`);

/** The log keeps what was looked for, but no phone or identity number that was typed into the search. */
function withoutNumbers(query: TicketExportQuery): Record<string, unknown> {
  return { ...query, ...(query.q === undefined ? {} : { q: query.q.replace(/\d{5,}/g, (digits) => '*'.repeat(digits.length)) }) };
}
