// Owns sessions: opened, looked up, revoked; and who the demo lets a visitor be.
// Leaves the cookie to session.controller.ts and identity providers to later ones beside the demo's.
import { Inject, Injectable } from '@nestjs/common';
import type { DemoPersonList } from '@zhitongche/shared/session/contract.js';
import type { RoleGrant } from '@zhitongche/shared/directory/vocabulary.js';
import { ROLE_LABELS } from '@zhitongche/shared/directory/vocabulary.js';
import { refuse } from '@zhitongche/shared/errors.js';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { DirectoryService, personSql, signedInPerson } from '../directory/directory.service.js';
import type { PersonRow } from '../directory/directory.service.js';
import { CONFIG } from '../platform/config/config.js';
import type { Config } from '../platform/config/config.js';
import { newToken, tokenHash } from '../platform/crypto/secrets.js';
import { pattern } from '../platform/database/pattern.js';
import type { SignedInPerson } from '../platform/http/signed-in.js';
import { execute } from '../platform/database/statement.js';
import { NOW, UnitOfWork } from '../platform/database/unit-of-work.js';
import { SessionEntity } from './session.entity.js';

export const SESSION_HOURS = 12;
const HOUR_MS = 3_600_000;

type SessionRow = PersonRow & { expired: boolean };
/** One trip, and nothing kept: a closed session or a lost role counts from the next request on. */
const WHO_IS = {
  name: 'session-who-is',
  text: `select p.*, s.expires_at <= ${NOW('$2')} as expired from session s cross join lateral (${personSql('s.person_id')}) p
         where s.token_hash = $1 and s.revoked_at is null`,
};

@Injectable()
export class SessionService {
  constructor(
    private readonly uow: UnitOfWork,
    private readonly source: DataSource,
    private readonly directory: DirectoryService,
    private readonly audit: AuditService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Opens a session for a demo person. @throws Refusal DEMO_SIGN_IN_OFF, PERSON_NOT_FOUND */
  async openDemo(personId: string): Promise<{ token: string; person: SignedInPerson }> {
    if (!this.config.demoSignIn) refuse('DEMO_SIGN_IN_OFF');
    const person = (await this.directory.person(personId)) ?? refuse('PERSON_NOT_FOUND');
    const token = newToken();
    await this.uow.run(async (manager) => {
      const now = await this.uow.now(manager);
      const expiresAt = new Date(now.getTime() + SESSION_HOURS * HOUR_MS);
      await manager.insert(SessionEntity, { tokenHash: tokenHash(token), personId, createdAt: now, expiresAt, revokedAt: null });
      await this.audit.record(manager, { at: now, personId, act: 'session.opened', detail: { by: 'demo' } });
    });
    return { token, person };
  }

  /** Whose session a cookie's token is. @throws Refusal SESSION_REQUIRED, SESSION_EXPIRED */
  async whoIs(token: string | undefined): Promise<SignedInPerson> {
    if (!token) refuse('SESSION_REQUIRED');
    const [row] = await execute<SessionRow>(this.source.manager, WHO_IS, [tokenHash(token), this.uow.standsAt]);
    if (!row || row.expired) refuse('SESSION_EXPIRED');
    const { expired: _expired, ...person } = row;
    return signedInPerson(person);
  }

  async close(token: string): Promise<void> {
    await this.uow.run(async (manager) => {
      const now = await this.uow.now(manager);
      const [rows] = await manager.query<[{ personId: string }[], number]>(
        `update session set revoked_at = $2 where token_hash = $1 and revoked_at is null returning person_id as "personId"`,
        [tokenHash(token), now]);
      const personId = rows[0]?.personId;
      if (personId) await this.audit.record(manager, { at: now, personId, act: 'session.closed' });
    });
  }

  /** Ends every session of these people, in the caller's transaction. */
  async endAllOf(manager: EntityManager, personIds: readonly string[], at: Date): Promise<void> {
    await manager.query('update session set revoked_at = $2 where person_id = any($1) and revoked_at is null', [personIds, at]);
  }

  /** Demo people by name, title or unit; those of the story first. @throws Refusal DEMO_SIGN_IN_OFF */
  async demoPeople(q: string | undefined): Promise<DemoPersonList['items']> {
    if (!this.config.demoSignIn) refuse('DEMO_SIGN_IN_OFF');
    const rows = await this.source.query<(Omit<DemoPersonList['items'][number], 'roleLabel'> & { roles: RoleGrant['role'][] })[]>(
      `select p.id, p.name, p.title, coalesce(u.name, e.name) as "unitName", p.story,
              array(select distinct r.role from person_role r where r.person_id = p.id) as roles
       from person p left join unit u on u.id = p.unit_id left join enterprise e on e.id = p.enterprise_id
       where p.active and ($1::text is null or p.name ilike $1 or p.title ilike $1 or u.name ilike $1 or e.name ilike $1)
       order by p.story is null, p.story_rank, p.name limit 60`, [pattern(q)]);
    return rows.map(({ roles, ...person }) => ({ ...person, roleLabel: roles.map((r) => ROLE_LABELS[r]).join('、') }));
  }
}
