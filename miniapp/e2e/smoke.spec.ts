// Owns the question whether there is anything at all: the mini-app is served and comes to life.
// Leaves every use of it to the stories.
import { expect, test } from './support/fixtures.js';

test('the mini-app opens under its name', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto('/');
  await expect(page).toHaveTitle(/直通车/);
  await expect(page.locator('#app')).not.toBeEmpty();
  expect(errors).toEqual([]);
});
