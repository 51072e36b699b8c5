// Owns the table of visits (走访记录).
// Leaves writing them to visit.service.ts.
import { SUBJECT_KINDS } from '@zhitongche/shared/directory/vocabulary.js';
import type { SubjectKind } from '@zhitongche/shared/directory/vocabulary.js';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { PersonEntity } from '../directory/directory.entities.js';
import { LineEntity } from '../line/line.entity.js';
import { day, id, instant, oneOf, text, texts } from '../platform/database/columns.js';

@Entity('visit')
@Check('visit_subject_kind', oneOf('subject_kind', SUBJECT_KINDS))
@Index('visit_by_visitor', ['visitorId', 'createdAt', 'id'])
export class VisitEntity {
  @PrimaryColumn('uuid') id: string;
  @Column(id) @ForeignKey(() => LineEntity) line: string;
  @Column(id) @ForeignKey(() => PersonEntity) visitorId: string;
  @Column(text) subjectKind: SubjectKind;
  @Column(id) subjectId: string;
  @Column(text) subjectName: string;
  @Column(day) visitedOn: string;
  @Column(texts) team: string[];
  @Column(text) said: string;
  @Column(instant) createdAt: Date;
}
