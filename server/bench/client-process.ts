// Owns the client process: runs one scenario after the other as its parent asks.
// Leaves what is sent to the scenarios.
import type { Answer } from './client.js';
import { SCENARIOS } from './scenarios.js';
import type { Plans, ScenarioName } from './scenarios.js';

process.on('message', (asked: { name: ScenarioName; plan: Plans[ScenarioName] }) => {
  const run = SCENARIOS[asked.name] as (plan: unknown) => Promise<unknown>; // The parent's types hold name and plan together.
  run(asked.plan).then((result): Answer => ({ result }), (error: unknown): Answer => ({ problem: error instanceof Error ? (error.stack ?? error.message) : String(error) }))
    .then((answer) => process.send?.(answer), () => undefined);
});
process.once('disconnect', () => process.exit(0));
