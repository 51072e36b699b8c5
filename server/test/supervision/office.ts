// Owns what the suites of supervision begin with: a ticket that a unit signed for, the clock moved on and swept, a light or card by its name.
// Leaves what is owed and issued to the suites.
import type { MeasureView } from '@zhitongche/shared/ticket/measures.js';
import { CAST } from '../cast.js';
import { signedFor } from '../tickets.js';
import type { Person } from '../visitor.js';
import type { World } from '../world.js';

export type Part = keyof typeof CAST;

export interface Office {
  by(part: Part): Person;
  /** Signed for on Monday 2 March 2026; due on the 23rd. */
  handled(leadUnitId?: string, handler?: Part): Promise<string>;
  /** The clock stands at that moment and what is due is lit. */
  at(moment: string): Promise<void>;
  /** The last light or card of that level or kind, as somebody sees it. */
  measure(id: string, what: string, part?: Part): Promise<MeasureView>;
  /** How a command names it. */
  named(id: string, what: string): Promise<{ measure: string }>;
}

/** `world` is asked each time: every test has its own. */
export function officeOf(world: () => World): Office {
  const by = (part: Part) => world().as(CAST[part]);
  const measure: Office['measure'] = async (id, what, part = 'supervisor') => {
    const found = (await by(part).ticket(id)).measures.findLast(({ level, card }) => level === what || card === what);
    if (!found) throw new Error(`no ${what}`);
    return found;
  };
  return {
    by,
    measure,
    named: async (id, what) => ({ measure: String((await measure(id, what)).seq) }),
    handled: (leadUnitId, handler) => signedFor(world(), { leadUnitId, handler }),
    async at(moment) {
      world().clock.at(moment);
      await world().sweep();
    },
  };
}
