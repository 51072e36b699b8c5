// Owns the tables of people, units, places and enterprises.
// Leaves reading them to directory.service.ts and filling them to the seed and to imports (exchange).
import { DIVISION_KINDS, ROLES, SCOPE_KINDS, UNIT_KINDS } from '@zhitongche/shared/directory/vocabulary.js';
import type { DivisionKind, Role, ScopeKind, UnitKind } from '@zhitongche/shared/directory/vocabulary.js';
import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { id, inUse, oneOf, optionalId, optionalText, text, texts } from '../platform/database/columns.js';

/** A place of the statistical division (统计用区划): district, town or street, village or community. */
@Entity('division')
@Check('division_kind', oneOf('kind', DIVISION_KINDS))
export class DivisionEntity {
  @PrimaryColumn(id) code: string;
  @Column(text) name: string;
  @Column(text) kind: DivisionKind;
  @Index('division_parent') @Column(optionalId) parentCode: string | null;
  @Column(inUse) active: boolean;
}

/** A unit that can lead or assist; towns are units too (`town-<division code>`). */
@Entity('unit')
@Check('unit_kind', oneOf('kind', UNIT_KINDS))
export class UnitEntity {
  @PrimaryColumn(id) id: string;
  @Column(text) name: string;
  @Column(text) short: string;
  @Column(text) kind: UnitKind;
  @Column(optionalText) phone: string | null;
  @Column(text) duties: string;
  @Column(texts) words: string[];
  /** Out of use: shown where it was named, chosen no more. */
  @Column(inUse) active: boolean;
}

/** An enterprise by its unified social credit code (统一社会信用代码, GB 32100). */
@Entity('enterprise')
export class EnterpriseEntity {
  @PrimaryColumn(id) id: string;
  @Column(text) name: string;
  @Column(text) short: string;
  @Column(text) industry: string;
  @Column(id) @ForeignKey(() => UnitEntity) townUnitId: string;
  @Column(optionalId) villageCode: string | null;
  @Column(optionalId) @ForeignKey(() => UnitEntity) zoneUnitId: string | null;
  @Column(text) scale: string;
  @Column('int') employees: number;
  /** The business contact on record: open to those who handle (domain section 6), sealed at rest. */
  @Column(text) contactName: string;
  @Column(text) contactPhoneSealed: string;
  @Column(inUse) active: boolean;
}

/** A person with an account: staff of a unit, or an enterprise's. */
@Entity('person')
export class PersonEntity {
  @PrimaryColumn(id) id: string;
  @Column(text) name: string;
  @Column(text) title: string;
  @Index('person_unit') @Column(optionalId) @ForeignKey(() => UnitEntity) unitId: string | null;
  @Column(optionalId) @ForeignKey(() => EnterpriseEntity) enterpriseId: string | null;
  @Column(text) phoneSealed: string;
  @Index('person_phone') @Column(text) phoneHash: string;
  /** A sentence about a demo person; null for real ones. */
  @Column(optionalText) story: string | null;
  /** Order among demo people; later ones follow by name. */
  @Column({ type: 'int', nullable: true }) storyRank: number | null;
  @Column(inUse) active: boolean;
}

/** One role of a person in one scope. */
@Entity('person_role')
@Check('person_role_role', oneOf('role', ROLES))
@Check('person_role_scope', oneOf('scope', SCOPE_KINDS))
@Index('person_role_by_key', ['key', 'role'])
export class PersonRoleEntity {
  @PrimaryColumn(id) @ForeignKey(() => PersonEntity) personId: string;
  @PrimaryColumn(text) role: Role;
  @PrimaryColumn(text) scope: ScopeKind;
  /** Unit or enterprise id; the empty string stands for the district, since a key may not be null. */
  @PrimaryColumn(text) key: string;
}

/** 联系关系: a leader or cadre linked to a town, village or enterprise. */
@Entity('subject_link')
@Index('subject_link_subject', ['subjectId'])
export class SubjectLinkEntity {
  @PrimaryColumn(id) @ForeignKey(() => PersonEntity) personId: string;
  @PrimaryColumn(id) subjectId: string;
  @PrimaryColumn(text) kind: string;
}

/** Counts changes of base data, units to catalogue: who keeps a copy asks whether it is still this one. One row. */
@Entity('base_version')
@Check('base_version_one', '"id" = 1')
export class BaseVersionEntity {
  @PrimaryColumn({ type: 'int', default: 1 }) id: number;
  @Column({ type: 'int', default: 1 }) version: number;
}

export const DIRECTORY_ENTITIES = [
  DivisionEntity, UnitEntity, EnterpriseEntity, PersonEntity, PersonRoleEntity, SubjectLinkEntity, BaseVersionEntity,
];
