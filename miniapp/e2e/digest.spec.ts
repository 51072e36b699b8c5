// Owns a head's morning digest on the phone: what it says, a tap to a ticket, and that it is read then.
// Leaves when and for whom it is made to server/test/stories/quiet-hours.test.ts.
import { asOwner } from './support/database.js';
import { expect, test } from './support/fixtures.js';
import { become, open } from './support/people.js';

/** A morning long ago, so that the worker's own one of today is not disturbed. */
const DAY = '2020-01-02';
const TICKETS = (offset: number, most: number) =>
  `(select jsonb_agg(id) from (select id from ticket where lead_unit_id = 'education' order by submitted_at desc, id offset ${String(offset)} limit ${String(most)}) few)`;

test('负责人晨报：超期、待签、进展分开列，点开就是那一件，看过就不再提醒', async ({ page }) => {
  await asOwner(`insert into digest (day, person_id, made_at, parts) values ('${DAY}', 'he-sheng', now(), jsonb_build_array(
    jsonb_build_object('group', 'late', 'count', 23, 'ticketIds', ${TICKETS(0, 2)}), jsonb_build_object('group', 'news', 'count', 1, 'ticketIds', ${TICKETS(2, 1)})))`);
  await asOwner(`insert into notice (person_id, created_at, visible_from, digest_day) values ('he-sheng', now(), now(), '${DAY}')`);
  // What is told in a digest, or waits for the morning, is not in the list by itself.
  await asOwner(`update notice set read_at = now() where person_id = 'he-sheng' and digest_day is distinct from '${DAY}'`);

  await become(page, 'he-sheng');
  await open(page, '/notices');
  const digest = page.getByText('1月2日晨报：23 件已超期，1 件有新进展');
  await expect(digest).toBeVisible();
  await expect(page.getByText('另有 21 件，见待办列表。')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('digest.png') });
  const first = page.getByRole('group').getByRole('link').first();
  const title = ((await first.textContent()) ?? '').replace(/(民情|亲清)〔.*$/, '');
  await first.click();
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  await open(page, '/notices');
  await expect(page.getByRole('link', { name: '通知', exact: true }).or(digest).first()).toBeVisible();
  await expect(page.getByRole('button', { name: '知道了' })).toBeHidden();
  // Read ones fold up and open again.
  await expect(first).toBeHidden();
  await digest.click();
  await expect(first).toBeVisible();
});
