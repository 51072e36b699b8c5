// Owns what somebody reads who opens the link of an earlier round: that it only shows, and where the newer one is.
// Leaves what such a link may do to server/test/stories/rating-links.test.ts.
import { randomUUID } from 'node:crypto';
import { expect, test } from './support/fixtures.js';
import { become, open, passIfSampled } from './support/people.js';

const HELP = { nature: 'help', categoryCode: 'public.school.commute', complexity: 'ordinary', leadUnitId: 'education', assistingUnitIds: [] };

test('以前一轮的链接：写明只能看进度，没有评价和留言', async ({ page }) => {
  test.setTimeout(90_000);
  const id = randomUUID();
  const press = async (action: string, input: object): Promise<void> => {
    await expect(async () => {
      const { version } = (await (await page.request.get(`/api/tickets/${id}`)).json()) as { version: number };
      const answer = await page.request.post(`/api/tickets/${id}/actions`, { data: { commandId: randomUUID(), version, action, input } });
      expect(await answer.text()).toContain('receipt');
    }).toPass();
  };
  await become(page, 'xu-tianyu');
  await page.request.post('/api/tickets', {
    data: { id, line: 'minqing', title: '村口公交站牌倒了', text: '没有人来修。', subjectKind: 'household', subjectId: '330110109236', reporter: { name: '俞阿根' } },
  });
  await become(page, 'qi-xiaofeng');
  await press('dispatch', HELP);
  await become(page, 'fu-qiang');
  await press('sign_for', {});
  await press('submit_result', { kind: 'solved', text: '已重新立好。' });
  await passIfSampled(page, id);
  await become(page, 'xu-tianyu');
  await press('deliver', { channel: 'phone' });
  const { reporters } = (await (await page.request.get(`/api/tickets/${id}`)).json()) as { reporters: { id: string }[] };
  const { path } = (await (await page.request.post(`/api/tickets/${id}/links`, { data: { reporterId: reporters[0]?.id } })).json()) as { path: string };

  await open(page, path.replace('/#', ''));
  await expect(page.getByText('请您评价')).toBeVisible();
  await page.getByRole('button', { name: '评价办理结果' }).click();
  await page.getByRole('button', { name: '不满意' }).click();
  await page.getByText('问题没有解决', { exact: true }).click();
  await page.getByLabel('具体情况').fill('还是倒着。');
  await page.getByRole('button', { name: '提交，要求重新办理' }).click();

  const older = page.getByRole('status', { name: '这是以前的链接' });
  await expect(older).toContainText('现在已是第 2 轮办理', { timeout: 20_000 });
  await expect(older).toContainText('许天宇');
  await expect(page.getByRole('button', { name: /评价|留言/ })).toBeHidden();
  await page.screenshot({ path: test.info().outputPath('old-link.png') });
});
