// Owns the wiring of the ticket feature; the lifecycle table is checked before anything is served.
// Leaves its parts to their files.
import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { AttachmentModule } from '../attachment/attachment.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { DeadlineModule } from '../deadline/deadline.module.js';
import { DirectoryModule } from '../directory/directory.module.js';
import { LineModule } from '../line/line.module.js';
import { RoutingModule } from '../routing/routing.module.js';
import { AttachFiles } from './actions/attach-files.js';
import { CommandLog } from './actions/command-log.js';
import { DeliverResult } from './actions/deliver-result.js';
import type { Dice } from './actions/dice.js';
import { DICE } from './actions/dice.js';
import { Effects } from './actions/effects.js';
import { GatherFacts } from './actions/gather-facts.js';
import { LightUp } from './actions/light-up.js';
import { MakeLink } from './actions/make-link.js';
import { MeasureEffects } from './actions/measure-effects.js';
import { OpenContact } from './actions/open-contact.js';
import { Recompute } from './actions/recompute.js';
import { RecomputeAftercare } from './actions/recompute-aftercare.js';
import { RouteTicket } from './actions/route-ticket.js';
import { SubmissionFactsReader } from './actions/submission-facts.js';
import { Submit } from './actions/submit.js';
import { TakeAction } from './actions/take-action.js';
import { checkLifecycle } from './domain/lifecycle.js';
import { DueTickets } from './due-tickets.js';
import { FollowFilesController } from './follow-files.controller.js';
import { FollowController } from './follow.controller.js';
import { LightSweep } from './light-sweep.js';
import { ListedReasons } from './listed-reasons.js';
import { OpenLink } from './open-link.js';
import { RecomputeJobs } from './recompute.jobs.js';
import { RecomputeService } from './recompute.service.js';
import { TicketFilesController } from './ticket-files.controller.js';
import { TicketFiles } from './ticket-files.js';
import { ReporterViews } from './reporter-views.js';
import { TicketExport } from './ticket-export.js';
import { TicketExportWords } from './ticket-export-words.js';
import { TicketExportController } from './ticket-export.controller.js';
import { TicketController } from './ticket.controller.js';
import { TicketDeadline } from './ticket-deadline.js';
import { TicketFigures } from './ticket.figures.js';
import { TicketJobs } from './ticket.jobs.js';
import { TicketPresenter } from './ticket.presenter.js';
import { TicketQueries } from './ticket.queries.js';
import { TicketReader } from './ticket.reader.js';
import { TicketRepository } from './ticket.repository.js';
import { TicketTimers } from './ticket.timers.js';

@Module({})
export class TicketModule {
  static with(dice: Dice): DynamicModule {
    checkLifecycle();
    return {
      module: TicketModule,
      imports: [AttachmentModule, AuditModule, DeadlineModule, DirectoryModule, LineModule, RoutingModule],
      controllers: [TicketExportController, TicketController, FollowController, FollowFilesController, TicketFilesController],
      providers: [
        { provide: DICE, useValue: dice },
        AttachFiles, CommandLog, DeliverResult, Effects, GatherFacts, LightUp, MakeLink, MeasureEffects, OpenContact, Recompute, RecomputeAftercare, RouteTicket, SubmissionFactsReader, Submit, TakeAction,
        DueTickets, LightSweep, ListedReasons, OpenLink, ReporterViews, TicketFiles, TicketDeadline, TicketExport, TicketExportWords, TicketFigures, TicketJobs, TicketPresenter, TicketQueries, TicketReader, TicketRepository,
        TicketTimers, RecomputeJobs, RecomputeService,
      ],
      exports: [Submit, TakeAction, LightSweep, RecomputeService],
    };
  }
}
