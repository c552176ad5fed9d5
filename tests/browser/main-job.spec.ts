import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { readPrinted } from '#electron/adapters/pdf/read-printed.ts';
import {
  card,
  confirmByPin,
  events,
  filledButtons,
  openSheet,
  openStep,
  person,
  press,
  signIn,
  typeOnPad,
  verdict,
} from './testing/bench.ts';
import { quickUnits, silentUnits } from './testing/demo-world.ts';
import { drawOn } from './testing/draw-on.ts';
import { type KeyboardReader, plugInReader } from './testing/keyboard-reader.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';
import { watchTroubles } from './testing/watch-troubles.ts';

// Silent at first, so that the person and not the unit decides when the pairing comes.
const world = demoWorldOfFile(silentUnits);
const serial = '359315075384726';
const vin = 'WSM00000003111444';

/** The whole main job as one technician does it, in one window, one step after the other. */
test.describe
  .serial('the main job in a browser', () => {
    let page: Page;
    let reader: KeyboardReader;
    let troubles: () => readonly string[];
    const work = () => page.getByRole('main');
    const reloadAtSignOff = async () => {
      await page.reload();
      await openStep(page, 'Sign off');
      await expect(verdict(page)).toHaveText('Ready to sign');
    };

    test.beforeAll(async ({ browser }) => {
      const context = await browser.newContext();
      page = await context.newPage();
      troubles = await watchTroubles(page);
      reader = await plugInReader(page);
      await world().open(page);
    });
    test.afterAll(async () => {
      await page.context().close();
    });
    test.afterEach(() => {
      // A browser notes by itself that it could not connect; while the station restarts that is no trouble of the page.
      const ours = troubles().filter((trouble) => !/WebSocket connection to .* failed/.test(trouble));
      expect(ours, 'errors in the console of the page').toEqual([]);
    });

    test('STA-1 signs in by tile and a PIN typed on the pad', async () => {
      await expect(page.getByRole('heading', { name: 'Who is working?' })).toBeVisible();
      await signIn(page, 'M. Kaya');
    });

    test('ORG-6 a service partner has both cards, and what a scan will do stands above', async () => {
      await expect(work().getByRole('button', { name: /^Customer organizations/ })).toBeVisible();
      await expect(work().getByRole('button', { name: /^Unit inspection/ })).toBeVisible();
      await expect(page.getByRole('banner')).toContainText('A scan will open a unit, a job or a customer');
    });

    test('ORG-7 a customer is found by a part of its name and opened with Enter', async () => {
      const search = page.getByRole('searchbox', { name: 'Organization name, then Enter' });
      await work()
        .getByRole('button', { name: /^Customer organizations/ })
        .click();
      await expect(search).toBeFocused();
      await search.fill('nord');
      await expect(page.getByRole('region', { name: 'Customers' }).getByRole('listitem')).toHaveCount(1);
      await expect(page.getByRole('button', { name: /^Nordfracht Logistik.*Active until/ })).toBeVisible();
      await search.press('Enter');
      await expect(page.getByRole('heading', { name: 'Scan a unit' })).toBeVisible();
      await expect(page.getByRole('banner')).toContainText('for Nordfracht Logistik');
    });

    test('SCAN-1 SCAN-4 a scan by keyboard reader opens the unit', async () => {
      await reader.scan(`EVP-${serial}`, { gapMs: 8 });
      const gaps = await reader.seenGaps();
      expect(gaps).toHaveLength(19);
      for (const gapMs of gaps) {
        expect(gapMs).toBeGreaterThan(6.5);
        expect(gapMs).toBeLessThan(9.5);
      }
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('359 315 075 384726');
      await expect(events(page).first()).toContainText('Unit opened');
    });

    test('OWN-3 OWN-15 one verdict, one filled button, every finding', async () => {
      await openStep(page, 'Owner');
      await expect(verdict(page)).toHaveText('Ready to transfer');
      await expect(card(page)).toContainText('Hansen Trailer Service owns it. Nordfracht Logistik will own it.');
      await expect(filledButtons(work())).toHaveText(['Transfer to Nordfracht Logistik']);
      await expect(work().getByRole('list', { name: 'Findings' }).getByRole('listitem')).toHaveText([
        /^Trust until/,
        'Owned by us',
        /^Subscription until/,
        'Settings will be cleared',
      ]);
      await expect(work()).toContainText(/checked \d\d:\d\d, live/);
    });

    test('INST-1 the unit on the cable says the number that was scanned', async () => {
      await openStep(page, 'Identity');
      await work().getByRole('radio', { name: /Bay 1/ }).click({ force: true });
      await press(page, 'Read the identity');
      await expect(verdict(page)).toHaveText('Label and cable agree');
      await expect(card(page)).toContainText('FTSIM1, firmware');
      await expect(
        page.getByRole('region', { name: 'Bays' }).getByRole('button', { name: /384 726 Safe/ }),
      ).toBeEnabled();
    });

    test('OWN-3 the question names both organizations and the loss; neither Enter nor a scan answers it', async () => {
      await openStep(page, 'Owner');
      const dialog = page.getByRole('alertdialog', { name: 'Back up, transfer, restore?' });
      const ask = work().getByRole('button', { name: 'Back up, transfer, restore' });
      await expect(filledButtons(work())).toHaveText(['Back up, transfer, restore']);
      await ask.click();
      await expect(dialog.locator('dl')).toHaveText(
        'UnitEvo Pulse 359 315 075 384726FromHansen Trailer ServiceToNordfracht Logistik',
      );
      await expect(dialog).toContainText('The platform then clears the settings on the unit.');
      await page.keyboard.press('Enter');
      await expect(dialog).toBeHidden();
      await expect(verdict(page)).toHaveText('Ready to transfer');

      await ask.click();
      await expect(page.getByRole('banner', { includeHidden: true })).toContainText('do nothing until you answer');
      await reader.scan(`EVP-${serial}`);
      await expect(page.getByText('Answer the open question first.').first()).toBeVisible();
      await expect(dialog).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
      await expect(verdict(page)).toHaveText('Ready to transfer');
    });

    test('OWN-3 OWN-9 OWN-10 d2 keeps the settings, transfers, is told so by the centre, and puts back what may be', async () => {
      await press(page, 'Back up, transfer, restore');
      await page.getByRole('alertdialog').getByRole('button', { name: 'Back up, transfer, restore' }).click();
      await confirmByPin(page, 'M. Kaya');
      await expect(verdict(page)).toHaveText('Transferred to Nordfracht Logistik');
      await expect(card(page)).toContainText('Before, Hansen Trailer Service owned the unit.');
      await expect(card(page)).toContainText('3 values are back and read again.', { timeout: 40_000 });
      const back = work().getByRole('table', { name: 'What was put back, and what not' });
      await expect(back.getByRole('row', { name: /^Connection kept open/ })).toContainText('put back, read again');
      await expect(back.getByRole('row', { name: /^Server tracking/ })).toContainText('belongs to the former owner');
      await expect(back.getByRole('row', { name: /^Access point password/ })).toContainText('not kept');
      await openStep(page, 'Sign off');
      await expect(card(page)).toContainText('The configuration is not written and verified');
    });

    test('INST-3 shows the difference, writes it, reads it back', async () => {
      await openStep(page, 'Configure');
      await press(page, 'Read and compare');
      await expect(verdict(page)).toHaveText(/^\d+ values differ$/);
      const table = work().getByRole('table', { name: 'Values that are not as wanted' });
      const rows = table.getByRole('row');
      await expect(rows.filter({ hasText: 'ingest.example.com' })).toContainText('empty');
      await expect(rows.filter({ hasText: 'ingest.example.com' })).toContainText('to write');
      await expect(table).not.toContainText('demo-apn-secret');
      await expect(filledButtons(work())).toHaveText([/^Write \d+ values$/]);
      await press(page, /^Write \d+ values$/);
      await expect(verdict(page)).toHaveText('The unit holds what Trailer EU wants', { timeout: 40_000 });
      await expect(rows.filter({ hasText: 'ingest.example.com' })).toContainText('read back, equal');
    });

    test('INSP-1 INSP-2 measures live and draws the course', async () => {
      await openStep(page, 'Inspect');
      await press(page, 'Measure 14 checks');
      const supply = work().getByRole('row', { name: /^Supply/ });
      await expect(supply).toContainText('measuring');
      await expect(supply).toContainText(/2\d\.\d+ V/, { timeout: 10_000 });
      await expect(supply).toContainText('measuring');
      await expect(supply.locator('polyline')).toHaveAttribute('points', /^\S+ \S+/, { timeout: 15_000 });
      await expect(work().getByRole('button', { name: 'Measure again, keep both' })).toBeVisible({ timeout: 30_000 });
      await expect(supply).toContainText('Pass');
      await expect(supply).toContainText(/\d values from/);
    });

    test('INSP-1 manual checks are answered by F8, one after the other', async () => {
      for (const done of [1, 2, 3, 4]) {
        await page.keyboard.press('F8');
        await expect(
          work().getByRole('list', { name: 'Looked at by hand' }).getByRole('radio', { name: 'Pass', checked: true }),
        ).toHaveCount(done);
      }
      await expect(verdict(page)).toHaveText('Inspection passed');
    });

    test('PAIR-2 PAIR-5 takes the VIN by scan, predicts the pairing and leaves it to the unit', async () => {
      await openStep(page, 'Pair');
      await expect(page.getByRole('banner')).toContainText('take the VIN of the vehicle');
      await reader.scan(vin);
      await expect(work()).toContainText('All three agree.');
      await expect(verdict(page)).toHaveText('It will find its vehicle by itself');
      await press(page, 'Let the unit pair itself');
      await openStep(page, 'Pair');
      await expect(verdict(page)).toHaveText('Waiting for the unit');
    });

    test('PAIR-5 STA-4 the wait outlives a restart of the station, and the unit pairs itself when it is heard', async () => {
      await world().restart(quickUnits);
      await world().open(page);
      await signIn(page, 'M. Kaya');
      await openSheet(page, serial);
      await openStep(page, 'Pair');
      await expect(verdict(page)).toHaveText('Paired with KL 99', { timeout: 40_000 });
      await expect(card(page)).toContainText('By itself,');
    });

    test('REP-2 STA-4 the customer takes the work over with a name and a drawing, which a reload in between leaves there', async () => {
      await openStep(page, 'Sign off');
      await expect(verdict(page)).toHaveText('Ready to sign');
      await press(page, 'Let the customer sign');
      const dialog = page.getByRole('alertdialog', { name: 'Let the customer sign' });
      const take = dialog.getByRole('button', { name: 'Use this signature' });
      await dialog.getByRole('textbox', { name: 'Name in letters' }).fill('R. Vos');
      await drawOn(page, dialog.getByRole('img', { name: 'Field for the signature' }));
      await dialog.getByRole('button', { name: 'Clear' }).click();
      await expect(take).toBeDisabled();
      await drawOn(page, dialog.getByRole('img', { name: 'Field for the signature' }));
      await expect(take).toBeEnabled();
      await reloadAtSignOff();
      await press(page, 'Let the customer sign');
      await expect(dialog.getByRole('textbox', { name: 'Name in letters' })).toHaveValue('R. Vos');
      await expect(dialog.locator('.signature-before')).toBeVisible();
      await take.click();
      await expect(work().getByRole('img', { name: 'Signed by R. Vos' })).toBeVisible();
    });

    test('STA-4 SCAN-5 remarks, name and drawing outlive a reload, another page and a locked seat', async () => {
      const remarks = work().getByRole('textbox', { name: 'Remarks' });
      const drawing = work().getByRole('img', { name: 'Signed by R. Vos' });
      await remarks.fill('Bracket renewed, all bolts marked.');
      const path = await drawing.locator('path').getAttribute('d');
      const stillThere = async () => {
        await expect(remarks).toHaveValue('Bracket renewed, all bolts marked.');
        await expect(drawing.locator('path')).toHaveAttribute('d', path ?? '');
      };
      await reloadAtSignOff();
      await stillThere();
      await openSheet(page, serial);
      await openStep(page, 'Sign off');
      await stillThere();
      await page.keyboard.press('Control+l');
      await signIn(page, 'M. Kaya');
      await openStep(page, 'Sign off');
      await stillThere();
      expect((await world().client().drafts.mine()).drafts).toHaveLength(1);
    });

    test('INSP-4 signs with the PIN; a wrong one keeps everything, and afterwards nothing of it is kept any more', async () => {
      await typeOnPad(work(), '111111');
      await press(page, 'Sign');
      await expect(work().getByRole('alert')).toContainText('That PIN is not right.');
      await expect(work().getByRole('textbox', { name: 'Remarks' })).toHaveValue('Bracket renewed, all bolts marked.');
      await expect(work().getByRole('img', { name: 'Signed by R. Vos' })).toBeVisible();
      await typeOnPad(work(), person('M. Kaya').pin);
      await press(page, 'Sign');
      await expect(verdict(page)).toHaveText('Signed: report 1001');
      await expect.poll(async () => (await world().client().drafts.mine()).drafts).toEqual([]);
    });

    test('REP-2 the report is shown page by page, saved as a file, and says what was done', async () => {
      await press(page, 'Open the report');
      const sheets = work().getByRole('figure');
      await expect(sheets.first()).toContainText('Installation report 1001');
      await expect(sheets.last()).toContainText(new RegExp(`Page ${await sheets.count()} of ${await sheets.count()}`));
      await expect.poll(() => inkOn(page), { message: 'ink on the first page' }).toBeGreaterThan(2_000);

      const [download] = await Promise.all([
        page.waitForEvent('download'),
        work().getByRole('button', { name: 'Save as a file' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`report-1001-${serial}.pdf`);
      const file = await readPrinted(new Uint8Array(readFileSync(await download.path())));
      const text = file.pages
        .map((one) => one.text)
        .join('\n')
        .replaceAll('\u00a0', ' ');
      expect(file.pages).toHaveLength(await sheets.count());
      for (const words of [
        serial,
        'Hansen Trailer Service',
        'Nordfracht Logistik',
        'ingest.example.com',
        'KL 99',
        'automatically',
        'Bracket renewed, all bolts marked.',
        'M. Kaya',
        'R. Vos, customer, signed by hand',
        'First message from the unit at',
        'audit ',
      ]) {
        expect(text).toContain(words);
      }
      expect(text).not.toContain('demo-apn-secret');
      expect(await file.codes(1)).toHaveLength(1);
      await file.close();
      await work().getByRole('button', { name: 'Put into the report folder' }).click();
      await expect(work()).toContainText(`report-1001-${serial}.pdf`);
    });

    test('STA-3 nothing waits any more', async () => {
      await page.getByRole('link', { name: /open the list of what was sent/ }).click();
      await expect(work()).toContainText('Everything is sent', { timeout: 40_000 });
      await expect(page.getByRole('banner')).toContainText('nothing waiting');
      const rows = work().getByRole('table').getByRole('row');
      for (const kind of ['Transfer', 'Configuration', 'Inspection', 'Signature']) {
        const row = rows.filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${kind} `) }) });
        await expect(row).toContainText('Sent');
      }
    });

    test('REP-1 OWN-13 the trail is intact, and both organizations hold the transfer', async () => {
      await work().getByRole('button', { name: 'Sheet' }).first().click();
      await page.keyboard.press('F7');
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Audit trail of this sheet');
      await work().getByRole('button', { name: 'Verify the chain' }).click();
      await expect(work()).toContainText('Intact.');
      const centre = work().getByRole('region', { name: 'At the centre, for each organization' });
      const transfers: string[] = [];
      for (const name of ['Hansen Trailer Service', 'Nordfracht Logistik']) {
        const side = centre.locator('.cloud-side').filter({ has: page.getByRole('heading', { name }) });
        const row = side.getByRole('listitem').filter({ hasText: 'Transfer made' });
        await expect(row).toHaveCount(1);
        transfers.push((await row.locator('.transfer-number').textContent()) ?? '');
      }
      expect(new Set(transfers).size).toBe(1);
      await expect(work().getByRole('table')).toContainText('Configuration verified');
    });
  });

/** Dark dots on the drawn first page: an empty canvas has none. */
function inkOn(page: Page): Promise<number> {
  return page
    .locator('canvas')
    .first()
    .evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) {
        return 0;
      }
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      let dark = 0;
      for (let index = 0; index < pixels.length; index += 4) {
        dark += (pixels[index] ?? 255) < 90 && (pixels[index + 3] ?? 0) > 200 ? 1 : 0;
      }
      return dark;
    });
}
