import type { Page } from '@playwright/test';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { hasSocat } from '#electron/adapters/serial/testing/pty-pair.ts';
import { crowdSerial, crowdUnit } from '../station/testing/crowd-units.ts';
import { card, goTo, openStep, press, takeSeat, verdict } from './testing/bench.ts';
import { type KeyboardReader, plugInReader } from './testing/keyboard-reader.ts';
import { look } from './testing/look-at-screen.ts';
import { createNamedCables, type NamedCables, openInOtherProgram } from './testing/named-cables.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';
import { watchTroubles } from './testing/watch-troubles.ts';

/** Several bays at once, over pseudo-terminals through the same adapter as real cables (INST-1, INST-6). */
const world = demoWorldOfFile();
const rail = (page: Page) => page.getByRole('region', { name: 'Bays' });
const bayCard = (page: Page, bay: number) => rail(page).getByRole('button', { name: new RegExp(`^${bay}\\D`) });
const short = (serial: string) => `…${serial.slice(-6, -3)} ${serial.slice(-3)}`;

const families = ['teltonika', 'queclink', 'calamp'] as const;
/** The demo has bays 1 and 2. */
const bayOf = (index: number) => index + 3;

test.describe
  .serial('bays', () => {
    if (!hasSocat) {
      test('socat is needed for several bays in a browser', () => {
        expect(process.env['CI'], 'on CI socat must be installed').not.toBe('true');
      });
      return;
    }

    // Many steps each, with real units between them: a busy machine takes its time.
    test.describe.configure({ timeout: 150_000 });

    let cables: NamedCables;
    let page: Page;
    let reader: KeyboardReader;
    let troubles: () => readonly string[];

    test.beforeAll(async ({ browser }) => {
      cables = createNamedCables();
      for (const [index, family] of families.entries()) {
        const unit = crowdUnit(index, family, family === 'teltonika' ? { model: 'FTSIM1' } : {});
        await cables.plug(family, unit);
      }
      page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
      troubles = await watchTroubles(page);
      reader = await plugInReader(page);
      await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
    });
    test.afterAll(async () => {
      await page.context().close();
      await cables.close();
    });
    test.afterEach(() => {
      expect(troubles(), 'errors in the console of the page').toEqual([]);
    });

    async function openSheetOf(index: number): Promise<void> {
      await reader.scan(`EVP-${crowdSerial(index)}`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(new RegExp(crowdSerial(index).slice(-6)));
    }

    async function identify(index: number): Promise<void> {
      await openSheetOf(index);
      await openStep(page, 'Identity');
      await press(page, /^Read/);
    }

    test('INST-1 ports that the computer does not list are named, become bays and tell who is there', async () => {
      await goTo(page, '/settings/ports');
      for (const family of families) {
        await page.getByRole('textbox', { name: 'Port', exact: true }).fill(cables.pathOf(family));
        await page.getByRole('button', { name: 'Add' }).click();
        await expect(page.getByText(`${cables.pathOf(family)} is known now.`, { exact: false })).toBeVisible();
      }
      const list = page.getByRole('region', { name: 'Bays and ports' });
      for (const [index, family] of families.entries()) {
        const row = list.getByRole('button', { name: new RegExp(`^${bayOf(index)} ${family}`) });
        await expect(row).toContainText(short(crowdSerial(index)));
      }
      await goTo(page, '/bench');
      for (const index of families.keys()) {
        await expect(bayCard(page, bayOf(index))).toContainText(short(crowdSerial(index)));
      }
    });

    test('INST-1 the sheet of a unit finds its bay by itself', async () => {
      for (const index of families.keys()) {
        await openSheetOf(index);
        await openStep(page, 'Identity');
        await expect(card(page).getByRole('radio', { name: /This unit is here/ })).toBeChecked();
        await press(page, 'Read the identity');
        await expect(verdict(page)).toHaveText('Label and cable agree');
      }
    });

    test('INST-6 three families are measured at the same time, each with its own progress', async () => {
      const { bench, cable } = world().client();
      const sheets = await bench.sheets({ limit: 20 });
      await openSheetOf(0);
      await openStep(page, 'Inspect');
      // One by its button; the two others are begun in the same moment, quicker than a test turns pages.
      const others = [1, 2].map((index) => {
        const sheet = sheets.find(({ unit }) => unit.endsWith(crowdSerial(index)));
        return sheet === undefined ? null : bench.measure({ sessionId: sheet.sessionId });
      });
      const begun = [press(page, /^Measure \d+ checks$/), ...others];
      const workingBays = async () =>
        (await cable.bays()).filter(({ state }) => state === 'working').map(({ bay }) => bay);
      await expect.poll(workingBays).toEqual([...families.keys()].map(bayOf));
      for (const index of families.keys()) {
        await expect(bayCard(page, bayOf(index))).toContainText('Measuring');
      }
      await Promise.all(begun);
      await expect.poll(workingBays, { timeout: 40_000 }).toEqual([]);
      for (const index of families.keys()) {
        await openSheetOf(index);
        await openStep(page, 'Inspect');
        await expect(card(page).getByRole('button', { name: 'Measure again, keep both' })).toBeVisible();
      }
    });

    test('INST-3 one is unplugged in the middle of writing: the others go on, and it is resumed', async () => {
      const unit = cables.unitAt('teltonika');
      await openSheetOf(0);
      await openStep(page, 'Configure');
      await press(page, 'Read and compare');
      await expect(verdict(page)).toHaveText(/^\d+ values differ$/);
      await openSheetOf(1);
      await openStep(page, 'Inspect');
      await press(page, 'Measure again, keep both');
      await openSheetOf(0);
      await openStep(page, 'Configure');
      unit.setFaults(['unplug-mid-write=40']);
      await press(page, /^Write \d+ values$/);
      await expect(verdict(page)).toHaveText(/not proven$/, { timeout: 40_000 });
      await expect(card(page)).toContainText('The cable was pulled while writing.');
      await expect(bayCard(page, bayOf(0))).toContainText('No cable');
      await look(page, 'bays-unplugged');

      unit.setFaults([]);
      unit.plugIn();
      await expect(bayCard(page, bayOf(0))).not.toContainText('No cable');
      await press(page, 'Read again and compare');
      await press(page, /^Write \d+ values?$/);
      await expect(verdict(page)).toHaveText(/^The unit holds what/, { timeout: 40_000 });
      await openSheetOf(1);
      await openStep(page, 'Inspect');
      await expect(card(page).getByRole('button', { name: 'Measure again, keep both' })).toBeVisible({
        timeout: 40_000,
      });
    });

    test('INST-1 another unit on the cable is seen at once, and refused', async () => {
      await cables.plug('calamp', crowdUnit(7, 'calamp'));
      await goTo(page, '/bench');
      await identify(2);
      await expect(verdict(page)).toHaveText('Stop: another unit is on the cable');
      await openSheetOf(7);
      await openStep(page, 'Identity');
      await expect(card(page).getByRole('radio', { name: /This unit is here/ })).toBeChecked();
    });

    test('INST-1 the doctor names the program that has a port, and the port works when it is closed', async () => {
      const other = await openInOtherProgram(cables.pathOf('queclink'));
      await goTo(page, `/settings/ports?bay=${bayOf(1)}`);
      const doctor = page.getByRole('region', { name: /^Port doctor/ });
      await expect(doctor).toContainText('node has opened this port');
      await look(page, 'ports-busy');
      await other.close();
      await doctor.getByRole('button', { name: 'Try again' }).click();
      await expect(doctor).toContainText(`answers, IMEI ${groupSerial(crowdSerial(1)).replaceAll(' ', '\u00a0')}`);
      await expect(doctor).toContainText('GT');
      await look(page, 'ports');
    });

    test('INST-1 a bay is named, gets another number and is no bay any more', async () => {
      await goTo(page, `/settings/ports?bay=${bayOf(2)}`);
      const settings = page.getByRole('region', { name: 'Settings of this port' });
      await settings.getByRole('textbox', { name: 'Name' }).fill('Pit');
      await settings.getByRole('textbox', { name: 'Bay' }).fill('8');
      await settings.getByRole('button', { name: 'Save' }).click();
      const list = page.getByRole('region', { name: 'Bays and ports' });
      await expect(list.getByRole('button', { name: /^8 calamp · Pit/ })).toBeVisible();
      await settings.getByRole('radio', { name: 'Nothing' }).click();
      await expect(list.getByRole('button', { name: /^– calamp/ })).toBeVisible();
      expect((await world().client().cable.bays()).map(({ bay }) => bay)).not.toContain(8);
      await settings.getByRole('radio', { name: 'Units' }).click();
      await expect(list.getByRole('button', { name: /calamp · Pit/ })).toContainText(short(crowdSerial(7)));
    });

    test('INST-6 eight bays stand on the smallest screen', async () => {
      for (const index of [10, 11, 12]) {
        const unit = crowdUnit(
          index,
          index === 10 ? 'at27007' : 'teltonika',
          index === 11 ? { faults: ['silent'] } : {},
        );
        await cables.plug(`more-${index}`, unit);
        await world()
          .client()
          .ports.name({ path: cables.pathOf(`more-${index}`) });
      }
      await openSheetOf(0);
      await expect(rail(page).getByRole('listitem')).toHaveCount(8);
      await expect(rail(page)).toContainText('No unit answers', { timeout: 40_000 });
      await look(page, 'bays-eight');
      const eighth = await rail(page).getByRole('listitem').nth(7).boundingBox();
      expect((eighth?.y ?? 0) + (eighth?.height ?? 0)).toBeLessThan(728);
    });
  });
