// Owns the wiring of the supervision feature.
// Leaves its parts to their files.
import { Module } from '@nestjs/common';
import { DeadlineModule } from '../deadline/deadline.module.js';
import { LineModule } from '../line/line.module.js';
import { NotificationModule } from '../notification/notification.module.js';
import { TicketService } from '../ticket/ticket.service.js';
import { IssueCircular } from './actions/issue-circular.js';
import { DocumentsController } from './documents.controller.js';
import { DocumentsQueries } from './documents.queries.js';
import { SupervisionController } from './supervision.controller.js';
import { SupervisionQueries } from './supervision.queries.js';

@Module({ imports: [DeadlineModule, LineModule, NotificationModule], controllers: [DocumentsController, SupervisionController], providers: [DocumentsQueries, IssueCircular, SupervisionQueries, TicketService] })
export class SupervisionModule {}
