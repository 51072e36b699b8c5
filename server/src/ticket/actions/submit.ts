// Owns one use case: an issue is reported, or solved at the door, in one transaction.
// Leaves the newborn ticket's values to domain/submission.ts and routing to the worker.
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { refuse } from '@zhitongche/shared/errors.js';
import type { LineSettings } from '@zhitongche/shared/line/settings.js';
import type { Receipt, SubmitRequest } from '@zhitongche/shared/ticket/contract.js';
import type { ReporterKind } from '@zhitongche/shared/ticket/vocabulary.js';
import type { z } from 'zod';
import type { EntityManager } from 'typeorm';
import { DeadlineService } from '../../deadline/deadline.service.js';
import { DirectoryService } from '../../directory/directory.service.js';
import { SubjectService } from '../../directory/subject.service.js';
import type { Subject } from '../../directory/subject.service.js';
import { LineService } from '../../line/line.service.js';
import { SECRETS } from '../../platform/crypto/secrets.js';
import type { Secrets } from '../../platform/crypto/secrets.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { PersonActor } from '../domain/actor.js';
import { submission } from '../domain/submission.js';
import { mayReportFor, reportingRole } from '../domain/reporting.js';
import { TicketReporterEntity } from '../ticket.records.js';
import { TicketRepository } from '../ticket.repository.js';
import { CommandLog } from './command-log.js';
import { DICE } from './dice.js';
import type { Dice } from './dice.js';

/** A checked request, as the schema's output. */
export type Submitted = z.output<typeof SubmitRequest>;

@Injectable()
export class Submit {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly tickets: TicketRepository,
    private readonly lines: LineService,
    private readonly deadlines: DeadlineService,
    private readonly subjects: SubjectService,
    private readonly directory: DirectoryService,
    private readonly log: CommandLog,
    @Inject(SECRETS) private readonly secrets: Secrets,
    @Inject(DICE) private readonly dice: Dice,
  ) {}

  /**
   * Reports an issue. The client's id is the command's too: sent twice it is one ticket.
   * @throws Refusal LINE_FORBIDDEN, SUBJECT_*, UNIT_NOT_FOUND, VISIT_NOT_FOUND, COMMAND_REUSED
   */
  run(actor: PersonActor, request: Submitted): Promise<Receipt> {
    return this.uow.run((manager) => this.runIn(manager, actor, request));
  }

  private async runIn(manager: EntityManager, actor: PersonActor, request: Submitted): Promise<Receipt> {
    // Two sends of one form at the same moment queue up here; the second finds the first's receipt.
    await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [request.id]);
    const requestHash = this.log.hash('submit', request);
    const known = await this.log.find(manager, request.id, actor, requestHash);
    if (known) return known;

    const line = await this.lines.get(request.line, manager);
    const role = reportingRole(actor, line) ?? refuse('LINE_FORBIDDEN');
    if (!line.subjectKinds.includes(request.subjectKind)) refuse('SUBJECT_KIND_REFUSED');
    const subject = (await this.subjects.find(manager, request.subjectKind, request.subjectId)) ?? refuse('SUBJECT_NOT_FOUND');
    if (!mayReportFor(actor, role, request.subjectKind, subject)) refuse('SUBJECT_FORBIDDEN');
    if (request.solvedOnSpot && role !== 'cadre') refuse('ACTION_FORBIDDEN');
    await this.check(manager, actor, request);

    const now = await this.uow.now(manager);
    const reporterId = randomUUID();
    const { ticket, events } = submission({
      id: request.id, number: await this.number(manager, line, now), reporterId,
      title: request.title, text: request.text, advice: request.advice || null,
      subjectKind: request.subjectKind, subjectId: subject.id, subjectName: subject.name,
      villageCode: subject.villageCode, townUnitId: subject.townUnitId, place: request.place || null, hidden: request.hidden,
      complainedUnitId: request.complainedUnitId ?? null, complainedEnterpriseId: request.complainedEnterpriseId ?? null,
      submitterId: actor.personId, submitterUnitId: actor.unitId, visitId: request.visitId ?? null,
      channel: request.channel, foreignNumber: request.foreignNumber || null, solvedOnSpot: request.solvedOnSpot || null,
    }, { now, calendar: this.deadlines.calendar, line, draw: this.dice() });
    const act = { actorId: actor.personId, capacity: role === 'enterprise' ? 'reporter' as const : 'submitter' as const, now };
    const saved = await this.tickets.insert(manager, ticket, events, act);
    await this.addReporter(manager, reporterId, request, subject);
    return this.log.store(manager, { commandId: request.id, requestHash, actorKey: actor.personId, ticket: saved, at: now });
  }

  /** 亲清〔2026〕123号: the year of the Shanghai day, the number from the line's own sequence. */
  private async number(manager: EntityManager, line: LineSettings, now: Date): Promise<string> {
    const year = this.deadlines.yearOf(now);
    const [row] = await manager.query<{ n: string }[]>('select next_ticket_number($1, $2) as n', [line.key, year]);
    return `${line.numberPrefix}〔${String(year)}〕${row?.n ?? refuse('INTERNAL')}号`;
  }

  private async check(manager: EntityManager, actor: PersonActor, request: Submitted): Promise<void> {
    const { complainedUnitId, complainedEnterpriseId, visitId } = request;
    if (complainedUnitId && !(await this.directory.unitsById([complainedUnitId], manager)).has(complainedUnitId)) refuse('UNIT_NOT_FOUND');
    if (complainedEnterpriseId && !(await this.subjects.find(manager, 'enterprise', complainedEnterpriseId))) refuse('SUBJECT_NOT_FOUND');
    if (!visitId) return;
    const visits = await manager.query<unknown[]>('select 1 from visit where id = $1 and visitor_id = $2', [visitId, actor.personId]);
    if (visits.length === 0) refuse('VISIT_NOT_FOUND');
  }

  /** Whose problem it is: the named person, the enterprise's contact on record, or the village itself. */
  private async addReporter(manager: EntityManager, id: string, request: Submitted, subject: Subject): Promise<void> {
    const isEnterprise = request.subjectKind === 'enterprise' || request.subjectKind === 'talent';
    const kind: ReporterKind = isEnterprise ? 'enterprise' : request.subjectKind === 'village' ? 'village' : 'resident';
    const onRecord = isEnterprise && !request.reporter ? await this.directory.enterpriseContact(manager, subject.id) : null;
    const { name, phone } = request.reporter ?? onRecord ?? { name: isEnterprise ? subject.name : `${subject.name}反映人`, phone: null };
    await manager.insert(TicketReporterEntity, {
      id, ticketId: request.id, originTicketId: request.id, kind, enterpriseId: isEnterprise ? subject.id : null,
      nameSealed: this.secrets.seal(name), phoneSealed: phone ? this.secrets.seal(phone) : null,
      phoneHash: phone ? this.secrets.fingerprint(phone) : null,
    });
  }
}
