// Owns a call-back on the phone: the silent reporter stands in triage's list, is not reached, stands there again, gets a link and rates.
// Leaves the days to the server's own stories.
import { randomUUID } from 'node:crypto';
import type { APIResponse, Page } from '@playwright/test';
import { asOwner } from './support/database.js';
import { expect, test } from './support/fixtures.js';
import { act, become, open, openAs, passIfSampled, routed, sheet } from './support/people.js';

const TITLE = '楼道灯不亮等回访';
const SWEPT_MS = 45_000;

async function command(page: Page, personId: string, id: string, action: string, input: unknown): Promise<APIResponse> {
  await become(page, personId);
  const { version } = (await (await page.request.get(`/api/tickets/${id}`)).json()) as { version: number };
  const answer = await page.request.post(`/api/tickets/${id}/actions`, { data: { commandId: randomUUID(), version, action, input } });
  expect(answer.status(), await answer.text()).toBe(200);
  return answer;
}

/** Answered and told; the clock of the silence is set back by two weeks. */
async function told(page: Page): Promise<string> {
  const id = randomUUID();
  await become(page, 'shen-jiahui');
  const answer = await page.request.post('/api/tickets', {
    data: {
      id, line: 'minqing', title: TITLE, text: '三幢二单元楼道灯坏了半个月。', subjectKind: 'household', subjectId: '330110102017',
      reporter: { name: '莫阿婆', phone: '13900001234' },
    },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  await routed(page, id);
  await command(page, 'jin-li', id, 'dispatch', {
    nature: 'help', categoryCode: 'public.school.commute', complexity: 'ordinary', leadUnitId: 'education', assistingUnitIds: [],
  });
  await command(page, 'fu-qiang', id, 'sign_for', {});
  await command(page, 'fu-qiang', id, 'submit_result', { kind: 'solved', text: '已换新灯。' });
  await passIfSampled(page, id);
  await command(page, 'shen-jiahui', id, 'deliver', { channel: 'in_person' });
  await asOwner(`update ticket set delivered_at = delivered_at - interval '14 days' where id = $1`, [id]);
  return id;
}

test('回访：五个工作日没有评价，研判员打电话；没联系上再打，联系上给链接，反映人自己评价', async ({ page, browser }) => {
  test.setTimeout(180_000);
  const id = await told(page);
  const listed = page.getByRole('link', { name: new RegExp(TITLE) });
  const inList = async () => {
    await open(page, '/desk?list=to_call_back');
    await expect(page.getByRole('link', { name: /^待回访/ })).toBeVisible();
    return listed.first().isVisible({ timeout: 3_000 });
  };

  await become(page, 'jin-li');
  await expect.poll(async () => { await open(page, '/desk?list=to_call_back'); return listed.count(); }, { timeout: SWEPT_MS }).toBe(1);
  await page.screenshot({ path: test.info().outputPath('to-call-back.png') });
  await listed.first().click();
  await expect(page.getByRole('button', { name: '打电话给莫阿婆' })).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('call-back-page.png'), fullPage: true });
  await act(page, '记录回访', async (form) => {
    await form.getByText('否', { exact: true }).click();
    await form.getByLabel('反映人的话').fill('上午、下午各打一次，无人接听。');
    await page.screenshot({ path: test.info().outputPath('call-back-form.png') });
  });
  await expect(page.getByText(/未联系上/).first()).toBeVisible();
  expect(await inList()).toBe(false);

  // The next working day has come.
  await asOwner('update ticket set callback_due_at = now() where id = $1', [id]);
  await openAs(page, 'jin-li', id);
  await act(page, '记录回访', async (form) => {
    await form.getByText('是', { exact: true }).click();
    await form.getByLabel('反映人的话').fill('灯亮了，愿意自己评价。');
  });
  await page.getByRole('button', { name: /^给莫阿婆一个/ }).click();
  const address = (await sheet(page, '给反映人的链接').getByText(/\/#\/f\//).textContent())?.trim() ?? '';

  const resident = await browser.newContext({ viewport: { width: 375, height: 812 } });
  const follow = await resident.newPage();
  await follow.goto(address);
  await follow.getByRole('button', { name: '满意', exact: true }).click();
  await expect(follow.getByRole('button', { name: '不满意' })).toBeHidden();
  await resident.close();
  await become(page, 'jin-li');
  expect(await inList()).toBe(false);
  // Neither the handler nor the head ever sees such a list.
  await become(page, 'fu-qiang');
  expect((await page.request.get('/api/tickets?worklist=to_call_back')).status()).toBe(403);
});
