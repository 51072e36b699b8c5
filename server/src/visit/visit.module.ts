// Owns the wiring of the visit feature.
// Leaves its parts to their files.
import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module.js';
import { LineModule } from '../line/line.module.js';
import { VisitController } from './visit.controller.js';
import { VisitService } from './visit.service.js';

@Module({ imports: [DirectoryModule, LineModule], controllers: [VisitController], providers: [VisitService], exports: [VisitService] })
export class VisitModule {}
