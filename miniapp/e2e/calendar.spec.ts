// Owns 工作日历 in the browser: the alarm, a notice that is wrong, the mended one looked at and brought in, going back.
// Leaves the rules of notices and the dates of tickets to the server's suites.
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { become, open } from './support/people.js';

test.describe.configure({ mode: 'serial' });

/** The year it is in Shanghai, and the next: its notice may be missing or not, whenever this runs. */
const NOW = new Date(Date.now() + 8 * 3_600_000);
const NEXT = NOW.getUTCFullYear() + 1;
const file = (days: string[]) => ({
  name: `${String(NEXT)}.json`, mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify({ year: NEXT, papers: [], days: days.map((date) => ({ name: '放假', date, isOffDay: true })) })),
});

async function begin(page: Page, number: string): Promise<void> {
  await become(page, 'wang-qian');
  await open(page, '/admin');
  await page.getByRole('link', { name: /工作日历/ }).click();
  await page.getByRole('button', { name: '导入放假通知' }).click();
  await page.getByLabel('通知文号').fill(number);
  await page.getByLabel('发文日期').fill(NOW.toISOString().slice(0, 10));
}

for (const [device, viewport] of Object.entries({ phone: { width: 375, height: 812 }, desktop: { width: 1280, height: 860 } })) {
  test.describe(device, () => {
    test.use({ viewport, isMobile: device === 'phone' });

    test(`a wrong notice is refused with its reason, the mended one previewed and brought in, and the old one restored (${device})`, async ({ page }) => {
      const number = `国办发明电〔${String(NEXT - 1)}〕${device === 'phone' ? '8' : '9'}号`;
      await begin(page, number);
      await page.getByRole('button', { name: '预览影响' }).click();
      await expect(page.getByRole('alert').filter({ hasText: '请选择文件' })).toBeVisible();

      await page.getByLabel('放假安排文件').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('{"year":') });
      await page.getByRole('button', { name: '预览影响' }).click();
      await expect(page.getByRole('alert').filter({ hasText: '这不是节假日安排文件' })).toBeVisible();

      // The law's own days have to be off: the refusal names those that are not.
      await page.getByLabel('放假安排文件').setInputFiles(file([`${String(NEXT)}-01-01`]));
      await page.getByRole('button', { name: '预览影响' }).click();
      const refusal = page.getByRole('alert').filter({ hasText: '法定节日没有放假' });
      await expect(refusal).toContainText('国庆节');
      const statutory = [...(await refusal.innerText()).matchAll(/\d{4}-\d{2}-\d{2}/g)].map(([day]) => day);

      await page.getByLabel('放假安排文件').setInputFiles(file([`${String(NEXT)}-01-01`, ...statutory]));
      await page.getByRole('button', { name: '预览影响' }).click();
      await expect(page.getByText(number)).toBeVisible();
      await expect(page.getByText(/现在还没有写入任何数据。在办 \d+ 件/)).toBeVisible();
      await page.getByRole('button', { name: '确认更改' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '确认更改' }).click();

      const years = page.getByRole('region', { name: '各年安排' });
      await expect(years.getByRole('listitem').filter({ hasText: `${String(NEXT)}年` }).first()).toContainText('已有通知');
      await expect(page.getByText(/上次重算（第 \d+ 版）/)).toBeVisible({ timeout: 60_000 });
      const history = page.getByRole('region', { name: '历次更改' });
      await expect(history.getByRole('listitem').first()).toContainText(number);
      await expect(history.getByRole('listitem').first()).toContainText('现行');

      await history.getByRole('listitem').last().getByRole('button', { name: '恢复这一版' }).click();
      await page.getByRole('button', { name: '确认更改' }).click();
      await page.getByRole('dialog').getByRole('button', { name: '确认更改' }).click();
      await expect(history.getByRole('listitem').first()).toContainText('恢复为系统自带的节假日安排');
      await expect(page.getByText(/上次重算（第 \d+ 版）/)).toBeVisible({ timeout: 60_000 });
    });
  });
}

test('a notice can be typed: an incomplete one says which days are missing, and what was typed stays', async ({ page }) => {
  await begin(page, '国办发明电〔2026〕10号');
  await page.getByText('手工填写').click();
  await page.getByLabel('元旦放假从').fill(`${String(NEXT)}-01-01`);
  await page.getByRole('button', { name: '预览影响' }).click();
  await expect(page.getByRole('alert').filter({ hasText: '法定节日没有放假' })).toContainText('国庆节');
  await expect(page.getByLabel('元旦放假从')).toHaveValue(`${String(NEXT)}-01-01`);
  await page.getByRole('button', { name: '取消' }).click();
  await expect(page.getByRole('region', { name: '各年安排' })).toBeVisible();
});

test('the alarm stands on its card: coming late it moves no other from under a finger', async ({ page }) => {
  let answerNow = (): void => undefined;
  const asked = new Promise<void>((resolve) => { answerNow = resolve; });
  await page.route('**/api/calendar', async (route) => {
    const answer = await route.fetch();
    await asked;
    await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), alarm: NEXT } });
  });
  await become(page, 'wang-qian');
  await open(page, '/admin');
  const cards = page.getByRole('link', { name: /任务队列|数据导入/ });
  await expect(cards).toHaveCount(2);
  const places = () => cards.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top));
  const before = await places();
  answerNow();
  await expect(page.getByRole('link', { name: `${String(NEXT)}年的放假通知还没有导入` })).toBeVisible();
  expect(await places()).toEqual(before);
});

test('工作日历只给系统管理员', async ({ page }) => {
  await become(page, 'qian-wei');
  expect((await page.request.get('/api/calendar')).status()).toBe(403);
});
