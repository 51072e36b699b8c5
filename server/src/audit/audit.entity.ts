// Owns the audit log: who looked at what personal data, or changed the system's own work, when. Insert-only for the application.
// Leaves reading it to the auditor's screens, which come later.
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { id, instant, json, optionalUuid, text } from '../platform/database/columns.js';

export const AUDIT_ACTS = ['contact.opened', 'link.made', 'session.opened', 'session.closed', 'tickets.exported', 'data.imported', 'data.exported', 'jobs.rerun', 'job.set_aside', 'job.taken_back', 'calendar.changed'] as const;
export type AuditAct = (typeof AUDIT_ACTS)[number];

@Entity('audit_log')
@Index('audit_log_person', ['personId', 'at'])
export class AuditEntity {
  @PrimaryColumn({ type: 'bigint', generated: 'identity' }) id: string;
  @Column(instant) at: Date;
  @Column(id) personId: string;
  @Column(text) act: AuditAct;
  @Column(optionalUuid) ticketId: string | null;
  @Column(json) detail: Record<string, unknown>;
}
