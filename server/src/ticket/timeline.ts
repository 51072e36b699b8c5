// Owns what each reader sees of a ticket's history: which events, who did them, and the names behind their ids.
// Leaves the sentences to the mini-app and masking of contacts to the presenter.
import type { AttachmentRef } from '@zhitongche/shared/attachment/contract.js';
import { DISTRICT_DESK, DISTRICT_DESK_NAME } from '@zhitongche/shared/directory/vocabulary.js';
import type { TicketEvent } from '@zhitongche/shared/ticket/contract.js';
import type { Capacity } from './domain/actor.js';
import type { StoredEvent } from './ticket.repository.js';

/** Who reads: whether internal words are for them, whether identities are hidden, and which reporters are theirs. */
export interface Reader {
  personId: string | null;
  internal: boolean;
  identityHidden: boolean;
  ownReporterIds: readonly string[];
}

export interface Names {
  people: ReadonlyMap<string, { name: string; unitName: string | null }>;
  units: ReadonlyMap<string, { short: string }>;
  categories: ReadonlyMap<string, string>;
}

const REPORTER_SIDE: readonly Capacity[] = ['reporter', 'reporter_reader', 'merged_reporter'];

/** The events of which this reader may know, in order. */
export function seenBy(reader: Reader, events: readonly StoredEvent[]): StoredEvent[] {
  return events.filter((event) => visible(event, reader));
}

/** Events as this reader sees them, in order; `files` are those of each of them. */
export function timeline(seen: readonly StoredEvent[], reader: Reader, names: Names, files: readonly AttachmentRef[][]): TicketEvent[] {
  return seen.map((event, i) => ({
    seq: event.seq, type: event.type, visibility: event.visibility, round: event.round, at: event.at.toISOString(),
    actor: whoDid(event, reader, names), mine: event.actorId !== null && event.actorId === reader.personId,
    data: { ...shown(event, reader), names: namesIn(event.payload, names) }, attachments: files[i] ?? [],
  }));
}

/** A reporter sees no internal word, and no other reporter's rating. */
function visible(event: StoredEvent, reader: Reader): boolean {
  if (reader.internal) return true;
  if (event.visibility === 'internal') return false;
  const { reporterId } = event.payload;
  return typeof reporterId !== 'string' || reader.ownReporterIds.includes(reporterId);
}

function shown({ payload }: StoredEvent, reader: Reader): Record<string, unknown> {
  const { reporterId: _reporterId, attachmentIds: _attachmentIds, ...rest } = payload;
  return reader.internal ? rest : omit(rest, ['missingAssistance', 'sameLeadReason', 'forAnother']);
}

/** Staff read name and unit; the reporter's side reads the unit: units answer, not persons. */
function whoDid(event: StoredEvent, reader: Reader, names: Names): string {
  if (event.actorId === null) return event.capacity === 'system' ? '系统' : '反映人';
  if (REPORTER_SIDE.includes(event.capacity)) return '反映人';
  const submitter = event.capacity === 'submitter' || event.capacity === 'merged_submitter';
  const person = names.people.get(event.actorId);
  if (submitter && reader.identityHidden) return '上报人';
  if (!person) return '工作人员';
  if (!reader.internal) return person.unitName ?? (submitter ? '上报人' : '区里');
  return person.unitName === null ? person.name : `${person.name}（${person.unitName}）`;
}

function namesIn(payload: Record<string, unknown>, names: Names): Record<string, string> {
  const found: Record<string, string> = {};
  for (const value of Object.values(payload).flat()) {
    if (typeof value !== 'string') continue;
    const name = value === DISTRICT_DESK ? DISTRICT_DESK_NAME : names.units.get(value)?.short ?? names.people.get(value)?.name ?? names.categories.get(value);
    if (name !== undefined) found[value] = name;
  }
  return found;
}

/** Every id in the events that may have a name. */
export function idsIn(events: readonly StoredEvent[]): string[] {
  const ids = events.flatMap(({ actorId, payload: { attachmentIds: _files, ...payload } }) => [actorId, ...Object.values(payload).flat()]);
  return [...new Set(ids.filter((id): id is string => typeof id === 'string' && /^[\w.-]{2,64}$/.test(id)))];
}

function omit(record: Record<string, unknown>, keys: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}
