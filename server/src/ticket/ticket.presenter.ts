// Owns a ticket as one reader may see it: masked, with its timeline, and with the actions they may take.
// Leaves rights to domain/, history to timeline.ts and lists to ticket.queries.ts.
import { Injectable } from '@nestjs/common';
import type { AttachmentRef } from '@zhitongche/shared/attachment/contract.js';
import { refuse } from '@zhitongche/shared/errors.js';
import type { LineSettings } from '@zhitongche/shared/line/settings.js';
import type { ReporterView, TicketView, UnitRef } from '@zhitongche/shared/ticket/contract.js';
import { DISTRICT_DESK, DISTRICT_DESK_NAME } from '@zhitongche/shared/directory/vocabulary.js';
import { STEP_OF_STATUS } from '@zhitongche/shared/ticket/vocabulary.js';
import { DataSource } from 'typeorm';
import { AttachmentService } from '../attachment/attachment.service.js';
import { DeadlineService } from '../deadline/deadline.service.js';
import { DirectoryService } from '../directory/directory.service.js';
import { LineService } from '../line/line.service.js';
import { RoutingService } from '../routing/routing.service.js';
import { uploaderOf } from './actions/attach-files.js';
import { GatherFacts } from './actions/gather-facts.js';
import type { Born } from './actions/submit.js';
import type { Actor, PersonActor, SystemActor } from './domain/actor.js';
import { capacitiesOf, readsInternal, seesTicket } from './domain/actor.js';
import { availableActions } from './domain/available-actions.js';
import { identityHidden } from './domain/contact.js';
import { escalationOwed } from './domain/escalation.js';
import { attachedTo } from './domain/events.js';
import type { Measure } from './domain/measures.js';
import { isContested, measuresOf, stepsOn } from './domain/measures.js';
import { isAnsweredThere } from './domain/merged.js';
import { stepProgress } from './domain/steps.js';
import { deskOrUnit, measureView } from './measure-view.js';
import { ReporterViews } from './reporter-views.js';
import { contestViews, requestView } from './request-view.js';
import type { TicketEntity } from './ticket.entity.js';
import { HIDDEN_SUBJECT } from './ticket.queries.js';
import { TicketReader } from './ticket.reader.js';
import type { TicketPicture } from './ticket.reader.js';
import type { StoredEvent } from './ticket.repository.js';
import { idsIn, seenBy, timeline } from './timeline.js';
import type { Names, Reader } from './timeline.js';

/** The system looks at no page. */
type Reading = Exclude<Actor, SystemActor>;

/** `page` is of the ticket asked for, `progress` of the one whose progress is shown; `answering` answers it. */
interface Opened {
  page: TicketPicture;
  progress: TicketPicture;
  answering: TicketEntity;
}

@Injectable()
export class TicketPresenter {
  constructor(
    private readonly source: DataSource,
    private readonly reader: TicketReader,
    private readonly lines: LineService,
    private readonly deadlines: DeadlineService,
    private readonly directory: DirectoryService,
    private readonly routing: RoutingService,
    private readonly reporters: ReporterViews,
    private readonly facts: GatherFacts,
    private readonly files: AttachmentService,
  ) {}

  /** `filesAt`: the address under which this reader opens files. @throws Refusal TICKET_NOT_FOUND when it does not exist for them */
  async view(id: string, actor: Reading, filesAt?: string): Promise<TicketView> {
    return (await this.find(id, actor, filesAt)) ?? refuse('TICKET_NOT_FOUND');
  }

  /** The same, or null: after an act that ended the reader's own sight of it. */
  async find(id: string, actor: Reading, filesAt?: string): Promise<TicketView | null> {
    const opened = await this.opened(id, actor);
    return opened && this.present(opened, actor, { filesAt });
  }

