import type { Browser, Page } from '@playwright/test';
import { goTo, person, signIn } from './testing/bench.ts';
import { type EnrolmentWorld, startEnrolmentWorld } from './testing/enrolment-world.ts';
import { expectAccessible } from './testing/look-at-screen.ts';
import { expect, test } from './testing/test.ts';

test.describe.configure({ mode: 'serial' });

/** The whole of an enrolment with two browsers: the station's own page, and that of the person who lets it in. */
let world: EnrolmentWorld;
test.beforeAll(async () => {
  world = await startEnrolmentWorld();
});
test.afterAll(() => world.close());

/** What the station shows. */
async function askForCode(page: Page): Promise<{ readonly code: string; readonly number: string }> {
  await page.getByRole('textbox', { name: 'Address of the centre' }).fill(world.cloud.url);
  await page.getByRole('textbox', { name: 'Name of the station' }).fill('Bench 12');
  await page.getByRole('textbox', { name: 'Place' }).fill('Hall South');
  await page.getByRole('button', { name: 'Show a code' }).click();
  return readCode(page);
}

async function readCode(page: Page): Promise<{ readonly code: string; readonly number: string }> {
  const code = page.getByText(/^Code: [A-Z]{4}-[A-Z]{4}$/);
  await expect(code).toBeVisible();
  const number = await page.getByText(/^Number: \d\d$/).innerText();
  return { code: (await code.innerText()).slice(-9), number: number.slice(-2) };
}

/** The administrator's browser on the page of this code, signed in: no scripts, as the page promises to need none. */
async function openApproval(browser: Browser, code: string): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(`${world.cloud.url}/enrol?user_code=${code}`);
  const { displayName, pin } = person('J. Lind');
  await page.getByLabel('Name or badge').fill(displayName);
  await page.getByLabel('PIN').fill(pin);
  await page.getByRole('button', { name: 'Continue' }).click();
  return page;
}

test('STA-1 a station is let in by a person elsewhere, and opens on its sign-in by itself', async ({
  quietPage: page,
  browser,
}) => {
  await world.open(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Enrol this station');
  await expectAccessible(page);

  await test.step('an address that is none of a centre is explained', async () => {
    await page.getByRole('textbox', { name: 'Address of the centre' }).fill('http://centre.example.com');
    await page.getByRole('button', { name: 'Show a code' }).click();
    await expect(page.getByRole('alert')).toContainText('It begins with https://');
  });

  const { code, number } = await askForCode(page);
  await expect(page.getByRole('img', { name: 'QR code with the address and the code' })).toBeVisible();
  await expect(page.getByRole('timer')).toHaveText(/^Good for (10:00|9:\d\d) more$/);
  await expectAccessible(page);

  const approval = await openApproval(browser, code);
  await expect(approval.getByRole('heading', { level: 1 })).toHaveText('Let this station in?');
  await expect(approval.getByRole('definition').filter({ hasText: 'Bench 12' })).toBeVisible();
  await approval.getByLabel('Number on the station').fill(number === '99' ? '98' : '99');
  await approval.getByRole('button', { name: 'Let the station in' }).click();
  await expect(approval.getByRole('alert')).toContainText('This is not the number');
  await approval.getByLabel('Number on the station').fill(number);
  await approval.getByRole('button', { name: 'Let the station in' }).click();
  await expect(approval.getByRole('heading', { level: 1 })).toHaveText('Bench 12 · Hall South is enrolled');
  await approval.context().close();

  await signIn(page, 'J. Lind');
  await expect(page.getByText('Bench 12 · Hall South')).toBeVisible();
});

test('STA-1 a revoked station says so, and is enrolled again from its settings', async ({
  quietPage: page,
  browser,
}) => {
  const approval = await openApproval(browser, '');
  await approval.getByRole('link', { name: 'Revoke Bench 12 · Hall South' }).click();
  await approval.getByRole('button', { name: 'Revoke Bench 12 · Hall South' }).click();
  await expect(approval.getByText('Bench 12 · Hall South is revoked.')).toBeVisible();
  await approval.context().close();

  // Whoever was let in is still at the bench: the station keeps the seat.
  await world.open(page);
  await expect(page.getByText('Bench 12 · Hall South')).toBeVisible();
  await goTo(page, '/sync');
  await page.getByRole('button', { name: 'Send now' }).click();
  await expect(page.getByText('This station was revoked at the centre.')).toBeVisible();
  await page.getByRole('link', { name: 'Connection to the centre', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Connection to the centre');
  await expect(page.getByRole('definition').filter({ hasText: 'Hansen Trailer Service' })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Enrol again' }).click();
  await expect(page.getByRole('textbox', { name: 'Name of the station' })).toHaveValue('Bench 12');
  await page.getByRole('button', { name: 'Show a code' }).click();
  const { code, number } = await readCode(page);
  const again = await openApproval(browser, code);
  await expect(again.getByText('It was enrolled before as Bench 12 · Hall South.')).toBeVisible();
  await again.getByLabel('Number on the station').fill(number);
  await again.getByRole('button', { name: 'Let the station in' }).click();
  await again.context().close();

  await signIn(page, 'J. Lind');
  await expect.poll(async () => (await world.client().sync.status()).state).toBe('online');
});

test('STA-1 the approval pages are accessible in both languages', async ({ browser }) => {
  const page = await (await browser.newContext({ locale: 'de-DE' })).newPage();
  await page.goto(`${world.cloud.url}/enrol`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Anmelden, um eine Station zuzulassen');
  await expectAccessible(page);
  await page.context().close();
  const english = await (await browser.newContext({ locale: 'en-GB', colorScheme: 'dark' })).newPage();
  await english.goto(`${world.cloud.url}/enrol`);
  await expectAccessible(english);
  await english.context().close();
});
