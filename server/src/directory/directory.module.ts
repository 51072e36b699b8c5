// Owns the wiring of the directory feature.
// Leaves its parts to their files.
import { Module } from '@nestjs/common';
import { LineModule } from '../line/line.module.js';
import { DirectoryController } from './directory.controller.js';
import { DirectoryService } from './directory.service.js';
import { SubjectService } from './subject.service.js';

@Module({ imports: [LineModule], controllers: [DirectoryController], providers: [DirectoryService, SubjectService], exports: [DirectoryService, SubjectService] })
export class DirectoryModule {}
