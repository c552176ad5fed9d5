import type { Page } from '@playwright/test';
import { cartonId, organizationId } from '#core/kernel/entity-ids.ts';
import type { CloudReservations } from '#core/ports/cloud-reservations.ts';
import { createCloudReservations } from '#electron/adapters/cloud/create-cloud-reservations.ts';
import { openCloudSession } from '#electron/compose/open-cloud-session.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { person, takeSeat, typeOnPad } from './testing/bench.ts';
import { silentUnits } from './testing/demo-world.ts';
import { look } from './testing/look-at-screen.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

const world = demoWorldOfFile(silentUnits);

const idOf = (key: string) => organizationId.parse(demoFleet.organizations.find((one) => one.key === key)?.id);
const [ours, free] = ['359315075384726', '359315075388149'];

/** One pallet, two benches: the other one has gathered a unit already when this one comes to it. */
test.describe
  .serial('OWN-10 OWN-12 two benches gather the same unit', () => {
    let page: Page;
    let south: CloudReservations;
    const grid = () => page.getByRole('grid', { name: 'Units of this carton' });
    const rowOf = (end: string) => grid().getByRole('row').filter({ hasText: end });
    const gatherThere = () =>
      south.take({
        cartonId: cartonId.parse('carton-there'),
        customerId: idOf('alpen'),
        units: [{ unit: `evopulse:${ours}`, fromId: idOf('hansen'), expectedEpoch: 0, person: 'J. Novak' }],
      });

    test.beforeAll(async ({ browser }) => {
      page = await (await browser.newContext()).newPage();
      const directory = await world().addBench('Hall South');
      const session = openCloudSession({ directory, cloudUrl: world().cloudUrl });
      south = createCloudReservations({ baseUrl: world().cloudUrl, session });
    });
    test.afterAll(async () => {
      await page.context().close();
    });

    test('the row says who has it, since when, and what to do; the others are ready', async () => {
      expect(await gatherThere()).toMatchObject({ kind: 'answered', units: [{ kind: 'granted' }] });
      await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
      await page.keyboard.press('F7');
      const field = page.getByRole('textbox', { name: 'Serial numbers, one per line' });
      await expect(field).toBeVisible();
      await page.keyboard.press('F2');
      await expect(field).toBeFocused();
      await field.fill(`${ours}\n${free}`);
      await page.getByRole('button', { name: 'Add to the carton' }).click();
      await expect(rowOf(ours.slice(-6))).toContainText(/Reserved by J\. Novak, Hall South since /);
      await expect(rowOf(ours.slice(-6))).toContainText('Wait until it is free, or have a supervisor release it.');
      await expect(rowOf(ours.slice(-6))).toContainText('Reserved elsewhere');
      await expect(page.getByRole('button', { name: 'Transfer 1 unit to Nordfracht Logistik' })).toBeEnabled();
      await look(page, 'carton-reserved');
    });

    test('ORG-2 a supervisor releases it with a PIN: it is ready here, and the other bench has lost it', async () => {
      await rowOf(ours.slice(-6)).getByRole('button', { name: 'Release' }).click();
      const question = page.getByRole('alertdialog', { name: 'A supervisor releases the reservation' });
      await question.getByText('S. Brandt').click();
      await look(page, 'carton-release');
      await typeOnPad(question, person('S. Brandt').pin);
      await question.getByRole('button', { name: 'Confirm' }).click();
      await expect(rowOf(ours.slice(-6))).toContainText('Ready to transfer');
      await expect(page.getByRole('button', { name: 'Transfer 2 units to Nordfracht Logistik' })).toBeEnabled();
      expect(await gatherThere()).toMatchObject({ units: [{ kind: 'held', holder: { name: 'M. Kaya, Bench 2' } }] });
    });
  });
