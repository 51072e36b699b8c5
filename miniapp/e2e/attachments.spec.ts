// Owns a photo's way through the browser: taken at the doorstep on a line that breaks, seen by the handler, by no stranger.
// Leaves what files may be and who sees which to the server's own suites.
import type { Page } from '@playwright/test';
import { expect, test } from './support/fixtures.js';
import { act, become, open, openAs, sheet, ticketIdIn } from './support/people.js';

/** A picture as a phone makes it, some 900 kB of noise, drawn by the browser itself. */
async function doorstepPhoto(page: Page): Promise<Buffer> {
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = 1400;
    canvas.height = 1050;
    const pen = canvas.getContext('2d')!;
    const noise = pen.createImageData(canvas.width, canvas.height);
    for (let i = 0; i < noise.data.length; i += 1) noise.data[i] = i % 4 === 3 ? 255 : (i * 2654435761 >>> (i % 13)) & 255;
    pen.putImageData(noise, 0, 0);
    const blob = await new Promise<Blob>((resolve) => { canvas.toBlob((made) => { resolve(made!); }, 'image/jpeg', 0.8); });
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text);
  });
  return Buffer.from(base64, 'base64');
}

test('a photo at the doorstep: the line breaks in the middle, the page is loaded anew, it arrives once and whole', async ({ page }) => {
  test.setTimeout(120_000);
  await become(page, 'shen-jiahui');
  await open(page, '/');
  const photo = await doorstepPhoto(page);
  expect(photo.length).toBeGreaterThan(600 * 1024);
  await page.getByRole('link', { name: /民情直通车/ }).or(page.getByRole('button', { name: /民情直通车/ })).first().click();
  await page.getByRole('link', { name: /一键上报/ }).or(page.getByRole('button', { name: /一键上报/ })).first().click();
  await page.getByRole('button', { name: '莲花社区', exact: true }).click();
  await page.getByLabel('问题和诉求').fill('莫阿婆每天骑三轮车接送两个孩子上学，照片是路口。来回四十分钟，下雨天很危险，希望开校车。');
  await page.getByLabel('反映人姓名').fill('莫阿婆');

  // The first part goes through, then the line is dead.
  let parts = 0;
  await page.route('**/api/attachments/*', async (route) => {
    if (route.request().method() === 'GET' || (route.request().method() === 'PATCH' && (parts += 1) === 1)) await route.continue();
    else await route.abort('internetdisconnected');
  });
  await page.getByLabel('添加照片').setInputFiles({ name: '门前.jpg', mimeType: 'image/jpeg', buffer: photo });
  await expect.poll(() => parts).toBeGreaterThan(1);
  await page.getByRole('button', { name: '上报', exact: true }).click();
  await expect(page.getByText('还有 1 个附件没有传完，传完就能发。').first()).toBeVisible();

  // Reloaded without a word lost, on a line that works again.
  await page.unroute('**/api/attachments/*');
  const begun: string[] = [];
  page.on('request', (request) => { if (request.method() === 'PATCH') begun.push(request.headers()['upload-offset'] ?? ''); });
  await page.reload();
  await expect(page.getByLabel('问题和诉求')).toHaveValue(/照片是路口/);
  await expect(page.getByRole('progressbar')).toBeHidden();
  await expect(page.getByLabel('已选的附件').getByRole('listitem')).toHaveCount(1);
  expect(Number(begun[0])).toBeGreaterThan(0);
  await page.screenshot({ path: test.info().outputPath('form.png'), fullPage: true });
  await page.getByRole('button', { name: '上报', exact: true }).click();
  await expect(page.getByText(/民情〔\d{4}〕\d+号/).first()).toBeVisible();
  const id = await ticketIdIn(page);

  // Triage opens the photo; the handler sees it, too, and answers with one of their own.
  await openAs(page, 'jin-li', id);
  await page.getByRole('button', { name: '查看 门前.jpg' }).click();
  await expect(page.locator('.van-image-preview__image img').first()).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('preview.png') });
  await open(page, `/t/${id}`);
  await page.getByRole('button', { name: '派给教育局' }).first().click();
  const dispatch = sheet(page, '派单');
  await dispatch.getByRole('button', { name: '派单', exact: true }).click();
  await expect(dispatch).toBeHidden();
  await openAs(page, 'fu-qiang', id);
  await expect(page.getByRole('button', { name: '查看 门前.jpg' })).toBeVisible();
  await act(page, '签收');
  await act(page, '提交结果', async (form) => {
    await form.getByText('已解决', { exact: true }).click();
    await form.getByLabel('办理结果或答复意见').fill('专线本周一开通，见照片。');
    await form.getByLabel('添加照片').setInputFiles({ name: '专线.jpg', mimeType: 'image/jpeg', buffer: photo });
    await expect(form.getByRole('progressbar')).toBeHidden();
    await page.screenshot({ path: test.info().outputPath('sheet.png') });
  });
  await expect(page.getByRole('button', { name: '查看 专线.jpg' }).first()).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('ticket.png'), fullPage: true });

  // Somebody who has nothing to do with it sees neither page nor picture.
  await become(page, 'fu-qiang');
  const ticket = (await (await page.request.get(`/api/tickets/${id}`)).json()) as { events: { attachments: { url: string }[] }[] };
  const url = ticket.events.flatMap((event) => event.attachments)[0]?.url ?? '';
  expect((await page.request.get(url)).status()).toBe(200);
  await become(page, 'cao-yu');
  expect((await page.request.get(url)).status()).toBe(404);
  await open(page, `/t/${id}`);
  await expect(page.getByText('没有找到这件事项')).toBeVisible();
});

