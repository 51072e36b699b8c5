// Owns the table of lines (直通车); a further line is a further row.
// Leaves reading them to line.service.ts.
import type { ReviewSettings } from '@zhitongche/shared/line/settings.js';
import type { LimitSettings } from '@zhitongche/shared/deadline/limits.js';
import type { Role, SubjectKind } from '@zhitongche/shared/directory/vocabulary.js';
import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { UnitEntity } from '../directory/directory.entities.js';
import { id, json, text, texts } from '../platform/database/columns.js';

/** Its shape is LineSettings: key, words, who reports, limits, review, the units that lead and supervise it. */
@Entity('line')
export class LineEntity {
  @PrimaryColumn(id) key: string;
  @Column(text) name: string;
  @Column(text) numberPrefix: string;
  @Column(texts) subjectKinds: SubjectKind[];
  @Column(texts) reportingRoles: Role[];
  @Column(text) firstDesk: 'town' | 'district';
  @Column(id) @ForeignKey(() => UnitEntity) leadUnitId: string;
  @Column(id) @ForeignKey(() => UnitEntity) supervisingUnitId: string;
  @Column(json) limits: LimitSettings;
  @Column(json) review: ReviewSettings;
  @Column({ type: 'int', default: 2 }) returnsPerTicket: number;
}
