import type { Locator, Page } from '@playwright/test';
import { card, person, verdict } from './testing/bench.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

const world = demoWorldOfFile();

test('SCAN-1 STA-1 the bench without a pointer: sign in, customer, unit, transfer, configured', async ({
  quietPage: page,
}) => {
  test.setTimeout(120_000);
  await world().open(page);
  await tabTo(page, page.getByRole('button', { name: /^M\. Kaya/ }));
  await page.keyboard.press('Space');
  await expect(page.getByRole('textbox', { name: 'PIN' })).toBeFocused();
  await page.keyboard.type('471902', { delay: 100 });
  await page.keyboard.press('Enter');

  await tabTo(page, page.getByRole('searchbox'));
  await page.keyboard.type('nord', { delay: 100 });
  await expect(page.getByRole('region', { name: 'Customers' }).getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Scan a unit' })).toBeVisible();

  await page.keyboard.press('F2');
  await expect(page.getByRole('dialog').getByRole('textbox')).toBeFocused();
  await page.keyboard.type('359315075384726', { delay: 100 });
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('359 315 075 384726');

  await toStep(page, 'Identity');
  await tabTo(page, card(page).getByRole('radio').first());
  await tabTo(page, card(page).getByRole('button', { name: 'Read the identity' }));
  await page.keyboard.press('Space');
  await expect(verdict(page)).toHaveText('Label and cable agree');
  await tabTo(page, card(page).getByRole('button', { name: 'Go on: Owner' }));
  await page.keyboard.press('Space');

  await tabTo(page, card(page).getByRole('button', { name: 'Back up, transfer, restore' }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await tabTo(page, dialog.getByRole('button', { name: 'Back up, transfer, restore' }));
  await page.keyboard.press('Space');
  await expect(page.getByRole('alertdialog', { name: 'Confirm the transfer' }).getByLabel('PIN')).toBeFocused();
  await page.keyboard.type(person('M. Kaya').pin, { delay: 150 });
  await page.keyboard.press('Enter');
  await expect(verdict(page)).toHaveText('Transferred to Nordfracht Logistik');
  await expect(card(page)).toContainText('values are back and read again.', { timeout: 40_000 });

  await tabTo(page, card(page).getByRole('button', { name: 'Go on: Configure' }));
  await page.keyboard.press('Space');
  await tabTo(page, card(page).getByRole('button', { name: 'Read and compare' }));
  await page.keyboard.press('Space');
  await expect(verdict(page)).toHaveText(/values differ$/, { timeout: 40_000 });
  await tabTo(page, card(page).getByRole('button', { name: /^Write/ }));
  await page.keyboard.press('Space');
  await expect(verdict(page)).toHaveText('The unit holds what Trailer EU wants', { timeout: 40_000 });
});

test('STA-1 F6 goes round the parts of the page, Escape closes one layer and loses nothing', async ({
  quietPage: page,
}) => {
  await world().open(page);
  await expect(page.getByRole('banner')).toContainText('for Nordfracht Logistik');
  await page.goto(page.url().replace(/(#.*)?$/, '#/bench'));
  await expect(page.getByRole('heading', { name: 'Scan a unit' })).toBeVisible();
  const visited: string[] = [];
  for (let turn = 0; turn < 6; turn += 1) {
    await page.keyboard.press('F6');
    visited.push(await page.evaluate(() => document.activeElement?.getAttribute('data-region') ?? ''));
  }
  expect(visited).toEqual(['header', 'bays', 'work', 'feed', 'keys', 'header']);
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog', { name: 'Help' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Scan a unit' })).toBeVisible();
});

/** Opens a step with the keys alone: to the list of steps, then along it. */
async function toStep(page: Page, name: string): Promise<void> {
  const step = page
    .getByRole('list', { name: 'Steps of this sheet' })
    .getByRole('button', { name: new RegExp(`^${name}`) });
  await tabTo(page, step);
  await page.keyboard.press('Space');
}

const mostTabs = 60;

/** Tabs until the control has the focus. On the way every stop must be seen: a ring around it, and nothing over it (WCAG 2.4.7, 2.4.11). */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let count = 0; count < mostTabs; count += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press('Tab');
    expect(await focusTrouble(page)).toBeNull();
  }
  throw new Error(`${mostTabs} times Tab do not lead to ${target}`);
}

/** What keeps a person from seeing where the focus is; null for nothing. */
function focusTrouble(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const { activeElement: element } = document;
    if (element === null || element === document.body) {
      return null;
    }
    const name = `${element.tagName} ${element.className} “${element.textContent?.slice(0, 40)}”`;
    const marked = [element, element.closest('label'), element.parentElement].some((one) => {
      if (one === null) {
        return false;
      }
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
      return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
    });
    if (!marked) {
      return `no ring around ${name}`;
    }
    const box = (element.closest('label') ?? element).getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const isSeen = top !== null && (element.contains(top) || top.contains(element));
    return isSeen ? null : `${name} has the focus under ${top?.className ?? 'the edge of the window'}`;
  });
}
