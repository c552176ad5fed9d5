import type { Browser, Page } from '@playwright/test';
import { goTo, signIn, takeLabel, verdict } from './testing/bench.ts';
import { look } from './testing/look-at-screen.ts';
import { dayIn, type PartnerWorld, startPartnerWorld, tokenIn } from './testing/partner-world.ts';
import { expect, test } from './testing/test.ts';

/** The fleet manager in the office and the supervisor at the bench, each before their own screen. */
let world: PartnerWorld;
let office: Page;
let bench: Page;

// Each station asks the centre for news every ten seconds, and every look is taken twice.
test.describe.configure({ mode: 'serial', timeout: 180_000 });
/** What comes by itself, with the next news from the centre. */
const live = { timeout: 60_000 };
test.use({ viewport: { width: 1366, height: 768 } });

test.beforeAll(async ({ browser }) => {
  world = await startPartnerWorld();
  office = await sit(browser, world.office.open, 'H. Petersen');
  bench = await sit(browser, world.bench.open, 'S. Brandt');
});
test.afterAll(async () => {
  await office?.context().close();
  await bench?.context().close();
  await world?.close();
});

async function sit(browser: Browser, open: (page: Page) => Promise<void>, who: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  await open(page);
  await signIn(page, who);
  return page;
}

const rowOf = (page: Page, name: string | RegExp) => page.getByRole('row').filter({ hasText: name });
const dialog = (page: Page) => page.getByRole('alertdialog');

async function fill(email: string): Promise<void> {
  await office.getByRole('button', { name: 'Invite a partner' }).click();
  await dialog(office).getByRole('textbox', { name: 'Mail address of the workshop' }).fill(email);
}

const send = () => dialog(office).getByRole('button', { name: 'Send the invitation' }).click();

test('ORG-4 the fleet manager invites by mail; the list shows PENDING, the Partner ID and what may be overridden', async () => {
  await office.getByRole('button', { name: /^Service partners/ }).click();
  await expect(rowOf(office, 'Hansen Trailer Service')).toContainText('Accepted');
  await expect(rowOf(office, 'Hansen Trailer Service')).toContainText('T1E2S');
  await expect(rowOf(office, 'Hansen Trailer Service')).toContainText('Override enabled');
  await look(office, 'partners');
  await fill('new-workshop@example.com');
  await dialog(office).getByLabel('Last day (optional)').fill(dayIn(400));
  await dialog(office)
    .getByRole('textbox', { name: 'Terms to agree to (optional)' })
    .fill('Keep the data of our fleet to yourselves.');
  await look(office, 'partners-invite');
  await send();
  await expect(dialog(office)).toBeHidden();
  await expect(rowOf(office, 'new-workshop@example.com')).toContainText('Pending');
  await fill('NEW-workshop@example.com');
  await send();
  await expect(dialog(office)).toContainText('An invitation is on its way already. Send it again instead.');
  await dialog(office).getByRole('button', { name: 'Cancel' }).click();
});

test('ORG-4 the Partner ID is copied by its button', async () => {
  await office.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await office.getByRole('button', { name: 'Copy the Partner ID of Hansen Trailer Service' }).click();
  await expect(rowOf(office, 'Hansen Trailer Service').getByRole('button', { name: /Copy the Partner ID/ })).toHaveText(
    'Copied',
  );
  expect(await office.evaluate(() => navigator.clipboard.readText())).toBe('T1E2S');
});

test('ORG-4 the https page of the mail explains itself, without scripts, and is accessible', async ({ browser }) => {
  await expect.poll(() => world.mails().length).toBe(1);
  const token = tokenIn(world.mails()[0] ?? '');
  const reader = await browser.newPage({ viewport: { width: 1366, height: 768 }, javaScriptEnabled: true });
  await reader.goto(`${world.cloudUrl}/workshop/${token}`);
  await expect(reader.getByRole('heading', { level: 1 })).toHaveText(
    'Nordfracht Logistik invites you as a service partner',
  );
  await expect(reader.getByRole('link', { name: 'Open in Fitbay' })).toHaveAttribute(
    'href',
    `fitbay://workshop/${token}`,
  );
  await reader.screenshot({ path: 'test-results/screens/invitation-page-light.png' });
  await reader.close();
});

test('ORG-3 a workshop that has the customer already is told so by its link, and can open its bench', async () => {
  const token = tokenIn(world.mails()[0] ?? '');
  await bench.getByRole('button', { name: /^Invitations/ }).click();
  await look(bench, 'invitations');
  await bench.getByRole('textbox', { name: 'Link from an invitation mail' }).fill(`fitbay://workshop/${token}`);
  await bench.getByRole('button', { name: 'Show the invitation' }).click();
  const card = bench.getByRole('article', { name: 'Nordfracht Logistik' });
  await expect(card).toContainText('Pending');
  await card.getByRole('button', { name: 'Accept' }).click();
  await expect(dialog(bench)).toContainText('Hansen Trailer Service');
  await expect(dialog(bench).getByRole('button', { name: 'Accept' })).toBeDisabled();
  await dialog(bench).getByText('We agree to these terms').click();
  await look(bench, 'invitation-accept');
  await dialog(bench).getByRole('button', { name: 'Accept' }).click();
  await expect(dialog(bench)).toContainText('The partnership is in force.');
  await dialog(bench).getByRole('button', { name: 'Cancel' }).click();
  const { id } = (await world.bench.client().customers.list({})).find(({ name }) => name === 'Groupe Vallon') ?? {};
  await goTo(bench, `/workshop/${id}`);
  await expect(bench.getByRole('article', { name: 'Groupe Vallon' })).toBeVisible();
  await look(bench, 'workshop-link');
  await bench.getByRole('button', { name: 'Open the bench for this customer' }).click();
  await expect(bench.getByRole('banner')).toContainText('for Groupe Vallon');
});

