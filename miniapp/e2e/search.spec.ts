// Owns searching as people do it: one or two characters on the phone, filters, the key on the desk, and nothing of what is not theirs.
// Leaves what each word finds to server/test/search.test.ts.
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { become, open } from './support/people.js';

const VILLAGE = '330110109236';
const TITLE = '桥洞下面走不过去';

async function report(page: Page): Promise<string> {
  await become(page, 'xu-tianyu');
  const answer = await page.request.post('/api/tickets', {
    data: {
      id: randomUUID(), line: 'minqing', title: TITLE, text: '一下雨就积水，老人在𠮷祥桥洞滑倒过。', subjectKind: 'household', subjectId: VILLAGE,
      reporter: { name: '俞阿根' },
    },
  });
  expect(answer.status()).toBe(201);
  const { receipt } = (await answer.json()) as { receipt: { number: string } };
  return receipt.number;
}

test('查找：一个字、两个字、编号、筛选，看不到的查不到', async ({ page }) => {
  test.setTimeout(120_000);
  const number = await report(page);
  const field = page.getByRole('searchbox', { name: '查找事项' });
  const found = page.getByRole('list', { name: '查到的事项' }).getByRole('link', { name: new RegExp(TITLE) });

  await open(page, '/');
  await page.getByRole('link', { name: '查找事项' }).click();
  await expect(field).toBeFocused();
  for (const words of ['滑倒', '𠮷', '积水 老人', number]) {
    await field.fill(words);
    await expect(found.first()).toBeVisible();
  }
  await field.fill('滑倒');
  await expect(found.getByText(/老人在𠮷祥桥洞滑倒过/)).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('search-phone.png') });

  // What is opened and left again finds the search as it was.
  await found.first().click();
  await page.waitForURL(/#\/t\//);
  await expect(page.getByRole('heading', { name: TITLE })).toBeVisible();
  await page.goBack();
  await expect(field).toHaveValue('滑倒');
  await expect(found.first()).toBeVisible();

  await page.getByRole('button', { name: '筛选' }).click();
  await page.getByLabel('难易').selectOption({ label: '复杂' });
  await expect(page.getByText('没有查到')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('filters-phone.png') });
  await page.getByLabel('难易').selectOption({ label: '一般' });
  await expect(found.first()).toBeVisible();
  await page.getByRole('button', { name: '清除条件' }).click();
  await expect(field).toHaveValue('');

  await become(page, 'fu-qiang');
  await open(page, `/search?q=${encodeURIComponent('𠮷祥')}`);
  await expect(page.getByText('没有查到')).toBeVisible();
});

test.describe('at a desk', () => {
  test.use({ viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false });

  test('工作台：按 / 在清单中查找，再到全部事项中查找', async ({ page }) => {
    await report(page);
    await become(page, 'qian-wei');
    await open(page, '/desk?list=all');
    await expect(page.getByRole('list', { name: '全部' })).toBeVisible();
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox', { name: '在本清单中查找' })).toBeFocused();
    await page.keyboard.type('滑倒');
    await expect(page.getByRole('link', { name: new RegExp(TITLE) }).first()).toBeVisible();
    await page.screenshot({ path: test.info().outputPath('desk.png') });

    await page.getByRole('link', { name: '查找事项' }).click();
    await page.getByRole('button', { name: '筛选' }).click();
    await page.getByLabel('状态').selectOption({ label: '研判中' });
    await page.getByRole('searchbox', { name: '查找事项' }).fill('桥洞');
    await expect(page.getByRole('link', { name: new RegExp(TITLE) }).first()).toBeVisible();
    await page.screenshot({ path: test.info().outputPath('search-desk.png') });
  });
});
