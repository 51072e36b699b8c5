// Owns the form of the demo's ticket stories in server/data/demo-tickets and reading them.
// Leaves playing them to story-player.ts.
import { readFileSync, readdirSync } from 'node:fs';
import { SUBJECT_KINDS } from '@zhitongche/shared/directory/vocabulary.js';
import type { TicketAction } from '@zhitongche/shared/ticket/action-inputs.js';
import { ACTIONS } from '@zhitongche/shared/ticket/actions.js';
import { SOURCE_CHANNELS } from '@zhitongche/shared/ticket/vocabulary.js';
import { z } from 'zod';

const FOLDER = new URL('../../../data/demo-tickets/', import.meta.url);
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const SHANGHAI_OFFSET_MS = 8 * 60 * MINUTE_MS;

/** "2d 3h20m" → milliseconds. */
const wait = z.string().regex(/^(\d+d)? ?(\d+h)?(\d+m)?$/).transform((text) => {
  const part = (unit: string): number => Number(new RegExp(`(\\d+)${unit}`).exec(text)?.[1] ?? 0);
  return part('d') * DAY_MS + (part('h') * 60 + part('m')) * MINUTE_MS;
});

const stepSchema = z.strictObject({
  after: wait,
  by: z.string(),
  action: z.enum(ACTIONS).transform((action) => action as TicketAction),
  input: z.record(z.string(), z.unknown()).default({}),
  draw: z.number().min(0).max(1).default(0.99),
});

const storySchema = z.strictObject({
  key: z.string(),
  line: z.string(),
  by: z.string(),
  daysAgo: z.number().int().min(0),
  at: z.string().regex(/^\d{2}:\d{2}$/),
  subject: z.strictObject({ kind: z.enum(SUBJECT_KINDS), id: z.string() }),
  reporter: z.union([
    z.strictObject({ resident: z.string() }), z.strictObject({ name: z.string(), phone: z.string().nullable() }),
  ]).nullable(),
  title: z.string(),
  text: z.string(),
  advice: z.string().nullable(),
  place: z.string().nullable(),
  hidden: z.boolean(),
  complainedUnitId: z.string().nullable(),
  complainedEnterpriseId: z.string().nullable(),
  visit: z.string().nullable(),
  solvedOnSpot: z.string().nullable(),
  channel: z.enum(SOURCE_CHANNELS),
  foreignNumber: z.string().nullable(),
  steps: z.array(stepSchema),
});

export type Story = z.output<typeof storySchema>;
export type StoryStep = Story['steps'][number];

/** One thing that happens: the submission (step null) or a step, at its moment. */
export interface Scene {
  at: Date;
  story: Story;
  step: StoryStep | null;
}

/** @throws Error naming the file of a story that is not well formed */
export function readStories(): Story[] {
  return readdirSync(FOLDER).filter((file) => file.endsWith('.json')).sort().flatMap((file) => {
    const parsed = z.array(storySchema).safeParse(JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')));
    if (!parsed.success) throw new Error(`server/data/demo-tickets/${file}: ${z.prettifyError(parsed.error)}`);
    return parsed.data;
  });
}

/** Everything that happened up to `now`, over all stories, in order of time; what lies later has not happened yet. */
export function scenesUntil(stories: readonly Story[], now: Date): Scene[] {
  const today = Math.floor((now.getTime() + SHANGHAI_OFFSET_MS) / DAY_MS) * DAY_MS - SHANGHAI_OFFSET_MS;
  const scenes = stories.flatMap((story) => {
    const [hours = 0, minutes = 0] = story.at.split(':').map(Number);
    let moment = today - story.daysAgo * DAY_MS + (hours * 60 + minutes) * MINUTE_MS;
    const first: Scene = { at: new Date(moment), story, step: null };
    return [first, ...story.steps.map((step): Scene => {
      moment += step.after;
      return { at: new Date(moment), story, step };
    })];
  });
  // Sorting is stable: a step that follows at once stays behind what it follows.
  return scenes.filter((scene) => scene.at <= now).sort((a, b) => a.at.getTime() - b.at.getTime());
}
