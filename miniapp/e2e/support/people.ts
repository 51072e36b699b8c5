// Owns how a test becomes somebody and does what is done on every ticket page.
// Leaves what is done, and in which order, to the stories.
import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures.js';

/** Signs in as a demo person, as the bar at the top does. */
export async function become(page: Page, personId: string): Promise<void> {
  const answer = await page.request.post('/api/session/demo', { data: { personId } });
  expect(answer.ok()).toBe(true);
}

/** Opens an address inside the mini-app afresh: the page knows nothing of who it was before. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`/#${path}`);
}

/** Opens a ticket as somebody else. */
export async function openAs(page: Page, personId: string, ticketId: string): Promise<void> {
  await become(page, personId);
  await open(page, `/t/${ticketId}`);
}

/** Waits until routing has had its say: what is filled in before it would be of an older version a moment later. */
export async function routed(page: Page, ticketId: string): Promise<void> {
  await expect.poll(async () => ((await (await page.request.get(`/api/tickets/${ticketId}`)).json()) as { status: string }).status).not.toBe('submitted');
}

export const sheet = (page: Page, title: string): Locator => page.getByRole('dialog', { name: title });

/** Takes an action of the ticket page, the big button or one below 更多; `fill` fills its form. */
export async function act(page: Page, label: string, fill?: (form: Locator) => Promise<void>): Promise<void> {
  const big = page.getByRole('button', { name: label, exact: true });
  const more = page.getByRole('button', { name: /^更多/ });
  await expect(big.or(more).first()).toBeVisible();
  if (await big.isVisible()) await big.click();
  else {
    await more.click();
    await sheet(page, '可以做的事').getByRole('button', { name: new RegExp(`^${label}`) }).click();
  }
  const form = sheet(page, label);
  await fill?.(form);
  await form.getByRole('button', { name: label, exact: true }).click();
  await expect(form).toBeHidden();
}

/** Chooses units in an open form. */
export async function chooseUnits(page: Page, form: Locator, field: string, names: string[]): Promise<void> {
  await form.getByRole('button', { name: new RegExp(`^${field}`) }).click();
  const picker = sheet(page, field);
  for (const name of names) {
    await picker.getByLabel('查找单位').fill(name);
    // A unit is found by the name people use; its full name is what the list shows.
    await picker.getByRole('option').first().click();
  }
  const done = picker.getByRole('button', { name: /^(确定|选好了|完成)/ });
  if (await done.isVisible()) await done.click();
  await expect(picker).toBeHidden();
}

/** The id in the address of a receipt or ticket page. */
export async function ticketIdIn(page: Page): Promise<string> {
  await page.waitForURL(/[0-9a-f]{8}-[0-9a-f-]{27}/);
  const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(page.url())?.[0];
  if (id === undefined) throw new Error(`no ticket in ${page.url()}`);
  return id;
}

/** A result may have been drawn into the supervisor's sample; then it waits for a pass. */
export async function passIfSampled(page: Page, ticketId: string): Promise<void> {
  const { stage } = (await (await page.request.get(`/api/tickets/${ticketId}`)).json()) as { stage: string | null };
  if (stage !== 'supervisor') return;
  await openAs(page, 'qian-wei', ticketId);
  await act(page, '抽查通过');
}

/** A head of the unit, found as a visitor of the demo finds one. */
export async function headOf(page: Page, unit: string): Promise<string> {
  const { items } = (await (await page.request.get('/api/units')).json()) as { items: { id: string; name: string }[] };
  const name = items.find((item) => item.id === unit)?.name ?? '';
  const people = (await (await page.request.get(`/api/session/demo?q=${encodeURIComponent(name)}`)).json()) as { items: { id: string; roleLabel: string }[] };
  const head = people.items.find((person) => person.roleLabel.includes('部门负责人'));
  if (!head) throw new Error(`${name} has no head`);
  return head.id;
}
