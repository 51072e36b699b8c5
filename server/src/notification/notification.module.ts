// Owns the wiring of the notification feature.
// Leaves its parts to their files.
import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module.js';
import { NotificationController } from './notification.controller.js';
import { NotificationService } from './notification.service.js';

@Module({ imports: [DirectoryModule], controllers: [NotificationController], providers: [NotificationService] })
export class NotificationModule {}
