// Owns the tables of categories and of the dispatch catalogue (派单目录).
// Leaves the rule that reads them to domain/.
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { id, inUse, instant, optionalId, text, texts } from '../platform/database/columns.js';

/** One node of the three-level category tree (事项类别). */
@Entity('category')
export class CategoryEntity {
  @PrimaryColumn(id) code: string;
  @Column(text) name: string;
  @Column(optionalId) @ForeignKey(() => CategoryEntity) parentCode: string | null;
  @Column(texts) lines: string[];
  /** Words people use for it; routing scores by them. */
  @Column(texts) words: string[];
  @Column(inUse) active: boolean;
}

/** category × line × place → lead and assisting units; `lead` is a unit id or 'town' for the ticket's own town. */
@Entity('catalogue_row')
@Index('catalogue_row_unique', { synchronize: false })
export class CatalogueRowEntity {
  @PrimaryColumn({ type: 'int', generated: 'identity' }) id: number;
  @Column(id) @ForeignKey(() => CategoryEntity) categoryCode: string;
  @Column(optionalId) line: string | null;
  @Column(optionalId) placeUnitId: string | null;
  @Column(text) lead: string;
  @Column(texts) assisting: string[];
  @Column({ type: 'int', default: 1 }) version: number;
}

/** What a row of the catalogue said before it was changed or ended; insert-only for the application. */
@Entity('catalogue_history')
@Index('catalogue_history_of', ['categoryCode', 'line', 'placeUnitId'])
export class CatalogueHistoryEntity {
  @PrimaryColumn({ type: 'bigint', generated: 'identity' }) id: string;
  @Column(id) @ForeignKey(() => CategoryEntity) categoryCode: string;
  @Column(optionalId) line: string | null;
  @Column(optionalId) placeUnitId: string | null;
  @Column(text) lead: string;
  @Column(texts) assisting: string[];
  @Column('int') version: number;
  @Column(instant) until: Date;
  /** Who changed it; a person's id, or `console`. */
  @Column(id) changedBy: string;
}

export const ROUTING_ENTITIES = [CategoryEntity, CatalogueRowEntity, CatalogueHistoryEntity];
