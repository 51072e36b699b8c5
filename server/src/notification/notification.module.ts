// Owns the wiring of the notification feature.
// Leaves its parts to their files.
import { Module } from '@nestjs/common';
import { DeadlineModule } from '../deadline/deadline.module.js';
import { DirectoryModule } from '../directory/directory.module.js';
import { CircularNoticesService } from './circular-notices.service.js';
import { DigestService } from './digest.service.js';
import { NoticeSettings } from './notice-settings.js';
import { NotificationController } from './notification.controller.js';
import { NotificationService } from './notification.service.js';

@Module({ imports: [DeadlineModule, DirectoryModule], controllers: [NotificationController], providers: [CircularNoticesService, DigestService, NoticeSettings, NotificationService], exports: [CircularNoticesService] })
export class NotificationModule {}
