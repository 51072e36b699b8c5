// Owns showing how far a run is: a bar for people, a plain line now and then for logs.
// Leaves what is counted to load.ts.
import { SingleBar } from 'cli-progress';

export interface Progress {
  start(total: number): void;
  step(): void;
  stop(): void;
}

const LINE_EVERY_MS = 5_000;

export function createProgress(say: (line: string) => void, isTerminal: boolean): Progress {
  return isTerminal ? bar() : lines(say);
}

function bar(): Progress {
  const shown = new SingleBar({ format: '{bar} {value}/{total} 件 · {duration_formatted} · 还需约 {eta_formatted}', hideCursor: true, etaBuffer: 50 });
  return { start: (total) => { shown.start(total, 0); }, step: () => { shown.increment(); }, stop: () => { shown.stop(); } };
}

function lines(say: (line: string) => void): Progress {
  let [total, done, saidAt] = [0, 0, performance.now()];
  return {
    start(all) { total = all; },
    step() {
      done += 1;
      if (done !== total && performance.now() - saidAt < LINE_EVERY_MS) return;
      saidAt = performance.now();
      say(`${String(done)}/${String(total)} 件`);
    },
    stop: () => undefined,
  };
}
