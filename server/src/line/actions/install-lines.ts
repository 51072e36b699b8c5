// Owns putting the standard lines into a new installation, with the units that lead and supervise them: all of a file or nothing.
// Leaves what a row means to domain/line-rows.ts. A line that is there already is left as it is: its limits may have been changed.
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { Cells, LineRow } from '../domain/line-rows.js';
import { readLineRows } from '../domain/line-rows.js';
import { LineEntity } from '../line.entity.js';

export interface LinesInstalled {
  /** Sentences, each beginning with its row; with any, nothing is written. */
  problems: string[];
  /** What is (or would be) added: the line's name with its units' names. */
  added: { line: string; lead: string; supervising: string }[];
  /** Names of those that are there already. */
  present: string[];
}

interface Unit {
  id: string;
  name: string;
}

@Injectable()
export class InstallLines {
  constructor(private readonly uow: UnitOfWork, private readonly audit: AuditService) {}

  /**
   * @param by who is named in the audit log
   * @param apply false: only says what it would do
   */
  run(grid: Cells, by: string, apply: boolean): Promise<LinesInstalled> {
    return this.uow.run(async (manager) => {
      await manager.query('lock table line in share row exclusive mode');
      const { rows, problems } = readLineRows(grid);
      const known = new Set((await manager.query<{ key: string }[]>('select key from line')).map(({ key }) => key));
      const result: LinesInstalled = { problems, added: [], present: rows.filter(({ line }) => known.has(line.key)).map(({ line }) => line.name) };
      const made: LineEntity[] = [];
      for (const row of rows.filter(({ line }) => !known.has(line.key))) {
        const [lead, supervising] = [await unitOf(manager, row, '牵头单位', row.lead, problems), await unitOf(manager, row, '督查机构', row.supervising, problems)];
        if (!lead || !supervising) continue;
        made.push({ ...row.line, leadUnitId: lead.id, supervisingUnitId: supervising.id });
        result.added.push({ line: row.line.name, lead: lead.name, supervising: supervising.name });
      }
      if (!apply || problems.length > 0 || made.length === 0) return result;
      await manager.insert(LineEntity, made);
      await this.audit.record(manager, { at: await this.uow.now(manager), personId: by, act: 'data.imported', detail: { kind: 'lines', keys: made.map(({ key }) => key) } });
      return result;
    });
  }
}

async function unitOf(manager: EntityManager, { row }: LineRow, column: string, word: string, problems: string[]): Promise<Unit | undefined> {
  const found = await manager.query<Unit[]>('select id, name from unit where active and $1 in (id, name, short) order by (id = $1) desc, (name = $1) desc', [word]);
  if (found.length === 1 || found[0]?.id === word) return found[0];
  problems.push(`第 ${String(row)} 行 ${column}“${word}” ${found.length === 0 ? '找不到这个单位，请先导入单位' : '有几个单位叫这个名称，请填编号'}`);
  return undefined;
}
