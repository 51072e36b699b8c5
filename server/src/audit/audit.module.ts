// Owns the wiring of the audit feature.
// Leaves its parts to their files.
import { Module } from '@nestjs/common';
import { AuditService } from './audit.service.js';

@Module({ providers: [AuditService], exports: [AuditService] })
export class AuditModule {}
