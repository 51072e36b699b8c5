// Owns 任务队列 in the browser: a job that cannot be done is seen by the administrator, mended, run again; another is set aside and taken back.
// Leaves counting attempts and the empty queue's server to the server's own tests.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { asOwner } from './support/database.js';
import { expect, test } from './support/fixtures.js';
import { become, open, sheet } from './support/people.js';

const CATEGORY = 'public.school.commute';
interface Category { code: string; name: string; lines: string[]; words: string[] }
/** As it should be: what the administrator has it from. */
const RIGHT = (JSON.parse(readFileSync(new URL('../../server/data/categories.json', import.meta.url), 'utf8')) as Category[]).find(({ code }) => code === CATEGORY);
/** All attempts but the last, which are a minute of waiting each time twice as long. */
const ALL_BUT_ONE = `update event_delivery set attempts = 7 where job = 'ticket.route' and attempts > 0 and failed_at is null`;

interface Overview { jobs: { job: string; retrying: number; failed: number }[] }

test('任务队列：失败的任务看得见，修好后重新执行；不需要的搁置，也能取消', async ({ page }) => {
  test.setTimeout(150_000);
  await become(page, 'wang-qian');
  await open(page, '/');
  await page.getByRole('link', { name: /^系统管理/ }).click();
  await page.getByRole('link', { name: /^任务队列/ }).click();
  await expect(page.getByText('没有积压')).toBeVisible({ timeout: 30_000 });

  // An import has left an empty word in a category.
  await asOwner('update category set words = array_append(words, null) where code = $1', [CATEGORY]);
  try {
    const [number, other] = [await stuckReport(page), await stuckReport(page)];
    await asOwner(ALL_BUT_ONE);
    await become(page, 'wang-qian');
    await open(page, '/admin/queue');
    const failed = page.getByRole('region', { name: '失败的研判建议' });
    await expect(failed.getByRole('heading', { name: '研判建议：2 项失败' })).toBeVisible({ timeout: 60_000 });
    const job = failed.getByRole('article', { name: `研判建议 ${number}` });
    await expect(job).toContainText('程序没有处理好');
    await expect(job).toContainText('已试 8 次');

    // One is pointless by now.
    await failed.getByRole('article', { name: `研判建议 ${other}` }).getByRole('button', { name: '搁置' }).click();
    const reason = sheet(page, '搁置');
    await expect(reason.getByRole('button', { name: '确认搁置' })).toBeDisabled();
    await reason.getByLabel('搁置原因').fill('研判员已经手工研判。');
    await reason.getByRole('button', { name: '确认搁置' }).click();
    await expect(failed.getByRole('heading', { name: '研判建议：1 项失败' })).toBeVisible();

    await importAnew(page);
    await open(page, '/admin/queue');
    await job.getByRole('button', { name: '重新执行' }).click();
    await expect(page.getByText('没有积压')).toBeVisible({ timeout: 30_000 });

    await page.getByRole('button', { name: /已搁置的任务（1 项）/ }).click();
    await expect(page.getByText('研判员已经手工研判。')).toBeVisible();
    await page.getByRole('button', { name: '取消搁置' }).click();
    await expect(page.getByRole('button', { name: /已搁置的任务（0 项）/ })).toBeVisible();
    await expect(page.getByText('没有积压')).toBeVisible({ timeout: 30_000 });

    for (const each of [number, other]) await expect.poll(() => statusOf(page, each), { timeout: 30_000 }).toBe('assessing');
  } finally {
    await asOwner('update category set words = array_remove(words, null) where code = $1', [CATEGORY]);
  }
});

test('任务队列只给系统管理员', async ({ page }) => {
  await become(page, 'liu-aizhen');
  await open(page, '/admin/queue');
  await expect(page.getByText('您的账号不用这个入口')).toBeVisible();
  expect((await page.request.get('/api/admin/queue')).status()).toBe(403);
});

/** What is wrong with the category is mended where categories come from: 数据导入. */
async function importAnew(page: Page): Promise<void> {
  const words = (RIGHT?.words ?? []).join('、');
  await open(page, '/admin/import');
  await page.getByRole('button', { name: /事项类别/ }).click();
  await page.getByLabel('要导入的文件').setInputFiles({
    name: '事项类别.csv', mimeType: 'text/csv', buffer: Buffer.from(`编号,名称,直通车,常用说法\r\n${CATEGORY},${RIGHT?.name ?? ''},民情直通车,${words}\r\n`),
  });
  await page.getByRole('button', { name: '确认导入 1 条' }).click();
  await expect(page.getByText('事项类别已导入')).toBeVisible();
}

/** Reports until routing has stumbled over one of them: the worker may still know the categories as they were. */
async function stuckReport(page: Page): Promise<string> {
  for (;;) {
    const before = await stuck(page);
    await become(page, 'shen-jiahui');
    const answer = await page.request.post('/api/tickets', { data: {
      id: randomUUID(), line: 'minqing', title: '孩子上学没有公交', text: '村里孩子上学要走四十分钟，希望开一班接送车。',
      subjectKind: 'household', subjectId: '330110102017', reporter: { name: '莫阿婆' },
    } });
    const { receipt } = (await answer.json()) as { receipt: { number: string } };
    let ended = '';
    await expect.poll(async () => {
      if ((await statusOf(page, receipt.number)) === 'assessing') ended = 'routed';
      else if ((await stuck(page)) > before) ended = 'stuck';
      return ended;
    }, { timeout: 30_000 }).not.toBe('');
    if (ended === 'stuck') return receipt.number;
  }
}

async function stuck(page: Page): Promise<number> {
  await become(page, 'wang-qian');
  const { jobs } = (await (await page.request.get('/api/admin/queue')).json()) as Overview;
  return jobs.filter(({ job }) => job === 'ticket.route').reduce((sum, { retrying, failed }) => sum + retrying + failed, 0);
}

async function statusOf(page: Page, number: string): Promise<string> {
  await become(page, 'shen-jiahui');
  const { items } = (await (await page.request.get(`/api/tickets?q=${encodeURIComponent(number)}`)).json()) as { items: { number: string; status: string }[] };
  return items.find((item) => item.number === number)?.status ?? '';
}
