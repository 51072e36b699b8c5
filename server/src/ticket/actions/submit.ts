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
import type { Subject } from '../../directory/subject.service.js';
import { LineService } from '../../line/line.service.js';
import { SECRETS } from '../../platform/crypto/secrets.js';
import type { Secrets } from '../../platform/crypto/secrets.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { PersonActor } from '../domain/actor.js';
import { submission } from '../domain/submission.js';
import { mayReportFor, reportingRole } from '../domain/reporting.js';
import type { Ticket } from '../domain/ticket.js';
import type { TicketReporterEntity } from '../ticket.records.js';
import { TicketRepository } from '../ticket.repository.js';
import type { Saved } from '../ticket.repository.js';
import { AttachFiles } from './attach-files.js';
import { CommandLog, actorKey, isUsedMeanwhile } from './command-log.js';
import { SubmissionFactsReader } from './submission-facts.js';
import type { SubmissionFacts } from './submission-facts.js';
import { DICE } from './dice.js';
import type { Dice } from './dice.js';

/** A checked request, as the schema's output. */
export type Submitted = z.output<typeof SubmitRequest>;

/** What a submission did; `born` is null where it had been done before. */
export interface Reported {
  receipt: Receipt;
  born: Born | null;
}

/** A ticket as it was written: who reads the answer needs nothing from the database. */
export interface Born extends Saved {
  reporter: TicketReporterEntity;
  hasAccount: boolean;
  submitter: SubmissionFacts['submitter'];
  now: Date;
}

@Injectable()
export class Submit {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly tickets: TicketRepository,
    private readonly lines: LineService,
    private readonly deadlines: DeadlineService,
    private readonly facts: SubmissionFactsReader,
    private readonly log: CommandLog,
    private readonly files: AttachFiles,
    @Inject(SECRETS) private readonly secrets: Secrets,
    @Inject(DICE) private readonly dice: Dice,
  ) {}

  /**
   * Reports an issue. The client's id is the command's too: sent twice it is one ticket.
   * @throws Refusal LINE_FORBIDDEN, SUBJECT_*, UNIT_NOT_FOUND, VISIT_NOT_FOUND, COMMAND_REUSED
   */
  async run(actor: PersonActor, request: Submitted): Promise<Reported> {
    const work = (manager: EntityManager) => this.runIn(manager, actor, request);
    // Without files a report is written by one statement; with them, by a second one too.
    const once = () => (request.attachmentIds?.length ? this.uow.run(work) : this.uow.once(work));
    try {
      return await once();
    } catch (error) {
      // Two sends of one form at the same moment: the other one is committed by now, and its receipt there to be found.
      if (!isUsedMeanwhile(error)) throw error;
      return once();
    }
  }

  private async runIn(manager: EntityManager, actor: PersonActor, request: Submitted): Promise<Reported> {
    const sent = { id: request.id, requestHash: this.log.hash('submit', request), actorKey: actorKey(actor) };
    const known = (await this.lines.all(manager)).get(request.line);
    const role = known ? reportingRole(actor, known) : null;
    const facts = await this.facts.of(manager, request, actor.personId, role && known ? known : null);
    const receipt = this.log.receiptOf(facts.known, sent);
    if (receipt) return { receipt, born: null };

    const line = known ?? refuse('NOT_FOUND', { line: request.line });
    if (role === null) refuse('LINE_FORBIDDEN');
    if (!line.subjectKinds.includes(request.subjectKind)) refuse('SUBJECT_KIND_REFUSED');
    const subject = facts.subject ?? refuse('SUBJECT_NOT_FOUND');
    if (!mayReportFor(actor, role, request.subjectKind, subject)) refuse('SUBJECT_FORBIDDEN');
    if (request.solvedOnSpot && role !== 'cadre') refuse('ACTION_FORBIDDEN');
    if (facts.unknown.complainedUnit) refuse('UNIT_NOT_FOUND');
    if (facts.unknown.complainedEnterprise) refuse('SUBJECT_NOT_FOUND');
    if (facts.unknown.visit) refuse('VISIT_NOT_FOUND');

    const { now, hasAccount, submitter } = facts;
    const reporter = this.reporter(request, subject, facts);
    const { ticket, events } = submission({
      id: request.id, number: this.number(line, facts), reporterId: reporter.id,
      title: request.title, text: request.text, advice: request.advice || null,
      subjectKind: request.subjectKind, subjectId: subject.id, subjectName: subject.name,
      villageCode: subject.villageCode, townUnitId: subject.townUnitId, place: request.place || null, hidden: request.hidden,
      complainedUnitId: request.complainedUnitId ?? null, complainedEnterpriseId: request.complainedEnterpriseId ?? null,
      submitterId: actor.personId, submitterUnitId: actor.unitId, visitId: request.visitId ?? null,
      channel: request.channel, foreignNumber: request.foreignNumber || null, foreignDueDay: request.foreignDueDay ?? null, solvedOnSpot: request.solvedOnSpot || null,
      attachmentIds: request.attachmentIds ?? [],
    }, { now, calendar: await this.deadlines.calendar(facts.calendar, manager), line, draw: this.dice() });
    const act = { actorId: actor.personId, capacity: role === 'enterprise' ? 'reporter' as const : 'submitter' as const, now };
    const executed = (saved: Ticket) => this.log.executed(sent, saved, now);
    const saved = await this.tickets.insert(manager, ticket, events, act, (entity) => ({ reporter, command: executed(entity) }));
    await this.files.run(manager, actor, request, saved.ticket, now);
    return { receipt: executed(saved.ticket).receipt, born: { ...saved, reporter, hasAccount, submitter, now } };
  }

  /** 亲清〔2026〕123号: the year of the Shanghai day, the number from the line's own sequence. */
  private number(line: LineSettings, { now, n }: SubmissionFacts): string {
    return `${line.numberPrefix}〔${String(this.deadlines.yearOf(now))}〕${n ?? refuse('INTERNAL')}号`;
  }

  /** Whose problem it is: the named person, the enterprise's contact on record, or the village itself. */
  private reporter(request: Submitted, subject: Subject, { onRecord }: SubmissionFacts): TicketReporterEntity {
    const isEnterprise = request.subjectKind === 'enterprise' || request.subjectKind === 'talent';
    const kind: ReporterKind = isEnterprise ? 'enterprise' : request.subjectKind === 'village' ? 'village' : 'resident';
    const { name, phone } = request.reporter ?? onRecord ?? { name: isEnterprise ? subject.name : `${subject.name}反映人`, phone: null };
    return {
      id: randomUUID(), ticketId: request.id, originTicketId: request.id, kind, enterpriseId: isEnterprise ? subject.id : null,
      nameSealed: this.secrets.seal(name), phoneSealed: phone ? this.secrets.seal(phone) : null,
      phoneHash: phone ? this.secrets.fingerprint(phone) : null,
    };
  }
}
