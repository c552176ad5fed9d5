import type { Page } from '@playwright/test';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { hasSocat } from '#electron/adapters/serial/testing/pty-pair.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import { crowdSerial, crowdUnit } from '../station/testing/crowd-units.ts';
import { card, openStep, person, press, takeSeat, typeOnPad, verdict } from './testing/bench.ts';
import { type KeyboardReader, plugInReader } from './testing/keyboard-reader.ts';
import { look } from './testing/look-at-screen.ts';
import { createNamedCables, type NamedCables } from './testing/named-cables.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

/** A write is cut off on a real page over a real line, another unit comes back, then the right one, and it is taken up where it was. */
const world = demoWorldOfFile();
const row = (page: Page, name: RegExp) => card(page).getByRole('row', { name });
/** The card of the bay that the cable is on. */
const onRail = (page: Page) => page.getByRole('region', { name: 'Bays' }).getByRole('button', { name: /^3\D/ });
const written = (unit: VirtualUnit) =>
  unit
    .traffic()
    .map((entry) => (entry.kind === 'to-unit' ? new TextDecoder('latin1').decode(entry.bytes) : ''))
    .join('');

test.use({ viewport: { width: 1366, height: 768 } });

test.describe
  .serial('INST-3 a write that is cut off', () => {
    if (!hasSocat) {
      test('socat is needed to cut a write off in a browser', () => {
        expect(process.env['CI'], 'on CI socat must be installed').not.toBe('true');
      });
      return;
    }

    // Many steps each, with real units between them: a busy machine takes its time.
    test.describe.configure({ timeout: 150_000 });

    let cables: NamedCables;
    let page: Page;
    let reader: KeyboardReader;
    let unit: VirtualUnit;
    let before: Readonly<Record<string, string>>;

    test.beforeAll(async ({ browser }) => {
      cables = createNamedCables();
      unit = crowdUnit(0, 'teltonika', { model: 'FTSIM1' });
      await cables.plug('pit', unit);
      page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
      reader = await plugInReader(page);
      await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
      await world()
        .client()
        .ports.name({ path: cables.pathOf('pit') });
    });
    test.afterAll(async () => {
      await page.context().close();
      await cables.close();
    });

    /** Until the bay itself says who answers there. */
    const untilOnBay = (serial: string) =>
      expect
        .poll(
          async () =>
            JSON.stringify((await world().client().cable.bays()).find(({ bay }) => bay === 3)?.answer ?? null),
          { timeout: 40_000 },
        )
        .toContain(serial);

    test('is read, and every value has its source and its three sides', async () => {
      await reader.scan(`EVP-${crowdSerial(0)}`);
      await openStep(page, 'Identity');
      await expect(card(page).getByRole('radio', { name: /This unit is here/ })).toBeChecked();
      await press(page, 'Read the identity');
      await expect(verdict(page)).toHaveText('Label and cable agree');
      await openStep(page, 'Configure');
      await press(page, 'Show what the unit shall hold');
      await expect(row(page, /^Tyres/)).toContainText('Trailer EU');
      await press(page, 'Read and compare');
      await expect(verdict(page)).toHaveText(/^\d+ values differ$/);
      before = { ...unit.parameters() };
      await look(page, 'configure-compared');
    });

    test('the cable is pulled: each value says how it stands, and who did what', async () => {
      unit.setFaults(['unplug-mid-write=60']);
      await press(page, /^Write \d+ values$/);
      await expect(verdict(page)).toHaveText(/not proven$/, { timeout: 40_000 });
      await expect(card(page)).toContainText('The cable was pulled while writing.');
      await expect(card(page).getByRole('status')).toContainText('not known');
      await expect(card(page)).toContainText('Writing begun');
      await expect(card(page)).toContainText('M. Kaya');
      await expect(onRail(page)).toContainText(/Not proven|No cable/);
      await look(page, 'configure-incomplete');
    });

    test('another unit is plugged in instead: it is refused, and nothing is written to it', async () => {
      const other = crowdUnit(7, 'teltonika', { model: 'FTSIM1' });
      await cables.plug('pit', other);
      await untilOnBay(crowdSerial(7));
      await press(page, 'Go on writing');
      await openStep(page, 'Configure');
      await expect(card(page).getByRole('alert')).toContainText(groupSerial(crowdSerial(7)).replaceAll(' ', '\u00a0'), {
        timeout: 40_000,
      });
      await expect(onRail(page)).toContainText('Another unit');
      await look(page, 'configure-other-unit');
      expect(written(other)).not.toContain('setparam');
    });

    test('the right one comes back: going on writes what is missing and proves all of it', async () => {
      unit.setFaults([]);
      cables.unitAt('pit').unplug();
      await expect
        .poll(async () => (await world().client().cable.bays()).find(({ bay }) => bay === 3)?.state, {
          timeout: 40_000,
        })
        .toBe('gone');
      await cables.plug('pit', unit);
      unit.plugIn();
      await untilOnBay(crowdSerial(0));
      await press(page, 'Go on writing');
      await expect(verdict(page)).toHaveText(/^The unit holds what/, { timeout: 40_000 });
      await expect(onRail(page)).toContainText('Safe to take off');
      await look(page, 'configure-verified');
    });

    test('ORG-5 a prescribed value is left with a reason and a PIN, and is shown as a difference from it', async () => {
      await card(page).getByRole('radio', { name: 'All 15 values' }).click();
      await look(page, 'configure-all');
      await card(page).getByRole('button', { name: 'Change …: Server port' }).click();
      const dialog = page.getByRole('alertdialog', { name: 'Another Server port for this unit?' });
      await dialog.getByRole('textbox', { name: 'Server port' }).fill('7711');
      const use = dialog.getByRole('button', { name: 'Use this value' });
      await expect(use).toBeDisabled();
      await dialog.getByRole('textbox', { name: 'Why' }).fill('They have a second server.');
      await look(page, 'configure-override');
      await use.click();
      const pin = page.getByRole('alertdialog', { name: 'Confirm the change to the job' });
      await typeOnPad(pin, person('M. Kaya').pin);
      await pin.getByRole('button', { name: 'Confirm' }).click();
      await expect(verdict(page)).toHaveText('1 value differs', { timeout: 40_000 });
      await expect(row(page, /^Server port/)).toContainText('instead of 7710: “They have a second server.” (M. Kaya)');
      await look(page, 'configure-overridden');
      await card(page).getByRole('button', { name: 'Take back: Server port' }).click();
      await expect(verdict(page)).toHaveText(/^The unit holds what/, { timeout: 40_000 });
    });

    test('after another cut the unit is rolled back to the backup that was kept before', async () => {
      // Somebody put other values into the unit meanwhile.
      const path = cables.pathOf('pit');
      await world()
        .client()
        .cable.writePort({ port: path, values: { reportMovingS: '300', sleepMinutes: '5' }, dryRun: false });
      await press(page, 'Read again and compare');
      await expect(verdict(page)).toHaveText('2 values differ');
      await expect(row(page, /^Recording, moving/)).toContainText('changed in the unit since');
      before = { ...unit.parameters() };
      unit.setFaults(['unplug-mid-write=20']);
      await press(page, 'Write 2 values');
      await expect(verdict(page)).toHaveText(/not proven$/, { timeout: 40_000 });
      unit.setFaults([]);
      unit.plugIn();
      await untilOnBay(crowdSerial(0));
      // One of the two did arrive, as nobody at the bench can know.
      const arrive = async () =>
        (
          await world()
            .client()
            .cable.writePort({ port: path, values: { reportMovingS: '60' }, dryRun: false })
        ).kind;
      await expect.poll(arrive, { timeout: 40_000 }).toBe('verified');
      await press(page, /^Roll back to the backup of/);
      await page.getByRole('alertdialog').getByRole('button', { name: 'Roll the unit back' }).click();
      await expect(card(page)).toContainText('back and read again', { timeout: 40_000 });
      expect(unit.parameters()).toEqual(before);
      await look(page, 'configure-rolled-back');
    });
  });
