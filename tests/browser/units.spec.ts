import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { openedBy } from '../station/testing/sheet-work.ts';
import { givePin } from '../station/testing/with-pin.ts';
import { goTo, takeSeat } from './testing/bench.ts';
import { silentUnits } from './testing/demo-world.ts';
import { look } from './testing/look-at-screen.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

const world = demoWorldOfFile(silentUnits);
test.use({ viewport: { width: 1366, height: 768 } });
test.describe.configure({ mode: 'serial', timeout: 120_000 });

const grid = (page: Page) => page.getByRole('grid', { name: 'Units' });
const chip = (page: Page, name: string) =>
  page.getByRole('radiogroup', { name: 'Show only' }).getByRole('radio', { name });

test('UNIT-1 the units of the customer: status with counts, search, sort, all kept in the address', async ({
  quietPage: page,
}) => {
  await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
  await page.getByRole('link', { name: 'Fitbay, go to the start page' }).click();
  await page.getByRole('button', { name: /^Units and assets/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Units of Nordfracht Logistik');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '39');
  await expect(chip(page, 'Subscription expired')).toContainText('1');
  await look(page, 'units');
  await chip(page, 'Subscription expired').click();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '2');
  await expect(grid(page)).toContainText('866 344 054 205146');
  await chip(page, 'All').click();
  await page.getByRole('searchbox', { name: 'Find a serial' }).fill('B LK 905');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '2');
  expect(page.url()).toContain('text=');
  await page.reload();
  await expect(page.getByRole('searchbox', { name: 'Find a serial' })).toHaveValue('B LK 905');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '2');
  await page.getByRole('searchbox', { name: 'Find a serial' }).fill('');
  await page.getByRole('button', { name: 'Last contact' }).click();
  await expect(page.getByRole('columnheader', { name: 'Last contact' })).toHaveAttribute('aria-sort', 'ascending');
});

test('UNIT-1 what is shown is saved as CSV', async ({ quietPage: page }) => {
  await world().open(page);
  await goTo(page, '/units');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '39');
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  const download = await saving;
  expect(download.suggestedFilename()).toBe('Units Nordfracht Logistik.csv');
  const lines = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(lines).toHaveLength(39);
  expect(lines.find((line) => line.includes('866344054210427'))).toContain('B LK 905');
});

test('UNIT-1 the list is walked and a unit opened by keys alone', async ({ quietPage: page }) => {
  await world().open(page);
  await goTo(page, '/units');
  await grid(page).getByRole('gridcell').nth(1).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Home');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('ArrowDown');
  const second = grid(page).getByRole('row').nth(2).getByRole('button');
  await expect(second).toBeFocused();
  const name = await second.innerText();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^\d{3} \d{3} \d{3} \d{6}$/);
  expect(name).toContain(await page.getByRole('heading', { level: 1 }).innerText());
  await look(page, 'unit');
});

test('UNIT-1 UNIT-2 the unit leads to its asset and the asset to its unit', async ({ quietPage: page }) => {
  await world().open(page);
  await goTo(page, '/units/evoguard:866344054210427');
  // A fact of several words is read whole.
  const facts = page.getByRole('region', { name: 'Unit', exact: true }).locator('dl');
  expect(await facts.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  await expect(facts).toHaveCSS('white-space', 'normal');
  await page.getByRole('link', { name: 'B LK 905' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('B LK 905');
  await page.getByRole('link', { name: /866 344 054 210427/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('866 344 054 210427');
});

test('in a small window, or at a large zoom, nothing runs out of the page sideways (WCAG 1.4.10)', async ({ page }) => {
  await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
  await page.setViewportSize({ width: 400, height: 800 });
  for (const route of ['/units', '/assets', '/assets/new', '/pairing', '/sync', '/audit', '/tasks']) {
    await goTo(page, route);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText('Asking the station')).toHaveCount(0);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(over, route).toBe(0);
  }
});

test('UNIT-1 a unit that is transferred appears by itself', async ({ quietPage: page }) => {
  await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
  await goTo(page, '/units?text=359315075384726');
  await expect(page.getByText('No unit is like this.')).toBeVisible();
  const client = world().client();
  const read = await client.scan.read({
    text: '359315075384726',
    source: 'wedge',
    context: { screen: 'bench', sessionId: null, awaiting: 'anything' },
  });
  const answer = await client.bench.sheet({ sessionId: openedBy(read) });
  const sheet = answer.kind === 'sheet' ? answer.sheet : null;
  if (sheet?.session.verdict.kind !== 'verdict' || sheet.session.verdict.owner === null) {
    throw new Error('the sheet has a verdict with an owner');
  }
  const { id: sessionId, customerId: toId } = sheet.session;
  const { owner, ownerEpoch } = sheet.session.verdict;
  await givePin(client, 'transfer');
  await client.bench.transfer({
    sessionId,
    fromId: owner.id,
    toId,
    expectedEpoch: ownerEpoch ?? 0,
    unpairFirst: false,
  });
  await expect(grid(page)).toContainText('359 315 075 384726');
});
