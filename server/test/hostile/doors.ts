// Owns one row for each endpoint of the API: who goes in, with which good request, and what an id that is none answers.
// Leaves what is done to the requests to the tables; an endpoint without a row fails doors.test.ts.
import { randomUUID } from 'node:crypto';
import type { ErrorCode } from '@zhitongche/shared/errors.js';
import { CAST, RESIDENT_REPORT, VILLAGE } from '../cast.js';
import { ticketIn } from '../tickets.js';
import type { World } from '../world.js';
import type { FieldSchema } from './kinds.js';

export interface Door {
  /** Who goes in; null for those without a session. */
  who: string | null;
  /** With ids that exist and that this person may see. */
  path: string;
  /** A body that is taken. */
  good?: object;
  /** What even the good body answers, where the world here has nothing to do it to. */
  nothingToDo?: ErrorCode;
  /** For a path with an id: what one that is none answers. */
  noSuch?: readonly ErrorCode[];
}

export interface Operation {
  method: string;
  path: string;
  body: FieldSchema | null;
  query: { name: string; schema: FieldSchema; required: boolean }[];
}

/** Endpoints of files, with the suite that is hostile to them. */
export const FILES: Record<string, string> = {
  'post /api/imports': 'exchange/imports.test.ts',
  ...Object.fromEntries(['/api/attachments', '/api/follow/{token}/attachments'].flatMap((base) => [
    `post ${base}`, ...['head', 'patch', 'delete', 'get'].map((method) => `${method} ${base}/{id}`),
  ]).map((name) => [name, 'attachment/uploads.test.ts'])),
  ...Object.fromEntries([
    'get /api/attachments/{id}/file', 'get /api/attachments/{id}/thumbnail', 'get /api/follow/{token}/attachments/{id}/{variant}',
    'get /api/tickets/{id}/files/{fileId}/{variant}', 'get /api/follow/{token}/files/{fileId}/{variant}',
  ].map((name) => [name, 'attachment/files.test.ts'])),
};

/** What every id in a path is tried with beside ids of other kinds. */
export const NO_IDS = [
  'x', '0', '-1', '1', '1e3', '%00', '%20', '%F0%9F%98%80', '%F0%A0%AE%B7', '..%2f..%2fsession', '__proto__', 'constructor', 'null', 'undefined', "'%20or%201=1%20--",
  '%3Cscript%3E', '%E4%B8%8D', '*', '%25', '6f9619ff8b864011b42d00cf4fc964ff', '%7B6f9619ff-8b86-4011-b42d-00cf4fc964ff%7D', '00000000-0000-0000-0000-000000000000',
];

/** An amendment of this year's arrangement that changes nothing but who says so. */
const NOTICE = {
  number: '国办发明电〔2026〕2号', issuedOn: '2026-03-01', year: 2026, ranges: [
    ['2026-01-01', '2026-01-03'], ['2026-02-15', '2026-02-23'], ['2026-04-04', '2026-04-06'], ['2026-05-01', '2026-05-05'], ['2026-06-19', '2026-06-21'], ['2026-09-25', '2026-09-27'],
    ['2026-10-01', '2026-10-07'],
  ].map(([from, to]) => ({ name: '放假', from, to, isOffDay: true })),
};

