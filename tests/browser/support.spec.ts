import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { sessionId as asSessionId } from '#core/kernel/entity-ids.ts';
import { card, goTo, openStep, press, signIn, takeLabel, takeSeat, verdict } from './testing/bench.ts';
import { silentUnits } from './testing/demo-world.ts';
import { look } from './testing/look-at-screen.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

const world = demoWorldOfFile(silentUnits);
const label = 'EVP-359315075384726';

/** What goes over a cable can be read, searched and saved; what was refused leads to a request that arrives once, with its number. */
test.describe
  .serial('captures and requests to support in a browser', () => {
    test('INST-7 a technician reads what went over the cable, as words and as bytes, and saves it', async ({
      quietPage: page,
    }) => {
      test.setTimeout(120_000);
      await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
      await takeLabel(page, label);
      await openStep(page, 'Identity');
      await page.getByRole('main').getByRole('radio', { name: /Bay 1/ }).click({ force: true });
      await press(page, 'Read the identity');
      await expect(verdict(page)).toHaveText('Label and cable agree');
      const sessionId = asSessionId.parse(/sheet\/([^?/]+)/.exec(page.url())?.[1]);
      await goTo(page, `/captures?sessionId=${sessionId}`);
      const capture = page.getByRole('article', { name: 'Evo Pulse 359 315 075 384726' });
      const rows = capture.getByRole('table').getByRole('row');
      await expect(rows.nth(1)).toContainText('opened');
      const asked = rows.filter({ hasText: 'getver' }).first();
      await expect(asked).toContainText('to unit');
      await expect(asked).toContainText(/\d\d:\d\d:\d\d\.\d{3}/);
      await capture.getByRole('radio', { name: 'Hex' }).click();
      await expect(rows.filter({ hasText: '67 65 74 76 65 72' }).first()).toBeVisible();
      await capture.getByRole('searchbox', { name: 'Find text or bytes' }).fill('IMEI');
      await expect(capture.getByText(/^1 of \d+$/)).toBeVisible();
      await capture.getByRole('button', { name: 'Next', exact: true }).click();
      await expect(capture.getByText(/^2 of \d+$/)).toBeVisible();
      await capture.getByRole('radio', { name: 'Text' }).click();
      await look(page, 'captures');
      const saving = page.waitForEvent('download');
      await capture.getByRole('button', { name: 'Save as text' }).click();
      const file = await saving;
      expect(file.suggestedFilename()).toMatch(/^capture-359315075384726-\d{4}-\d\d-\d\d\.txt$/);
      const text = readFileSync(await file.path(), 'utf8');
      expect(text).toContain('# unit: evopulse:359315075384726 Evo Pulse');
      expect(text).toMatch(/-> to unit\t\t(\.?)getver\\x0d\t(2e )?67 65 74 76 65 72 0d/);
    });

    test('REP-4 a refusal leads to a request that is filled in, reviewed, and sent without what was left out', async ({
      quietPage: page,
    }) => {
      test.setTimeout(120_000);
      await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
      await takeLabel(page, 'EVP-359315075387331');
      await openStep(page, 'Owner');
      await expect(verdict(page)).toHaveText('Not allowed here');
      await card(page).getByRole('button', { name: 'Contact support' }).click();
      const parts = page.getByRole('region', { name: 'What goes along' });
      await expect(parts).toContainText('Always sent: M. Kaya');
      await expect(parts.getByRole('checkbox', { name: /^Message that you saw/ })).toBeChecked();
      await parts.getByText('Show: Diagnostics of this station').click();
      await expect(parts).toContainText('Disk');
      await parts.getByRole('checkbox', { name: /^Newest lines of the log/ }).uncheck({ force: true });
      await expect(parts).toContainText('Not sent');
      await page.getByRole('textbox', { name: 'What happened, in your words' }).fill('The label is new.');
      await look(page, 'support-new');
      await page.getByRole('button', { name: 'Send to support' }).click();
      const list = page.getByRole('navigation', { name: 'Requests, newest first' });
      await expect(list.getByRole('button', { name: /The label is new\..*Sent, FB-\d+/ })).toBeVisible();
      const opened = page.getByRole('article', { name: 'The request' });
      await expect(opened).toContainText('The label is new.');
      await expect(opened.getByText('Newest lines of the log')).toBeHidden();
      await look(page, 'support');
    });

    test('REP-4 STA-5 without the centre it is kept or saved as a file, and gets its number later', async ({
      page,
    }) => {
      test.setTimeout(120_000);
      await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
      await world().client().demo.setNetwork({ connected: false });
      await world().client().sync.run();
      await page.keyboard.press('F1');
      await page.getByRole('dialog').getByRole('button', { name: 'Contact support' }).click();
      await page.getByRole('textbox', { name: 'What happened, in your words' }).fill('No network since noon.');
      await expect(page.getByText('The centre cannot be reached. The request is saved')).toBeVisible();
      const saving = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Save as a file' }).click();
      const file = await saving;
      expect(JSON.parse(readFileSync(await file.path(), 'utf8'))).toMatchObject({ words: 'No network since noon.' });
      await page.getByRole('button', { name: 'Save, and send when online' }).click();
      const line = page.getByRole('button', { name: /No network since noon\./ });
      await expect(line).toContainText('Saved, not sent');
      await look(page, 'support-waiting');
      await world().restart();
      await world().open(page);
      await signIn(page, 'M. Kaya');
      await goTo(page, '/support');
      await world().client().demo.setNetwork({ connected: true });
      await expect(line).toContainText(/Sent, FB-\d+/);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations).toEqual([]);
    });
  });
