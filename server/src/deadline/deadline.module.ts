// Owns the wiring of the deadline feature.
// Leaves its parts to their files.
import { Module } from '@nestjs/common';
import { LineModule } from '../line/line.module.js';
import { DeadlineController } from './deadline.controller.js';
import { DeadlineService } from './deadline.service.js';

@Module({ imports: [LineModule], controllers: [DeadlineController], providers: [DeadlineService], exports: [DeadlineService] })
export class DeadlineModule {}
