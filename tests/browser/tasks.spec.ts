import type { Page } from '@playwright/test';
import { assetId, organizationId, personId } from '#core/kernel/entity-ids.ts';
import { createCloudAssets } from '#electron/adapters/cloud/create-cloud-assets.ts';
import { openCloudSession } from '#electron/compose/open-cloud-session.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { workshopSerial } from '../station/testing/sheet-work.ts';
import { withPin } from '../station/testing/with-pin.ts';
import {
  card,
  chooseCustomer,
  confirmByPin,
  goTo,
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
import { look } from './testing/look-at-screen.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

const world = demoWorldOfFile(silentUnits);
const serial = '359315075384726';

/** A transfer is undone by two persons, and what the centre refuses comes to a supervisor with all that is needed (OWN-11, d12). */
test.describe
  .serial('what needs a decision', () => {
    let page: Page;
    const header = () => page.getByRole('banner');
    const tasks = () => page.getByRole('main').getByRole('article');

    test.beforeAll(async ({ browser }) => {
      // axe looks into every frame by a page of its own and needs a context that may have several.
      const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
      page = await context.newPage();
    });
    test.afterAll(async () => {
      await page.context().close();
    });

    test('OWN-10 d12 a technician asks to undo a transfer, with a reason, from its sheet', async () => {
      await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
      await takeLabel(page, `EVP-${serial}`);
      await openStep(page, 'Owner');
      await press(page, 'Transfer to Nordfracht Logistik');
      await page.getByRole('alertdialog').getByRole('button', { name: 'Transfer to Nordfracht Logistik' }).click();
      await confirmByPin(page, 'M. Kaya');
      await expect(verdict(page)).toHaveText('Transferred to Nordfracht Logistik');
      await openStep(page, 'Owner');
      await expect(card(page)).toContainText(/Can be undone until .*, if a second person agrees/);
      await press(page, 'Ask to undo it');
      const dialog = page.getByRole('alertdialog', { name: 'Ask to undo this transfer?' });
      await expect(dialog).toContainText('go back from Nordfracht Logistik to Hansen Trailer Service');
      await expect(dialog.getByRole('button', { name: 'Ask to undo it' })).toBeDisabled();
      await dialog.getByRole('textbox').fill('Scanned from the wrong pallet');
      await dialog.getByRole('button', { name: 'Ask to undo it' }).click();
      await expect(card(page)).toContainText('A second person decides.');
      await expect(card(page).getByRole('button', { name: 'Ask to undo it' })).toHaveCount(0);
      await shoot(page, 'sheet-asked');
    });

    test('OWN-11 the header counts it, and a technician can read but not decide', async () => {
      await header()
        .getByRole('link', { name: /1 needs you/ })
        .click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Needs a decision');
      await expect(tasks()).toHaveCount(1);
      await expect(tasks()).toContainText('Scanned from the wrong pallet');
      await expect(page.getByRole('main')).toContainText('A supervisor decides on these.');
      await expect(tasks().getByRole('button', { name: 'Give it back' })).toHaveCount(0);
    });

    test('d12 a supervisor gives it back: named sides, no Enter, a PIN, and the sheet says so', async () => {
      await world().client().access.signOut();
      await signIn(page, 'S. Brandt');
      await goTo(page, '/tasks');
      await expect(tasks()).toContainText('M. Kaya');
      await look(page, 'tasks-reversal');
      await tasks().getByRole('button', { name: 'Give it back' }).click();
      const dialog = page.getByRole('alertdialog', { name: 'Give this unit back?' });
      await expect(dialog).toContainText('Nordfracht Logistik loses the unit, Hansen Trailer Service owns it again.');
      await shoot(page, 'tasks-approve');
      await page.keyboard.press('Enter');
      await expect(dialog).toBeHidden();
      await tasks().getByRole('button', { name: 'Give it back' }).click();
      await dialog.getByRole('button', { name: 'Give back to Hansen Trailer Service' }).click();
      const pin = page.getByRole('alertdialog', { name: 'A second person agrees to the reversal' });
      await typeOnPad(pin, person('S. Brandt').pin);
      await pin.getByRole('button', { name: 'Confirm' }).click();
      await expect(page.getByRole('main')).toContainText('Nothing waits for a decision.');
      await shoot(page, 'tasks-none');
      await expect(header().getByRole('link', { name: /needs you/ })).toHaveCount(0);
    });

    test('d12 the sheet tells that the transfer was undone, and it can be made anew', async () => {
      await chooseCustomer(page, 'Nordfracht Logistik');
      await takeLabel(page, `EVP-${serial}`);
      await openStep(page, 'Owner');
      await press(page, 'Take over from M. Kaya');
      await expect(verdict(page)).toHaveText('Ready to transfer');
      await expect(card(page)).toContainText('M. Kaya asked for it, S. Brandt agreed.');
      await expect(page.getByRole('list', { name: 'Steps of this sheet' })).toContainText(
        'Undone: with Hansen Trailer Service again',
      );
      await shoot(page, 'sheet-undone');
    });

    test('OWN-10 OWN-11 an overtaken transfer shows who was first, and what the centre says of it now', async () => {
      await overtake();
      await goTo(page, '/tasks');
      await expect(tasks()).toHaveCount(1);
      await expect(tasks()).toContainText('Overtaken');
      await expect(tasks()).toContainText('Alpen Kühltransporte');
      await expect(tasks()).toContainText(
        /Who was first\s*S\. Brandt, Hansen Trailer Service, .*, to Nordfracht Logistik/i,
      );
      await look(page, 'tasks-overtaken');
      await tasks().getByRole('button', { name: 'Text for support' }).click();
      const message = page.getByRole('dialog', { name: 'To pass on' });
      await expect(message.getByRole('textbox')).toHaveValue(
        /Transfer: Overtaken\nUnit: Evo Pulse \d{15}\n[\s\S]*Operation /,
      );
      await shoot(page, 'tasks-pass-on');
      await message.getByRole('button', { name: 'Close' }).click();
      await tasks().getByRole('button', { name: 'Look again and retry' }).click();
      const dialog = page.getByRole('alertdialog', { name: 'How it stands now' });
      await expect(dialog).toContainText('It still cannot be transferred: Owned by somebody else');
      await shoot(page, 'tasks-retry');
      await dialog.getByRole('button', { name: 'Close' }).click();
    });

    test('OWN-11 it is given up with a reason, which stays in the trail', async () => {
      await tasks().getByRole('button', { name: 'Give up' }).click();
      const dialog = page.getByRole('alertdialog', { name: 'Give this up?' });
      await dialog.getByRole('textbox').fill('Nordfracht keeps it, told by phone');
      await dialog.getByRole('button', { name: 'Give up' }).click();
      await expect(page.getByRole('main')).toContainText('Nothing waits for a decision.');
      await expect(header().getByRole('link', { name: /needs you/ })).toHaveCount(0);
      const [entry] = (await world().client().audit.entries({ limit: 20 })).filter(
        ({ action }) => action === 'conflict.resolved',
      );
      expect(entry).toMatchObject({ after: { how: 'given-up', note: 'Nordfracht keeps it, told by phone' } });
    });

    test('ORG-7 d11 trust that ends soon stands beside the customer at home and on the bench', async () => {
      await page.getByRole('link', { name: 'Fitbay, go to the start page' }).click();
      const alpen = page.getByRole('button', { name: /Alpen Kühltransporte/ });
      await expect(alpen).toContainText('Active, ends in 12 days');
      await alpen.click();
      await expect(header()).toContainText('trust ends in 12 days');
      await takeLabel(page, `EVP-${serial}`);
      await expect(page.getByRole('list', { name: 'Findings' })).toContainText('Trust ends ');
      await shoot(page, 'ending');
    });
  });

/** A request waits without a network, and meanwhile somebody gives the unit to another customer. */
async function overtake(): Promise<void> {
  const client = world().client();
  const alpen = demoFleet.organizations.find((one) => one.key === 'alpen');
  await client.demo.setNetwork({ connected: false });
  await withPin(client, () =>
    client.ownership.transfer({ unit: workshopSerial(3), toId: organizationId.parse(alpen?.id) }),
  );
  await linkElsewhere(`evopulse:${workshopSerial(3)}`);
  await client.demo.setNetwork({ connected: true });
  await client.sync.run();
}

/** S. Brandt links it to a vehicle of Nordfracht at another computer: that moves it at once. */
async function linkElsewhere(unit: string): Promise<void> {
  const { dataFolder, cloudUrl } = world();
  const ownerId = demoFleet.organizations.find((one) => one.key === 'hansen')?.id;
  const asset = demoFleet.assets.find((one) => one.key === 'old-trailer');
  const brandt = demoFleet.people.find((one) => one.displayName === 'S. Brandt');
  const assets = createCloudAssets({
    baseUrl: cloudUrl,
    session: openCloudSession({ directory: dataFolder, cloudUrl }),
  });
  const linked = await assets.link({
    requestId: 'link-elsewhere',
    actor: { personId: personId.parse(brandt?.id), name: 'S. Brandt', roles: ['supervisor'] },
    id: assetId.parse(asset?.id),
    unit,
    ownerId: organizationId.parse(ownerId),
    ownerEpoch: 0,
    unpairFirst: false,
  });
  expect(linked).toMatchObject({ kind: 'linked' });
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `test-results/screens/${name}.png` });
}
