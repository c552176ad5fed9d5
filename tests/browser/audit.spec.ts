import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { confirmByPin, goTo, person, press, takeLabel, takeSeat, typeOnPad, verdict } from './testing/bench.ts';
import { silentUnits } from './testing/demo-world.ts';
import { look } from './testing/look-at-screen.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

/** The trail is searched, opened, proved, checked, handed out, and what it says of people is taken out of it (REP-1, OWN-13). */
const world = demoWorldOfFile(silentUnits);
const rows = (page: Page) => page.getByRole('table', { name: 'On this station' }).getByRole('row');
const panel = (page: Page) => page.getByRole('region', { name: /^Entry / });

test.use({ viewport: { width: 1366, height: 768 } });

test.describe
  .serial('REP-1 the trail in a browser', () => {
    test('is narrowed down by fields that stand in the address, and paged', async ({ quietPage: page }) => {
      test.setTimeout(240_000);
      await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
      await takeLabel(page, 'EVP-359315075384726');
      await expect(verdict(page)).toHaveText('Ready to transfer');
      await press(page, /^Transfer to/);
      await page
        .getByRole('alertdialog')
        .getByRole('button', { name: /^Transfer to/ })
        .click();
      await confirmByPin(page, 'M. Kaya');
      await expect(verdict(page)).not.toHaveText('Ready to transfer');
      await takeSeat(page, world(), 'S. Brandt', 'Nordfracht Logistik');
      await goTo(page, '/audit');
      await expect(rows(page).nth(1)).toBeVisible();
      await look(page, 'audit');

      await page.getByLabel('Person', { exact: true }).selectOption({ label: 'M. Kaya' });
      await page.getByLabel('Action').selectOption({ label: 'Units' });
      await expect(rows(page).nth(1)).toContainText('Unit scanned');
      await expect(rows(page)).not.toContainText(['S. Brandt']);
      expect(page.url()).toContain('action=unit');
      await page.getByLabel('Unit', { exact: true }).fill('5384726');
      await expect(page.getByText(/^\d+ entr(y|ies) shown/)).toBeVisible();
      await look(page, 'audit-filtered');
      await page.reload();
      await expect(page.getByLabel('Action')).toHaveValue('unit');
      await expect(rows(page).nth(1)).toContainText('Unit scanned');
      await page.getByLabel('Words').fill('no such words anywhere');
      await expect(page.getByText('No entry is so.')).toBeVisible();
      await page.getByRole('button', { name: 'Clear filters' }).click();
      await expect(rows(page).nth(3)).toBeVisible();
      await expect(page.getByRole('button', { name: 'Newer' })).toBeDisabled();
    });

    test('opens an entry by keyboard, with what proves it, and Escape closes it', async ({ quietPage: page }) => {
      test.setTimeout(240_000);
      await takeSeat(page, world(), 'S. Brandt', 'Nordfracht Logistik');
      await goTo(page, '/audit?action=unit.scanned');
      await page.getByRole('button', { name: 'Unit scanned' }).first().focus();
      await page.keyboard.press('Enter');
      await expect(panel(page)).toBeFocused();
      await expect(panel(page)).toContainText('Fits the chain of this station.');
      await world().client().sync.run();
      await expect(panel(page)).toContainText('The centre has acknowledged it.');
      await panel(page).getByRole('button', { name: 'Prove it at the centre' }).click();
      await expect(panel(page)).toContainText('Proved just now: leaf');
      await look(page, 'audit-entry');
      await page.keyboard.press('Escape');
      await expect(panel(page)).toBeHidden();
    });

    test('OWN-13 links a transfer to the other side of it', async ({ quietPage: page }) => {
      test.setTimeout(240_000);
      await takeSeat(page, world(), 'S. Brandt', 'Nordfracht Logistik');
      await world().client().sync.run();
      await goTo(page, '/audit?action=transfer.requested');
      await expect(rows(page).nth(1)).toContainText('Hansen Trailer Service → Nordfracht Logistik');
      await page.getByRole('button', { name: 'Transfer requested' }).first().click();
      await expect(panel(page)).toContainText('Each log carries the other’s fingerprint: both tell the same.');
      for (const name of ['Hansen Trailer Service', 'Nordfracht Logistik']) {
        await expect(panel(page).getByRole('heading', { name })).toBeVisible();
      }
      await panel(page).getByText('Both sides of the transfer').scrollIntoViewIfNeeded();
      await look(page, 'audit-transfer');
    });

    test('is checked while it tells how far it is, and saved as a table without formulas', async ({
      quietPage: page,
    }) => {
      test.setTimeout(240_000);
      await takeSeat(page, world(), 'S. Brandt', 'Nordfracht Logistik');
      await goTo(page, '/audit?action=person');
      await page.getByRole('button', { name: 'Verify the chain' }).click();
      await expect(page.getByText('Intact.')).toBeVisible();
      await page.getByRole('button', { name: 'Save as a table' }).click();
      const question = page.getByRole('alertdialog', { name: 'Confirm the export of the audit trail' });
      await typeOnPad(question, person('S. Brandt').pin);
      const download = page.waitForEvent('download');
      await question.getByRole('button', { name: 'Confirm' }).click();
      const table = readFileSync(await (await download).path(), 'utf8');
      const [head = '', ...lines] = table.trim().split('\r\n');
      expect(head).toContain('No.,When (UTC),Clock doubtful,Person');
      expect(lines.length).toBeGreaterThan(2);
      expect(lines.every((line) => line.includes(',person.'))).toBe(true);
    });

    test('lets two people erase what an entry says of people, and shows that it was', async ({ quietPage: page }) => {
      test.setTimeout(240_000);
      await takeSeat(page, world(), 'S. Brandt', 'Nordfracht Logistik');
      await goTo(page, '/audit?action=unit.scanned');
      await page.getByRole('button', { name: 'Unit scanned' }).first().click();
      await panel(page).getByRole('button', { name: 'Erase in this entry …' }).click();
      const dialog = page.getByRole('alertdialog', { name: /^Erase what entry/ });
      await expect(dialog.getByRole('button', { name: 'Erase' })).toBeDisabled();
      await dialog.getByRole('textbox', { name: 'Why?' }).fill('the label carried a private number');
      await look(page, 'audit-erase');
      await dialog.getByRole('button', { name: 'Erase' }).click();
      const question = page.getByRole('alertdialog', { name: 'A second person agrees to the erasing' });
      await question.getByText('J. Lind').click();
      await typeOnPad(question, person('J. Lind').pin);
      await question.getByRole('button', { name: 'Confirm' }).click();
      await expect(panel(page)).toContainText('Erased in 1 entry');
      await expect(panel(page).locator('.erased').first()).toHaveText('erased');
      await expect(panel(page)).toContainText('Fits the chain of this station.');
      await look(page, 'audit-erased');
      await page.getByRole('button', { name: 'Verify the chain' }).click();
      await expect(page.getByText('In 1 entry something about people was erased')).toBeVisible();
    });

    test('speaks German, and shows no erasing to somebody who may not', async ({ quietPage: page }) => {
      test.setTimeout(240_000);
      await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
      await world().client().station.setLocale({ locale: 'de' });
      await goTo(page, '/audit?action=unit.scanned');
      await page.reload();
      await page.getByRole('button', { name: 'Gerät gescannt' }).first().click();
      const opened = page.getByRole('region', { name: /^Eintrag / });
      await expect(opened).toContainText('Passt in die Kette dieser Station.');
      await expect(opened).toContainText('gelöscht');
      await expect(opened).not.toContainText('Persönliche Daten');
      await look(page, 'audit-de');
      await world().client().station.setLocale({ locale: 'en' });
    });
  });
