import type { Page } from '@playwright/test';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { luhnCheckDigit } from '#core/domain/identity/luhn.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { goTo, person, signIn, takeSeat, typeOnPad } from './testing/bench.ts';
import { silentUnits } from './testing/demo-world.ts';
import { type KeyboardReader, plugInReader } from './testing/keyboard-reader.ts';
import { look } from './testing/look-at-screen.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

const world = demoWorldOfFile(silentUnits);

/** A pallet as it stands on the bench: everything of the demo's pallet that is ours, and a few that are not to be moved. */
const ours = demoFleet.crowds
  .filter(({ onPallet }) => onPallet)
  .flatMap(({ count, serialBody }) =>
    Array.from({ length: count }, (_, index) => {
      const body = (BigInt(serialBody) + BigInt(index)).toString().padStart(14, '0');
      return `${body}${luhnCheckDigit(body)}`;
    }),
  );
const stories = ['customer-owned', 'two-types', 'not-transferable', 'third-party', 'unknown'].map(
  (id) => demoFleet.tray.find((label) => label.id === id)?.text ?? '',
);
const pallet = [...ours, ...stories];
const fifty = pallet.slice(0, 45).concat(ours.slice(0, 5));

/** OWN-12 as a technician does it: hold one label after the other under the reader, confirm once, read what became of each. */
test.describe
  .serial('OWN-12 a carton by reader', () => {
    let page: Page;
    let reader: KeyboardReader;
    const grid = () => page.getByRole('grid', { name: 'Units of this carton' });
    const chip = (name: string) => page.getByRole('radiogroup', { name: 'Show only' }).getByRole('radio', { name });
    const question = () => page.getByRole('alertdialog');
    const transfer = () => page.getByRole('button', { name: /^Transfer \d+ units? to Nordfracht Logistik$/ });
    const rowOf = (serial: string) =>
      grid()
        .getByRole('row')
        .filter({ hasText: groupSerial(serial) });

    test.beforeAll(async ({ browser }) => {
      page = await (await browser.newContext()).newPage();
      reader = await plugInReader(page);
    });
    test.afterAll(async () => {
      await page.context().close();
    });

    test('the bench leads there by button and by key, and the header says what a scan does now', async () => {
      await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
      await page.getByRole('button', { name: /^Carton mode/ }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Carton for Nordfracht Logistik');
      await page.goBack();
      await page.keyboard.press('F7');
      await expect(page.getByRole('banner')).toContainText('put the unit into the carton');
      await look(page, 'carton-empty');
    });

    test('SCAN-4 50 labels held under the reader: each a row, live; the five that are there already add none', async () => {
      test.setTimeout(180_000);
      for (const [index, text] of fifty.entries()) {
        await reader.scan(text);
        await expect(chip('All')).toContainText(String(Math.min(index + 1, 45)));
      }
      await expect(page.getByText('It was in the carton already, as row 5.')).toBeVisible();
      await expect(rowOf(ours[4] ?? '')).toHaveClass(/carton-row-pointed/);
      await expect(chip('Ready to transfer')).toContainText('40');
      await expect(chip('Choose the type')).toContainText('1');
      await expect(chip('Not transferable')).toContainText('3');
      await expect(chip('Already theirs')).toContainText('1');
      await expect(grid()).toHaveAttribute('aria-rowcount', '46');
    });

    test('filters by outcome and finds by number', async () => {
      await chip('Not transferable').click();
      await expect(grid()).toHaveAttribute('aria-rowcount', '4');
      await expect(grid()).toContainText('Unknown unit');
      await chip('All').click();
      await page.getByRole('searchbox', { name: 'Find a number' }).fill(ours[7]?.slice(-6) ?? '');
      await expect(grid()).toHaveAttribute('aria-rowcount', '2');
      await page.getByRole('searchbox', { name: 'Find a number' }).fill('');
      await expect(grid()).toHaveAttribute('aria-rowcount', '46');
    });

    test('is walked by keys alone: arrows, Home, End, Delete and its undo', async () => {
      await grid().getByRole('gridcell').first().click();
      await page.keyboard.press('Control+End');
      await expect(rowOf(ours[0] ?? '').getByRole('button', { name: 'Take row 1 out' })).toBeFocused();
      await page.keyboard.press('ArrowUp');
      await expect(rowOf(ours[1] ?? '').getByRole('button', { name: 'Take row 2 out' })).toBeFocused();
      await page.keyboard.press('Home');
      await expect(
        rowOf(ours[1] ?? '')
          .getByRole('gridcell')
          .first(),
      ).toBeFocused();
      await page.keyboard.press('Delete');
      await expect(chip('All')).toContainText('44');
      await expect(page.getByRole('main')).toContainText(`Row 2 taken out: ${groupSerial(ours[1] ?? '')}.`);
      await page.getByRole('button', { name: 'Undo' }).click();
      await expect(chip('All')).toContainText('45');
    });

    test('OWN-5 has the type of a shared number chosen by its name', async () => {
      await chip('Choose the type').click();
      await grid().getByRole('button', { name: 'Choose the type' }).click();
      const dialog = page.getByRole('dialog', { name: 'Which type is 890 123 847 562332?' });
      await expect(dialog.getByRole('button', { name: /^Krone/ })).toContainText('not handled here');
      await look(page, 'carton-choose-type');
      await dialog.getByRole('button', { name: /^TP/ }).click();
      await expect(chip('Ready to transfer')).toContainText('41');
      await chip('All').click();
    });

    test('ux 14: the question names all organizations, the number and the loss; neither a scan nor Enter says yes', async () => {
      await transfer().click();
      await expect(question()).toContainText('Transfer these 41 units?');
      await expect(question()).toContainText('Hansen Trailer Service (35)');
      await expect(question()).toContainText('Evolane Units (6)');
      await expect(question()).toContainText('The settings on all 41 units are cleared.');
      await expect(question()).toContainText('a second person has to agree');
      await page.keyboard.press('Enter');
      await expect(question()).toBeHidden();
      await transfer().click();
      await reader.scan(stories[0] ?? '');
      await expect(question()).toBeVisible();
      await look(page, 'carton-question');
      await question().getByRole('button', { name: 'Cancel' }).click();
      await expect(chip('Ready to transfer')).toContainText('41');
    });

    test('reliability 5.2 STA-4: a second person agrees, the program ends in the middle, and every unit is moved once', async () => {
      test.setTimeout(120_000);
      await transfer().click();
      await question()
        .getByRole('button', { name: /^Transfer 41 units/ })
        .click();
      await expect(question()).toContainText('A second person agrees to so many at once');
      await question().getByText('S. Brandt').click();
      await typeOnPad(question(), person('S. Brandt').pin);
      await question().getByRole('button', { name: 'Confirm' }).click();
      await expect(chip('Requested').or(chip('Transferred')).first()).toBeVisible();
      await world().restart();
      await world().open(page);
      await signIn(page, 'M. Kaya');
      await page.getByRole('button', { name: /Nordfracht Logistik/ }).click();
      await expect(page.getByRole('heading', { name: 'Scan a unit' })).toBeVisible();
      await page.keyboard.press('F7');
      await expect(chip('Transferred')).toContainText('41', { timeout: 60_000 });
      await expect(page.getByRole('main')).toContainText('41 units belong to Nordfracht Logistik now.');
      await expect(page.getByRole('main')).not.toContainText('Requested');
      await look(page, 'carton-second-person');
    });

    test('OWN-9 a unit of it is opened as a sheet, and needs configuration', async () => {
      await chip('Transferred').click();
      await rowOf(ours[39] ?? '')
        .getByRole('button', { name: 'Open sheet' })
        .click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(groupSerial(ours[39] ?? ''));
      await expect(page.getByRole('main')).toContainText('Needs configuration');
      await page.goBack();
    });

    test('REP-2 the list is drawn as it will be printed, and the carton is closed with its results in sight', async () => {
      await page.keyboard.press('F12');
      await expect(page.getByRole('figure').first()).toContainText(/45 units|41 Transferred/);
      await expect(page.getByRole('figure').first()).toContainText('M. Kaya, S. Brandt agreed');
      await page.getByRole('button', { name: 'To the carton' }).click();
      await page.getByRole('button', { name: 'Close carton' }).click();
      await question().getByRole('button', { name: 'Close carton' }).click();
      await expect(page.getByRole('main')).toContainText('This carton is closed.');
      await expect(chip('Transferred')).toContainText('41');
      await goTo(page, '/carton');
      await expect(page.getByRole('region', { name: 'Cartons' })).toContainText('41 transferred');
    });
  });

test.describe
  .serial('OWN-12 OWN-11 a carton by hand, and without a network', () => {
    let page: Page;
    test.beforeAll(async ({ browser }) => {
      page = await (await browser.newContext()).newPage();
    });
    test.afterAll(async () => {
      await page.context().close();
    });

    test('a pasted list: what is no unit stays in the field with the reason', async () => {
      await takeSeat(page, world(), 'M. Kaya', 'Alpen Kühltransporte');
      await page.keyboard.press('F7');
      const field = page.getByRole('textbox', { name: 'Serial numbers, one per line' });
      await expect(field).toBeVisible();
      await page.keyboard.press('F2');
      await expect(field).toBeFocused();
      await field.fill('serial\n359315075384726; EVP-359315075388149\n359315075384726');
      await page.getByRole('button', { name: 'Add to the carton' }).click();
      await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', '3');
      await expect(field).toHaveValue('serial');
      await expect(page.getByText('1 line is no unit and stays in the field: serial')).toBeVisible();
      await expect(page.getByText(/1 was in the carton already: row 1\./)).toBeVisible();
    });

    test('OWN-11 without a network the words are honest: requested, a clock, nothing green; decided when it is back', async () => {
      await goTo(page, '/bench');
      await page.getByRole('switch', { name: 'Network' }).click({ force: true });
      await page.keyboard.press('F7');
      await page.getByRole('button', { name: /^Transfer 2 units to Alpen/ }).click();
      const question = page.getByRole('alertdialog');
      await question.getByRole('button', { name: /^Transfer 2 units/ }).click();
      await expect(question).toContainText('Confirm the transfer');
      await typeOnPad(question, person('M. Kaya').pin);
      await question.getByRole('button', { name: 'Confirm' }).click();
      await expect(page.getByRole('main')).toContainText('2 transfers are requested. The centre has not answered.');
      await expect(page.getByRole('grid').locator('.mark-ok')).toHaveCount(0);
      await expect(page.getByRole('grid').locator('.mark-wait')).toHaveCount(2);
      await look(page, 'carton-done');
      await goTo(page, '/bench');
      await page.getByRole('switch', { name: 'Network' }).click({ force: true });
      await page.keyboard.press('F7');
      await expect(page.getByRole('main')).toContainText('2 units belong to Alpen Kühltransporte now.', {
        timeout: 60_000,
      });
    });
  });
