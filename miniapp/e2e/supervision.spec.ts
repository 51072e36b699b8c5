// Owns the supervisor's morning in a real browser: who owes what, a head who explains a light, a contest decided, a document on paper.
// Leaves whose step is whose and what is counted to the server's suites.
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { asOwner } from './support/database.js';
import { expect, test } from './support/fixtures.js';
import { become, open, openAs, sheet } from './support/people.js';

const VILLAGE = '330110109236';
const HELP = { nature: 'help', categoryCode: 'public.school.commute', complexity: 'ordinary' };

async function press(page: Page, personId: string, ticketId: string, action: string, input: object): Promise<void> {
  await become(page, personId);
  const { version } = (await (await page.request.get(`/api/tickets/${ticketId}`)).json()) as { version: number };
  const answer = await page.request.post(`/api/tickets/${ticketId}/actions`, { data: { commandId: randomUUID(), version, action, input } });
  expect(await answer.text()).toContain('receipt');
}

/** A ticket that education signed for, and whose limit passed a month ago: the worker lights all of it. */
async function late(page: Page, title: string): Promise<string> {
  const id = randomUUID();
  await become(page, 'xu-tianyu');
  const answer = await page.request.post('/api/tickets', {
    data: { id, line: 'minqing', title, text: '孩子上学要走四公里。', subjectKind: 'household', subjectId: VILLAGE, reporter: { name: '俞阿根' } },
  });
  expect(answer.status()).toBe(201);
  await expect(async () => { await press(page, 'qi-xiaofeng', id, 'dispatch', { ...HELP, leadUnitId: 'education', assistingUnitIds: [] }); }).toPass();
  await press(page, 'fu-qiang', id, 'sign_for', {});
  await asOwner(`update ticket set day0 = current_date - 60, due_day = current_date - 30, due_at = ((current_date - 29)::timestamp at time zone 'Asia/Shanghai') where id = $1`, [id]);
  await asOwner(`update timer set due_at = now() - interval '1 minute' where ticket_id = $1 and state = 'waiting'`, [id]);
  await become(page, 'qian-wei');
  await expect.poll(async () => {
    const { measures } = (await (await page.request.get(`/api/tickets/${id}`)).json()) as { measures: { level: string }[] };
    return measures.map(({ level }) => level);
  }, { timeout: 60_000 }).toEqual(['yellow_light', 'red_light', 'talk_due']);
  return id;
}

for (const [device, viewport] of Object.entries({ phone: { width: 375, height: 812 }, desktop: { width: 1280, height: 860 } })) {
  test.describe(device, () => {
    test.use({ viewport, isMobile: device === 'phone', hasTouch: device === 'phone' });

    test(`督办：一眼看到谁欠什么，负责人写书面说明（${device}）`, async ({ page }) => {
      test.setTimeout(150_000);
      const title = `村口到小学没有公交 ${device} ${randomUUID().slice(0, 4)}`;
      const id = await late(page, title);
      const line = page.getByRole('link', { name: new RegExp(title) });

      await open(page, '/');
      await page.getByRole('link', { name: /^督办/ }).click();
      await expect(page.getByRole('region', { name: '教育局' })).toBeVisible();
      await page.screenshot({ path: test.info().outputPath(`supervision-${device}.png`) });
      await page.getByRole('list', { name: '各类件数' }).getByRole('button', { name: /红灯/ }).click();
      await expect(line).toContainText('办理结果、书面说明、说明原因');
      await page.screenshot({ path: test.info().outputPath(`red-${device}.png`) });

      // The head: the own unit's part, the light, one next step.
      await become(page, 'he-sheng');
      await open(page, '/');
      await page.getByRole('link', { name: /本单位欠账/ }).click();
      await page.getByRole('list', { name: '各类件数' }).getByRole('button', { name: /红灯/ }).click();
      await line.click();
      const red = page.getByRole('article', { name: '红灯' });
      await expect(red).toContainText('待负责人书面说明');
      await page.screenshot({ path: test.info().outputPath(`light-${device}.png`) });
      await red.getByRole('button', { name: '写书面说明' }).click();
      const form = sheet(page, '说明情况');
      await form.getByLabel('情况说明').fill('线路审批多用了两周，本周五开通。');
      await page.screenshot({ path: test.info().outputPath(`explain-${device}.png`) });
      await form.getByRole('button', { name: '说明情况', exact: true }).click();
      await expect(form).toBeHidden();
      await expect(page.getByRole('article', { name: '红灯' })).toContainText('线路审批多用了两周');

      // A contest of the yellow one, decided by the supervisor.
      await page.getByRole('article', { name: '黄灯' }).getByRole('button', { name: '申辩' }).click();
      await sheet(page, '申辩').getByLabel('申辩理由').fill('系统停机一天，未能提交。');
      await sheet(page, '申辩').getByRole('button', { name: '申辩', exact: true }).click();
      await openAs(page, 'qian-wei', id);
      const yellow = page.getByRole('article', { name: '黄灯' });
      await expect(yellow).toContainText('系统停机一天');
      await page.screenshot({ path: test.info().outputPath(`contest-${device}.png`) });
      await yellow.getByRole('button', { name: '撤销' }).click();
      await sheet(page, '撤销').getByLabel('撤销的理由').fill('停机属实。');
      await sheet(page, '撤销').getByRole('button', { name: '撤销', exact: true }).click();
      await expect(sheet(page, '撤销')).toBeHidden();

      // A yellow card with a number, and its paper.
      const number = `余督黄〔${String(new Date().getFullYear())}〕${device === 'phone' ? '71' : '72'}号`;
      await page.getByRole('button', { name: /^更多/ }).click();
      await sheet(page, '可以做的事').getByRole('button', { name: /^发督办文书/ }).click();
      const card = sheet(page, '发督办文书');
      await card.getByText('黄牌', { exact: true }).click();
      await card.getByLabel('文号').fill(number);
      await card.getByLabel('内容').fill('超期多日未办结，给予黄牌，请三日内办结。');
      await page.screenshot({ path: test.info().outputPath(`card-${device}.png`) });
      await card.getByRole('button', { name: '发督办文书', exact: true }).click();
      await page.locator('.van-dialog').getByRole('button', { name: '发督办文书' }).click();
      await expect(card).toBeHidden();
      await open(page, '/supervision/documents');
      await page.getByRole('link', { name: new RegExp(title) }).click();
      await expect(page.getByText(number)).toBeVisible();
      await expect(page.getByRole('button', { name: '打印' })).toBeVisible();
      await page.screenshot({ path: test.info().outputPath(`paper-${device}.png`) });
      await open(page, '/supervision/circulars');
      await expect(page.getByRole('region', { name: '通报内容' })).toBeVisible();
      await page.getByLabel('月份').selectOption({ index: 0 });
      await expect(page.getByText('这个月还没有结束')).toBeVisible();
      await page.screenshot({ path: test.info().outputPath(`circular-${device}.png`) });
    });
  });
}
