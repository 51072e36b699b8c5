// Owns whether this process still wants new work: false from the moment it is told to end.
// Leaves saying so to the health endpoints.
import { Injectable } from '@nestjs/common';

@Injectable()
export class Readiness {
  private ending = false;

  isEnding(): boolean {
    return this.ending;
  }

  /** Says no from now on, and waits so long that whoever distributes requests has heard it. */
  async end(drainMs: number): Promise<void> {
    this.ending = true;
    if (drainMs > 0) await new Promise((resolve) => { setTimeout(resolve, drainMs); });
  }
}
