// Owns the session's cookie: its name and who may see it.
// Leaves what its token opens to session.service.ts.
import type { Config } from '../platform/config/config.js';

export const SESSION_COOKIE = 'ztc_session';

/** To the API only, to no script, with no foreign page's changes, and in production over https only. */
export function cookieFlags({ secureCookie }: Pick<Config, 'secureCookie'>) {
  return { path: '/api', httpOnly: true, sameSite: 'lax', secure: secureCookie } as const;
}