/** Rows and the ids of every kind that exist. */
export async function openDoors(world: World): Promise<{ doors: Record<string, Door>; ids: Record<string, string> }> {
  const { id, link } = await ticketIn(world, 'concluded', { line: 'minqing' });
  const cadre = world.as(CAST.cadre);
  const visit = { id: randomUUID(), line: 'minqing', subjectKind: 'household', subjectId: VILLAGE, visitedOn: '2026-03-02', team: ['沈佳慧'], said: '都好。' };
  if ((await cadre.post('/api/visits', visit)).status !== 201) throw new Error('no visit');
  const { id: called } = await cadre.submit({ ...RESIDENT_REPORT, reporter: { name: '俞阿根', phone: '13900001234' } });
  const [reporter] = await world.source.query<{ id: string }[]>('select id from ticket_reporter where ticket_id = $1', [called]);
  await world.runJobs();
  const [notice] = await world.source.query<{ id: string }[]>('select id from notice where person_id = $1 limit 1', [CAST.townDesk]);
  const circular = { id: randomUUID(), month: '2026-01', documentNumber: '余督通〔2026〕1号' };
  if ((await world.as(CAST.supervisor).post('/api/supervision/circulars', circular)).status !== 201) throw new Error('no circular');
  const reporterId = reporter!.id;
  const report = { ...RESIDENT_REPORT, id: randomUUID(), reporter: { name: '俞阿根', phone: '13900001234' } };
  const command = { commandId: randomUUID(), version: 1, action: 'message', input: { text: '请快一点。' } };
  const ticket = ['TICKET_NOT_FOUND'] as const;
  const noLink = ['LINK_NOT_FOUND'] as const;
  const doors: Record<string, Door> = {
    'get /api/health': { who: null, path: '/api/health' },
    'get /api/ready': { who: null, path: '/api/ready' },
    'get /api/session': { who: CAST.cadre, path: '/api/session' },
    'delete /api/session': { who: null, path: '/api/session' },
    'post /api/session/demo': { who: null, path: '/api/session/demo', good: { personId: CAST.cadre } },
    'get /api/session/demo': { who: null, path: '/api/session/demo' },
    'get /api/units': { who: CAST.cadre, path: '/api/units' },
    'get /api/colleagues': { who: CAST.head, path: '/api/colleagues' },
    'get /api/subjects': { who: CAST.cadre, path: '/api/subjects?line=minqing' },
    'get /api/lines': { who: CAST.cadre, path: '/api/lines' },
    'get /api/categories': { who: CAST.cadre, path: '/api/categories' },
    'get /api/deadlines/preview': { who: CAST.cadre, path: '/api/deadlines/preview?line=minqing&complexity=ordinary&from=2026-03-02' },
    'get /api/tickets': { who: CAST.townDesk, path: '/api/tickets' },
    'get /api/tickets/counts': { who: CAST.townDesk, path: '/api/tickets/counts' },
    'get /api/tickets/export': { who: CAST.townDesk, path: '/api/tickets/export' },
    'get /api/tickets/export/count': { who: CAST.townDesk, path: '/api/tickets/export/count' },
    'post /api/tickets': { who: CAST.cadre, path: '/api/tickets', good: report },
    'get /api/tickets/{id}': { who: CAST.cadre, path: `/api/tickets/${id}`, noSuch: ticket },
    'get /api/tickets/{id}/deadline/preview': { who: CAST.handler, path: `/api/tickets/${id}/deadline/preview?kind=extension&workingDays=5`, nothingToDo: 'STATUS_CONFLICT', noSuch: ticket },
    'get /api/tickets/{id}/deadline': { who: CAST.cadre, path: `/api/tickets/${id}/deadline`, noSuch: ticket },
    'post /api/tickets/{id}/actions': { who: CAST.townDesk, path: `/api/tickets/${id}/actions`, good: command, noSuch: ticket },
    'post /api/tickets/{id}/contact': { who: CAST.cadre, path: `/api/tickets/${called}/contact`, good: { reporterId }, noSuch: ticket },
    'post /api/tickets/{id}/links': { who: CAST.cadre, path: `/api/tickets/${called}/links`, good: { reporterId }, noSuch: ticket },
    'get /api/follow/{token}': { who: null, path: `/api/follow/${link!.token}`, noSuch: noLink },
    'post /api/follow/{token}/actions': { who: null, path: `/api/follow/${link!.token}/actions`, good: { ...command, commandId: randomUUID(), action: 'supplement' }, noSuch: noLink },
    'post /api/visits': { who: CAST.cadre, path: '/api/visits', good: { ...visit, id: randomUUID() } },
    'get /api/visits': { who: CAST.cadre, path: '/api/visits' },
    'get /api/visits/{id}': { who: CAST.cadre, path: `/api/visits/${visit.id}`, noSuch: ['VISIT_NOT_FOUND'] },
    'get /api/supervision': { who: CAST.supervisor, path: '/api/supervision' },
    'get /api/supervision/items': { who: CAST.supervisor, path: '/api/supervision/items?section=red' },
    'get /api/supervision/documents': { who: CAST.supervisor, path: '/api/supervision/documents' },
    'get /api/supervision/documents/next': { who: CAST.supervisor, path: '/api/supervision/documents/next?kind=talk' },
    'get /api/supervision/circulars': { who: CAST.supervisor, path: '/api/supervision/circulars' },
    'get /api/supervision/circulars/preview': { who: CAST.supervisor, path: '/api/supervision/circulars/preview?month=2026-02' },
    'post /api/supervision/circulars': { who: CAST.supervisor, path: '/api/supervision/circulars', good: { id: randomUUID(), month: '2026-02', documentNumber: '余督通〔2026〕2号' } },
    'get /api/supervision/circulars/{id}': { who: CAST.supervisor, path: `/api/supervision/circulars/${circular.id}`, noSuch: ['CIRCULAR_NOT_FOUND'] },
    'get /api/supervision/circulars/{id}/file': { who: CAST.supervisor, path: `/api/supervision/circulars/${circular.id}/file`, noSuch: ['CIRCULAR_NOT_FOUND'] },
    'get /api/notices': { who: CAST.townDesk, path: '/api/notices' },
    'get /api/admin/queue': { who: CAST.sysadmin, path: '/api/admin/queue' },
    'get /api/admin/queue/failed': { who: CAST.sysadmin, path: '/api/admin/queue/failed?job=ticket.route' },
    'post /api/admin/queue/rerun': { who: CAST.sysadmin, path: '/api/admin/queue/rerun', good: { job: 'ticket.route', eventId: '1' }, nothingToDo: 'JOB_NOT_FAILED' },
    'get /api/admin/queue/set-aside': { who: CAST.sysadmin, path: '/api/admin/queue/set-aside' },
    'post /api/admin/queue/set-aside': { who: CAST.sysadmin, path: '/api/admin/queue/set-aside', good: { job: 'ticket.route', eventId: '1', reason: '不再需要。' }, nothingToDo: 'JOB_NOT_FAILED' },
    'post /api/admin/queue/take-back': { who: CAST.sysadmin, path: '/api/admin/queue/take-back', good: { id: '1' }, nothingToDo: 'JOB_NOT_SET_ASIDE' },
    'get /api/calendar': { who: CAST.sysadmin, path: '/api/calendar' },
    'post /api/calendar/preview': { who: CAST.sysadmin, path: '/api/calendar/preview', good: { notice: NOTICE } },
    'post /api/calendar/versions': { who: CAST.sysadmin, path: '/api/calendar/versions', good: { id: randomUUID(), base: 1, notice: NOTICE } },
    'get /api/imports/kinds': { who: CAST.sysadmin, path: '/api/imports/kinds' },
    'get /api/imports/template': { who: CAST.sysadmin, path: '/api/imports/template?kind=units' },
    'get /api/imports/data': { who: CAST.sysadmin, path: '/api/imports/data?kind=units' },
    'post /api/imports/{id}/apply': { who: CAST.sysadmin, path: `/api/imports/${visit.id}/apply`, good: {}, nothingToDo: 'IMPORT_NOT_FOUND', noSuch: ['IMPORT_NOT_FOUND'] },
    'post /api/notices/read': { who: CAST.townDesk, path: '/api/notices/read', good: { ids: [notice!.id] } },
  };
  return { doors, ids: { ticket: id, called, visit: visit.id, reporter: reporterId, link: link!.token, circular: circular.id, notice: notice!.id, unit: 'education', person: CAST.cadre, division: VILLAGE, line: 'minqing' } };
}

interface Document {
  paths: Record<string, Record<string, {
    parameters?: { in: string; name: string; required?: boolean; schema: FieldSchema }[];
    requestBody?: { content: Record<string, { schema: FieldSchema }> };
  }>>;
}

/** Every operation of the API's own document. */
export async function operations(world: World): Promise<Record<string, Operation>> {
  const { body } = await world.send('GET', '/api/openapi.json');
  return Object.fromEntries(Object.entries((body as Document).paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => [`${method} ${path}`, {
    method: method.toUpperCase(), path, body: operation.requestBody?.content['application/json']?.schema ?? null,
    query: (operation.parameters ?? []).filter((each) => each.in === 'query').map(({ name, schema, required }) => ({ name, schema, required: required ?? false })),
  }])));
}

/** The headers of whoever goes through a door. */
export async function headersOf(world: World, who: string | null): Promise<Record<string, string>> {
  if (who === null) return {};
  const answer = await world.send('POST', '/api/session/demo', { personId: who });
  return { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' };
}
