import type { Page } from '@playwright/test';
import { createCloudClient } from '#electron/adapters/cloud/create-cloud-client.ts';
import { openCloudSession } from '#electron/compose/open-cloud-session.ts';
import {
  card,
  confirmByPin,
  openSheet,
  openStep,
  person,
  press,
  signIn,
  takeLabel,
  takeSeat,
  typeOnPad,
  verdict,
} from './testing/bench.ts';
import { silentUnits } from './testing/demo-world.ts';
import { type KeyboardReader, plugInReader } from './testing/keyboard-reader.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

const world = demoWorldOfFile(silentUnits);
const serial = '359315075384726';
const hansen = '019a9d00-0000-7000-8000-000000000001';
const nordfracht = '019a9d00-0000-7000-8000-000000000002';

/** The same main job with the network pulled: honest words, nothing green too early, nothing lost, everything sent in the end (gate 6). */
test.describe
  .serial('the main job without a network', () => {
    let page: Page;
    let reader: KeyboardReader;
    const header = () => page.getByRole('banner');

    test.beforeAll(async ({ browser }) => {
      page = await browser.newPage();
      reader = await plugInReader(page);
    });
    test.afterAll(async () => {
      await page.close();
    });

    test('STA-2 the plug is pulled: the header says so, and a scan still gives the last known verdict with its age', async () => {
      await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
      await expect(header()).toContainText('Online');
      await page.getByRole('switch', { name: 'Network' }).click({ force: true });
      await takeLabel(page, `EVP-${serial}`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('359 315 075 384726');
      await openStep(page, 'Owner');
      await expect(verdict(page)).toHaveText('Ready to transfer');
      await expect(page.getByRole('main')).toContainText(/last known /);
      await expect(page.getByRole('main')).not.toContainText(', live');
      await expect(header()).toContainText('Offline');
    });

    test('OWN-11 a transfer is a request: clock and words, nothing green, counted as waiting', async () => {
      await press(page, 'Transfer to Nordfracht Logistik');
      const dialog = page.getByRole('alertdialog');
      await expect(dialog).toContainText(
        'The centre cannot be reached. The transfer is saved as a request and decided later.',
      );
      await dialog.getByRole('button', { name: 'Transfer to Nordfracht Logistik' }).click();
      await confirmByPin(page, 'M. Kaya');
      await expect(verdict(page)).toHaveText('Transfer requested');
      await expectProvisional(page, 'Owner', 'Requested: Hansen Trailer Service to Nordfracht Logistik');
      await expect(card(page)).toContainText('The centre has not answered yet.');
      await expect(page.getByRole('main')).toContainText('Not confirmed yet');
      await expect(header()).toContainText('1 waiting');
      expect(await ownerAtCloud()).toBe(hansen);
    });

    test('STA-4 the station ends and starts again without a network: everything is still there', async () => {
      await world().restart();
      await world().open(page);
      await signIn(page, 'M. Kaya');
      await expect(header()).toContainText('1 waiting');
      await expect(header()).not.toContainText('Online');
      await openSheet(page, serial);
      await openStep(page, 'Owner');
      await expect(verdict(page)).toHaveText('Transfer requested');
      await expectProvisional(page, 'Owner', 'Requested: Hansen Trailer Service to Nordfracht Logistik');
    });

    test('STA-2 INST-3 INSP-1 work on the cable goes on', async () => {
      test.setTimeout(120_000);
      await openStep(page, 'Identity');
      await page.getByRole('radio', { name: /Bay 1/ }).click({ force: true });
      await press(page, 'Read the identity');
      await expect(verdict(page)).toHaveText('Label and cable agree');
      await openStep(page, 'Configure');
      await press(page, 'Read and compare');
      await press(page, /^Write \d+ values$/);
      await expect(verdict(page)).toHaveText('The unit holds what Trailer EU wants', { timeout: 40_000 });
      await openStep(page, 'Inspect');
      await press(page, 'Measure 14 checks');
      await expect(card(page).getByRole('button', { name: 'Measure again, keep both' })).toBeVisible({
        timeout: 40_000,
      });
      for (const done of [1, 2, 3, 4]) {
        await page.keyboard.press('F8');
        await expect(card(page).getByRole('radio', { name: 'Pass', checked: true })).toHaveCount(done);
      }
    });

    test('PAIR-1 OWN-11 pairing by hand is requested, not done', async () => {
      await openStep(page, 'Pair');
      await reader.scan('WSM00000003111444');
      await expect(page.getByRole('main')).toContainText('All three agree.');
      await card(page).getByRole('button', { name: 'Pair with KL 99' }).last().click();
      await page.getByRole('alertdialog').getByRole('button', { name: 'Pair with KL 99' }).click();
      await expect(verdict(page)).toHaveText('Requested: KL 99');
      await expectProvisional(page, 'Pair', 'Requested: KL 99');
    });

    test('INSP-4 STA-2 signed offline: saved here, marked as on its way, and the report says so', async () => {
      await openStep(page, 'Sign off');
      await expect(card(page)).toContainText('The centre has not answered everything yet.');
      await typeOnPad(card(page), person('M. Kaya').pin);
      await press(page, 'Sign');
      await expect(verdict(page)).toHaveText('Signed: report 1001');
      await expect(card(page)).toContainText('Saved here and on its way to the centre.');
      await press(page, 'Open the report');
      await expect(page.getByRole('figure').first()).toContainText(/Requested .*, not yet accepted/);
      await expect(page.getByRole('figure').last()).toContainText('not yet sent');
    });

    test('STA-3 everything waits, with its reason', async () => {
      await page.getByRole('link', { name: /State of sending|open the list/ }).click();
      const rows = page.getByRole('main').getByRole('table').getByRole('row');
      for (const kind of ['Transfer', 'Configuration', 'Inspection', 'Pairing', 'Signature']) {
        await expect(
          rows.filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${kind} `) }) }),
        ).toContainText('Saved, not sent');
      }
      await expect(header()).toContainText('5 waiting');
      await expect(page.getByRole('main')).toContainText('The centre cannot be reached.');
      expect(await ownerAtCloud()).toBe(hansen);
    });

    test('STA-3 OWN-10 OWN-11 plugged in again: everything is sent by itself, and only now it is green', async () => {
      await page.goto(page.url().replace(/#.*$/, '#/bench'));
      await page.getByRole('switch', { name: 'Network' }).click({ force: true });
      await expect(header()).toContainText('Online', { timeout: 40_000 });
      await expect(header()).toContainText('nothing waiting', { timeout: 40_000 });
      expect(await ownerAtCloud()).toBe(nordfracht);
      await openSheet(page, serial);
      await expect(page.getByRole('main')).not.toContainText('Not confirmed yet');
      await openStep(page, 'Owner');
      await expect(verdict(page)).toHaveText('Transferred to Nordfracht Logistik');
      await expect(step(page, 'Owner').locator('svg')).toHaveClass(/mark-ok/);
      await openStep(page, 'Pair');
      await expect(verdict(page)).toHaveText('Paired with KL 99');
      await page.getByRole('link', { name: /State of sending|open the list/ }).click();
      const main = page.getByRole('main');
      await expect(main).toContainText('Everything is sent');
      await expect(main).not.toContainText('Saved, not sent');
      await expect(main.getByRole('table').getByText('Sent', { exact: true })).toHaveCount(5);
    });
  });

const step = (page: Page, name: string) =>
  page
    .getByRole('list', { name: 'Steps of this sheet' })
    .getByRole('listitem')
    .filter({ hasText: new RegExp(`^${name}`) });

/** The clock and the word, in the list of steps and on the card: nothing that would say it is done. */
async function expectProvisional(page: Page, name: string, words: string): Promise<void> {
  await expect(step(page, name)).toContainText(words);
  await expect(step(page, name).locator('svg')).toHaveClass(/mark-wait/);
  await expect(card(page)).toHaveClass(/panel-wait/);
  await expect(card(page).locator('.panel-head svg')).toHaveClass(/mark-wait/);
}

/** What the registry itself says, past the station: whose unit it is. */
async function ownerAtCloud(): Promise<string> {
  const { dataFolder, cloudUrl } = world();
  const session = openCloudSession({ directory: dataFolder, cloudUrl });
  const answer = await createCloudClient({ baseUrl: cloudUrl, session }).lookUpUnits(serial, 5_000);
  return answer.kind === 'found' ? (answer.units[0]?.ownerId ?? 'nobody') : answer.kind;
}
