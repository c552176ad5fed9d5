import { goTo, signIn, takeSeat } from './testing/bench.ts';
import { look } from './testing/look-at-screen.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

/** What a person sees of the station's data: how it stands, its copies, one made by hand. */
const world = demoWorldOfFile();

test('STA-4 STA-5 everybody sees how the data stands, an administrator makes a copy', async ({ quietPage: page }) => {
  await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
  await goTo(page, '/settings/storage');
  await expect(page.getByText('Everything is written and checked.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Back up now' })).toHaveCount(0);

  await world().client().access.signOut();
  await signIn(page, 'J. Lind');
  await goTo(page, '/settings/storage');
  await page.getByRole('button', { name: 'Back up now' }).click();
  await expect(page.getByText(/^Written and checked: station-.*\.sqlite$/)).toBeVisible();
  await expect(page.getByText('none yet')).toHaveCount(0);
  await look(page, 'storage');
});
