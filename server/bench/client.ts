// Owns the parent's side of the client process: starting it, giving it a plan, getting times back.
// Leaves what it does to the scenarios. A process of its own, so that its processor time is seen apart.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { processorSeconds } from './processor.js';
import type { Plans, Results, ScenarioName } from './scenarios.js';

export interface Client {
  pid: number;
  /** Runs a scenario to its end. @throws Error with the scenario's own words */
  run<N extends ScenarioName>(name: N, plan: Plans[N]): Promise<Results[N]>;
  stop(): void;
}

/** What the child answers. */
export type Answer = { result: unknown } | { problem: string };

export function startClient(): Client {
  const child = fork(fileURLToPath(new URL('./client-process.js', import.meta.url)), [], { serialization: 'advanced' });
  const { pid } = child;
  if (pid === undefined) throw new Error('the client process does not start');
  // One listener for all runs.
  let hear: (answer: Answer) => void = () => undefined;
  child.on('message', (answer: Answer) => { hear(answer); });
  child.once('exit', () => { hear({ problem: 'the client process ended' }); });
  return {
    pid,
    async run<N extends ScenarioName>(name: N, plan: Plans[N]) {
      const answer = await new Promise<Answer>((resolve) => {
        hear = resolve;
        child.send({ name, plan });
      });
      if ('problem' in answer) throw new Error(`${name}: ${answer.problem}`);
      return answer.result as Results[N]; // The scenario of that name made it.
    },
    stop: () => { child.kill(); },
  };
}

/** Processor seconds that something took, by process. */
export async function withProcessor<T>(sources: Record<string, () => number | null>, work: () => Promise<T>): Promise<{ result: T; processor: Record<string, number | null> }> {
  const before = Object.fromEntries(Object.entries(sources).map(([name, read]) => [name, read()]));
  const result = await work();
  const processor = Object.fromEntries(Object.entries(sources).map(([name, read]) => {
    const [from, to] = [before[name] ?? null, read()];
    return [name, from === null || to === null ? null : Number((to - from).toFixed(2))];
  }));
  return { result, processor };
}

export const secondsOf = (pid: number) => () => processorSeconds(pid);
