// Owns the process's routing model: built from the database's rows, kept while they stay the same.
// Leaves the score to domain/ and saving a suggestion to the ticket feature.
import { Injectable } from '@nestjs/common';
import type { CategoryList } from '@zhitongche/shared/directory/contract.js';
import type { RoutingSuggestion } from '@zhitongche/shared/ticket/action-inputs.js';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { Kept } from '../platform/kept.js';
import { buildModel } from './domain/model.js';
import type { RoutingModel, RoutingSources } from './domain/model.js';
import { suggest } from './domain/score.js';

/** Building it takes milliseconds; who mends a category and runs a failed job again must not wait for it. */
const KEPT_MS = 10_000;
const NAMES_KEPT_MS = 10_000;

/** What is read of a ticket. */
export interface RoutedTicket {
  title: string;
  text: string;
  advice: string | null;
  line: string;
  townUnitId: string;
  subjectId: string;
}

@Injectable()
export class RoutingService {
  private readonly kept = new Kept<{ model: RoutingModel; version: number }>(KEPT_MS);
  private readonly names = new Kept<ReadonlyMap<string, string>>(NAMES_KEPT_MS);

  constructor(private readonly source: DataSource) {}

  /** The top three categories and units with the words that decided; nothing is dispatched by it. */
  async suggest(manager: EntityManager, ticket: RoutedTicket): Promise<RoutingSuggestion> {
    const [row] = await manager.query<{ version: number; zone: string | null }[]>(
      'select version, (select zone_unit_id from enterprise where id = $1) as zone from base_version', [ticket.subjectId]);
    const place = { townUnitId: ticket.townUnitId, zoneUnitId: row?.zone ?? null };
    const { nature, candidates, hints } = suggest({ ...ticket, place }, await this.model(manager, row?.version ?? 0));
    return { nature, candidates, hints };
  }

  /** The category tree of a line, flat, in the order of its codes. */
  async categories(line: string | undefined): Promise<CategoryList['items']> {
    return this.source.query(
      `select code, name, parent_code as parent, cardinality(string_to_array(code, '.')) as level
       from category where active and ($1::text is null or $1 = any(lines)) order by code`, [line ?? null]);
  }

  /** Names of all categories by code, some seconds old at most, and none of `needed` missing that there is. */
  keptCategoryNames(needed: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.names.get(async () => {
      const rows = await this.source.query<{ code: string; name: string }[]>('select code, name from category');
      return new Map(rows.map((row) => [row.code, row.name]));
    }, (names) => needed.every((code) => names.has(code)));
  }

  /** Of this version of the base data: an import counts for the next ticket. Who changes rows without counting is noticed some seconds later. */
  private async model(manager: EntityManager, version: number): Promise<RoutingModel> {
    return (await this.kept.get(async () => ({ model: await this.read(manager), version }), (copy) => copy.version === version)).model;
  }

  private async read(manager: EntityManager): Promise<RoutingModel> {
    const categories = await manager.query<RoutingSources['categories'][number][]>(
      'select code, name, parent_code as parent, lines, words from category where active order by code');
    const units = await manager.query<RoutingSources['units'][number][]>('select id, name, short, duties, words from unit where active order by id');
    const catalogue = await manager.query<RoutingSources['catalogue'][number][]>(
      'select category_code as "categoryCode", line, place_unit_id as "placeUnitId", lead, assisting from catalogue_row order by id');
    return buildModel({ categories, units, catalogue });
  }
}
