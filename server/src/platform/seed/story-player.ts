// Owns playing the demo's stories through the same actions and jobs as real life, on the stage's clock.
// Leaves the stories to demo-stories.ts and the rules to the features.
import { createHash } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { Refusal } from '@zhitongche/shared/errors.js';
import { ACTION_INPUTS } from '@zhitongche/shared/ticket/action-inputs.js';
import type { PersonAction } from '@zhitongche/shared/ticket/action-inputs.js';
import { SubmitRequest } from '@zhitongche/shared/ticket/contract.js';
import { VisitRequest } from '@zhitongche/shared/visit/contract.js';
import type { EntityManager } from 'typeorm';
import { DirectoryService } from '../../directory/directory.service.js';
import { Submit } from '../../ticket/actions/submit.js';
import { TakeAction } from '../../ticket/actions/take-action.js';
import type { Actor, PersonActor } from '../../ticket/domain/actor.js';
import { personActor } from '../../ticket/domain/actor.js';
import type { Command } from '../../ticket/domain/decide.js';
import { LightSweep } from '../../ticket/light-sweep.js';
import { VisitService } from '../../visit/visit.service.js';
import { JOBS } from '../jobs/catalogue.js';
import type { EventJobName } from '../jobs/catalogue.js';
import type { Handlers } from '../jobs/handles-job.js';
import type { BaseResident } from './base-data.js';
import type { Scene, Story } from './demo-stories.js';
import { stage } from './seed-clock.js';

const SECOND_MS = 1000;
const DAY_MS = 86_400_000;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

interface Owed {
  eventId: string;
  job: EventJobName;
}

export class StoryPlayer {
  private readonly submit: Submit;
  private readonly take: TakeAction;
  private readonly visits: VisitService;
  private readonly directory: DirectoryService;
  private readonly lights: LightSweep;
  private readonly actors = new Map<string, PersonActor>();

  constructor(
    app: INestApplicationContext,
    private readonly manager: EntityManager,
    private readonly handlers: Handlers,
    private readonly residents: ReadonlyMap<string, BaseResident>,
  ) {
    this.submit = app.get(Submit);
    this.take = app.get(TakeAction);
    this.visits = app.get(VisitService);
    this.directory = app.get(DirectoryService);
    this.lights = app.get(LightSweep);
  }

  /** Plays one scene, and first the lights that fell due before it. */
  async play(scene: Scene): Promise<void> {
    await this.lightUntil(scene.at);
    this.moveTo(scene.at);
    stage.draw = scene.step?.draw ?? 0.99;
    try {
      await (scene.step === null ? this.report(scene.story) : this.act(scene.story, scene.step));
    } catch (error) {
      const what = scene.step === null ? 'submit' : `${scene.step.action} by ${scene.step.by}`;
      throw new Error(`story ${scene.story.key}: ${what} at ${stage.now.toISOString()}: ${String(error)}`, { cause: error });
    }
    await this.runJobs();
  }

  /** Lights what fell due up to `until`, each at its own moment, as the sweep does. */
  async lightUntil(until: Date): Promise<void> {
    for (;;) {
      const [due] = await this.lights.due(this.manager, until);
      if (!due) return;
      this.moveTo(due.dueAt);
      await this.lights.light(this.manager, [due.ticketId]);
      await this.runJobs();
    }
  }

  private async report(story: Story): Promise<void> {
    const actor = await this.actor(story.by);
    const visitId = story.visit === null ? null : uuid(`visit ${story.key}`);
    if (visitId !== null) {
      await this.visits.record({ id: story.by, grants: actor.grants }, VisitRequest.parse({
        id: visitId, line: story.line, subjectKind: story.subject.kind, subjectId: story.subject.id, visitedOn: dayOf(stage.now), said: story.visit,
      }));
    }
    const { line, title, text, advice, place, hidden, complainedUnitId, complainedEnterpriseId, solvedOnSpot, channel, foreignNumber } = story;
    await this.submit.run(actor, SubmitRequest.parse({
      id: ticketId(story.key), line, title, text, advice, place, hidden, complainedUnitId, complainedEnterpriseId, solvedOnSpot, channel,
      foreignNumber, visitId, subjectKind: story.subject.kind, subjectId: story.subject.id, reporter: this.reporter(story),
    }));
  }

