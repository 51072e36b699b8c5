// Owns the wiring of the attachment feature.
// Leaves its parts to their files.
import { Module } from '@nestjs/common';
import { AttachmentController } from './attachment.controller.js';
import { AttachmentJobs } from './attachment.jobs.js';
import { AttachmentService } from './attachment.service.js';
import { BeginUpload } from './actions/begin-upload.js';
import { DiscardUpload } from './actions/discard-upload.js';
import { FinishUpload } from './actions/finish-upload.js';
import { TusEndpoint } from './tus-endpoint.js';
import { UploadService } from './upload.service.js';

@Module({
  controllers: [AttachmentController],
  providers: [AttachmentService, UploadService, TusEndpoint, BeginUpload, FinishUpload, DiscardUpload, AttachmentJobs],
  exports: [AttachmentService, UploadService],
})
export class AttachmentModule {}
