import { readFileSync } from 'node:fs';
import { card, confirmByPin, openStep, press, takeLabel, takeSeat, verdict } from './testing/bench.ts';
import { look } from './testing/look-at-screen.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

const world = demoWorldOfFile();
const serial = '359315075384726';

/** A unit is kept, transferred, configured, and returned to what it was; its backups are looked into, saved and opened again. */
test.describe
  .serial('d2 INST-3 backups in a browser', () => {
    test('without the unit on a bay it is said how its settings could be kept', async ({ page }) => {
      await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
      await takeLabel(page, `EVP-${serial}`);
      await openStep(page, 'Owner');
      await expect(card(page).getByRole('button', { name: 'Back up, transfer, restore' })).toBeHidden();
      await press(page, 'Connect it first and keep the settings');
      await page.getByRole('main').getByRole('radio', { name: /Bay 1/ }).click({ force: true });
      await press(page, 'Read the identity');
      await expect(verdict(page)).toHaveText('Label and cable agree');
    });

    test('the act keeps, transfers and puts back; the list has the backup, and what it holds', async ({ page }) => {
      await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
      await takeLabel(page, `EVP-${serial}`);
      await openStep(page, 'Owner');
      await press(page, 'Back up, transfer, restore');
      await page.getByRole('alertdialog').getByRole('button', { name: 'Back up, transfer, restore' }).click();
      await confirmByPin(page, 'M. Kaya');
      await expect(card(page)).toContainText('3 values are back and read again.', { timeout: 60_000 });
      await press(page, 'Open the backup');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Backups of Evo Pulse 359 315 075 384726');
      const opened = page.getByRole('article', { name: 'Before a transfer' });
      await expect(opened).toContainText('unchanged');
      await expect(opened.getByRole('row', { name: /^Server / }).first()).toContainText('tracking.example.net');
      await expect(opened.getByRole('row', { name: /^Access point password/ })).toContainText('not kept');
      await opened.getByRole('radio', { name: 'The unit now' }).click();
      await expect(opened.getByRole('row', { name: /^Server tracking/ })).toContainText('differs', { timeout: 60_000 });
      await look(page, 'backup-opened');
    });

    test('is saved as a file, renamed, and the file is known again and refused once it is changed', async ({
      page,
    }) => {
      await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
      await page.goto(page.url().replace(/(#.*)?$/, '#/backups'));
      await page.getByRole('button', { name: /^Before a transfer/ }).click();
      const saving = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Save as a file' }).click();
      const text = readFileSync(await (await saving).path(), 'utf8');
      expect(text).toContain('tracking.example.net');
      expect(text).not.toContain('"apnPassword":');
      await page.getByRole('button', { name: 'Rename' }).click();
      await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('As Hansen had it');
      await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
      await expect(page.getByRole('article', { name: 'As Hansen had it' })).toBeVisible();
      const open = async (content: string) => {
        const choosing = page.waitForEvent('filechooser');
        await page.getByRole('button', { name: 'Open a file' }).click();
        await (await choosing).setFiles({ name: 'b.json', mimeType: 'application/json', buffer: Buffer.from(content) });
      };
      await open(text);
      await expect(page.getByText('This backup is here already.')).toBeVisible();
      await open(text.replace('tracking.example.net', 'evil.example.net'));
      await expect(page.getByRole('alert')).toContainText('its checksum does not fit');
    });

    test('the unit is rolled back to a backup taken by hand, and says on its sheet what became of it', async ({
      page,
    }) => {
      await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
      await takeLabel(page, `EVP-${serial}`);
      await openStep(page, 'Configure');
      await press(page, 'Backups of this unit');
      await page.getByRole('button', { name: 'Back up now' }).click();
      const kept = page.getByRole('article', { name: 'By hand' });
      await expect(kept).toBeVisible({ timeout: 60_000 });
      const bay = (await world().client().cable.bays()).find((one) => one.bay === 1);
      await world()
        .client()
        .cable.writePort({ port: bay?.port ?? '', values: { openLinkS: '600' }, dryRun: false });
      await kept.getByRole('button', { name: 'Roll the unit back to this' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Roll the unit back to this' }).click();
      await openStep(page, 'Configure');
      await expect(card(page)).toContainText('1 value is back and read again.', { timeout: 60_000 });
      await expect(card(page).getByRole('row', { name: /^Connection kept open/ })).toContainText('120');
    });
  });
