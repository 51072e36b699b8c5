// Owns the worker's part: uploads that nobody used disappear.
// Leaves how to actions/discard-upload.ts.
import { Injectable } from '@nestjs/common';
import { HandlesJob } from '../platform/jobs/handles-job.js';
import { DiscardUpload } from './actions/discard-upload.js';

@Injectable()
export class AttachmentJobs {
  constructor(private readonly discarding: DiscardUpload) {}

  @HandlesJob('attachment.sweep')
  sweep(): Promise<void> {
    return this.discarding.sweep();
  }
}
