import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import {
  card,
  confirmByPin,
  events,
  filledButtons,
  goTo,
  openStep,
  takeLabel,
  takeSeat,
  verdict,
} from './testing/bench.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

const world = demoWorldOfFile();

interface Expected {
  readonly title: string;
  readonly says: string;
  /** The one filled button of the page. */
  readonly next: string;
  /** Every finding, in the order of the rules. */
  readonly findings: readonly (string | RegExp)[];
  readonly ids: string;
}

const trusted = /^Trust until/;
const subscribed = /^Subscription until/;
const toNordfracht = 'Transfer to Nordfracht Logistik';

/** What the owner's step says for each label of the tray, after requirements and decision table c6. */
const verdicts: Readonly<Record<string, Expected>> = {
  'partner-owned': {
    ids: 'OWN-3',
    title: 'Ready to transfer',
    says: 'Hansen Trailer Service owns it. Nordfracht Logistik will own it.',
    next: toNordfracht,
    findings: [trusted, 'Owned by us', subscribed, 'Settings will be cleared'],
  },
  'customer-owned': {
    ids: 'OWN-2',
    title: 'Ready for work',
    says: 'The unit belongs to Nordfracht Logistik. There is nothing to transfer.',
    next: 'Go on: Identity',
    findings: [trusted, 'Owned by the customer', subscribed],
  },
  'reseller-owned': {
    ids: 'OWN-4',
    title: 'Ready to transfer',
    says: 'Evolane Units owns it. Nordfracht Logistik will own it.',
    next: toNordfracht,
    findings: [trusted, 'Owned by a reseller', subscribed, 'Settings will be cleared'],
  },
  'transfer-only': {
    ids: 'OWN-6',
    title: 'Transfer only',
    says: 'Configure the unit with TX-GO service tool.',
    next: toNordfracht,
    findings: [trusted, 'Owned by us', 'Not configured here', subscribed, 'Settings will be cleared'],
  },
  'not-transferable': {
    ids: 'OWN-6',
    title: 'Not handled at the bench',
    says: 'Link the unit to a vehicle on the page of assets instead.',
    next: 'Scan another unit',
    findings: [trusted, 'Owned by us', 'Type not handled here', subscribed],
  },
  'subscription-expired': {
    ids: 'OWN-7',
    title: 'Transfer only',
    says: 'The subscription of this unit has ended. It can be neither installed nor inspected.',
    next: toNordfracht,
    findings: [trusted, 'Owned by us', /^Subscription expired/, 'Settings will be cleared'],
  },
  'customer-expired': {
    ids: 'OWN-7',
    title: 'Subscription has expired',
    says: 'Have the subscription reactivated, then check again.',
    next: 'Text for whoever renews it',
    findings: [trusted, 'Owned by the customer', /^Subscription expired/],
  },
  'trust-expired': {
    ids: 'OWN-7',
    title: 'The customer has to allow it',
    says: 'The trust relationship with Baltic Reefer Lines has ended.',
    next: 'Text for their administrator',
    findings: [/^Trust expired/, 'Owned by the customer', subscribed],
  },
  'third-party': {
    ids: 'OWN-8',
    title: 'Not allowed here',
    says: 'The unit belongs to Kontor Flotte Süd.',
    next: 'Contact support',
    findings: [trusted, 'Owned by somebody else'],
  },
  'third-party-hidden': {
    ids: 'OWN-8',
    title: 'Not allowed here',
    says: 'The unit belongs to another organization.',
    next: 'Contact support',
    findings: [trusted, 'Owned by somebody else'],
  },
  'still-paired': {
    ids: 'OWN-14',
    title: 'Ready to transfer',
    says: 'Hansen Trailer Service owns it.',
    next: toNordfracht,
    findings: [trusted, 'Owned by us', subscribed, 'Paired with FL HT 12', 'Settings will be cleared'],
  },
  unknown: {
    ids: 'OWN-8',
    title: 'Not allowed here',
    says: 'No unit with this number is registered.',
    next: 'Contact support',
    findings: ['Unknown unit', trusted],
  },
};

function label(id: string) {
  const found = demoFleet.tray.find((one) => one.id === id);
  if (found === undefined) {
    throw new Error(`the tray has no ${id}`);
  }
  return found;
}

const customers: Readonly<Record<string, string>> = {
  nordfracht: 'Nordfracht Logistik',
  baltic: 'Baltic Reefer Lines',
};

