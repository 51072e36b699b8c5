// Owns the table of circulars: what was issued, as it was said then.
// Leaves making them to actions/issue-circular.ts.
import type { CircularContent } from '@zhitongche/shared/supervision/circular.js';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { PersonEntity } from '../directory/directory.entities.js';
import { id, instant, json, text } from '../platform/database/columns.js';

/** One a month, frozen: the application's role cannot change or remove it. */
@Entity('circular')
@Index('circular_month', ['month'], { unique: true })
@Index('circular_document', ['documentNumber'], { unique: true })
export class CircularEntity {
  @PrimaryColumn('uuid') id: string;
  /** YYYY-MM */
  @Column(text) month: string;
  @Column(text) documentNumber: string;
  @Column('int') year: number;
  @Column('int') number: number;
  @Column(json) content: CircularContent;
  @Column(instant) issuedAt: Date;
  @Column(id) @ForeignKey(() => PersonEntity) issuedById: string;
}
