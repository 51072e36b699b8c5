// Owns reading the settings of notices; they change rarely, so a process keeps them for a few seconds.
// Leaves changing them to the administrator and their meaning to domain/.
import { Injectable } from '@nestjs/common';
import type { NoticeSettings as Settings } from '@zhitongche/shared/notification/settings.js';
import { defaultNoticeSettings } from '@zhitongche/shared/notification/settings.js';
import type { EntityManager } from 'typeorm';
import { Kept } from '../platform/kept.js';
import { NoticeSettingEntity } from './notice.entity.js';

const KEPT_MS = 10_000;

@Injectable()
export class NoticeSettings {
  private readonly kept = new Kept<Settings>(KEPT_MS);

  get(manager: EntityManager): Promise<Settings> {
    return this.kept.get(async () => {
      const [own] = await manager.find(NoticeSettingEntity);
      return { ...defaultNoticeSettings, ...own?.settings };
    });
  }
}
