import type { Page } from '@playwright/test';
import { organizationId } from '#core/kernel/entity-ids.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { confirmByPin, goTo, takeSeat } from './testing/bench.ts';
import { silentUnits } from './testing/demo-world.ts';
import { plugInReader } from './testing/keyboard-reader.ts';
import { look } from './testing/look-at-screen.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

const world = demoWorldOfFile(silentUnits);
test.use({ viewport: { width: 1366, height: 768 } });
test.describe.configure({ mode: 'serial', timeout: 150_000 });

const field = (page: Page, name: string) => page.getByRole('textbox', { name });
const question = (page: Page) => page.getByRole('alertdialog');
/** An asset of the fleet as the station has it. */
async function theAsset(plate: string) {
  const assets = await world().client().assets.list({ organizationId: fleet });
  const found = assets.kind === 'assets' ? assets.rows.find((one) => one.plate === plate) : undefined;
  if (found === undefined) {
    throw new Error(`no asset ${plate}`);
  }
  return found;
}
const fleet = organizationId.parse(demoFleet.organizations.find(({ key }) => key === 'nordfracht')?.id);

test('UNIT-2 an asset is created with its VIN judged while it is typed, and found in the list', async ({ page }) => {
  await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
  await goTo(page, '/units');
  await page.getByRole('button', { name: 'Assets', exact: true }).click();
  await expect(page.getByRole('link', { name: /^KL 99/ })).toBeVisible();
  await look(page, 'assets');
  await page.getByRole('button', { name: 'New asset' }).click();
  await field(page, 'Plate').fill('NF 7001');
  await field(page, 'VIN, typed or scanned').fill('WSM0000000311144O');
  await expect(page.getByText('A VIN never has I, O or Q.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Create the asset' })).toBeDisabled();
  await look(page, 'asset-new');
  await field(page, 'VIN, typed or scanned').fill('WSM00000003111444');
  await page.getByRole('button', { name: 'Create the asset' }).click();
  await expect(page.getByText('Another asset of this organization has this VIN already.')).toBeVisible();
  const reader = await plugInReader(page);
  await expect(page.getByRole('banner')).toContainText('fill in the VIN or find a unit to link');
  await reader.scan('WSM00000003117001');
  await expect(field(page, 'VIN, typed or scanned')).toHaveValue('WSM00000003117001');
  await page.getByRole('button', { name: 'Create the asset' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('NF 7001');
});

test('UNIT-2 without a connection it says so, and what was typed is kept', async ({ page }) => {
  await world().open(page);
  await goTo(page, '/assets/new');
  await field(page, 'Plate').fill('NF 7002');
  await world().client().demo.setNetwork({ connected: false });
  await page.getByRole('button', { name: 'Create the asset' }).click();
  await expect(page.getByText('The centre cannot be reached now.')).toBeVisible();
  await expect(field(page, 'Plate')).toHaveValue('NF 7002');
  await world().client().demo.setNetwork({ connected: true });
  await page.getByRole('button', { name: 'Create the asset' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('NF 7002');
});

test('UNIT-2 what is typed survives a reload; what cannot be kept is said at its field and never cut', async ({
  page,
}) => {
  await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
  await goTo(page, '/assets/new');
  await field(page, 'Plate').fill('\u202e99 LK');
  await expect(page.getByText('A field holds signs that nobody can see.')).toBeVisible();
  await field(page, 'Plate').fill('NF\t 7003');
  await field(page, 'Code').fill('0042'.padEnd(64, 'W'));
  await expect(page.getByText('At most 60 characters; 64 stand here.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Create the asset' })).toBeDisabled();
  await look(page, 'asset-faults');
  await page.reload();
  await expect(page.getByText('What you typed before is still here, not saved.')).toBeVisible();
  await expect(field(page, 'Code')).toHaveValue('0042'.padEnd(64, 'W'));
  await field(page, 'Code').fill('0042');
  await page.getByRole('button', { name: 'Create the asset' }).dblclick();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('NF 7003');
  await expect(field(page, 'Code')).toHaveValue('0042');
  await goTo(page, '/assets?text=7003');
  await expect(page.getByRole('link', { name: /^NF 7003/ })).toHaveCount(1);
  await goTo(page, '/assets/new');
  await expect(field(page, 'Code')).toHaveValue('');
});

test('UNIT-2 what somebody else saved meanwhile is shown beside what was typed, and nothing is overwritten unseen', async ({
  page,
}) => {
  await world().open(page);
  await goTo(page, '/assets?text=7003');
  await page.getByRole('link', { name: /^NF 7003/ }).click();
  await field(page, 'Plate').fill('NF 7004');
  const client = world().client();
  const { id, version, ...asset } = await theAsset('NF 7003');
  const wish = { category: asset.category, plate: asset.plate, vin: null, code: asset.code, type: 'Curtain' };
  await client.assets.change({ requestId: crypto.randomUUID(), id, expectedVersion: version, wish });
  await expect(page.getByText('Somebody else changed this asset meanwhile.')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Type now: Curtain' })).toBeVisible();
  await expect(field(page, 'Plate')).toHaveValue('NF 7004');
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
  await look(page, 'asset-changed');
  await page.getByRole('button', { name: 'Take theirs' }).click();
  await expect(page.getByRole('textbox', { name: 'Type', exact: true })).toHaveValue('Curtain');
  await field(page, 'Plate').fill('NF 7004');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('NF 7004');
  await expect(page.getByRole('textbox', { name: 'Type', exact: true })).toHaveValue('Curtain');
});

test('UNIT-2 each refusal of a serial says the next step, however it was typed', async ({ page }) => {
  await world().open(page);
  await goTo(page, '/assets?text=7004');
  await page.getByRole('link', { name: /^NF 7004/ }).click();
  const refusal = page.getByRole('region', { name: 'Unit on this asset' }).getByRole('alert');
  for (const [typed, next] of [
    ['000359', 'Compare what was taken with the label'],
    ['\u{1f69a}\u202e', 'type the number'],
    ['9'.repeat(500), 'Compare what was taken with the label'],
    ['356938035643809', 'Scan again.'],
  ] as const) {
    await field(page, 'Serial of the unit').fill(typed);
    await expect(refusal).toBeHidden();
    await field(page, 'Serial of the unit').press('Enter');
    await expect(refusal).toContainText(next);
    await expect(field(page, 'Serial of the unit')).toHaveValue(typed);
  }
});

test('UNIT-2 a workshop finds its own assets from the list, and each unit by its number and type', async ({ page }) => {
  await world().open(page);
  await goTo(page, '/assets');
  await expect(page.getByRole('link', { name: /^B LK 905/ })).toContainText('866 344 054 210427');
  await page.getByRole('radio', { name: 'Our own' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Assets of Hansen Trailer Service');
  await expect(page.getByRole('link', { name: /^FL HT 12/ })).toBeVisible();
});

test('UNIT-2 OWN-6 a tracker that is scanned on the form moves and is linked after one question and the PIN', async ({
  page,
}) => {
  await world().open(page);
  await goTo(page, '/assets?text=NF%207002');
  await page.getByRole('link', { name: /^NF 7002/ }).click();
  const reader = await plugInReader(page);
  await reader.scan('861107053302866');
  await expect(question(page)).toContainText('Hansen Trailer Service');
  await expect(question(page)).toContainText('Nordfracht Logistik');
  await expect(question(page)).toContainText('its settings are cleared');
  await look(page, 'asset-link');
  await question(page).getByRole('button', { name: 'Transfer and link the unit' }).click();
  await confirmByPin(page, 'M. Kaya');
  await expect(page.getByRole('link', { name: /861 107 053 302866/ })).toBeVisible();
  await look(page, 'asset');
  await page.getByRole('button', { name: 'Unlink the unit' }).click();
  await question(page).getByRole('button', { name: 'Unlink the unit' }).click();
  await expect(field(page, 'Serial of the unit')).toBeVisible();
});

test('PAIR-5 the sheet leads to a new asset with the VIN filled in, and comes back paired', async ({ page }) => {
  await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
  const client = world().client();
  const read = await client.scan.read({
    text: '866344054201822',
    source: 'wedge',
    context: { screen: 'bench', sessionId: null, awaiting: 'anything' },
  });
  if (read.kind !== 'sheet-opened') {
    throw new Error(`no sheet: ${read.kind}`);
  }
  await client.bench.setVin({ sessionId: read.sessionId, vin: 'WSM00000003118002' });
  await goTo(page, `/sheet/${read.sessionId}`);
  await page.getByRole('list', { name: 'Steps of this sheet' }).getByRole('button', { name: /^Pair/ }).click();
  await page.getByRole('button', { name: 'Create the asset' }).click();
  await expect(field(page, 'VIN, typed or scanned')).toHaveValue('WSM00000003118002');
  await field(page, 'Plate').fill('NF 8002');
  await page.getByRole('button', { name: 'Create the asset and pair the unit' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('866 344 054 201822');
  await page.getByRole('list', { name: 'Steps of this sheet' }).getByRole('button', { name: /^Pair/ }).click();
  await expect(page.getByRole('main').getByRole('article')).toContainText('NF 8002');
  const assets = await client.assets.list({ organizationId: fleet });
  expect(assets.kind === 'assets' && assets.rows.some(({ vin }) => vin === 'WSM00000003118002')).toBe(true);
  await expect
    .poll(async () => {
      const sheet = await client.bench.sheet({ sessionId: read.sessionId });
      return sheet.kind === 'sheet' ? sheet.sheet.session.pairing : null;
    })
    .toMatchObject({ kind: 'paired', assetLabel: 'NF 8002' });
});
