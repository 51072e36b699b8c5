// Owns the one list of tables, used by both processes, the migration and the seed.
// Leaves each table to its feature.
import { ATTACHMENT_ENTITIES } from './attachment/attachment.entity.js';
import { AuditEntity } from './audit/audit.entity.js';
import { CALENDAR_ENTITIES } from './calendar/calendar.entities.js';
import { DIRECTORY_ENTITIES } from './directory/directory.entities.js';
import { DataImportEntity } from './exchange/data-import.entity.js';
import { LineEntity } from './line/line.entity.js';
import { NOTICE_ENTITIES } from './notification/notice.entity.js';
import { EventDeliveryEntity } from './platform/jobs/event-delivery.entity.js';
import { ScheduledRunEntity, WorkerReportEntity } from './platform/jobs/operation.entities.js';
import { RateLimitEntity } from './platform/limits/rate-limit.entity.js';
import { SetAsideDeliveryEntity } from './queue/set-aside.entity.js';
import { ROUTING_ENTITIES } from './routing/routing.entities.js';
import { SessionEntity } from './session/session.entity.js';
import { MEASURE_ENTITIES } from './ticket/measure.entities.js';
import { CircularEntity } from './supervision/circular.entity.js';
import { TicketEntity } from './ticket/ticket.entity.js';
import { TICKET_RECORDS } from './ticket/ticket.records.js';
import { TimerEntity } from './ticket/timer.entity.js';
import { VisitEntity } from './visit/visit.entity.js';

export const ENTITIES = [
  ...DIRECTORY_ENTITIES, ...CALENDAR_ENTITIES, LineEntity, ...ROUTING_ENTITIES, SessionEntity, VisitEntity, TicketEntity, ...TICKET_RECORDS, TimerEntity,
  ...MEASURE_ENTITIES, CircularEntity,
  EventDeliveryEntity, SetAsideDeliveryEntity, WorkerReportEntity, ScheduledRunEntity, ...NOTICE_ENTITIES, AuditEntity, RateLimitEntity,
  DataImportEntity,
  ...ATTACHMENT_ENTITIES,
];