  /** The files of each event that this reader sees on this ticket's page, or null when there is no such page for them. */
  async filesSeen(id: string, actor: Reading): Promise<{ lists: string[][]; identityHidden: boolean } | null> {
    const opened = await this.opened(id, actor);
    if (!opened) return null;
    const own = opened.page.ticket;
    const reader = readerOf(actor, own, this.reporters.of(opened.page.reporters, own, actor));
    return { lists: seenBy(reader, this.events(opened.page, opened.progress)).map(attachedTo), identityHidden: reader.identityHidden };
  }

  private async opened(id: string, actor: Actor): Promise<Opened | null> {
    const page = await this.reader.of(id);
    if (!page || !seesTicket(capacitiesOf(actor, page.ticket))) return null;
    const answering = await this.answering(page);
    const held = capacitiesOf(actor, page.ticket);
    const ownSideOnly = !readsInternal(held) || (held.size === 1 && held.has('submitter'));
    // The reporter's side of a merged ticket sees on its own page how the other one, which answers it, gets on.
    return { page, progress: ownSideOnly ? answering : page, answering: answering.ticket };
  }

  /** A ticket just reported, as it was written: nothing is read again. */
  async newborn({ ticket, events, reporter, hasAccount, submitter, now }: Born, actor: PersonActor): Promise<TicketView | null> {
    if (!seesTicket(capacitiesOf(actor, ticket))) return null;
    const { id, kind, nameSealed, phoneSealed } = reporter;
    const row = { id, originTicketId: ticket.id, originHidden: ticket.hidden, kind, nameSealed, phoneSealed, hasAccount, rated: false };
    const picture = { ticket, events, reporters: [row], now };
    return this.present({ page: picture, progress: picture, answering: ticket }, actor, { known: new Map(submitter ? [[actor.personId, submitter]] : []) });
  }

  private async answering(own: TicketPicture): Promise<TicketPicture> {
    let at = own;
    while (at.ticket.mergedIntoId !== null) at = (await this.reader.of(at.ticket.mergedIntoId)) ?? refuse('INTERNAL');
    return at;
  }

