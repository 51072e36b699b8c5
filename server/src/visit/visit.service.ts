// Owns visit records: written once per id, read by the one who visited.
// Leaves the two exits (当场解决, 一键上报) to the ticket feature.
import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { refuse } from '@zhitongche/shared/errors.js';
import type { VisitPage, VisitQuery, VisitRequest, VisitView } from '@zhitongche/shared/visit/contract.js';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { SubjectService } from '../directory/subject.service.js';
import { LineService } from '../line/line.service.js';
import { decodeCursor, encodeCursor } from '../platform/database/cursor.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { isUuid } from '../platform/database/uuid.js';
import type { SignedInPerson } from '../platform/http/signed-in.js';
import { VisitEntity } from './visit.entity.js';

@Injectable()
export class VisitService {
  constructor(
    private readonly source: DataSource,
    private readonly uow: UnitOfWork,
    private readonly lines: LineService,
    private readonly subjects: SubjectService,
  ) {}

  /** Records a visit; the same id twice is one record. @throws Refusal ROLE_FORBIDDEN, SUBJECT_*, COMMAND_REUSED */
  async record(person: Pick<SignedInPerson, 'id' | 'grants'>, request: z.output<typeof VisitRequest>): Promise<void> {
    if (!person.grants.some((grant) => grant.role === 'cadre')) refuse('ROLE_FORBIDDEN');
    const line = await this.lines.get(request.line);
    if (!line.subjectKinds.includes(request.subjectKind)) refuse('SUBJECT_KIND_REFUSED');
    await this.uow.run(async (manager) => {
      const subject = (await this.subjects.find(manager, request.subjectKind, request.subjectId)) ?? refuse('SUBJECT_NOT_FOUND');
      const { affected } = await manager.createQueryBuilder().insert().into(VisitEntity).values({
        ...request, visitorId: person.id, subjectName: subject.name, createdAt: await this.uow.now(manager),
      }).orIgnore().execute().then((result) => ({ affected: (result.raw as unknown[]).length }));
      const kept = affected > 0 ? null : await manager.findOneByOrFail(VisitEntity, { id: request.id });
      if (kept && !same(kept, person.id, request)) refuse('COMMAND_REUSED');
    });
  }

  async one(personId: string, id: string): Promise<VisitView> {
    if (!isUuid(id)) refuse('VISIT_NOT_FOUND');
    const { items } = await this.find(personId, 'v.id = $2', [id], 1);
    return items[0] ?? refuse('VISIT_NOT_FOUND');
  }

  async page(personId: string, query: z.output<typeof VisitQuery>): Promise<VisitPage> {
    const after = query.cursor === undefined ? null : decodeCursor(query.cursor, 'uuid');
    return this.find(personId,
      `($2::text is null or v.line = $2) and ($3::timestamptz is null or (v.created_at, v.id) < ($3, $4::uuid))`,
      [query.line ?? null, after?.at ?? null, after?.id ?? null], query.limit);
  }

  private async find(personId: string, where: string, params: unknown[], limit: number): Promise<VisitPage> {
    const rows = await this.source.query<(VisitView & { createdAt: Date })[]>(
      `select v.id, v.line, v.subject_kind as "subjectKind", v.subject_id as "subjectId", v.subject_name as "subjectName",
              v.visited_on as "visitedOn", v.team, v.said, p.name as "visitorName", v.created_at as "createdAt",
              coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'number', t.number, 'title', t.title,
                                                            'solvedOnSpot', coalesce(t.result->>'kind' = 'solved_on_spot', false)) order by t.submitted_at)
                        from ticket t where t.visit_id = v.id), '[]') as tickets
       from visit v join person p on p.id = v.visitor_id
       where v.visitor_id = $1 and ${where} order by v.created_at desc, v.id desc limit ${String(limit + 1)}`, [personId, ...params]);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map(({ createdAt: _createdAt, ...visit }) => visit),
      next: rows.length > limit && last ? encodeCursor({ at: last.createdAt, id: last.id }) : null,
    };
  }
}

/** Every field that the request has or will have; what the server added is left out. */
function same({ visitorId, subjectName: _subjectName, createdAt: _createdAt, ...kept }: VisitEntity, personId: string, request: z.output<typeof VisitRequest>): boolean {
  return visitorId === personId && isDeepStrictEqual(kept, { ...request });
}
