// Owns the one list of feature modules, used by the API, the worker and the seed.
// Leaves each feature's wiring to its module.
import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { AttachmentModule } from './attachment/attachment.module.js';
import { CalendarModule } from './calendar/calendar.module.js';
import { DirectoryModule } from './directory/directory.module.js';
import { ENTITIES } from './entities.js';
import { ExchangeModule } from './exchange/exchange.module.js';
import { LineModule } from './line/line.module.js';
import { NotificationModule } from './notification/notification.module.js';
import type { PlatformParts } from './platform/platform.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { QueueModule } from './queue/queue.module.js';
import { RoutingModule } from './routing/routing.module.js';
import { SessionModule } from './session/session.module.js';
import { SupervisionModule } from './supervision/supervision.module.js';
import type { Dice } from './ticket/actions/dice.js';
import { fairDice } from './ticket/actions/dice.js';
import { TicketModule } from './ticket/ticket.module.js';
import { VisitModule } from './visit/visit.module.js';

@Module({})
export class Application {
  /** The whole application; `dice` is loaded only by the seed and by tests. */
  static with(parts: Omit<PlatformParts, 'entities'>, dice: Dice = fairDice): DynamicModule {
    const tickets = TicketModule.with(dice);
    return {
      module: Application,
      imports: [
        PlatformModule.with({ ...parts, entities: ENTITIES }),
        AttachmentModule,
        SessionModule, DirectoryModule, LineModule, RoutingModule, tickets, VisitModule, NotificationModule, QueueModule,
        ExchangeModule, CalendarModule.with(tickets), SupervisionModule,
      ],
    };
  }
}