test('a draft of Friday is sent on Monday with its photo, though the server has cleared it away', async ({ page }) => {
  await become(page, 'shen-jiahui');
  await open(page, '/m/minqing/report');
  const photo = await doorstepPhoto(page);
  await page.getByRole('button', { name: '莲花社区', exact: true }).click();
  await page.getByLabel('问题和诉求').fill('村口的限高杆被撞歪了，照片是周五下午拍的，大车进不来。');
  await page.getByLabel('反映人姓名').fill('莫阿婆');
  await page.getByLabel('添加照片').setInputFiles({ name: '限高杆.jpg', mimeType: 'image/jpeg', buffer: photo });
  await expect(page.getByLabel('已选的附件').getByRole('listitem')).toHaveCount(1);
  await expect(page.getByRole('progressbar')).toBeHidden();

  // Over the weekend: unused uploads are swept, the phone grows three days older.
  const ids = await page.evaluate((age) => {
    const records = JSON.parse(localStorage.getItem('zhitongche.uploads') ?? '{}') as Record<string, { startedAt: number }>;
    for (const record of Object.values(records)) record.startedAt -= age;
    localStorage.setItem('zhitongche.uploads', JSON.stringify(records));
    return Object.keys(records);
  }, 66 * 3_600_000);
  expect(ids).toHaveLength(1);
  expect((await page.request.delete(`/api/attachments/${ids[0]!}`)).status()).toBe(204);
  await page.reload();
  await expect(page.getByLabel('问题和诉求')).toHaveValue(/周五下午/);
  await expect(page.getByRole('progressbar')).toBeHidden();
  await expect(page.getByLabel('已选的附件').getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: '上报', exact: true }).click();
  await expect(page.getByText(/民情〔\d{4}〕\d+号/).first()).toBeVisible();
  await open(page, `/t/${await ticketIdIn(page)}`);
  await expect(page.getByRole('button', { name: '查看 限高杆.jpg' }).first()).toBeVisible();

  // What was sent stays on no phone.
  const left = () => page.evaluate(() => new Promise<number>((resolve, reject) => {
    const opening = indexedDB.open('zhitongche', 1);
    opening.onerror = () => { reject(new Error('no database')); };
    opening.onsuccess = () => {
      const counting = opening.result.transaction('files').objectStore('files').count();
      counting.onsuccess = () => { opening.result.close(); resolve(counting.result); };
    };
  }));
  await expect.poll(left).toBe(0);
  expect(await page.evaluate(() => localStorage.getItem('zhitongche.uploads'))).toBe('{}');
});
