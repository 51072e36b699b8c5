// Owns writing the base data into an empty database: places, units, categories, catalogue, firms, people, lines.
// Leaves reading the files to base-data.ts and tickets to the story player.
import { townUnitId } from '@zhitongche/shared/directory/vocabulary.js';
import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import {
  DivisionEntity, EnterpriseEntity, PersonEntity, PersonRoleEntity, SubjectLinkEntity, UnitEntity,
} from '../../directory/directory.entities.js';
import { STANDARD_LINES } from '../../line/domain/standard-lines.js';
import { LineEntity } from '../../line/line.entity.js';
import { CatalogueRowEntity, CategoryEntity } from '../../routing/routing.entities.js';
import type { Secrets } from '../crypto/secrets.js';
import {
  readCatalogue, readCategories, readDivisions, readEnterprises, readLines, readLinks, readPeople, readUnits,
} from './base-data.js';

const CHUNK = 500;

/** Loads everything in the caller's transaction. */
export async function loadBase(manager: EntityManager, secrets: Secrets): Promise<void> {
  const divisions = readDivisions();
  await insert(manager, DivisionEntity, divisions.map(({ code, name, kind, parent }) => ({ code, name, kind, parentCode: parent })));
  await insert(manager, UnitEntity, units());
  for (const level of [1, 2, 3]) {
    await insert(manager, CategoryEntity, readCategories().filter((c) => c.code.split('.').length === level)
      .map(({ code, name, parent, lines, words }) => ({ code, name, parentCode: parent, lines, words })));
  }
  const towns = new Set(divisions.filter((d) => d.kind === 'town' || d.kind === 'street').map((d) => d.code));
  await insert(manager, CatalogueRowEntity, readCatalogue().map(({ category, line, place, lead, assisting }) => ({
    categoryCode: category, line, placeUnitId: place !== null && towns.has(place) ? townUnitId(place) : place, lead, assisting,
  })));
  await insert(manager, EnterpriseEntity, readEnterprises().map((e) => ({
    id: e.creditCode, name: e.name, short: e.short, industry: e.industry, townUnitId: townUnitId(e.town), villageCode: e.village,
    zoneUnitId: e.zone, scale: e.scale, employees: e.employees, contactName: e.contactName, contactPhoneSealed: secrets.seal(e.contactPhone),
  })));
  await loadPeople(manager, secrets, towns);
  const led = new Map(readLines().map((line) => [line.key, line]));
  await insert(manager, LineEntity, STANDARD_LINES.map((line) => ({ ...line, leadUnitId: led.get(line.key)?.lead, supervisingUnitId: led.get(line.key)?.supervising })));
}

function units(): object[] {
  const { townDuties, units: others } = readUnits();
  const towns = readDivisions().filter((d) => d.kind === 'town' || d.kind === 'street').map((d) => ({
    id: townUnitId(d.code), name: d.name, short: d.name, kind: 'town', phone: townDuties.phones[d.code] ?? null,
    duties: townDuties.duties, words: townDuties.words,
  }));
  return [...others.map(({ key, ...unit }) => ({ id: key, ...unit })), ...towns];
}

async function loadPeople(manager: EntityManager, secrets: Secrets, towns: ReadonlySet<string>): Promise<void> {
  const people = readPeople();
  await insert(manager, PersonEntity, people.map((p, i) => ({
    id: p.key, name: p.name, title: p.title, unitId: p.unit, enterpriseId: p.enterprise, phoneSealed: secrets.seal(p.phone),
    phoneHash: secrets.fingerprint(p.phone), story: p.story ?? null, storyRank: i, active: true,
  })));
  await insert(manager, PersonRoleEntity, people.flatMap((p) => p.roles.map(({ role, scope }) => ({
    personId: p.key, role, scope: scope.kind, key: scope.kind === 'district' ? '' : scope.key,
  }))));
  await insert(manager, SubjectLinkEntity, readLinks().map(({ person, kind, key }) => ({
    personId: person, subjectId: towns.has(key) ? townUnitId(key) : key, kind,
  })));
}

async function insert(manager: EntityManager, entity: EntityTarget<ObjectLiteral>, rows: object[]): Promise<void> {
  for (let i = 0; i < rows.length; i += CHUNK) await manager.insert(entity, rows.slice(i, i + CHUNK));
}

