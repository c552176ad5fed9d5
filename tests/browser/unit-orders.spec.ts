import { hasSocat } from '#electron/adapters/serial/testing/pty-pair.ts';
import { createVirtualUnit, type VirtualUnit } from '#sim/virtual-unit.ts';
import { crowdSerial } from '../station/testing/crowd-units.ts';
import { card, goTo, openStep, press, takeSeat, verdict } from './testing/bench.ts';
import { type KeyboardReader, plugInReader } from './testing/keyboard-reader.ts';
import { look } from './testing/look-at-screen.ts';
import { createNamedCables, type NamedCables } from './testing/named-cables.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

/** A unit that wants its password before it says who it is, and can be told to report. */
const world = demoWorldOfFile();
const password = 'open sesame 4711';
const serial = crowdSerial(0);

test.describe
  .serial('INST-2 a locked unit in a browser', () => {
    if (!hasSocat) {
      test('socat is needed for a locked unit in a browser', () => {
        expect(process.env['CI'], 'on CI socat must be installed').not.toBe('true');
      });
      return;
    }

    // Many steps, with a real unit between them: a busy machine takes its time.
    test.describe.configure({ timeout: 150_000 });

    let cables: NamedCables;
    let unit: VirtualUnit;
    test.beforeAll(async () => {
      cables = createNamedCables();
      unit = createVirtualUnit({
        family: 'calamp',
        imei: serial,
        seed: 1,
        poweredForSeconds: 600,
        restartMs: 60,
        initialParameters: { '2177,0': password, '1024,51': '16', '2306,0': 'before' },
      });
      await cables.plug('calamp', unit);
    });
    test.afterAll(() => cables.close());

    const passwordsGiven = () =>
      unit
        .traffic()
        .map((entry) => (entry.kind === 'to-unit' ? Buffer.from(entry.bytes).toString('latin1') : ''))
        .join('')
        .match(/AT\$PW/g)?.length ?? 0;

    test('is unlocked with one press, read, and told to report', async ({ quietPage: page }) => {
      const reader: KeyboardReader = await plugInReader(page);
      await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
      await goTo(page, '/settings/ports');
      await page.getByRole('textbox', { name: 'Port', exact: true }).fill(cables.pathOf('calamp'));
      await page.getByRole('button', { name: 'Add' }).click();
      await expect(page.getByText(`${cables.pathOf('calamp')} is known now.`, { exact: false })).toBeVisible();
      await goTo(page, '/bench');
      await reader.scan(`EVP-${serial}`);
      await openStep(page, 'Identity');
      const bay = page.getByRole('main').getByRole('radio', { name: /^3/ });
      await expect(bay).toHaveAccessibleName(/locked with a password/, { timeout: 30_000 });
      await bay.click({ force: true });
      await expect(bay).toBeChecked();
      await press(page, 'Read the identity');
      await expect(card(page)).toContainText('The unit is locked with a password.');
      await expect(bay).toBeChecked();
      await look(page, 'unit-locked');

      await press(page, 'Unlock unit…');
      const dialog = page.getByRole('alertdialog');
      await dialog.getByLabel('Password of the unit').fill('open barley');
      await dialog.getByRole('button', { name: 'Unlock unit' }).click();
      await expect(dialog).toContainText('Wrong password. This unit does not say how many tries are left.', {
        timeout: 40_000,
      });
      expect(passwordsGiven()).toBe(1);
      await look(page, 'unit-unlock-dialog');
      // What was wrong is gone from the field: pressing again cannot send it again.
      await expect(dialog.getByLabel('Password of the unit')).toHaveValue('');
      await expect(dialog.getByRole('button', { name: 'Unlock unit' })).toBeDisabled();
      await dialog.getByLabel('Password of the unit').fill(password);
      await dialog.getByRole('button', { name: 'Unlock unit' }).click();
      await expect(dialog).toBeHidden({ timeout: 30_000 });
      // What was refused is asked again by itself.
      await expect(verdict(page)).toHaveText('Label and cable agree', { timeout: 30_000 });
      expect(passwordsGiven()).toBe(2);

      await openStep(page, 'Configure');
      await press(page, 'Send a test report');
      await expect(card(page)).toContainText('The unit was told to send a report.', { timeout: 30_000 });
      await look(page, 'unit-test-report');
    });
  });
