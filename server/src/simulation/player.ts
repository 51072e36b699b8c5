// Owns doing what somebody decided, through the product's own actions, at its moment of simulated time.
// Leaves deciding to behaviour/ and when to year.ts.
import type { INestApplicationContext } from '@nestjs/common';
import { Refusal } from '@zhitongche/shared/errors.js';
import { ACTION_INPUTS } from '@zhitongche/shared/ticket/action-inputs.js';
import { SubmitRequest } from '@zhitongche/shared/ticket/contract.js';
import { uuidOf } from '../demo-load/chances.js';
import { DirectoryService } from '../directory/directory.service.js';
import { MakeLink } from '../ticket/actions/make-link.js';
import { Submit } from '../ticket/actions/submit.js';
import { TakeAction } from '../ticket/actions/take-action.js';
import type { Actor, PersonActor } from '../ticket/domain/actor.js';
import { personActor } from '../ticket/domain/actor.js';
import type { Command } from '../ticket/domain/decide.js';
import { OpenLink } from '../ticket/open-link.js';
import { at as actingAt } from './acting.js';
import type { Act, Kept } from './behaviour/round.js';
import type { Agent, By, Deed, Seen } from './behaviour/seen.js';
import type { District } from './district.js';
import type { Report } from './reports.js';

/** Where links are opened from. */
const ADDRESS = '127.0.0.1';

export class Player {
  /** Acts that the product refused, by action and code: people make mistakes, but these were none of theirs. */
  readonly refused = new Map<string, number>();
  acts = 0;
  private readonly submitting: Submit;
  private readonly take: TakeAction;
  private readonly links: MakeLink;
  private readonly opening: OpenLink;
  private readonly directory: DirectoryService;
  private readonly actors = new Map<string, PersonActor>();

  constructor(app: INestApplicationContext, private readonly district: District) {
    this.submitting = app.get(Submit);
    this.take = app.get(TakeAction);
    this.links = app.get(MakeLink);
    this.opening = app.get(OpenLink);
    this.directory = app.get(DirectoryService);
  }

  /** Whether the product took it. */
  report({ at, by, request }: Report): Promise<boolean> {
    return this.doing('submit', at, request.id, 1, async () => {
      await this.submitting.run(await this.person(by), SubmitRequest.parse(request));
    });
  }

  act(at: Date, agent: Agent, seen: Seen, version: number, { by, action, input }: Deed): Promise<boolean> {
    return this.doing(action, at, seen.id, seen.round, async () => {
      const commandId = uuidOf(this.district.seed, 'command', agent.key, action, at.toISOString());
      const command = { action, input: ACTION_INPUTS[action].parse(input) } as Command; // The schema of that action made it.
      await this.take.run(await this.actor(by), seen.id, { commandId, version, command });
    });
  }

  /** Something beside the ticket's main way, by what it was when it was read. */
  beside(at: Date, { ticketId, version, round }: Kept, { by, action, input }: Act): Promise<boolean> {
    return this.doing(action, at, ticketId, round, async () => {
      const commandId = uuidOf(this.district.seed, 'beside', ticketId, action, at.toISOString());
      const command = { action, input: ACTION_INPUTS[action].parse(input) } as Command; // The schema of that action made it.
      await this.take.run(await this.person(by), ticketId, { commandId, version, command });
    });
  }

  /** The cadre hands a link over; the reporter keeps it. */
  link(at: Date, agent: Agent, seen: Seen, round: number, by: string): Promise<boolean> {
    return this.doing('link', at, seen.id, round, async () => {
      const { token } = await this.links.run(await this.person(by), seen.id, seen.reporterId);
      agent.link = { token, round };
    });
  }

  private async doing(what: string, at: Date, ticketId: string, round: number, work: () => Promise<void>): Promise<boolean> {
    this.acts += 1;
    try {
      await actingAt({ at, draw: this.district.chance('sample', ticketId, String(round)) }, work);
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw new Error(`${what} on ${ticketId} at ${at.toISOString()}: ${String(error)}`, { cause: error });
      const name = `${what} ${error.code}`;
      this.refused.set(name, (this.refused.get(name) ?? 0) + 1);
      return false;
    }
  }

  private actor(by: By): Promise<Actor> {
    return 'person' in by ? this.person(by.person) : this.opening.open(by.link, ADDRESS).then(({ actor }) => actor);
  }

  private async person(id: string): Promise<PersonActor> {
    const known = this.actors.get(id);
    if (known) return known;
    const found = await this.directory.person(id);
    if (!found) throw new Error(`nobody is ${id}`);
    const actor = personActor(found);
    this.actors.set(id, actor);
    return actor;
  }
}
