// Owns what an endpoint knows of who is there: @CurrentPerson() person, or @Public() for those without a session.
// Leaves finding out to the session feature's guard.
import { SetMetadata, createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { RoleGrant } from '@zhitongche/shared/directory/vocabulary.js';

/** A signed-in person with their roles and links (联系关系). */
export interface SignedInPerson {
  id: string;
  name: string;
  title: string;
  unitId: string | null;
  unitName: string | null;
  enterpriseId: string | null;
  enterpriseName: string | null;
  grants: RoleGrant[];
  linkedSubjectIds: string[];
}

/** A request after the guard. */
export interface GuardedRequest {
  person?: SignedInPerson;
}

export const CurrentPerson = createParamDecorator((_: unknown, context: ExecutionContext): SignedInPerson => {
  const { person } = context.switchToHttp().getRequest<GuardedRequest>();
  if (!person) throw new Error('CurrentPerson on an endpoint that is public');
  return person;
});

export const PUBLIC = 'public';

/** No session needed: health, sign-in, and the one-time link's own door. */
export const Public = () => SetMetadata(PUBLIC, true);
