import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { auditBundle } from '#core/domain/audit/audit-bundle.ts';
import { verifyAuditBundle } from '#electron/cli/audit-bundle.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import {
  card,
  chooseCustomer,
  goTo,
  openStep,
  person,
  press,
  signIn,
  takeLabel,
  takeSeat,
  typeOnPad,
  verdict,
} from './testing/bench.ts';
import { silentUnits } from './testing/demo-world.ts';
import { plugInReader } from './testing/keyboard-reader.ts';
import { look } from './testing/look-at-screen.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

const world = demoWorldOfFile(silentUnits);
const label = 'EVP-359315075384726';
const header = (page: Page) => page.getByRole('banner');
const badgeOf = (name: string) => `badge:${demoFleet.people.find(({ displayName }) => displayName === name)?.badge}`;

test.use({ viewport: { width: 1366, height: 768 } });

test('STA-1 a badge and a PIN hand the bench over; the sheet stays with whoever began it until it is taken over', async ({
  quietPage: page,
}) => {
  test.setTimeout(240_000);
  const reader = await plugInReader(page);
  await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
  await takeLabel(page, label);
  await expect(verdict(page)).toHaveText('Ready to transfer');
  await openStep(page, 'Identity');
  await press(page, 'Read the identity');
  await reader.scan(badgeOf('S. Brandt'));
  const dialog = page.getByRole('dialog', { name: 'Switch person' });
  await expect(dialog.getByRole('heading', { name: 'PIN of S. Brandt' })).toBeVisible();
  await look(page, 'people-switch');
  const begunMs = Date.now();
  await dialog.getByLabel('PIN', { exact: true }).fill(person('S. Brandt').pin);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(header(page)).toContainText('S. Brandt');
  console.info(`switched in ${Date.now() - begunMs} ms from the PIN to the other name`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/Good|Hello|Scan/);

  await chooseCustomer(page, 'Nordfracht Logistik');
  await takeLabel(page, label);
  await expect(verdict(page)).toHaveText("This sheet is M. Kaya's");
  await look(page, 'people-take-over');
  await press(page, 'Take over from M. Kaya');
  await expect(verdict(page)).toHaveText('Ready to transfer');
  await openStep(page, 'Identity');
  await expect(verdict(page)).toHaveText('Label and cable agree');
  const { entries } = world().client().audit;
  expect((await entries({ limit: 50 })).map(({ action }) => action)).toEqual(
    expect.arrayContaining(['person.switched', 'sheet.taken-over', 'unit.identified']),
  );
});

test('STA-1 a locked bench shows no customer, and the same PIN comes back to the same place', async ({
  quietPage: page,
}) => {
  test.setTimeout(120_000);
  await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
  await goTo(page, '/sync');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const place = page.url();
  await page.keyboard.press('Control+l');
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  expect(await page.content()).not.toContain('Nordfracht');
  await signIn(page, 'M. Kaya');
  expect(page.url()).toBe(place);
  await expect(header(page)).toContainText('for Nordfracht Logistik');
});

test('STA-1 a supervisor’s rights end with the lock; the header says so and the PIN brings them back', async ({
  quietPage: page,
}) => {
  test.setTimeout(180_000);
  await takeSeat(page, world(), 'S. Brandt', 'Nordfracht Logistik');
  await expect(header(page)).toContainText('Supervisor');
  await page.keyboard.press('Control+l');
  await signIn(page, 'S. Brandt');
  await expect(header(page)).toContainText('supervisor rights off');
  await goTo(page, '/person');
  await look(page, 'people-rights-off');
  await page.getByRole('button', { name: 'Put in force' }).click();
  const question = page.getByRole('alertdialog', { name: 'Put your supervisor rights in force' });
  await expect(question).toBeVisible();
  await look(page, 'people-step-up');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(header(page)).toContainText('supervisor rights off');
  await page.getByRole('button', { name: 'Put in force' }).click();
  await typeOnPad(question, '000001');
  await question.getByRole('button', { name: 'Confirm' }).click();
  await expect(question.getByRole('alert')).toContainText('That PIN is not right. 9 tries left');
  await typeOnPad(question, person('S. Brandt').pin);
  await question.getByRole('button', { name: 'Confirm' }).click();
  await expect(header(page)).not.toContainText('supervisor rights off');
});

