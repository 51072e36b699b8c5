// Owns signing in, who one is, and the demo's list of people.
// Leaves identity providers to the server.
import { z } from 'zod';
import { RoleGrantSchema } from '../directory/contract.js';
import { id } from '../ticket/action-inputs.js';

/** GET /api/session; POST /api/session/demo answers the same. */
export const SessionView = z.object({
  person: z.object({
    id: z.string(), name: z.string(), title: z.string(), unitId: z.string().nullable(), unitName: z.string().nullable(),
    enterpriseId: z.string().nullable(), enterpriseName: z.string().nullable(), roles: z.array(RoleGrantSchema),
  }),
  /** Whether the bar to change the demo person may be shown. */
  demo: z.boolean(),
  /** Whether this is a simulated district, on a clock of its own. */
  simulated: z.boolean(),
}).meta({ id: 'SessionView' });
export type SessionView = z.infer<typeof SessionView>;

/** POST /api/session/demo; exists only where DEMO_SIGN_IN is set, never in production. */
export const DemoSignInRequest = z.strictObject({ personId: id });

/** GET /api/session/demo?q= : story people first. */
export const DemoPersonQuery = z.strictObject({ q: z.string().trim().max(40).optional() });
export const DemoPersonList = z.object({
  items: z.array(z.object({
    id: z.string(), name: z.string(), title: z.string(), unitName: z.string().nullable(), roleLabel: z.string(), story: z.string().nullable(),
  })),
  /** As in SessionView, for whoever has not signed in. */
  simulated: z.boolean(),
}).meta({ id: 'DemoPersonList' });
export type DemoPersonList = z.infer<typeof DemoPersonList>;
