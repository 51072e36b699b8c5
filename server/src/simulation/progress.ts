// Owns showing how far simulated time has come: a bar for people, a plain line now and then for logs. On stderr: the report is the output.
// Leaves time itself to year.ts.
import { SingleBar } from 'cli-progress';
import type { Onlooker } from './year.js';

const LINE_EVERY_MS = 10_000;

export function createOnlooker(days: number): Onlooker & { end(): void } {
  const { stderr } = process;
  const say = (line: string) => { stderr.write(`${line}\n`); };
  if (!stderr.isTTY) {
    let saidAt = performance.now();
    return {
      day(done) {
        if (performance.now() - saidAt < LINE_EVERY_MS) return;
        saidAt = performance.now();
        say(`${String(done)}/${String(days)} 天`);
      },
      note: say,
      end: () => undefined,
    };
  }
  const shown = new SingleBar({ format: '{bar} {value}/{total} 天 · {duration_formatted} · 还需约 {eta_formatted}', hideCursor: true, etaBuffer: 20, stream: stderr });
  shown.start(days, 0);
  return { day: (done) => { shown.update(done); }, note: () => undefined, end: () => { shown.stop(); } };
}
