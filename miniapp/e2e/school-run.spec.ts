// Owns story 1 of the demo, through the browser: a doorstep report, an answer nobody accepts, a second round, 满意.
// Leaves the rules to the server's own stories.
import { expect, test } from './support/fixtures.js';
import { act, become, chooseUnits, headOf, open, openAs, passIfSampled, sheet, ticketIdIn } from './support/people.js';

test('莲花社区孩子上学接送难：上报、派单、答复、不满意、重新办理、满意', async ({ page, browser }) => {
  test.setTimeout(120_000);
  // The cadre at the door: home, linked community, words, send.
  await become(page, 'shen-jiahui');
  await open(page, '/');
  await page.getByRole('link', { name: /民情直通车/ }).or(page.getByRole('button', { name: /民情直通车/ })).first().click();
  await page.getByRole('link', { name: /一键上报/ }).or(page.getByRole('button', { name: /一键上报/ })).first().click();
  await page.getByRole('button', { name: '莲花社区', exact: true }).click();
  await page.getByLabel('问题和诉求').fill('莫阿婆每天骑三轮车接送两个孩子上学。来回四十分钟，下雨天很危险，希望开校车。');
  await page.getByLabel('反映人姓名').fill('莫阿婆');
  await page.getByLabel('办理建议').fill('建议教育局牵头，公交公司配合。');
  await page.getByRole('button', { name: '上报', exact: true }).click();
  await expect(page.getByText(/民情〔\d{4}〕\d+号/).first()).toBeVisible();
  const id = await ticketIdIn(page);

  // Triage: routing has proposed within seconds; one key dispatches.
  await openAs(page, 'jin-li', id);
  await page.getByRole('button', { name: '派给教育局' }).first().click();
  const dispatch = sheet(page, '派单');
  await expect(dispatch.getByText('教育局').first()).toBeVisible();
  await dispatch.getByRole('button', { name: '派单', exact: true }).click();
  await expect(dispatch).toBeHidden();

  // The handler signs and answers; the head signs the answer.
  await openAs(page, 'fu-qiang', id);
  await act(page, '签收');
  await act(page, '提交结果', async (form) => {
    await form.getByText('解释答复', { exact: true }).click();
    await form.getByLabel('办理结果或答复意见').fill('距离不足，无法开通。');
  });
  await expect(page.getByText(/负责人审签/).first()).toBeVisible();
  const head = await headOf(page, 'education');
  await openAs(page, head, id);
  await act(page, '审签通过');
  await passIfSampled(page, id);

  // The cadre hands over the link: that is telling the result. The granddaughter opens it without any account.
  await openAs(page, 'shen-jiahui', id);
  const resident = await browser.newContext({ viewport: { width: 375, height: 812 } });
  const follow = await resident.newPage();
  await follow.goto(await linkShown(page));
  await expect(follow.getByText('距离不足，无法开通。')).toBeVisible();
  await follow.getByRole('button', { name: '不满意' }).click();
  await follow.getByText('只有答复没有行动').click();
  await follow.getByLabel('具体情况').fill('三百户人家都在等，一句不足就完了？');
  await follow.getByRole('button', { name: /提交/ }).click();
  await expect(follow.getByText('第 2 轮办理', { exact: true })).toBeVisible();

  // Round 2: joint review, dispatch to the same lead with a reason, a school bus.
  await openAs(page, 'qian-wei', id);
  await act(page, '疑难会商', async (form) => {
    await form.getByLabel('会商日期').fill(todayInShanghai());
    await chooseUnits(page, form, '参加单位', ['教育局', '公交公司']);
    await form.getByLabel('会商决定').fill('教育局和公交公司开一条早晚专线，社区出两名志愿者。');
  });
  await openAs(page, 'jin-li', id);
  await page.getByRole('button', { name: '派给教育局' }).first().click();
  await dispatch.getByLabel('再次派给同一单位的理由').fill('会商决定仍由教育局牵头');
  await dispatch.getByRole('button', { name: '派单', exact: true }).click();
  await expect(dispatch).toBeHidden();
  await openAs(page, 'fu-qiang', id);
  await act(page, '签收');
  await act(page, '提交结果', async (form) => {
    await form.getByText('已解决', { exact: true }).click();
    await form.getByLabel('办理结果或答复意见').fill('专线本周一开通，早七点一班，下午四点一班，两名志愿者随车，家长已签协议。');
  });
  await openAs(page, head, id);
  await act(page, '审签通过');
  await passIfSampled(page, id);
  await openAs(page, 'shen-jiahui', id);
  await follow.goto('about:blank');
  await follow.goto(await linkShown(page));
  await follow.getByRole('button', { name: '满意', exact: true }).click();
  await expect(follow.getByRole('button', { name: '不满意' })).toBeHidden();
  await resident.close();
  await open(page, `/t/${id}`);
  await expect(page.getByText('已归档').first()).toBeVisible();
  await expect(page.getByText('第 1 轮').first()).toBeVisible();
});

function todayInShanghai(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
}

/** The address behind the QR code that the cadre shows. */
async function linkShown(page: import('@playwright/test').Page): Promise<string> {
  await page.getByRole('button', { name: /^给莫阿婆一个/ }).click();
  const address = await sheet(page, '给反映人的链接').getByText(/\/#\/f\//).textContent();
  if (address === null) throw new Error('the sheet shows no address');
  return address.trim();
}
