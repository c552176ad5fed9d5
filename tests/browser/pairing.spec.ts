import type { Page } from '@playwright/test';
import { sessionId as asSessionId, organizationId } from '#core/kernel/entity-ids.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { goTo, openStep, takeSeat } from './testing/bench.ts';
import { silentUnits } from './testing/demo-world.ts';
import { look } from './testing/look-at-screen.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

const world = demoWorldOfFile(silentUnits);
const fleet = organizationId.parse(demoFleet.organizations.find(({ key }) => key === 'nordfracht')?.id);
test.use({ viewport: { width: 1366, height: 768 } });
test.describe.configure({ mode: 'serial', timeout: 180_000 });

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const question = (page: Page) => page.getByRole('alertdialog');
const panel = (page: Page) => page.getByRole('article');
/** What comes by itself: the centre's next try within seconds, and the station's next look. */
const live = { timeout: 60_000 };

test('PAIR-5 a unit on the road whose VIN no vehicle has comes into the inbox without a reload, once', async ({
  page,
}) => {
  await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
  await goTo(page, '/pairing');
  await expect(page.getByText('Every unit is paired, or waits for nobody.')).toBeVisible();
  await look(page, 'pairing-empty');
  await button(page, /VIN one digit off/).click();
  await expect(page.getByText(/was heard\./)).toBeVisible();
  await expect(panel(page).getByRole('heading', { level: 2 })).toHaveText('No vehicle has this VIN', live);
  await button(page, /VIN one digit off/).click();
  const line = page.getByRole('listitem').filter({ hasText: 'next try in' });
  await expect(line).toHaveCount(1);
  await expect(line).toContainText('2 times', live);
  await expect(panel(page)).toContainText('Ends in 47 h');
  const nearest = panel(page).getByRole('listitem').first();
  await expect(nearest).toContainText('KL 99');
  await expect(nearest).toContainText('Different at place 16.');
  await look(page, 'pairing-inbox');
});

test('PAIR-5 the vehicle is corrected from there, and the unit is paired when it leads back', async ({ page }) => {
  await world().open(page);
  await goTo(page, '/pairing');
  await button(page, 'Correct KL 99').click();
  await expect(page.getByRole('textbox', { name: 'VIN, typed or scanned' })).toHaveValue('WSM00000003111474');
  await button(page, 'Save and pair').click();
  await expect(panel(page).getByRole('heading', { level: 2 })).toHaveText('Paired with KL 99', live);
  await look(page, 'pairing-settled');
});

test('PAIR-1 one of several is chosen after a question, and unpaired after another', async ({ page }) => {
  await world().open(page);
  await goTo(page, '/pairing');
  await button(page, /two trailers fit/).click();
  await expect(panel(page).getByRole('heading', { level: 2 })).toHaveText('Several vehicles fit', live);
  await panel(page).getByRole('button', { name: 'Pair with HH AB 74' }).click();
  await expect(question(page)).toContainText('HH AB 74');
  await look(page, 'pairing-confirm');
  await page.keyboard.press('Enter');
  await expect(question(page)).toBeHidden();
  await expect(panel(page).getByRole('heading', { level: 2 })).toHaveText('Several vehicles fit');
  await panel(page).getByRole('button', { name: 'Pair with HH AB 74' }).click();
  await question(page).getByRole('button', { name: 'Pair with HH AB 74' }).click();
  await expect(panel(page).getByRole('heading', { level: 2 })).toHaveText('Paired with HH AB 74', live);
  await button(page, 'Unpair').click();
  await expect(question(page)).toContainText('without a unit afterwards');
  await question(page).getByRole('button', { name: 'Unpair from HH AB 74' }).click();
  await expect(panel(page).getByRole('heading', { level: 2 })).toHaveText('Nothing to settle', live);
});

test('PAIR-2 PAIR-5 an asset that has another unit leads to that unit, its VIN untouched, and back', async ({
  page,
}) => {
  await world().open(page);
  await goTo(page, '/pairing');
  await button(page, /Its trailer has a unit/).click();
  await page.getByRole('button', { name: /^Its vehicle has another unit/ }).click(live);
  await expect(panel(page).getByRole('heading', { level: 2 })).toHaveText('Its vehicle has another unit');
  await panel(page).getByRole('button', { name: 'See the unit of B LK 905' }).click();
  await expect(page.getByRole('textbox', { name: 'VIN, typed or scanned' })).toHaveValue('WSM00000003111690');
  await expect(page.getByRole('button', { name: 'Unlink the unit' })).toBeVisible();
  await button(page, 'Back to pairing').click();
  await expect(panel(page).getByRole('heading', { level: 2 })).toHaveText('Its vehicle has another unit');
});

