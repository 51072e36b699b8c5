// Owns what is read often and changes rarely: a process keeps its copy for a few seconds.
// Leaves what is kept to its owner, who says for how long it may be old. Rights are never kept.

export class Kept<T> {
  private copy: { value: T; at: number } | null = null;

  constructor(private readonly forMs: number) {}

  /** The copy while it is young enough and good enough, else a new one. */
  async get(read: () => Promise<T>, good: (value: T) => boolean = () => true): Promise<T> {
    // How long a copy is kept is the process's own matter, not a rule's: its own clock will do.
    if (this.copy && performance.now() - this.copy.at < this.forMs && good(this.copy.value)) return this.copy.value;
    const value = await read();
    this.copy = { value, at: performance.now() };
    return value;
  }
}
