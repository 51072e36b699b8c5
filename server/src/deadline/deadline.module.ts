// Owns the wiring of the deadline feature.
// Leaves its parts to their files.
import { Module } from '@nestjs/common';
import { DeadlineService } from './deadline.service.js';

@Module({ providers: [DeadlineService], exports: [DeadlineService] })
export class DeadlineModule {}
