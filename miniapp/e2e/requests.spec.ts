// Owns requests of a running clock through the browser: asked by the handler, signed by the head, granted by the supervisor from the list.
// Leaves the days to the server's stories.
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { act, become, headOf, open, openAs, sheet, ticketIdIn } from './support/people.js';

const REASON = '配件从外地发货，月底才能到。';

test('申请延期：承办人提出、负责人签署、督办员在清单里看清新旧期限后批准；期限说明里有延期', async ({ page }) => {
  test.setTimeout(90_000);
  const { id, title } = await signedFor(page);

  await act(page, '申请延期', async (form) => {
    await form.getByLabel('延长的工作日').fill('40');
    await expect(form.getByText('延长的工作日数超过上限。')).toBeVisible();
    await form.getByLabel('延长的工作日').fill('5');
    await expect(form.getByText(/批准后期限.*月\d+日 → .*月\d+日/)).toBeVisible();
    await form.getByLabel('理由').fill(REASON);
  });
  const block = page.getByRole('region', { name: '待决定的申请' });
  await expect(block.getByText('延期 5 个工作日')).toBeVisible();
  await expect(block.getByRole('button', { name: '撤回申请' })).toBeVisible();

  // The head's list says what is asked and which day it would be; a slip is taken back, and what was meant is sent.
  await become(page, await headOf(page, 'education'));
  await open(page, '/desk?list=to_endorse');
  const line = page.locator('.one', { hasText: title });
  await expect(line.getByText(REASON)).toBeVisible();
  await line.getByRole('button', { name: '签署同意' }).click();
  await line.getByRole('button', { name: '撤销' }).click();
  await expect(line.getByRole('button', { name: '签署同意' })).toBeVisible();
  await line.getByRole('button', { name: '签署同意' }).click();
  await expect(line).toBeHidden({ timeout: 15_000 });

  await become(page, 'qian-wei');
  await open(page, '/desk?list=to_decide');
  await expect(line.getByText(/月\d+日 → .*月\d+日/)).toBeVisible();
  await expect(line.getByText(/待督办员决定，.*前/)).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('to-decide.png') });
  await line.getByRole('button', { name: '批准申请' }).click();
  await expect(line.getByText(/即将批准，期限改为/)).toBeVisible();
  await expect(line).toBeHidden({ timeout: 15_000 });

  await open(page, `/t/${id}`);
  await expect(block).toBeHidden();
  await page.getByRole('button', { name: '为什么是这一天' }).click();
  await expect(page.getByText(/期限 15 个，延期 5 个/)).toBeVisible();
});

test('申请延期：督办员在清单里不同意，须写理由；理由在经过里，期限照旧', async ({ page }) => {
  test.setTimeout(90_000);
  const { id, title } = await signedFor(page);
  await openAs(page, await headOf(page, 'education'), id);
  await act(page, '申请延期', async (form) => {
    await form.getByLabel('延长的工作日').fill('3');
    await form.getByLabel('理由').fill(REASON);
  });
  await become(page, 'qian-wei');
  await open(page, '/desk?list=to_decide');
  const line = page.locator('.one', { hasText: title });
  await line.getByRole('button', { name: '不同意申请' }).click();
  await line.getByRole('button', { name: '不同意申请' }).click();
  await expect(line.getByText('请写明理由')).toBeVisible();
  await line.getByLabel('不同意的理由').fill('配件本地有货，请先用上。');
  await line.getByRole('button', { name: '不同意申请' }).click();
  await expect(line).toBeHidden();
  await open(page, `/t/${id}`);
  await expect(page.getByText('配件本地有货，请先用上。')).toBeVisible();
});

test('申请暂停：督办员不同意，理由写在经过里，期限照旧', async ({ page }) => {
  test.setTimeout(90_000);
  const { id } = await signedFor(page);
  await openAs(page, await headOf(page, 'education'), id);
  await act(page, '申请暂停计时', async (form) => {
    await form.getByText('检测', { exact: true }).click();
    await form.getByLabel('暂停到').fill(inDays(8));
    await form.getByLabel('依据文书').fill('检〔2026〕7号');
  });
  await openAs(page, 'qian-wei', id);
  const block = page.getByRole('region', { name: '待决定的申请' });
  await expect(block.getByText('检〔2026〕7号')).toBeVisible();
  await page.getByRole('button', { name: '不同意申请', exact: true }).click();
  const form = sheet(page, '不同意申请');
  await form.getByLabel('理由').fill('检测两天就能做完，不必暂停。');
  await form.getByRole('button', { name: '不同意申请', exact: true }).click();
  await expect(block).toBeHidden();
  await expect(page.getByText('检测两天就能做完，不必暂停。')).toBeVisible();
});

/** A fresh ticket of the education bureau, signed for and open before its handler. */
async function signedFor(page: Page): Promise<{ id: string; title: string }> {
  await become(page, 'shen-jiahui');
  await open(page, '/');
  await page.getByRole('link', { name: /民情直通车/ }).first().click();
  await page.getByRole('link', { name: /一键上报/ }).or(page.getByRole('button', { name: /一键上报/ })).first().click();
  await page.getByRole('button', { name: '莲花社区', exact: true }).click();
  const title = `小学门口减速带坏了 ${randomUUID().slice(0, 4)}`;
  await page.getByLabel('问题和诉求').fill(`${title}，孩子上学放学不安全，希望尽快修好。`);
  await page.getByLabel('反映人姓名').fill('莫阿婆');
  await page.getByRole('button', { name: '上报', exact: true }).click();
  const id = await ticketIdIn(page);
  await become(page, 'jin-li');
  const { version } = (await (await page.request.get(`/api/tickets/${id}`)).json()) as { version: number };
  const dispatch = async (seen: number) => page.request.post(`/api/tickets/${id}/actions`, {
    data: {
      commandId: randomUUID(), version: seen, action: 'dispatch',
      input: { nature: 'help', categoryCode: 'public.school.commute', complexity: 'ordinary', leadUnitId: 'education', assistingUnitIds: [] },
    },
  });
  // Routing may have moved it on meanwhile.
  await expect.poll(async () => {
    const seen = (await (await page.request.get(`/api/tickets/${id}`)).json()) as { version: number; status: string };
    return seen.status === 'dispatched' ? 200 : (await dispatch(Math.max(seen.version, version))).status();
  }).toBe(200);
  await openAs(page, 'fu-qiang', id);
  await act(page, '签收');
  return { id, title };
}

function inDays(days: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(Date.now() + days * 86_400_000));
}
