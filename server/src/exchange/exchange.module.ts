// Owns the wiring of the exchange feature.
// Leaves its parts to their files.
import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { DirectoryModule } from '../directory/directory.module.js';
import { SessionModule } from '../session/session.module.js';
import { ApplyImport } from './actions/apply-import.js';
import { ExportData } from './actions/export-data.js';
import { PreviewImport } from './actions/preview-import.js';
import { ExchangeController } from './exchange.controller.js';

@Module({ imports: [AuditModule, DirectoryModule, SessionModule], controllers: [ExchangeController], providers: [ApplyImport, ExportData, PreviewImport] })
export class ExchangeModule {}