test('ORG-3 ORG-7 an invitation to a known address is accepted and the customer appears; override, revocation and removal follow live', async () => {
  // First out with the old one, as nothing may stand beside it.
  await office.getByRole('button', { name: 'Manage Hansen Trailer Service' }).click();
  await look(office, 'partner');
  await office.getByRole('button', { name: 'Revoke' }).click();
  await expect(dialog(office)).toContainText('Nordfracht Logistik');
  await expect(dialog(office)).toContainText('Hansen Trailer Service');
  await look(office, 'partner-revoke');
  await dialog(office).getByRole('button', { name: 'Revoke' }).click();
  await expect(office.getByText('Revoked', { exact: true })).toBeVisible();
  await office.getByRole('button', { name: 'Remove' }).click();
  await dialog(office).getByRole('button', { name: 'Remove' }).click();
  await expect(office.getByRole('heading', { level: 1 })).toHaveText('Service partners');
  await goTo(bench, '/');
  await expect(bench.getByRole('button', { name: /^Nordfracht/ })).toBeHidden(live);

  await fill('hansen@example.com');
  await send();
  await expect(rowOf(office, 'Hansen Trailer Service')).toContainText('Pending');
  await world.bench.operator().sync.run();
  await bench.getByRole('button', { name: 'Invitations: 2 wait' }).click();
  const card = bench.getByRole('article', { name: 'Nordfracht Logistik' });
  await card.getByRole('button', { name: 'Accept' }).click();
  await dialog(bench).getByRole('button', { name: 'Accept' }).click();
  await expect(bench.getByRole('listitem').filter({ hasText: 'Nordfracht Logistik' })).toContainText('Accepted');
  await goTo(bench, '/');
  await expect(bench.getByRole('button', { name: /^Nordfracht/ })).toContainText('Active, no end date');
  await expect(rowOf(office, 'Hansen Trailer Service')).toContainText('Accepted', live);

  await office.getByRole('button', { name: 'Manage Hansen Trailer Service' }).click();
  await office.getByRole('radio', { name: 'Override enabled' }).click();
  await expect(office.getByText('The partner may change what a job prescribes.')).toBeVisible();
  await expect(bench.getByRole('button', { name: /^Nordfracht/ })).toContainText('Override enabled', live);
});

test('OWN-3 ORG-3 an open sheet loses its verdict with the revocation, and gets it back with nothing but a new trust', async () => {
  await bench.getByRole('button', { name: /^Nordfracht/ }).click();
  await takeLabel(bench, 'EVP-359315075384726');
  await expect(verdict(bench)).toHaveText('Ready to transfer');
  await office.getByRole('button', { name: 'Revoke' }).click();
  await dialog(office).getByRole('button', { name: 'Revoke' }).click();
  await expect(office.getByText('Revoked', { exact: true })).toBeVisible();
  await world.bench.operator().sync.run();
  await expect(verdict(bench)).not.toHaveText('Ready to transfer');
  const serial = '359315075384726';
  const customerId = (await world.bench.client().customers.list({})).find(({ name }) => /^Nordfracht/.test(name))?.id;
  const judged = await world.bench.operator().ownership.verdict({
    unit: serial,
    customerId: customerId ?? ('none' as never),
  });
  expect(judged).toMatchObject({ next: 'TRUST_MISSING', allowed: { transfer: false } });
});

test('ORG-3 a partnership expires by the clock of the cloud, and the fleet renews it', async () => {
  await goTo(office, '/partners');
  await fill('new-partner@example.com');
  await dialog(office).getByRole('button', { name: 'Cancel' }).click();
  world.advance(80 * 3_600_000);
  await world.office.operator().sync.run();
  await office.reload();
  await expect(rowOf(office, 'new-workshop@example.com')).toContainText('Lapsed');
  await office.getByRole('button', { name: 'Manage Deichwerk Fahrzeugtechnik' }).click();
  await expect(office.getByText('Expired', { exact: true })).toBeVisible();
  await office.getByRole('button', { name: 'Renew' }).click();
  await look(office, 'partner-renew');
  await dialog(office).getByRole('button', { name: 'Renew' }).click();
  await expect(office.getByText('Accepted', { exact: true })).toBeVisible();
});

test('STA-2 without the centre the last known list is shown with its age, and nothing can be changed', async () => {
  await world.office.client().demo.setNetwork({ connected: false });
  await goTo(office, '/partners');
  await office.reload();
  await expect(office.getByText('The centre cannot be reached now.')).toBeVisible();
  await expect(rowOf(office, 'Deichwerk Fahrzeugtechnik')).toContainText('Accepted');
  await expect(office.getByRole('button', { name: 'Invite a partner' })).toBeDisabled();
  await look(office, 'partners-offline');
  await world.office.client().demo.setNetwork({ connected: true });
  await world.office.operator().sync.run();
  await expect(office.getByText('The centre cannot be reached now.')).toBeHidden();
  await expect(office.getByRole('button', { name: 'Invite a partner' })).toBeEnabled();
});

test('ORG-2 a technician is not offered invitations, and a link tells them whom to ask', async ({ browser }) => {
  await world.bench.client().access.signOut();
  const page = await sit(browser, world.bench.open, 'M. Kaya');
  await expect(page.getByRole('button', { name: /^Invitations/ })).toBeHidden();
  await goTo(page, `/workshop/${tokenIn(world.mails()[0] ?? '')}`);
  await expect(page.getByText('A supervisor of this workshop has to open this link')).toBeVisible();
  await page.close();
});
