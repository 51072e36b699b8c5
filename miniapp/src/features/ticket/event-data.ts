// Owns the order of events and reading one value out of an event's data, which comes as unknown JSON.
// Leaves the sentences made of these values to event-sentence.ts.
import type { AttachmentRef } from '@zhitongche/shared/attachment/contract.js';
import type { TicketEvent } from '@zhitongche/shared/ticket/contract.js';

export type EventData = Readonly<Record<string, unknown>>;

/** Oldest first. A merged ticket's page tells two histories, whose numbers overlap: the moment decides, then the number. */
export function inOrder(events: readonly TicketEvent[]): TicketEvent[] {
  return [...events].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.seq - b.seq);
}

/** Files that came with the report itself. */
export function reportedFiles(events: readonly TicketEvent[]): AttachmentRef[] {
  return events.filter((event) => event.type === 'ticket.submitted' || event.type === 'ticket.solved_on_spot').flatMap((event) => event.attachments);
}

/** The text under `key`, or null when there is none. */
export function textOf(data: EventData, key: string): string | null {
  const value = data[key];
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** The ids or words of the list under `key`; empty when there is none. */
export function listOf(data: EventData, key: string): string[] {
  const value = data[key];
  return Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : [];
}

/** The Chinese word for the code under `key`, or null when the code is missing or unknown. */
export function labelOf(data: EventData, key: string, labels: Readonly<Record<string, string>>): string | null {
  const code = textOf(data, key);
  return code === null ? null : (labels[code] ?? null);
}

/** The name the server sent along (`data.names`) for the id under `key`; null where it told none. */
export function nameOf(data: EventData, key: string): string | null {
  const id = textOf(data, key);
  return id === null ? null : (names(data)[id] ?? null);
}

/** The names of the ids of the list under `key`, joined in Chinese; null when there are none. */
export function namesOf(data: EventData, key: string): string | null {
  const known = names(data);
  const found = listOf(data, key).map((id) => known[id]).filter((n) => n !== undefined);
  return found.length === 0 ? null : found.join('、');
}

function names(data: EventData): Readonly<Record<string, string>> {
  const value = data['names'];
  return typeof value === 'object' && value !== null ? (value as Record<string, string>) : {};
}
