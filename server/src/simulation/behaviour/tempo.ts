// Owns how long people take before they come to something: by diligence, and by chance.
// Leaves what they do then to the other files here.
import type { Scene, Seen } from './seen.js';
import { about } from './seen.js';

/** When the unit signs: the diligent within hours; who forgets, after the light is on. */
export function signsAt(seen: Seen, { at, hours, chance, district }: Scene, unitId: string, wrong: boolean): Date {
  const slow = 1 - district.diligence(unitId);
  const turn = String(seen.returnCount);
  if (!wrong && chance('forgets to sign', turn) < 0.3 * slow) return hours.after(at, 15 + 25 * chance('signs late', turn));
  return hours.after(at, about(1.2 + 4 * slow, chance('signs', turn)));
}

/** When the reviewer comes to it: most within their working day. */
export function reviewed({ at, hours, chance }: Scene, stage: 'head' | 'supervisor'): Date {
  const forgets = chance('review', stage) < 0.06;
  return hours.after(at, forgets ? 14 + 20 * chance('review late') : about(3, chance('review time', stage)));
}
