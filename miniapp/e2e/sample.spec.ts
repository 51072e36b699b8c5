// Owns the supervisor's look at a result on the phone: question and answer together, passed or sent back in two taps.
// Leaves which results are drawn to the server.
import { randomUUID } from 'node:crypto';
import { expect, test } from './support/fixtures.js';
import { act, become, open, openAs, routed, sheet } from './support/people.js';

test('抽查：问的和答的在一起，两下通过，两下退回', async ({ page }) => {
  test.setTimeout(120_000);
  const id = randomUUID();
  await become(page, 'shen-jiahui');
  const answer = await page.request.post('/api/tickets', {
    data: {
      id, line: 'minqing', title: '社保卡丢了去哪里补', text: '老人社保卡丢了，镇里能不能补办，要带什么？', subjectKind: 'household', subjectId: '330110102017',
      reporter: { name: '莫阿婆' },
    },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  await routed(page, id);
  const answerAtOnce = async (text: string) => {
    await openAs(page, 'jin-li', id);
    await act(page, '直接答复', async (form) => {
      await form.getByText('解释答复', { exact: true }).click();
      await form.getByLabel('办理结果或答复意见').fill(text);
    });
  };
  // What triage answers by itself the supervisor always looks at.
  await answerAtOnce('可以补办。');

  await become(page, 'qian-wei');
  await open(page, '/desk?list=to_sample');
  await page.getByRole('link', { name: /社保卡丢了去哪里补/ }).first().click();
  const looked = page.getByRole('region', { name: '待审核的结果' });
  await expect(looked.getByText('老人社保卡丢了，镇里能不能补办，要带什么？')).toBeVisible();
  await expect(looked.getByText('可以补办。')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('sample.png') });
  const bar = page.getByRole('button', { name: '抽查通过', exact: true });
  await expect(bar).toBeInViewport();
  await page.getByRole('button', { name: '退回重办', exact: true }).click();
  const back = sheet(page, '退回重办');
  await back.getByLabel('退回理由').fill('没有写明地点和要带的材料。');
  await back.getByRole('button', { name: '退回重办', exact: true }).click();
  await expect(back).toBeHidden();

  await answerAtOnce('镇便民服务中心一楼可以补办，带身份证，当场可取。');
  await openAs(page, 'qian-wei', id);
  await page.getByRole('button', { name: '抽查通过', exact: true }).click();
  await sheet(page, '抽查通过').getByRole('button', { name: '抽查通过', exact: true }).click();
  await expect(page.getByText(/已办结|待测评/).first()).toBeVisible();
});
