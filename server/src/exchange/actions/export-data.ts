// Owns taking base data out in the form that an import accepts: contacts masked, noted in the audit log.
// Leaves lists of tickets to the ticket feature.
import { Inject, Injectable } from '@nestjs/common';
import type { ExchangeKind, FileFormat } from '@zhitongche/shared/exchange/kinds.js';
import { EXCHANGE_KIND_LABELS } from '@zhitongche/shared/exchange/kinds.js';
import { AuditService } from '../../audit/audit.service.js';
import { SECRETS } from '../../platform/crypto/secrets.js';
import type { Secrets } from '../../platform/crypto/secrets.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { onShanghaiClock } from '../../platform/sheet/write-sheet.js';
import { surroundingsOf } from '../tables/surroundings.js';
import { tableOf } from '../tables/tables.js';
import type { MadeFile } from '../write-file.js';
import { makeFile } from '../write-file.js';

@Injectable()
export class ExportData {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly audit: AuditService,
    @Inject(SECRETS) private readonly secrets: Secrets,
  ) {}

  async run(personId: string, kind: ExchangeKind, format: FileFormat): Promise<MadeFile> {
    return this.uow.run(async (manager) => {
      const table = tableOf(kind);
      const around = await surroundingsOf(manager, kind, this.secrets);
      const records = await table.load(manager, this.secrets);
      const masked = kind === 'units' ? [] : table.kind.columns.filter((column) => column.kind === 'phone').map(({ key }) => key);
      const rows = records.map((record) => {
        const cells = { ...table.kind.cells(record, around) };
        for (const key of masked) cells[key] = around.mask(cells[key] ?? '');
        return cells;
      });
      const now = await this.uow.now(manager);
      await this.audit.record(manager, { at: now, personId, act: 'data.exported', detail: { kind, rows: rows.length } });
      return makeFile(kind, table.kind.columns, rows, format, `${EXCHANGE_KIND_LABELS[kind]}_${onShanghaiClock(now).toISOString().slice(0, 10)}`);
    });
  }
}