  private async act(story: Story, step: NonNullable<Scene['step']>): Promise<void> {
    const id = ticketId(story.key);
    const input = filled(step.input);
    if (step.by === 'system') {
      // The sweep may have been there first, as in life.
      await this.unlessRefused(this.take.runAsSystem(this.manager, id, { action: step.action, input } as Command));
      return;
    }
    const parsed = ACTION_INPUTS[step.action as PersonAction].parse(input);
    const addressed = step.by.startsWith('reporter:') ? ticketId(step.by.slice('reporter:'.length)) : id;
    await this.take.run(await this.actor(step.by, addressed), addressed, {
      commandId: uuid(`${story.key} ${String(story.steps.indexOf(step))}`), version: await this.version(addressed, step.action),
      command: { action: step.action, input: parsed } as Command,
    });
  }

  /** What the actor sees: a rating on a merged ticket is about the one that answers it. */
  private async version(id: string, action: string): Promise<number> {
    const [row] = await this.manager.query<{ version: number; into: string | null }[]>(
      'select version, merged_into_id as into from ticket where id = $1', [id]);
    if (!row) throw new Error(`ticket ${id} is not there yet`);
    return row.into !== null && (action === 'rate' || action === 'deliver') ? this.version(row.into, action) : row.version;
  }

  /** A person by key, or a reporter without account, who comes by a link. */
  private async actor(key: string, ticket?: string): Promise<PersonActor>;
  private async actor(key: string, ticket: string): Promise<Actor>;
  private async actor(key: string, ticket = ''): Promise<Actor> {
    if (key.startsWith('reporter')) {
      const [row] = await this.manager.query<{ reporterId: string; ticketId: string; round: number }[]>(
        `select r.id as "reporterId", r.ticket_id as "ticketId", t.round from ticket_reporter r join ticket t on t.id = r.ticket_id
         where r.origin_ticket_id = $1`, [ticket]);
      if (!row) throw new Error(`no reporter of ${ticket}`);
      return { kind: 'link', ...row };
    }
    const known = this.actors.get(key);
    if (known) return known;
    const person = await this.directory.person(key);
    if (!person) throw new Error(`no person ${key}`);
    const actor = personActor(person);
    this.actors.set(key, actor);
    return actor;
  }

  private reporter(story: Story): { name: string; phone: string | null } | null {
    if (story.reporter === null || 'name' in story.reporter) return story.reporter;
    const resident = this.residents.get(story.reporter.resident);
    if (!resident) throw new Error(`no resident ${story.reporter.resident}`);
    return { name: resident.name, phone: resident.phone };
  }

  /** The worker's part, a second later: route, deliver, reopen, notices. */
  private async runJobs(): Promise<void> {
    let more = true;
    while (more) {
      const [owed] = await this.manager.query<[Owed[], number]>('delete from event_delivery returning event_id as "eventId", job');
      if (owed.length === 0) return;
      this.moveTo(new Date(stage.now.getTime() + SECOND_MS));
      for (const { eventId, job } of owed.sort(inOrder)) await this.handlers.event(job)(this.manager, eventId);
      // A notice owes nothing further.
      more = owed.some(({ job }) => JOBS[job].queue === 'flow');
    }
  }

  private async unlessRefused(work: Promise<unknown>): Promise<void> {
    await work.catch((error: unknown) => { if (!(error instanceof Refusal)) throw error; });
  }

  /** Time never goes back. */
  private moveTo(at: Date): void {
    if (at > stage.now) stage.now = at;
  }
}

/** In the order of the events, the ticket's own jobs before its notices, as they come in life. */
const inOrder = (a: Owed, b: Owed): number => Number(a.eventId) - Number(b.eventId) || (a.job < b.job ? 1 : -1);

/** The same id for the same words, in the form of a UUID. */
function uuid(words: string): string {
  const hex = createHash('sha256').update(`zhitongche demo ${words}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

const ticketId = (story: string): string => uuid(`ticket ${story}`);

const dayOf = (at: Date): string => new Date(at.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);

/** "{+30d}" is the day 30 days from the scene's; "{ticket:key}" is that story's ticket; "{year}" in other words is the scene's year. */
function filled(input: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, typeof value === 'string' ? fill(value) : value]));
}

function fill(text: string): string {
  const offset = /^\{([+-]?\d+)d\}$/.exec(text)?.[1];
  if (offset !== undefined) return dayOf(new Date(stage.now.getTime() + Number(offset) * DAY_MS));
  const story = /^\{ticket:(.+)\}$/.exec(text)?.[1];
  return story === undefined ? text.replace('{year}', dayOf(stage.now).slice(0, 4)) : ticketId(story);
}
