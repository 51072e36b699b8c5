// Owns writing the audit log, in the transaction of the act it records.
// Leaves what is worth recording to the features.
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditEntity } from './audit.entity.js';
import type { AuditAct } from './audit.entity.js';

export interface AuditEntry {
  at: Date;
  personId: string;
  act: AuditAct;
  ticketId?: string;
  detail?: Record<string, unknown>;
}

@Injectable()
export class AuditService {
  async record(manager: EntityManager, entry: AuditEntry): Promise<void> {
    await manager.insert(AuditEntity, { ...entry, ticketId: entry.ticketId ?? null, detail: entry.detail ?? {} } as object);
  }
}
