import unitTypes from '#resources/unit-types.json' with { type: 'json' };
import { goTo, signIn, takeSeat } from './testing/bench.ts';
import { silentUnits } from './testing/demo-world.ts';
import { look } from './testing/look-at-screen.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

const world = demoWorldOfFile(silentUnits);

test('OWN-6 the unit type matrix: what may be done with each type, what configures it, and where that comes from', async ({
  browser,
}) => {
  const page = await (await browser.newContext()).newPage();
  await world().open(page);
  await signIn(page, 'J. Lind');
  await page.getByRole('button', { name: /^J\. Lind.*switch user, lock, settings/ }).click();
  await page.getByRole('button', { name: 'Unit types' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Unit types');
  const rows = page.getByRole('table').getByRole('row');
  await expect(rows).toHaveCount(unitTypes.types.length + 1);
  await expect(page.getByRole('main')).toContainText(`Version ${unitTypes.version} of `);
  const row = (name: string) => rows.filter({ has: page.getByRole('rowheader', { name }) });
  await expect(row('Evo Pulse')).toContainText(/Full.*Transfer.*Install.*Inspect.*Teltonika/);
  await expect(row('Evo Pulse')).toContainText('Trailer EU');
  await expect(row('TX-GO')).toContainText('Transfer only');
  await expect(row('TX-GO')).toContainText('TX-GO service tool');
  await expect(row('TX-GO')).toContainText('no installation');
  await expect(row('Krone')).toContainText('Page of assets');
  await expect(row('Evo Cast')).toContainText('assumed until confirmed');
  await look(page, 'unit-types');
  await page.getByRole('searchbox', { name: 'Find a type or a tool' }).fill('tcu');
  await expect(rows).toHaveCount(2);
  await expect(row('TCU 350')).toBeVisible();
  await page.getByRole('searchbox').fill('nobody makes this');
  await expect(page.getByRole('main')).toContainText('No type has “nobody makes this” in its name.');
  await page.context().close();
});

test('OWN-5 everybody may look at it, and steps call types by their names', async ({ browser }) => {
  const page = await (await browser.newContext()).newPage();
  await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
  await goTo(page, '/settings/unit-types');
  await expect(page.getByRole('rowheader', { name: 'Evo Pulse' })).toBeVisible();
  await goTo(page, '/bench');
  await page.getByRole('button', { name: /^890123847562332/ }).click();
  await expect(page.getByRole('list', { name: 'Steps of this sheet' })).toContainText('Choose among Krone, TP');
  await page.context().close();
});
