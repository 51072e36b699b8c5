// Owns acting over HTTP as a person with a session or as a reporter with a link; every answer is read by its contract.
// Leaves the application under test to world.ts.
import { randomUUID } from 'node:crypto';
import type { ErrorBody } from '@zhitongche/shared/errors.js';
import type { ACTION_INPUTS, PersonAction } from '@zhitongche/shared/ticket/action-inputs.js';
import type { ListQuery, SubmitRequest } from '@zhitongche/shared/ticket/contract.js';
import { CommandAnswer, FollowView, TicketPage, TicketView } from '@zhitongche/shared/ticket/contract.js';
import type { z } from 'zod';

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed JSON, or null for an empty body. */
  body: unknown;
}

/** What was refused: the status with the body's code. */
export interface Refused {
  status: number;
  code: ErrorBody['code'];
  details: unknown;
}

export type Input<A extends PersonAction> = z.input<(typeof ACTION_INPUTS)[A]>;
export type Send = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
/** The version a sender would see; for a merged ticket's rating that of the ticket that answers it. */
export type VersionOf = (ticketId: string, action: PersonAction) => Promise<number>;

/** What persons and reporters have in common: commands on a ticket. */
export interface Actor {
  /** Acts; fails the test when refused. */
  act<A extends PersonAction>(ticketId: string, action: A, input?: Input<A>): Promise<CommandAnswer>;
  /** Acts and answers whatever came, with a command id of its own and the present version, or another one. */
  press<A extends PersonAction>(ticketId: string, action: A, input?: Input<A>, version?: number): Promise<Answer>;
  /** Acts and expects a refusal. */
  refused<A extends PersonAction>(ticketId: string, action: A, input?: Input<A>): Promise<Refused>;
}

export interface Person extends Actor {
  personId: string;
  send: Send;
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  ticket(id: string): Promise<TicketView>;
  list(query?: ListQuery): Promise<TicketPage>;
  submit(request: Omit<SubmitRequest, 'id'> & { id?: string }): Promise<CommandAnswer & { id: string }>;
}

export interface Reporter extends Actor {
  token: string;
  reporterId: string;
  page(): Promise<TicketView>;
}

export function readRefusal({ status, body }: Answer): Refused {
  const { code, message, requestId, details } = body as ErrorBody;
  if (status < 400) throw new Error(`expected a refusal, got ${String(status)} ${JSON.stringify(body).slice(0, 300)}`);
  if (!/[\u4e00-\u9fff]/.test(message) || !requestId) throw new Error(`not an error as promised: ${JSON.stringify(body)}`);
  return { status, code, details };
}

/** @throws Error with the answer's words unless it is a success that keeps to the contract */
export function read<S extends z.ZodType>(schema: S, { status, body }: Answer, what: string): z.output<S> {
  if (status >= 300) throw new Error(`${what}: ${String(status)} ${JSON.stringify(body)}`);
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new Error(`${what} breaks its contract: ${parsed.error.message}`);
  return parsed.data;
}

/** Commands through `path(ticketId)`. */
export function actor(send: Send, versionOf: VersionOf, path: (ticketId: string) => string, who: string): Actor {
  const press: Actor['press'] = async (ticketId, action, input, version) => send('POST', path(ticketId), {
    commandId: randomUUID(), version: version ?? await versionOf(ticketId, action), action, input: input ?? {},
  });
  return {
    press,
    act: async (ticketId, action, input) => read(CommandAnswer, await press(ticketId, action, input), `${action} by ${who}`),
    refused: async (ticketId, action, input) => readRefusal(await press(ticketId, action, input)),
  };
}

export function person(personId: string, send: Send, versionOf: VersionOf): Person {
  return {
    ...actor(send, versionOf, (id) => `/api/tickets/${id}/actions`, personId),
    personId, send,
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, body),
    ticket: async (id) => read(TicketView, await send('GET', `/api/tickets/${id}`), `ticket for ${personId}`),
    list: async (query = {}) => read(TicketPage, await send('GET', `/api/tickets?${queryOf(query)}`), `list for ${personId}`),
    submit: async (request) => {
      const id = request.id ?? randomUUID();
      return { id, ...read(CommandAnswer, await send('POST', '/api/tickets', { ...request, id }), `submit by ${personId}`) };
    },
  };
}

/** A reporter who holds a link; the ticket is always the one the link was made for. */
export function reporter(token: string, reporterId: string, send: Send, versionOf: VersionOf): Reporter {
  return {
    ...actor(send, versionOf, () => `/api/follow/${token}/actions`, 'a link'),
    token, reporterId,
    page: async () => read(FollowView, await send('GET', `/api/follow/${token}`), 'a link’s page').ticket,
  };
}

function queryOf(query: ListQuery): string {
  const given = Object.entries(query) as [string, string | number | undefined][];
  return new URLSearchParams(given.flatMap(([key, value]): [string, string][] => (value === undefined ? [] : [[key, String(value)]]))).toString();
}