  /** `known` saves asking for names. */
  private async present(
    { page, progress, answering }: Opened, actor: Reading, { known, filesAt }: { known?: Names['people']; filesAt?: string | undefined },
  ): Promise<TicketView> {
    const { ticket: own, now } = page;
    const told = progress.ticket;
    const held = capacitiesOf(actor, own);
    const hidden = identityHidden(actor, own);
    // A firm knows itself.
    const subjectHidden = hidden && !held.has('reporter');
    const internal = readsInternal(held);
    const reporters = this.reporters.of(page.reporters, own, actor);
    const reader = readerOf(actor, own, reporters);
    const events = seenBy(reader, this.events(page, progress));
    const line = await this.lines.get(own.line);
    const [resultFiles = [], requestFiles = [], ...files] = await this.files.refs(
      [internal || told.concludedAt !== null ? (told.result?.attachmentIds ?? []) : [], internal ? (told.request?.attachmentIds ?? []) : [], ...events.map(attachedTo)],
      { reader: uploaderOf(actor), ticketId: own.id, base: filesAt ?? `/api/tickets/${own.id}/files`, identityHidden: hidden, now });
    const ids = idsIn(events);
    const measures = internal ? measuresOf(page.events) : [];
    const unitIds = [...measures.map((m) => m.unitId).filter((id) => id !== DISTRICT_DESK), told.leadUnitId, told.proposedUnitId, told.townUnitId, line.leadUnitId, line.supervisingUnitId, ...told.assisting.map((a) => a.unitId), ...told.badRatings.map((rating) => rating.unitId),
      ...(told.unitsCall?.unitIds ?? []), ...(told.suggestion?.candidates.flatMap((s) => [s.leadUnitId, ...s.assistingUnitIds]) ?? [])];
    const codes = [told.categoryCode, ...(told.suggestion?.candidates.map((s) => s.categoryCode) ?? [])];
    const people = [own.submitterId, told.assigneeId, told.leaderInChargeId, told.request?.askedById ?? null, told.request?.endorsedById ?? null,
      ...told.badRatings.map(({ contest }) => contest?.byId ?? null), ...ids];
    const [units, categories, names] = await Promise.all([
      this.directory.keptUnits(compact(unitIds)), this.routing.keptCategoryNames(compact(codes)), known ?? this.directory.peopleNames(compact(people)),
    ]);
    const unit = (id: string | null): UnitRef | null => (id === null ? null : (units.get(id) ?? null));
    const personName = (id: string | null): string | null => (id === null ? null : (names.get(id)?.name ?? null));
    const rater = ['awaiting_rating', 'closed'].includes(answering.status) ? await this.facts.spokenFor(this.source.manager, actor, own.id, answering.id) : {};
    const issuedByReader = (m: Measure) => actor.kind === 'person' && m.issuedBy === actor.personId && isContested(m);
    const othersDecide = !measures.some(issuedByReader) || (await this.facts.othersDecide(this.source.manager, actor));
    const setting = { now, calendar: await this.deadlines.recent(), line, facts: { ...rater, measures, othersDecide } };
    const actions = availableActions(own, actor, setting);
    const there = answering === own ? [] : availableActions(answering, actor, setting).filter(isAnsweredThere);
    const submitter = names.get(own.submitterId);
    const request = internal ? requestView(told, personName, setting) : null;
    return {
      id: own.id, number: own.number, line: own.line, title: own.title, status: told.status, stage: internal ? told.stage : null,
      step: STEP_OF_STATUS[told.status], round: told.round, version: own === told ? own.version : answering.version,
      text: own.text, advice: own.advice, nature: own.nature, categoryCode: told.categoryCode,
      categoryName: told.categoryCode === null ? null : (categories.get(told.categoryCode) ?? null), complexity: told.complexity,
      subjectKind: own.subjectKind, subjectId: subjectHidden ? null : own.subjectId, subjectName: subjectHidden ? HIDDEN_SUBJECT : own.subjectName,
      townName: units.get(own.townUnitId)?.name ?? '', place: hidden ? null : own.place, hidden: own.hidden,
      channel: own.channel, foreignNumber: own.foreignNumber, foreignDueDay: own.foreignDueDay,
      submitter: hidden || !submitter ? '上报人' : `${submitter.name}${submitter.unitName === null ? '' : `（${submitter.unitName}）`}`,
      reporters, holder: this.holder(told, unit, line), lead: unit(told.leadUnitId), leadUnitName: unit(told.leadUnitId)?.short ?? null,
      assisting: told.assisting.flatMap((a) => { const u = unit(a.unitId); return u ? [{ ...u, answered: a.answeredAt !== null, dueDay: a.dueDay }] : []; }),
      assigneeId: internal ? told.assigneeId : null, assigneeName: internal ? personName(told.assigneeId) : null,
      proposedUnit: internal ? unit(told.proposedUnitId) : null,
      suggestion: internal ? (told.suggestion?.candidates ?? []).map((s) => ({
        ...s, categoryName: categories.get(s.categoryCode) ?? s.categoryCode, leadUnitName: units.get(s.leadUnitId)?.short ?? s.leadUnitId,
      })) : [],
      suggestedNature: internal ? (told.suggestion?.nature ?? null) : null, hints: internal ? (told.suggestion?.hints ?? []) : [],
      contests: internal ? contestViews(told, personName, (id) => unit(id)?.short ?? id) : [],
      request: request && { ...request, attachments: requestFiles },
      stickingPoint: internal ? told.stickingPoint : null,
      calledUnits: internal ? calledUnits(told, unit) : [], owed: internal ? escalationOwed(told, line) : null,
      leaderInCharge: personName(told.leaderInChargeId), unsatisfiedCount: told.unsatisfiedCount,
      result: this.result(told, internal, units, resultFiles), followUp: told.followUpDay === null ? null : { day: told.followUpDay, owedDay: told.followUpOwedDay }, closedAs: told.closedAs,
      mergedInto: own.mergedIntoId === null ? null : { id: own.mergedIntoId, number: answering.number },
      steps: stepProgress(told),
      measures: measures.map((measure) => measureView(measure, deskOrUnit(measure.unitId, units), stepsOn(measure, actor, { ...setting, othersDecide }))),
      events: timeline(events, reader, { people: names, units, categories }, files),
      submittedAt: own.submittedAt.toISOString(), updatedAt: told.updatedAt.toISOString(),
      dueDay: told.dueDay, dueProvisional: told.dueProvisional, stageDueDay: told.stageDueDay, overdue: told.overdueAt !== null, asked: request?.kind ?? null,
      reopening: told.unsatisfiedAt !== null, asReporter: held.has('reporter') || held.has('reporter_reader'),
      actions: [...there, ...actions],
    };
  }

