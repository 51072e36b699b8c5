// Owns the wiring of the session feature.
// Leaves its parts to their files.
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuditModule } from '../audit/audit.module.js';
import { DirectoryModule } from '../directory/directory.module.js';
import { SessionController } from './session.controller.js';
import { SessionGuard } from './session.guard.js';
import { SessionService } from './session.service.js';

@Module({
  imports: [DirectoryModule, AuditModule], controllers: [SessionController],
  providers: [SessionService, { provide: APP_GUARD, useClass: SessionGuard }], exports: [SessionService],
})
export class SessionModule {}
