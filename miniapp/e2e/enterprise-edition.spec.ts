// Owns the third entry: a firm reports by itself, talks with its handler, is asked, answers; others see nothing of it.
// Leaves rating to the other stories.
import { expect, test } from './support/fixtures.js';
import { act, become, open, openAs, sheet, ticketIdIn } from './support/people.js';

test('企业版：自己上报、补充、留言；别的企业和没有关系的人看不到', async ({ page }) => {
  test.setTimeout(120_000);
  await become(page, 'zhou-min');
  await open(page, '/');
  await page.getByRole('link', { name: /企业版/ }).or(page.getByRole('button', { name: /企业版/ })).first().click();
  await page.getByRole('link', { name: /上报|反映/ }).or(page.getByRole('button', { name: /上报|反映/ })).first().click();
  await page.getByLabel('问题和诉求').fill('厂区专线用电负荷不够，新设备到货不能开机，希望尽快增容。');
  await page.getByRole('button', { name: '上报', exact: true }).click();
  await expect(page.getByText(/亲清〔\d{4}〕\d+号/).first()).toBeVisible();
  const id = await ticketIdIn(page);

  await openAs(page, 'jin-li', id);
  await page.getByRole('button', { name: '派给供电公司' }).first().click();
  const dispatch = sheet(page, '派单');
  await dispatch.getByRole('button', { name: '派单', exact: true }).click();
  await expect(dispatch).toBeHidden();

  await openAs(page, 'chen-xueqin', id);
  await act(page, '签收');
  await act(page, '请反映人补充', async (form) => { await form.getByLabel('需要补充什么').fill('请提供设备铭牌功率和投产时间。'); });

  await openAs(page, 'zhou-min', id);
  await expect(page.getByText('请提供设备铭牌功率和投产时间。').first()).toBeVisible();
  await act(page, '回复补充', async (form) => { await form.getByLabel('回复').fill('三台，每台二百一十千瓦，下月底投产。'); });
  await expect(page.getByText('办理中').first()).toBeVisible();

  // Another firm, and a handler of a unit that has nothing to do with it.
  for (const stranger of ['xu-yifan', 'fu-qiang']) {
    await openAs(page, stranger, id);
    await expect(page.getByText('没有找到这件事项').first()).toBeVisible();
  }
});

test('换一位演示人物：横条上找人，换了就是那个人', async ({ page }) => {
  await become(page, 'shen-jiahui');
  await open(page, '/');
  await page.getByRole('button', { name: /换人/ }).click();
  const bar = sheet(page, '换一位演示人物');
  await bar.getByLabel('查找演示人物').fill('傅强');
  await bar.getByRole('button', { name: /傅强/ }).click();
  await expect(page.getByRole('region', { name: '演示人物' })).toContainText('傅强');
});
