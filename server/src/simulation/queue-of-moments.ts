// Owns what is still to happen in simulated time, soonest first; at one moment in the order of its keys.
// Leaves what it is to year.ts.

export interface Coming {
  at: Date;
  /** Orders what happens at the same moment: the same in every run. */
  key: string;
}

/** A binary heap. */
export class QueueOfMoments<T extends Coming> {
  private readonly heap: T[] = [];

  get size(): number {
    return this.heap.length;
  }

  next(): T | undefined {
    return this.heap[0];
  }

  add(item: T): void {
    let at = this.heap.push(item) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!before(this.heap[at]!, this.heap[above]!)) return;
      this.swap(at, above);
      at = above;
    }
  }

  take(): T | undefined {
    const first = this.heap[0];
    const last = this.heap.pop();
    if (first === undefined || last === undefined || this.heap.length === 0) return first;
    this.heap[0] = last;
    for (let at = 0; ;) {
      let least = at;
      for (const below of [2 * at + 1, 2 * at + 2]) if (below < this.heap.length && before(this.heap[below]!, this.heap[least]!)) least = below;
      if (least === at) return first;
      this.swap(at, least);
      at = least;
    }
  }

  private swap(a: number, b: number): void {
    [this.heap[a], this.heap[b]] = [this.heap[b]!, this.heap[a]!];
  }
}

const before = (a: Coming, b: Coming): boolean => a.at.getTime() < b.at.getTime() || (a.at.getTime() === b.at.getTime() && a.key < b.key);
