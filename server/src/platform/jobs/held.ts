// Owns that a queue or worker whose first connection failed is made again: BullMQ remembers such a failure for ever,
// and a worker that runs on it asks again without a pause, which starves every timer of the process.
// Leaves reconnecting what was once connected to BullMQ, which does that well.

const AGAIN_AFTER_MS = 1_000;

interface Connecting {
  waitUntilReady(): Promise<unknown>;
  close(): Promise<void>;
}

export interface Held<T> {
  /** The one that works, or the last that tried. */
  current(): T;
  close(): Promise<void>;
}

/** `connected` is called with each one whose connection stands. */
export function held<T extends Connecting>(make: () => { made: T; release: () => void }, connected?: (made: T) => void): Held<T> {
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let kept = make();

  const watch = ({ made, release }: typeof kept) => {
    made.waitUntilReady().then(() => {
      if (!closed) connected?.(made);
    }, () => {
      if (closed) return;
      made.close().catch(() => undefined).finally(release);
      timer = setTimeout(() => {
        kept = make();
        watch(kept);
      }, AGAIN_AFTER_MS);
    });
  };
  watch(kept);

  return {
    current: () => kept.made,
    close() {
      closed = true;
      clearTimeout(timer);
      return kept.made.close();
    },
  };
}
