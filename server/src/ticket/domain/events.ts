// Owns the shape of what a move leaves behind, and the chain that binds a ticket's events together.
// Leaves storing them to the repository and showing them to the presenter.
import { createHash } from 'node:crypto';
import type { EventType } from '@zhitongche/shared/ticket/actions.js';
import type { EventVisibility } from '@zhitongche/shared/ticket/vocabulary.js';
import type { Capacity } from './actor.js';

/** What a move says happened; the spine adds who, when, round and the chain. */
export interface NewEvent {
  type: EventType;
  visibility: EventVisibility;
  /** Ids, codes and the words people wrote. Never a reporter's name or phone. */
  payload: Record<string, unknown>;
}

/** An event as it is chained: every field but the hash itself. */
export interface ChainedEvent extends NewEvent {
  ticketId: string;
  seq: number;
  round: number;
  at: Date;
  actorId: string | null;
  capacity: Capacity;
}

export const publicEvent = (type: EventType, payload: Record<string, unknown> = {}): NewEvent => ({ type, visibility: 'public', payload });
export const internalEvent = (type: EventType, payload: Record<string, unknown> = {}): NewEvent => ({ type, visibility: 'internal', payload });

/** The files that come with somebody's words, where there are any: in the payload, and so in the chain. */
export const attached = ({ attachmentIds }: { attachmentIds?: string[] | undefined }): { attachmentIds?: string[] } =>
  (attachmentIds === undefined || attachmentIds.length === 0 ? {} : { attachmentIds: attachmentIds.map((id) => id.toLowerCase()) });

/** The files an event carries. */
export function attachedTo({ payload }: Pick<NewEvent, 'payload'>): string[] {
  const ids = payload['attachmentIds'];
  return Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [];
}

/** SHA-256 over the previous hash and the event's canonical JSON, hex; a changed or missing row breaks every later one. */
export function chainHash(previous: string, event: ChainedEvent): string {
  const { ticketId, seq, round, at, actorId, capacity, type, visibility, payload } = event;
  const body = canonical([ticketId, seq, round, at.toISOString(), actorId, capacity, type, visibility, payload]);
  return createHash('sha256').update(previous).update(body).digest('hex');
}

/** JSON with sorted keys: jsonb does not keep the order in which keys were written. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const entries = Object.entries(value).filter(([, v]) => v !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`;
}
