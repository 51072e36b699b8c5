// Owns refusing what comes too often, by person and by address.
// Leaves the numbers to settings.ts, the counting to limiters.ts, and what is limited to the endpoints.
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleDestroy } from '@nestjs/common';
import type { ErrorCode } from '@zhitongche/shared/errors.js';
import { Refusal, refuse } from '@zhitongche/shared/errors.js';
import { RateLimiterRes } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import { CONFIG } from '../config/config.js';
import type { Config } from '../config/config.js';
import { LOGGER } from '../logging/logger.js';
import type { Logger } from '../logging/logger.js';
import type { Counting, Limiters } from './limiters.js';
import { startCounting } from './limiters.js';
import type { LimitName } from './settings.js';

type SpentBoth = 'submit' | 'sign-in' | 'rating';

@Injectable()
export class LimitsService implements OnModuleDestroy {
  private counting: Counting | undefined;

  constructor(
    private readonly source: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** One more request from this address. @throws Refusal TOO_MANY_REQUESTS */
  request(address: string): Promise<void> {
    return this.spend('address', address);
  }

  /**
   * One more of its kind by `who` (a person, or whoever holds a link) from `address`. Who is over does not use up the address's share.
   * @throws Refusal TOO_MANY_REQUESTS with the seconds to wait
   */
  async take(what: SpentBoth, who: string, address: string): Promise<void> {
    await this.spend(`${what}-person`, who);
    await this.spend(`${what}-address`, address);
  }

  /**
   * Runs `attempt`, and counts it against the address when it is refused with one of `wrong`.
   * @throws Refusal TOO_MANY_REQUESTS without running it, when there were too many already
   */
  async attempt<T>(limit: 'sign-in-failed' | 'link-guess', address: string, wrong: readonly ErrorCode[], attempt: () => Promise<T>): Promise<T> {
    const limiter = this.limiters[limit];
    if (limiter) {
      const spent = await limiter.get(address);
      if (spent !== null && spent.consumedPoints >= limiter.points) tooMany(spent);
    }
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof Refusal && wrong.includes(error.code)) await limiter?.penalty(address);
      throw error;
    }
  }

  onModuleDestroy(): void {
    this.counting?.close();
  }

  private async spend(limit: LimitName, key: string): Promise<void> {
    await this.limiters[limit]?.consume(key).catch((problem: unknown) => {
      if (problem instanceof RateLimiterRes) tooMany(problem);
      throw problem;
    });
  }

  /** Worker and seed are the same application and never count: nothing is opened before the first request. */
  private get limiters(): Limiters {
    this.counting ??= startCounting(this.config, this.source, this.logger);
    return this.counting.limiters;
  }
}

function tooMany({ msBeforeNext }: RateLimiterRes): never {
  refuse('TOO_MANY_REQUESTS', { retryAfterSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)) });
}