test('PAIR-5 the longest name of a vehicle runs into nothing, and what is opened stays in sight', async ({ page }) => {
  await world().open(page);
  const client = world().client();
  const wish = {
    category: 'trailer',
    plate: 'W'.repeat(60),
    vin: 'WSM00000003111699',
    code: null,
    type: null,
  } as const;
  const created = await client.assets.create({ requestId: crypto.randomUUID(), organizationId: fleet, wish });
  expect(created.kind).toBe('done');
  await goTo(page, '/pairing?unit=evopulse:359315076000321');
  const row = panel(page).getByRole('listitem').filter({ hasText: wish.plate });
  await row.scrollIntoViewIfNeeded();
  const [name, vin] = [await row.locator('strong').boundingBox(), await row.locator('.vin-cells').boundingBox()];
  expect((name?.x ?? 0) + (name?.width ?? 0)).toBeLessThanOrEqual(vin?.x ?? 0);
  const fits = await row.locator('strong').evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth);
  expect(fits).toBe(true);
  await look(page, 'pairing-long-name');
  await expect(page.locator('.issue[aria-current="true"]')).toBeInViewport();
});

test('OWN-11 without a connection it is kept, looks like waiting, and is done by itself afterwards', async ({
  page,
}) => {
  await world().open(page);
  await goTo(page, '/pairing');
  await button(page, /Tells no VIN/).click();
  await button(page, /^The unit sends no usable VIN/).click(live);
  await expect(panel(page).getByRole('heading', { level: 2 })).toHaveText('The unit sends no usable VIN', live);
  await world().client().demo.setNetwork({ connected: false });
  await panel(page).getByRole('button', { name: 'Pair with KL 12' }).click();
  await expect(question(page)).toContainText('Look at the plate before you pair them.');
  await question(page).getByRole('button', { name: 'Pair with KL 12' }).click();
  await expect(panel(page).getByText(/nothing is changed before it does/)).toBeInViewport(live);
  await expect(panel(page).getByRole('heading', { level: 2 })).toHaveText('Requested: KL 12');
  await expect(panel(page).getByRole('button', { name: 'Create the asset' })).toHaveCount(0);
  await expect(page.getByRole('listitem').filter({ hasText: 'waits for the centre' })).toHaveCount(1);
  await look(page, 'pairing-waiting');
  await world().client().demo.setNetwork({ connected: true });
  await expect(panel(page).getByRole('heading', { level: 2 })).toHaveText('Paired with KL 12', live);
});

test('PAIR-5 d5 on the sheet the unit is asked, its VIN corrected, and the prediction follows', async ({ page }) => {
  await world().open(page);
  const client = world().client();
  await client.demo.setPlay({ bay: 2, scenario: 'ebs-other-vehicle' });
  const scanned = await client.scan.read({
    text: 'EVP-866344054201822',
    source: 'wedge',
    context: { screen: 'bench', sessionId: null, awaiting: 'anything' },
  });
  const sessionId = asSessionId.parse(scanned.kind === 'sheet-opened' ? scanned.sessionId : 'none');
  await expect.poll(async () => (await client.cable.bays()).find(({ bay }) => bay === 2)?.state, live).toBe('idle');
  await client.bench.identify({ sessionId: sessionId, bay: 2 });
  await client.bench.compareConfiguration({ sessionId: sessionId });
  await client.bench.writeConfiguration({ sessionId: sessionId });
  await goTo(page, `/sheet/${sessionId}`);
  await openStep(page, 'Pair');
  const title = panel(page).getByRole('heading', { level: 2 });
  await expect(title).toHaveText('The unit was not asked for its VIN');
  await button(page, 'Ask the unit for its VIN').click();
  await expect(title).toHaveText('No vehicle has this VIN', live);
  await page.getByRole('textbox', { name: 'Type the VIN, or scan the plate' }).fill('WSM00000000412233');
  await button(page, 'Take it').click();
  await expect(title).toHaveText('Plate and unit name two vehicles', live);
  await look(page, 'pair-contradiction');
  await button(page, 'Write this VIN into the unit').click();
  await expect(question(page)).toContainText('1M8 GDM9AX KP042788');
  await look(page, 'pair-write-vin');
  await question(page).getByRole('button', { name: 'Write this VIN into the unit' }).click();
  await expect(panel(page)).toContainText('All three agree.', live);
  await expect(title).toHaveText('It will find its vehicle by itself');
  await look(page, 'pair-predicted');
});
