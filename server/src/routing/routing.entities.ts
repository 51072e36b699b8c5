// Owns the tables of categories and of the dispatch catalogue (派单目录).
// Leaves the rule that reads them to domain/.
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { id, optionalId, text, texts } from '../platform/database/columns.js';

/** One node of the three-level category tree (事项类别). */
@Entity('category')
export class CategoryEntity {
  @PrimaryColumn(id) code: string;
  @Column(text) name: string;
  @Column(optionalId) @ForeignKey(() => CategoryEntity) parentCode: string | null;
  @Column(texts) lines: string[];
  /** Words people use for it; routing scores by them. */
  @Column(texts) words: string[];
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

export const ROUTING_ENTITIES = [CategoryEntity, CatalogueRowEntity];
