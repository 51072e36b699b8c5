// Owns the wiring of the queue feature.
// Leaves its parts to their files.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { QueueController } from './queue.controller.js';
import { QueueQueries } from './queue.queries.js';
import { QueueService } from './queue.service.js';

@Module({ imports: [AuditModule], controllers: [QueueController], providers: [QueueService, QueueQueries], exports: [QueueService] })
export class QueueModule {}
