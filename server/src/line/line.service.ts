// Owns reading the lines' settings; they change rarely, so a process keeps them for a few seconds.
// Leaves changing them to the administrator's screens, which come later.
import { Injectable } from '@nestjs/common';
import { refuse } from '@zhitongche/shared/errors.js';
import type { LineSettings } from '@zhitongche/shared/line/settings.js';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { Kept } from '../platform/kept.js';
import { LineEntity } from './line.entity.js';

const KEPT_MS = 10_000;

@Injectable()
export class LineService {
  private readonly kept = new Kept<Map<string, LineSettings>>(KEPT_MS);

  constructor(private readonly source: DataSource) {}

  /** In a transaction pass its `manager`: who holds a connection and waits for a second one stops a pool that is all taken. */
  all(manager: EntityManager = this.source.manager): Promise<Map<string, LineSettings>> {
    return this.kept.get(async () => {
      const rows = await manager.find(LineEntity, { order: { key: 'DESC' } });
      return new Map<string, LineSettings>(rows.map((row) => [row.key, row]));
    });
  }

  /** @throws Refusal NOT_FOUND for a line that does not exist */
  async get(key: string, manager?: EntityManager): Promise<LineSettings> {
    return (await this.all(manager)).get(key) ?? refuse('NOT_FOUND', { line: key });
  }
}
