// Owns what every browser test starts from: Playwright's `test`, knowing the address of the running system.
// Leaves starting that system to global-setup.ts.
import { test as base, expect } from '@playwright/test';

export const test = base.extend({
  baseURL: async ({}, use) => {
    const address = process.env['E2E_BASE_URL'];
    if (address === undefined) throw new Error('E2E_BASE_URL is not set: the global setup did not run');
    await use(address);
  },
});

export { expect };
