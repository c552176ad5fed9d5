import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { goTo, takeSeat } from './testing/bench.ts';
import { look } from './testing/look-at-screen.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

/** Profiles are looked at, derived, judged while they are typed, saved and carried as files, all without a unit (INST-3). */
const world = demoWorldOfFile();
const article = (page: Page) => page.getByRole('main').getByRole('article');
const line = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Profiles, by whose they are' }).getByRole('button', { name });

test.use({ viewport: { width: 1366, height: 768 } });

test.describe
  .serial('INST-3 profiles in a browser', () => {
    test('a technician sees what a customer wants, what units take of it, and cannot change it', async ({
      quietPage: page,
    }) => {
      await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
      await goTo(page, '/profiles');
      await line(page, 'Trailer EU, dangerous goods').click();
      const changed = article(page).getByRole('row', { name: /^Recording, moving/ });
      await expect(changed).toContainText('30 s');
      await expect(changed).toContainText('60 s');
      await expect(changed).toContainText('changed here');
      await expect(article(page).getByRole('row', { name: /^Access point password/ })).toContainText('secret');
      await look(page, 'profile-values');
      await article(page).getByRole('radio', { name: 'What units take' }).click();
      await expect(article(page).getByRole('row', { name: /^Any AT modem/ })).toContainText('1 of 15');
      await look(page, 'profile-families');
      await article(page).getByRole('radio', { name: 'Versions' }).click();
      await expect(article(page)).toContainText('version 2');
      await expect(page.getByRole('button', { name: 'Change' })).toBeHidden();
      await expect(page.getByRole('button', { name: 'New profile' })).toBeHidden();
      await goTo(page, '/profiles?id=trailer-eu&write=change');
      await expect(page.getByRole('button', { name: 'Save this version' })).toBeHidden();
    });

    test('a supervisor derives one for the workshop; what may not stand is said while it is typed', async ({
      quietPage: page,
    }) => {
      await takeSeat(page, world(), 'S. Brandt', 'Nordfracht Logistik');
      await goTo(page, '/profiles');
      await line(page, 'Standard EU').click();
      await page.getByRole('button', { name: 'Derive a profile' }).click();
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Hall test');
      await page.getByRole('button', { name: 'Set here: Server port' }).click();
      const port = page.getByRole('textbox', { name: 'Server port' });
      await port.fill('70000');
      await expect(article(page)).toContainText('Only 1 to 65,535 is possible.');
      await expect(page.getByRole('button', { name: 'Save this version' })).toBeDisabled();
      await look(page, 'profile-writing');
      await port.fill('7711');
      await page.getByRole('combobox', { name: 'Set one more value' }).selectOption('apnPassword');
      await expect(article(page)).toContainText('no value yet');
      await page.getByRole('button', { name: 'Give the value' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: 'Value' }).fill('hall-secret');
      await look(page, 'profile-secret');
      await dialog.getByRole('button', { name: 'Keep the value' }).click();
      await expect(article(page)).toContainText('value given');
      await page.getByRole('textbox', { name: 'What changed, and why' }).fill('For the bench in the hall');
      await page.getByRole('button', { name: 'Save this version' }).click();
      await expect(article(page).getByRole('heading', { name: 'Hall test' })).toBeVisible();
      await expect(article(page)).toContainText('with the centre');
      await expect(line(page, 'Hall test')).toBeVisible();
      await expect(article(page).getByRole('row', { name: /^Server port/ })).toContainText('7711');
      expect(await page.content()).not.toContain('hall-secret');
    });

    test('without a network a version is kept and says that it waits', async ({ quietPage: page }) => {
      await takeSeat(page, world(), 'S. Brandt', 'Nordfracht Logistik');
      await world().client().demo.setNetwork({ connected: false });
      await goTo(page, '/profiles');
      await line(page, 'Hall test').click();
      await page.getByRole('button', { name: 'Change', exact: true }).click();
      await page.getByRole('textbox', { name: 'Server port' }).fill('7712');
      await page.getByRole('button', { name: 'Save this version' }).click();
      await expect(article(page)).toContainText('saved, not sent');
      await look(page, 'profile-waiting');
      await world().client().demo.setNetwork({ connected: true });
      await world().client().sync.run();
      await expect(article(page)).toContainText('with the centre');
      await article(page).getByRole('radio', { name: 'Versions' }).click();
      await expect(article(page)).toContainText('Server port: 7711 → 7712');
      await look(page, 'profile-versions');
    });

    test('is saved as a file, opened again without hardware, and refused once it is changed', async ({
      quietPage: page,
    }) => {
      await takeSeat(page, world(), 'S. Brandt', 'Nordfracht Logistik');
      await goTo(page, '/profiles');
      await line(page, 'Hall test').click();
      const saving = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Save as a file' }).click();
      const text = readFileSync(await (await saving).path(), 'utf8');
      expect(text).not.toContain('hall-secret');
      const open = async (content: string) => {
        const choosing = page.waitForEvent('filechooser');
        await page.getByRole('button', { name: 'Open a file' }).click();
        await (await choosing).setFiles({ name: 'p.json', mimeType: 'application/json', buffer: Buffer.from(content) });
      };
      await open(text);
      await expect(article(page)).toContainText('this version is here');
      await expect(article(page).getByRole('row', { name: /^Server port/ })).toContainText('7712');
      await look(page, 'profile-file');
      await open(text.replace('7712', '7713'));
      await expect(page.getByRole('alert')).toContainText('its checksum does not fit');
    });
  });