  /** A merged-in reporter's page also tells what the answering ticket made known, never another reporter's words. */
  private events(own: TicketPicture, told: TicketPicture): StoredEvent[] {
    if (told === own) return own.events;
    const since = own.ticket.closedAt ?? own.ticket.updatedAt;
    return [...own.events, ...told.events.filter((e) => e.at >= since && TOLD_TO_MERGED.has(e.type))];
  }

  /** The result is public once it is concluded; before that only those who review it read it. */
  private result(t: TicketEntity, internal: boolean, units: ReadonlyMap<string, UnitRef>, attachments: AttachmentRef[]): TicketView['result'] {
    if (t.result === null || (!internal && t.concludedAt === null)) return null;
    const { kind, text, plannedFor, missingAssistance } = t.result;
    return { kind, text, plannedFor, missingUnits: internal ? missingAssistance.map((id) => units.get(id)?.short ?? id) : [], attachments };
  }

  /** Who has it at this moment: a reviewer, a unit, or the triage desk until a unit signs. */
  private holder(t: TicketEntity, unit: (id: string | null) => UnitRef | null, line: LineSettings): TicketView['holder'] {
    if (t.stage === 'supervisor') return { name: '督办员', phone: unit(line.supervisingUnitId)?.phone ?? null };
    const lead = t.leadUnitId === null ? null : unit(t.leadUnitId);
    if (lead) return { name: lead.name, phone: lead.phone };
    if (t.deskUnitId === DISTRICT_DESK) return { name: DISTRICT_DESK_NAME, phone: unit(line.leadUnitId)?.phone ?? null };
    const town = unit(t.townUnitId);
    return { name: `${town?.short ?? ''}研判台`, phone: town?.phone ?? null };
  }
}

const TOLD_TO_MERGED: ReadonlySet<string> = new Set([
  'ticket.dispatched', 'ticket.designated', 'ticket.signed', 'ticket.concluded', 'result.delivered', 'result.rated', 'ticket.reopened',
  'ticket.closed', 'ticket.unrated_closed', 'rating.reminded', 'follow_up.asked', 'follow_up.recorded', 'deadline.recomputed',
  'clock.paused', 'clock.resumed', 'clock.extended', 'complexity.changed', 'rating.excluded',
]);

/** Who was called in, and whether they came, once that is on record. */
function calledUnits({ unitsCall }: TicketEntity, unit: (id: string) => UnitRef | null): TicketView['calledUnits'] {
  const arrived = unitsCall?.arrivedUnitIds ?? null;
  return (unitsCall?.unitIds ?? []).flatMap((id) => { const u = unit(id); return u ? [{ ...u, arrived: arrived === null ? null : arrived.includes(id) }] : []; });
}

function readerOf(actor: Actor, own: TicketEntity, reporters: readonly ReporterView[]): Reader {
  return {
    personId: actor.kind === 'person' ? actor.personId : null, internal: readsInternal(capacitiesOf(actor, own)),
    identityHidden: identityHidden(actor, own), ownReporterIds: reporters.map((r) => r.id),
  };
}

function compact(ids: (string | null)[]): string[] {
  return [...new Set(ids.filter((id): id is string => id !== null))];
}
