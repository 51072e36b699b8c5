// Owns story 5 of the demo, through the browser: a visit, a report for a firm, solved in days, the firm itself rates.
// Leaves the rules to the server's own stories.
import { expect, test } from './support/fixtures.js';
import { act, become, open, openAs, passIfSampled, sheet, ticketIdIn } from './support/people.js';

test('收购德国企业股份：走访、一键上报、商务局办理、企业自己测评', async ({ page }) => {
  test.setTimeout(120_000);
  await become(page, 'zhang-jianying');
  await open(page, '/m/qinqing');
  await page.getByRole('link', { name: /记走访/ }).or(page.getByRole('button', { name: /记走访/ })).first().click();
  await page.getByRole('button', { name: /铁澜/ }).first().click();
  await page.getByLabel('听到了什么').fill('要收购一家德国企业的股份。交割日期快到了，境外投资备案还没有办下来。');
  await page.getByRole('button', { name: '保存走访' }).click();
  await page.getByRole('link', { name: /一键上报/ }).or(page.getByRole('button', { name: /一键上报/ })).first().click();
  await expect(page.getByLabel('问题和诉求')).toHaveValue(/德国企业/);
  await page.getByRole('button', { name: '上报', exact: true }).click();
  await expect(page.getByText(/亲清〔\d{4}〕\d+号/).first()).toBeVisible();
  const id = await ticketIdIn(page);

  await openAs(page, 'jin-li', id);
  await page.getByRole('button', { name: '派给商务局' }).first().click();
  const dispatch = sheet(page, '派单');
  await dispatch.getByRole('button', { name: '派单', exact: true }).click();
  await expect(dispatch).toBeHidden();

  await openAs(page, 'shen-chunxiao', id);
  await act(page, '签收');
  await act(page, '提交结果', async (form) => {
    await form.getByText('已解决', { exact: true }).click();
    await form.getByLabel('办理结果或答复意见').fill('已与省厅事先沟通，三天内办结境外投资备案，证书已交企业。');
  });
  await passIfSampled(page, id);

  // The submitting cadre is not the one whose problem it was.
  await openAs(page, 'zhang-jianying', id);
  await expect(page.getByText('三天内办结').first()).toBeVisible();
  await expect(page.getByRole('button', { name: '满意', exact: true })).toHaveCount(0);

  await become(page, 'lv-chengzhi');
  await open(page, '/m/enterprise');
  await page.getByText('要收购一家德国企业的股份').first().click();
  await page.getByRole('button', { name: '满意', exact: true }).click();
  await expect(page.getByText('已归档').first()).toBeVisible();
});
