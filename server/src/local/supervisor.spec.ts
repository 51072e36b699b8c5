// Owns the proof that what is supervised comes back, stays stopped, and that a first failure is not hidden by retries.
// Leaves real processes to the drill of `npm start`.
import type { Running } from './running.js';
import { supervise } from './supervisor.js';

/** Something that runs, ended from outside by `end`. */
function fake(ready: Promise<void> = Promise.resolve()): Running & { end: (reason: string) => void } {
  let end: (reason: string) => void = () => undefined;
  const exited = new Promise<string>((resolve) => { end = resolve; });
  return { ready, exited, end, stop: () => { end('stopped'); return Promise.resolve(); }, kill: () => { end('killed'); } };
}

describe('supervise', () => {
  it('starts it again when it ends by itself, and says both', async () => {
    const first = fake();
    const second = fake();
    const waiting = [first, second];
    const told: string[] = [];
    let back: () => void = () => undefined;
    const isBack = new Promise<void>((resolve) => { back = resolve; });
    const kept = supervise(() => Promise.resolve(waiting.shift() ?? fake()), (event) => {
      told.push('ended' in event ? event.ended : 'back');
      if ('backAfterMs' in event) back();
    });
    await kept.ready;
    first.end('signal SIGKILL');
    await isBack;
    expect(told).toEqual(['signal SIGKILL', 'back']);
    await kept.stop();
    await expect(second.exited).resolves.toBe('stopped');
    expect(waiting).toEqual([]);
  });

  it('does not start it again once it was told to stop', async () => {
    let launched = 0;
    const kept = supervise(() => { launched += 1; return Promise.resolve(fake()); }, () => { throw new Error('nothing to tell'); });
    await kept.ready;
    await kept.stop();
    expect(launched).toBe(1);
  });

  it('gives up when the very first start fails', async () => {
    let launched = 0;
    const kept = supervise(() => { launched += 1; return Promise.resolve(fake(Promise.reject(new Error('wrong password')))); }, () => undefined);
    await expect(kept.ready).rejects.toThrow('wrong password');
    await kept.stop();
    expect(launched).toBe(1);
  });

  it('can be stopped while it waits before another start', async () => {
    const first = fake();
    let launched = 0;
    let ended: () => void = () => undefined;
    const hasEnded = new Promise<void>((resolve) => { ended = resolve; });
    const kept = supervise(() => { launched += 1; return Promise.resolve(first); }, () => ended());
    await kept.ready;
    first.end('exit code 1');
    await hasEnded;
    await kept.stop();
    expect(launched).toBe(1);
  });
});
