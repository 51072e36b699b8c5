// Owns the clock of a kept district: it runs like the host's, so many milliseconds away from it.
// Leaves where it goes on from to local/kept-district.ts.
import type { Clock } from '../platform/database/unit-of-work.js';
import { CLOCK_AWAY } from '../local/kept-district.js';

/**
 * @throws Error when NODE_ENV is production, or not said (what is not said is production), and when nobody told the distance
 */
export function goingOnClock(env: NodeJS.ProcessEnv): Clock {
  if ((env['NODE_ENV'] ?? 'production') === 'production') throw new Error('simulate: a simulated clock is refused when NODE_ENV=production');
  const away = Number(env[CLOCK_AWAY] ?? Number.NaN);
  if (!Number.isSafeInteger(away)) throw new Error(`simulate: ${CLOCK_AWAY} must be a whole number of milliseconds; npm start -- --simulated sets it`);
  return { get standsAt() { return new Date(Date.now() + away); } };
}
