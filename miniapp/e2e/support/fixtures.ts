// Owns what every browser test starts from: Playwright's `test`, with a browser that did start, knowing the address of the running system.
// Leaves starting that system to global-setup.ts.
import type { Browser } from '@playwright/test';
import { test as base, expect } from '@playwright/test';

/** Chromium now and then crashes before it says a word; that tells nothing about the mini-app, so it is started again. */
const TRIES = 3;

export const test = base.extend<object, { browser: Browser }>({
  baseURL: async ({}, use) => {
    const address = process.env['E2E_BASE_URL'];
    if (address === undefined) throw new Error('E2E_BASE_URL is not set: the global setup did not run');
    await use(address);
  },
  browser: [async ({ playwright, browserName }, use) => {
    const start = (left: number): Promise<Browser> => playwright[browserName].launch().catch((error: unknown) => {
      if (left <= 1) throw error;
      return start(left - 1);
    });
    const browser = await start(TRIES);
    await use(browser);
    await browser.close();
  }, { scope: 'worker', timeout: 0 }],
});

export { expect };