test.describe('OWN-15 one verdict, every finding, one next action', () => {
  for (const [id, expected] of Object.entries(verdicts)) {
    test(`${expected.ids} ${id}`, async ({ quietPage: page }) => {
      const { text, customerHint } = label(id);
      await takeSeat(page, world(), 'M. Kaya', customers[customerHint ?? ''] ?? '');
      await takeLabel(page, text);
      await expect(events(page).first()).toContainText(groupSerial(text.replace(/^\D+-/, '')));
      await openStep(page, 'Owner');
      await expect(verdict(page)).toHaveText(expected.title);
      await expect(card(page)).toContainText(expected.says);
      await expect(filledButtons(page.getByRole('main'))).toHaveText([expected.next]);
      await expect(page.getByRole('list', { name: 'Findings' }).getByRole('listitem')).toHaveText([
        ...expected.findings,
      ]);
    });
  }
});

test('OWN-8 names no more of a third party than its policy allows', async ({ quietPage: page }) => {
  await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
  await takeLabel(page, label('third-party-hidden').text);
  await openStep(page, 'Owner');
  await expect(verdict(page)).toHaveText('Not allowed here');
  await page.getByRole('button', { name: 'Contact support' }).click();
  await expect(page.getByRole('main')).toContainText('The unit belongs to another organization.');
  await expect(page.locator('body')).not.toContainText('Deichwerk');
});

test('OWN-14 the question of a still paired unit names the vehicle it will be taken from', async ({
  quietPage: page,
}) => {
  await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
  await takeLabel(page, label('still-paired').text);
  await openStep(page, 'Owner');
  await page.getByRole('main').getByRole('button', { name: toNordfracht }).click();
  await expect(page.getByRole('alertdialog')).toContainText('The unit is paired with FL HT 12');
  await page.getByRole('alertdialog').getByRole('button', { name: toNordfracht }).click();
  await confirmByPin(page, 'M. Kaya');
  await expect(verdict(page)).toHaveText('Transferred to Nordfracht Logistik');
});

test('OWN-5 a number of two types asks for the type first and judges that unit', async ({ quietPage: page }) => {
  await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
  await takeLabel(page, label('two-types').text);
  await expect(verdict(page)).toHaveText('Which unit is it?');
  await expect(card(page)).toContainText('2 types share this number.');
  await expect(filledButtons(page.getByRole('main'))).toHaveCount(0);
  await card(page).getByRole('button', { name: /^TP/ }).click();
  await expect(verdict(page)).toHaveText('Transfer only');
  await expect(card(page)).toContainText('Configure the unit with TP service tool.');

  // The sheet of the TP has to be closed first: while it is open, the number alone leads back to it.
  await card(page).getByRole('button', { name: 'Close without signing' }).click();
  await page.getByRole('alertdialog').getByRole('textbox').fill('It was the other one.');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Close without signing' }).click();
  await expect(verdict(page)).not.toHaveText('Transfer only');
  await goTo(page, '/bench');
  await expect(async () => {
    // The same code within three seconds is one scan.
    await takeLabel(page, label('two-types').text);
    await expect(verdict(page)).toHaveText('Which unit is it?', { timeout: 1_000 });
  }).toPass();
  await card(page)
    .getByRole('button', { name: /^Krone/ })
    .click();
  await expect(verdict(page)).toHaveText('Not handled at the bench');
});

test.describe('SCAN-3 SCAN-5 labels that cannot be read', () => {
  test('a serial that is too short says why and stays in the list of events', async ({ quietPage: page }) => {
    await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
    await takeLabel(page, label('broken-short').text);
    await expect(page.getByRole('status').filter({ hasText: 'Not readable' })).toContainText(
      'Compare what was taken with the label and scan again.',
    );
    await expect(events(page).first()).toContainText('Scan not readable');
    await expect(events(page).first()).toContainText('EVP-35931507538472');
    await expect(page.getByRole('heading', { name: 'Scan a unit' })).toBeVisible();
  });

  test('a code that is no label says the next step', async ({ quietPage: page }) => {
    await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
    await takeLabel(page, label('broken-other').text);
    await expect(page.getByRole('status').filter({ hasText: 'Not readable' })).toContainText(
      'Clean the label and scan again, use another reader, or type the number.',
    );
    await expect(events(page).first()).toContainText('PALLET 7 / 24 KG');
  });

  test('what was typed stays until it is understood', async ({ quietPage: page }) => {
    await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
    await page.keyboard.press('F2');
    const dialog = page.getByRole('dialog', { name: 'Type a number' });
    const field = dialog.getByRole('textbox', { name: 'What is printed on the label' });
    await expect(field).toBeFocused();
    await field.fill('EVP-35931507538472');
    await expect(dialog).toContainText('A serial number has 15 digits. This one does not.');
    await field.press('Enter');
    await expect(page.getByText('Compare what was taken with the label and scan again.').first()).toBeVisible();
    await expect(field).toHaveValue('EVP-35931507538472');
    await field.pressSequentially('6', { delay: 0 });
    await field.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('359 315 075 384726');
  });
});
