// Owns the wiring of the line feature.
// Leaves its parts to their files.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { InstallLines } from './actions/install-lines.js';
import { LineController } from './line.controller.js';
import { LineService } from './line.service.js';

@Module({ imports: [AuditModule], controllers: [LineController], providers: [InstallLines, LineService], exports: [LineService] })
export class LineModule {}
