// Owns doing what a preview showed: all of it or nothing, once, and only while it would still do the same.
// Leaves writing rows to tables/ and ending sessions to the session feature.
import { Inject, Injectable } from '@nestjs/common';
import { refuse } from '@zhitongche/shared/errors.js';
import type { ImportResult } from '@zhitongche/shared/exchange/contract.js';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../../audit/audit.service.js';
import { DirectoryService } from '../../directory/directory.service.js';
import { SECRETS } from '../../platform/crypto/secrets.js';
import type { Secrets } from '../../platform/crypto/secrets.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { SessionService } from '../../session/session.service.js';
import { DataImportEntity } from '../data-import.entity.js';
import type { Grid } from '../domain/cells.js';
import type { Importer } from '../domain/kind.js';
import { tableOf } from '../tables/tables.js';
import { makePlan } from './make-plan.js';

@Injectable()
export class ApplyImport {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly directory: DirectoryService,
    private readonly sessions: SessionService,
    private readonly audit: AuditService,
    @Inject(SECRETS) private readonly secrets: Secrets,
  ) {}

  /** @throws Refusal IMPORT_NOT_FOUND (also another's), IMPORT_EXPIRED, IMPORT_HAS_PROBLEMS, IMPORT_STALE */
  async run(importerFor: (kind: DataImportEntity['kind']) => Importer, id: string): Promise<ImportResult> {
    return this.uow.run(async (manager) => {
      const kept = await manager.findOne(DataImportEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!kept) return refuse('IMPORT_NOT_FOUND');
      const importer = importerFor(kept.kind);
      if (kept.makerId !== importer.personId) refuse('IMPORT_NOT_FOUND');
      if (kept.appliedAt) return resultOf(kept, kept.appliedAt);
      const now = await this.uow.now(manager);
      if (kept.expiresAt <= now) refuse('IMPORT_EXPIRED');
      if (kept.rowsSealed === null) return refuse('IMPORT_HAS_PROBLEMS');
      await this.write(manager, kept, kept.rowsSealed, importer, now);
      await manager.update(DataImportEntity, { id }, { appliedAt: now, rowsSealed: null });
      await this.audit.record(manager, { at: now, personId: importer.personId, act: 'data.imported', detail: { import: id, kind: kept.kind, counts: kept.counts } });
      return resultOf(kept, now);
    });
  }

  private async write(manager: EntityManager, kept: DataImportEntity, sealed: string, importer: Importer, now: Date): Promise<void> {
    const table = tableOf(kept.kind);
    // Readers go on, and so do tickets that refer to these rows; who would change them waits.
    await manager.query(`lock table ${table.locked.join(', ')} in share row exclusive mode`);
    // These were cells before they were sealed.
    const { plan, digest } = await makePlan(manager, this.secrets, kept.kind, JSON.parse(this.secrets.open(sealed)) as Grid, importer);
    if (digest !== kept.digest) refuse('IMPORT_STALE');
    await table.save({ manager, secrets: this.secrets, at: now, by: importer.personId }, plan.entries);
    if (kept.kind === 'people') await this.sessions.endAllOf(manager, plan.entries.filter(({ outcome }) => outcome === 'ended').map(({ key }) => key), now);
    await this.directory.baseChanged(manager);
  }
}

const resultOf = ({ id, kind, counts }: DataImportEntity, appliedAt: Date): ImportResult => ({ id, kind, counts, appliedAt: appliedAt.toISOString() });