test('STA-1 a PIN is changed by its owner, and a locked one is unlocked by a supervisor', async ({
  quietPage: page,
}) => {
  test.setTimeout(240_000);
  await takeSeat(page, world(), 'A. Okafor', 'Nordfracht Logistik');
  await goTo(page, '/person');
  await page.getByRole('button', { name: 'Change PIN' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change PIN' });
  await dialog.getByLabel('PIN until now').fill(person('A. Okafor').pin);
  await dialog.getByLabel('New PIN', { exact: true }).fill('123456');
  await expect(dialog).toContainText('Too easy to guess');
  await look(page, 'people-change-pin');
  await dialog.getByLabel('New PIN', { exact: true }).fill('904817');
  await dialog.getByLabel('New PIN once more').fill('904817');
  await dialog.getByRole('button', { name: 'Change PIN' }).click();
  await expect(dialog).toContainText('The new PIN is in force');
  await dialog.getByRole('button', { name: 'Close' }).click();

  const lind = demoFleet.people.find(({ displayName }) => displayName === 'J. Lind');
  for (let tries = 0; tries < 4; tries += 1) {
    await world()
      .client()
      .access.signIn({ personId: lind?.id ?? '', pin: '000001' });
  }
  await takeSeat(page, world(), 'S. Brandt', 'Nordfracht Logistik');
  await goTo(page, '/person');
  await expect(page.getByRole('heading', { name: 'Locked PINs' })).toBeHidden();
  await look(page, 'people-supervisor');
});

test('STA-1 REP-1 the trail is handed out for a PIN, and that is an entry of it', async ({ quietPage: page }) => {
  test.setTimeout(120_000);
  await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
  await goTo(page, '/audit');
  await page.getByRole('button', { name: 'Export the trail' }).click();
  const question = page.getByRole('alertdialog', { name: 'Confirm the export of the audit trail' });
  await typeOnPad(question, person('M. Kaya').pin);
  const download = page.waitForEvent('download');
  await question.getByRole('button', { name: 'Confirm' }).click();
  const bundle = auditBundle.parse(JSON.parse(readFileSync(await (await download).path(), 'utf8')));
  expect(bundle.entries).toHaveLength(bundle.checkpoint.size);
  expect(verifyAuditBundle(bundle, { dataFolder: world().dataFolder })).toMatchObject({ kind: 'intact' });
  expect(bundle.entries.at(-1)?.canonical).toContain('audit.exported');
  await expect(page.getByRole('status').filter({ hasText: 'Saved as audit-' })).toBeVisible();
});

test('ORG-2 P31 what a role may not do is not there, and an address typed by hand says so', async ({
  quietPage: page,
}) => {
  test.setTimeout(240_000);
  await world().client().access.signOut();
  await world().open(page);
  await signIn(page, 'J. Lind');
  await page.getByRole('button', { name: /^Nordfracht Logistik/ }).click();
  await expect(page.getByRole('heading', { name: 'The bench' })).toBeVisible();
  await expect(header(page)).toContainText('Your role does not scan');
  const keys = page.getByRole('navigation', { name: 'Keys that work now' });
  await expect(keys.getByRole('button', { name: /Type a number/ })).toBeHidden();
  await expect(page.getByRole('region', { name: 'Demo: labels to scan' })).toBeHidden();
  await look(page, 'people-admin-bench');
  await page.getByRole('region', { name: 'Sheets' }).getByRole('button').first().click();
  for (const step of ['Identity', 'Configure', 'Inspect', 'Pair', 'Sign off']) {
    await openStep(page, step);
    await expect(card(page)).toContainText('Your role looks on here');
    await expect(card(page).getByRole('button')).toHaveCount(0);
  }
  await look(page, 'people-admin-sheet');
  await openStep(page, 'Owner');
  await expect(card(page)).toContainText('Your role does not transfer units');
  await goTo(page, '/carton');
  await expect(page.getByRole('heading', { name: 'Not allowed' })).toBeVisible();
  await look(page, 'people-not-allowed');
  await goTo(page, '/person');
  await expect(page.getByRole('heading', { name: 'Rules for the bench' })).toBeVisible();
  await look(page, 'people-rules');
  await page.getByRole('radiogroup', { name: 'Locks by itself after' }).getByRole('radio', { name: '10 min' }).click();
  expect(await world().client().access.policy()).toMatchObject({ idleLockMinutes: 10 });

  await world().client().access.signOut();
  await page.getByRole('button', { name: /^A\. Okafor/ }).click();
  const pad = page.getByRole('region', { name: 'PIN of A. Okafor' });
  await typeOnPad(pad, '904817');
  await pad.getByRole('button', { name: 'Sign in' }).click();
  await expect(header(page)).toContainText('A. Okafor');
  await goTo(page, '/audit');
  await expect(page.getByRole('heading', { name: 'Not allowed' })).toBeVisible();
  await goTo(page, '/person');
  await expect(page.getByRole('button', { name: 'Audit trail' })).toBeHidden();
});
