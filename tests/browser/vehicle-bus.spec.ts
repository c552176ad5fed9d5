import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasSocat } from '#electron/adapters/serial/testing/pty-pair.ts';
import type { SerialDevice } from '#sim/devices/serial-device.ts';
import { createSlcanAdapter } from '#sim/devices/vehicle-bus/slcan-adapter.ts';
import { type PtyFront, startPtyFront } from '#sim/fronts/pty.ts';
import { card, goTo, openStep, press, signIn, takeLabel, takeSeat } from './testing/bench.ts';
import { look } from './testing/look-at-screen.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

/** A vehicle's own VIN, through a virtual SLCAN adapter on a real pseudo-terminal: warned, switched on, asked, offered, taken. */
const world = demoWorldOfFile();
const vin = 'WSM00000000412233';
const offered = 'WSM 000000 00412233';

test.describe('INST-2 PAIR-5 the VIN from the vehicle’s bus', () => {
  if (!hasSocat) {
    test('socat is needed for adapters on serial ports', () => {
      expect(process.env['CI'], 'on CI socat must be installed').not.toBe('true');
    });
    return;
  }

  let folder = '';
  let adapter: SerialDevice;
  let front: PtyFront | null = null;
  test.beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fitbay-vehicle-'));
    adapter = createSlcanAdapter({ controlUnits: [{ address: 0x0b, vin, manner: 'to-asker' }], trouble: null });
    const starting = await startPtyFront(adapter, { path: join(folder, 'can') });
    front = starting.kind === 'started' ? starting.front : null;
  });
  test.afterAll(async () => {
    await front?.close();
    adapter.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('is not there until an administrator has read the warning and switched it on', async ({ quietPage: page }) => {
    await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
    await goTo(page, '/settings/vehicle-bus');
    await expect(page.getByText('Off. No sheet asks a vehicle.')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Switch on' })).toHaveCount(0);
    await goTo(page, '/bench');
    await takeLabel(page, 'EVP-866344054201822');
    await openStep(page, 'Pair');
    await expect(card(page).getByRole('button', { name: 'Take it' })).toBeVisible();
    await expect(card(page).getByRole('button', { name: 'Read VIN from vehicle' })).toHaveCount(0);

    await world().client().access.signOut();
    await signIn(page, 'J. Lind');
    await goTo(page, '/settings/vehicle-bus');
    await page.getByRole('textbox', { name: 'Port' }).fill(join(folder, 'can'));
    await look(page, 'vehicle-bus-off');
    await page.getByRole('button', { name: 'Switch on' }).click();
    const question = page.getByRole('alertdialog', { name: 'Before it is switched on' });
    await expect(question).toContainText('24 V');
    await expect(question).toContainText('ISO 11992');
    await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await look(page, 'vehicle-bus-warning');
    await page.keyboard.press('Escape');
    await expect(page.getByText('Off. No sheet asks a vehicle.')).toBeVisible();
    await page.getByRole('button', { name: 'Switch on' }).click();
    await question.getByRole('button', { name: 'I have read it, switch on' }).click();
    await expect(page.getByText(/^On: SLCAN, truck at .*Switched on by J\. Lind/)).toBeVisible();
    await look(page, 'vehicle-bus-on');
  });

  test('offers what the vehicle says; it stands on the sheet only when somebody took it', async ({
    quietPage: page,
  }) => {
    await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
    await takeLabel(page, 'EVP-866344054201822');
    await openStep(page, 'Pair');
    const plate = card(page).getByRole('row', { name: /^Plate/ });
    await press(page, 'Read VIN from vehicle');
    await expect(card(page).getByRole('button', { name: 'Take this VIN' })).toBeVisible();
    await expect(card(page).getByRole('status').filter({ hasText: offered })).toBeVisible();
    await expect(plate).toContainText('no VIN');
    await look(page, 'vehicle-vin-offered');
    await press(page, 'Do not take it');
    await expect(card(page).getByRole('button', { name: 'Take this VIN' })).toHaveCount(0);
    await expect(plate).toContainText('no VIN');
    await press(page, 'Read VIN from vehicle');
    await press(page, 'Take this VIN');
    await expect(card(page).getByRole('row', { name: /^Vehicle bus/ })).toContainText(vin);
    await look(page, 'vehicle-vin-taken');
  });

  test('says in words what is the matter when the adapter is gone', async ({ quietPage: page }) => {
    adapter.unplug();
    await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
    await takeLabel(page, 'EVP-866344054201822');
    await openStep(page, 'Pair');
    await press(page, 'Read VIN from vehicle');
    await expect(card(page)).toContainText('The adapter is gone. Plug it in and try again.');
    adapter.plugIn();
  });
});
