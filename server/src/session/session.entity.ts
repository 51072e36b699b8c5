// Owns the table of sessions: server-side and revocable; only a hash of the cookie's token is kept.
// Leaves signing in to session.service.ts.
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { PersonEntity } from '../directory/directory.entities.js';
import { id, instant, optionalInstant } from '../platform/database/columns.js';

@Entity('session')
export class SessionEntity {
  @PrimaryColumn(id) tokenHash: string;
  @Index('session_person') @Column(id) @ForeignKey(() => PersonEntity) personId: string;
  @Column(instant) createdAt: Date;
  @Column(instant) expiresAt: Date;
  @Column(optionalInstant) revokedAt: Date | null;
}
