// Owns the list of what the client process can do.
// Leaves doing it to the scenarios' files.
import { lifecycles } from './lifecycle/lifecycles.js';
import { reads } from './reads/reads.js';
import { bareSubmissions } from './submit/bare-loop.js';
import { submissions } from './submit/submissions.js';
import { foreground } from './sweep/foreground.js';

export const SCENARIOS = { submissions, bareSubmissions, lifecycles, reads, foreground };

export type ScenarioName = keyof typeof SCENARIOS;
export type Plans = { [N in ScenarioName]: Parameters<(typeof SCENARIOS)[N]>[0] };
export type Results = { [N in ScenarioName]: Awaited<ReturnType<(typeof SCENARIOS)[N]>> };
