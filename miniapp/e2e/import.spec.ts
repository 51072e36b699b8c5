// Owns bringing in data and taking a list out, in a real browser: a faulty file, the mended one, the new unit in a picker, a list as Excel.
// Leaves the rules of rows and files to the server's suites.
import { randomUUID } from 'node:crypto';
import { readSheet } from 'read-excel-file/node';
import { expect, test } from './support/fixtures.js';
import { become, open, openAs, sheet } from './support/people.js';

const csv = (...rows: string[]) => ({ name: '单位.csv', mimeType: 'text/csv', buffer: Buffer.from(`全称,简称,类别,职责\r\n${rows.join('\r\n')}\r\n`) });
const GOOD = '杭州市余杭区运河保护中心,运河中心,区级部门,管运河遗产保护。';

for (const [device, viewport] of Object.entries({ phone: { width: 375, height: 812 }, desktop: { width: 1280, height: 860 } })) {
  test.describe(device, () => {
    test.use({ viewport, isMobile: device === 'phone' });

    test(`a faulty file is told row by row and writes nothing (${device})`, async ({ page }) => {
      await become(page, 'wang-qian');
      await open(page, '/admin');
      await page.getByRole('link', { name: /数据导入/ }).first().click();
      await page.getByRole('button', { name: /单位与区划/ }).click();
      await page.getByLabel('要导入的文件').setInputFiles(csv(GOOD, '区第二局,,国企,'));
      await expect(page.getByText('1 处有问题')).toBeVisible();
      const problems = page.getByRole('region', { name: '问题' });
      await expect(problems.getByText('第 3 行')).toBeVisible();
      await expect(problems.getByText('国企', { exact: true })).toBeVisible();
      await expect(page.getByRole('button', { name: /确认导入/ })).toHaveCount(0);
      // Back, step by step.
      await page.getByRole('button', { name: '上一步：换文件' }).click();
      await page.getByRole('button', { name: '上一步：换一类' }).click();
      await expect(page.getByRole('button', { name: /派单目录/ })).toBeVisible();
      expect(await (await page.request.get('/api/units')).text()).not.toContain('区第二局');
    });
  });
}

test('the template comes down, the mended file goes in, and the new unit is in the picker', async ({ page }) => {
  await become(page, 'wang-qian');
  await open(page, '/admin/import');
  await page.getByRole('button', { name: /单位与区划/ }).click();
  const [template] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载模板' }).click()]);
  expect(template.suggestedFilename()).toBe('单位与区划_模板.xlsx');
  await page.getByLabel('要导入的文件').setInputFiles(csv(GOOD));
  await expect(page.getByText('杭州市余杭区运河保护中心').first()).toBeVisible();
  await page.getByRole('button', { name: '确认导入 1 条' }).click();
  await expect(page.getByText('单位与区划已导入')).toBeVisible();
  await expect(page.getByText('新增 1 条')).toBeVisible();

  const id = randomUUID();
  await become(page, 'zhou-min');
  const answer = await page.request.post('/api/tickets', {
    data: { id, line: 'qinqing', title: '运河码头用地', text: '想在运河边建码头，请问怎么办手续？', subjectKind: 'enterprise', subjectId: '91330110YH00608463' },
  });
  expect(answer.status()).toBe(201);
  await openAs(page, 'jin-li', id);
  await page.getByRole('button', { name: '派单', exact: true }).click();
  const form = sheet(page, '派单');
  await form.getByRole('button', { name: /^牵头单位/ }).click();
  const picker = sheet(page, '牵头单位');
  await picker.getByLabel('查找单位').fill('运河中心');
  await expect(picker.getByRole('option', { name: /运河保护中心/ })).toBeVisible();
});

test('the list on the desk comes out as Excel, as it is narrowed', async ({ page }) => {
  await become(page, 'qian-wei');
  await open(page, '/desk?list=all');
  await page.getByRole('button', { name: '民情', exact: true }).click();
  await page.getByRole('button', { name: '导出 Excel' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/按当前筛选共 \d+ 件/)).toBeVisible();
  await expect(dialog.getByText(/隐藏身份的不显示走访对象/)).toBeVisible();
  const [file] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: '导出' }).click()]);
  expect(file.suggestedFilename()).toMatch(/^民情事项_\d{4}-\d{2}-\d{2}\.xlsx$/);
  const [headings, ...rows] = await readSheet(await file.path());
  expect(headings?.slice(0, 3)).toEqual(['编号', '直通车', '标题']);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every((row) => row[1] === '民情直通车')).toBe(true);
});
