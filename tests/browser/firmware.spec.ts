import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import {
  card,
  confirmByPin,
  filledButtons,
  goTo,
  openSheet,
  openStep,
  press,
  takeSeat,
  verdict,
} from './testing/bench.ts';
import { look } from './testing/look-at-screen.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';
import { watchTroubles } from './testing/watch-troubles.ts';

/** Firmware (INST-5): the files of the station, and a unit that is brought from too old to new enough on its sheet. */
const world = demoWorldOfFile();
const serial = demoFleet.cables[0]?.unit.split(':')[1] ?? '';

test.describe
  .serial('firmware', () => {
    // A firmware takes its time, and so does asking family after family who is there.
    test.setTimeout(180_000);
    let page: Page;
    let troubles: () => readonly string[];

    test.beforeAll(async ({ browser }) => {
      page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
      troubles = await watchTroubles(page);
      await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
      expect(await world().client().demo.setPlay({ bay: 1, make: 'benchunit' })).toEqual({ kind: 'set' });
    });
    test.afterAll(async () => {
      await page.context().close();
    });
    test.afterEach(() => {
      expect(troubles(), 'errors in the console of the page').toEqual([]);
    });

    async function identified(): Promise<void> {
      await page.getByRole('region', { name: 'Demo: labels to scan' }).waitFor();
      await world()
        .client()
        .scan.read({
          text: `EVP-${serial}`,
          source: 'typed',
          context: { screen: 'bench', sessionId: null, awaiting: 'anything' },
        });
      await openSheet(page, serial);
      await openStep(page, 'Owner');
      await press(page, /^Transfer to/);
      const dialog = page.getByRole('alertdialog');
      await dialog.getByRole('button', { name: /^Transfer to/ }).click();
      await confirmByPin(page, 'M. Kaya');
      await openStep(page, 'Identity');
      await readIdentity();
    }

    async function readIdentity(): Promise<void> {
      await expect(card(page).getByRole('radio', { name: /This unit is here/ })).toBeChecked({ timeout: 60_000 });
      await press(page, 'Read the identity');
      await expect(verdict(page)).toHaveText('Label and cable agree');
    }

    test('INST-5 a unit that is too old is offered the update first, with what it takes and costs', async () => {
      await identified();
      await openStep(page, 'Configure');
      await expect(verdict(page)).toHaveText('Update the firmware first');
      await expect(card(page).getByText('Firmware 03.26.04 is older than the wanted 03.27.00.')).toBeVisible();
      await expect(filledButtons(card(page))).toHaveText(['Update firmware to 03.28.00']);
      await look(page, 'firmware-too-old');
    });

    test('INST-5 while it is sent its size is counted, nothing else can be pressed, and the version it tells ends it', async () => {
      await press(page, 'Update firmware to 03.28.00');
      await expect(card(page).getByText(/^\d+ of 160 kB$/)).toBeVisible();
      await expect(card(page).getByText('Leave cable and power connected until this has ended.')).toBeVisible();
      await expect(card(page).getByRole('button')).toHaveCount(0);
      await look(page, 'firmware-sending');
      await expect(card(page).getByText(/^Updated from 03\.26\.04 to 03\.28\.00 by M\. Kaya/)).toBeVisible({
        timeout: 60_000,
      });
      await expect(filledButtons(card(page))).toHaveText(['Read and compare']);
      await look(page, 'firmware-updated');
    });

    test('INST-5 another one can be sent on purpose, and a refusal says why', async () => {
      await press(page, 'Other firmware');
      const dialog = page.getByRole('alertdialog', { name: 'Send another firmware?' });
      await expect(dialog.getByRole('button', { name: 'Send 03.28.00 again' })).toBeVisible();
      await look(page, 'firmware-choice');
      await world().client().demo.setPlay({ bay: 1, scenario: 'low-supply' });
      await dialog.getByRole('button', { name: 'Send 03.28.00 again' }).click();
      await expect(card(page).getByText(/Nothing was sent\. The supply is 8900 mV/)).toBeVisible();
      await look(page, 'firmware-held-back');
      await world().client().demo.setPlay({ bay: 1, scenario: 'all-well' });
    });

    test('P26 a pulled cable leaves a sheet that says so', async () => {
      await world().client().demo.setPlay({ bay: 1, scenario: 'firmware-unplugged' });
      await press(page, 'Other firmware');
      await page.getByRole('button', { name: 'Send 03.28.00 again' }).click();
      await expect(card(page).getByText(/^The cable was pulled while firmware 03\.28\.00 was sent\./)).toBeVisible({
        timeout: 60_000,
      });
      await expect(verdict(page)).toHaveText('What the unit runs is not known');
      await expect(page.getByRole('main')).not.toContainText('firmware 03.28.00 ·');
      await look(page, 'firmware-cut-off');
      await world().client().demo.setPlay({ bay: 1, scenario: 'all-well' });
      await press(page, 'Identify the unit again');
      await readIdentity();
      await openStep(page, 'Configure');
      await expect(filledButtons(card(page))).toHaveText(['Update again from the start: 03.28.00']);
      await look(page, 'firmware-again');
    });

    test('INST-5 a supervisor takes a newer one in as two files, and removes one', async () => {
      await takeSeat(page, world(), 'S. Brandt', 'Nordfracht Logistik');
      await goTo(page, '/settings/firmware');
      await expect(page.getByRole('row', { name: /BU-1 03\.28\.00/ })).toBeVisible();
      const folder = join(world().dataFolder, 'demo', 'firmware');
      const files = readdirSync(folder).map((name) => join(folder, name));
      const take = async (chosen: readonly string[]) => {
        const chooser = page.waitForEvent('filechooser');
        await page.getByRole('button', { name: 'Take in files' }).click();
        await (await chooser).setFiles([...chosen]);
      };
      await take(files.slice(0, 1));
      await expect(page.getByText(/^Two files are needed/)).toBeVisible();
      await take(files);
      await expect(page.getByText('Firmware 03.29.10 for BU-1 taken in.')).toBeVisible();
      await expect(page.getByRole('row', { name: /BU-1 03\.29\.10/ })).toContainText('S. Brandt');
      await look(page, 'firmware-files');
      await page.getByRole('button', { name: 'Remove firmware 03.28.00 for BU-1' }).click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
      await expect(page.getByRole('row', { name: /BU-1 03\.28\.00/ })).toBeHidden();
      await expect(verdict(page)).toBeHidden();
    });
  });
