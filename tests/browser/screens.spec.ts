import type { Page } from '@playwright/test';
import { sessionId as asSessionId, type SessionId } from '#core/kernel/entity-ids.ts';
import { card, goTo, openStep, press, signIn, takeLabel, takeSeat, verdict } from './testing/bench.ts';
import { silentUnits } from './testing/demo-world.ts';
import { observeScreens } from './testing/look-at-screen.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

/**
 * Every screen and every question, in light, dark and German: nothing that axe finds, no control too small for its place, nothing that
 * runs out of the window at 1366 x 768 or at 200 % zoom, no error in the console.
 */
const world = demoWorldOfFile(silentUnits);
const toNordfracht = 'Transfer to Nordfracht Logistik';

const labels = {
  partnerOwned: 'EVP-359315075384726',
  transferOnly: 'TXG-357862051104273',
  customerExpired: 'EVG-866344054205146',
  thirdParty: 'EVP-359315075387331',
  stillPaired: 'EVP-359315075388149',
  twoTypes: '890123847562332',
  notHandled: 'TMD-861107053302866',
  resellerOwned: 'EVG-866344054203018',
  /** Nobody knows it, and its check digit does not fit. */
  doubtful: '866344054999990',
};

test('STA-1 STA-6 signing in and the locked bench', async ({ quietPage: page }) => {
  test.setTimeout(120_000);
  const observer = await observeScreens(page, world().client());
  await world().open(page);
  await expect(page.getByRole('heading', { name: 'Who is working?' })).toBeVisible();
  await observer.look('sign-in');
  await page.getByRole('button', { name: /^M\. Kaya/ }).click();
  await page.getByRole('textbox', { name: 'PIN' }).fill('0000');
  await page.keyboard.press('Enter');
  await expect(page.getByText('That PIN is not right.')).toBeVisible();
  await observer.look('sign-in-wrong-pin');
  await signIn(page, 'M. Kaya');
  await page.keyboard.press('Control+l');
  await expect(page.getByRole('heading', { name: 'Locked' })).toBeVisible();
  await observer.look('locked');
  expect(observer.found()).toEqual([]);
});

test('ORG-6 ORG-7 STA-3 REP-1 the pages beside the bench', async ({ quietPage: page }) => {
  test.setTimeout(180_000);
  const observer = await observeScreens(page, world().client());
  await takeSeat(page, world(), 'S. Brandt', 'Nordfracht Logistik');
  await goTo(page, '/');
  await expect(page.getByRole('region', { name: 'Customers' }).getByRole('listitem')).toHaveCount(5);
  await observer.look('home');
  await goTo(page, '/bench');
  await expect(page.getByRole('region', { name: 'Demo: labels to scan' })).toBeVisible();
  await observer.look('bench');
  for (const route of ['sync', 'audit', 'person']) {
    await goTo(page, `/${route}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await observer.look(route);
  }
  await goTo(page, '/sheet/019a9d00-0000-7000-8000-00000000ffff');
  await expect(page.getByText('This station has no such sheet.')).toBeVisible();
  await observer.look('no-such-sheet');
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog', { name: 'Help' }).getByRole('listitem').first()).toBeVisible();
  await observer.look('help');
  await page.keyboard.press('Escape');
  await page.keyboard.press('F2');
  await page.getByRole('dialog').getByRole('textbox').fill('EVP-35931507538472');
  await expect(page.getByText('A serial number has 15 digits.')).toBeVisible();
  await observer.look('type-serial');
  expect(observer.found()).toEqual([]);
});

test('OWN-15 OWN-3 OWN-5 OWN-8 SCAN-3 verdicts and the questions that follow', async ({ quietPage: page }) => {
  test.setTimeout(240_000);
  const observer = await observeScreens(page, world().client());
  await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');

  await scanLabel(page, labels.twoTypes);
  await expect(verdict(page)).toHaveText('Which unit is it?');
  await observer.look('choose-type');
  await scanLabel(page, labels.transferOnly);
  await expect(verdict(page)).toHaveText('Transfer only');
  await observer.look('transfer-only');
  await scanLabel(page, labels.notHandled);
  await expect(verdict(page)).toHaveText('Not handled at the bench');
  await observer.look('not-handled');
  await scanLabel(page, labels.customerExpired);
  await openStep(page, 'Owner');
  await expect(verdict(page)).toHaveText('Subscription has expired');
  await observer.look('subscription-expired');
  await scanLabel(page, labels.doubtful);
  await expect(page.getByRole('button', { name: 'It is what the label says' })).toBeVisible();
  await observer.look('check-digit');

  await scanLabel(page, labels.thirdParty);
  await press(page, 'Details for support');
  await expect(page.getByRole('dialog', { name: 'To pass on' })).toBeVisible();
  await observer.look('to-pass-on');
  await page.keyboard.press('Escape');
  await press(page, 'Close without signing');
  await expect(page.getByRole('alertdialog', { name: 'Close without signing' })).toBeVisible();
  await observer.look('close-without-signing');
  await page.keyboard.press('Escape');
  await scanLabel(page, labels.stillPaired);
  await press(page, toNordfracht);
  await expect(page.getByRole('alertdialog')).toContainText('FL HT 12');
  await observer.look('confirm-transfer');
  expect(observer.found()).toEqual([]);
});

test('INST-1 INST-3 INSP-1 PAIR-5 INSP-4 REP-2 every step of a sheet up to the report', async ({ quietPage: page }) => {
  test.setTimeout(300_000);
  const { bench } = world().client();
  const observer = await observeScreens(page, world().client());
  await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
  await scanLabel(page, labels.partnerOwned);
  await expect(verdict(page)).toHaveText('Ready to transfer');
  await observer.look('sheet-owner');
  const sessionId = asSessionId.parse(/sheet\/([^?/]+)/.exec(page.url())?.[1]);
  await openStep(page, 'Identity');
  await observer.look('sheet-identity');
  await bench.identify({ sessionId, bay: 2 });
  await expect(verdict(page)).toHaveText('Stop: another unit is on the cable');
  await observer.look('sheet-identity-stop');
  await bench.identify({ sessionId, bay: 1 });
  await expect(verdict(page)).toHaveText('Label and cable agree');
  await observer.look('sheet-identity-agrees');

  await transferAsShown(sessionId);
  await openStep(page, 'Owner');
  await expect(verdict(page)).toHaveText('Transferred to Nordfracht Logistik');
  await observer.look('sheet-owner-transferred');
  await openStep(page, 'Configure');
  await observer.look('sheet-configure');
  await bench.compareConfiguration({ sessionId });
  await expect(verdict(page)).toHaveText(/values differ$/);
  await observer.look('sheet-configure-compared');
  await bench.writeConfiguration({ sessionId });
  await expect(verdict(page)).toHaveText('The unit holds what Trailer EU wants');
  await observer.look('sheet-configure-verified');

  await openStep(page, 'Inspect');
  await observer.look('sheet-inspect');
  await bench.measure({ sessionId });
  await page.keyboard.press('Shift+F8');
  await expect(page.getByRole('textbox', { name: 'What was seen' })).toBeVisible();
  await observer.look('sheet-inspect-measured');
  await page.getByRole('button', { name: 'Cancel' }).click();

  await openStep(page, 'Pair');
  await bench.setVin({ sessionId, vin: 'WSM00000003111444' });
  await expect(card(page)).toContainText('All three agree.');
  await observer.look('sheet-pair');
  await card(page)
    .getByRole('button', { name: /^Pair with/ })
    .last()
    .click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await observer.look('confirm-pairing');
  await page.keyboard.press('Escape');
  await openStep(page, 'Sign off');
  await expect(verdict(page)).toHaveText(/still open$/);
  await observer.look('sheet-sign-missing');
  await settleTheRest(sessionId);
  await expect(verdict(page)).toHaveText('Ready to sign');
  await observer.look('sheet-sign');
  await bench.sign({ sessionId, pin: '471902', result: 'succeeded', remarks: null, signatureSvgPath: null });
  await expect(verdict(page)).toHaveText('Signed: report 1001');
  await observer.look('sheet-signed');

  await goTo(page, `/report/${sessionId}`);
  await expect(page.getByRole('figure').first()).toContainText('Installation report 1001');
  await observer.look('report');
  await goTo(page, `/audit?sessionId=${sessionId}`);
  await page.getByRole('button', { name: 'Verify the chain' }).click();
  await expect(page.getByText('Intact.')).toBeVisible();
  await observer.look('audit-of-sheet');
  expect(observer.found()).toEqual([]);
});

test('OWN-11 STA-2 STA-3 work without a network', async ({ quietPage: page }) => {
  test.setTimeout(120_000);
  const { bench, demo } = world().client();
  const observer = await observeScreens(page, world().client());
  await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
  await demo.setNetwork({ connected: false });
  await scanLabel(page, labels.resellerOwned);
  await press(page, toNordfracht);
  await observer.look('confirm-transfer-offline');
  await page.getByRole('alertdialog').getByRole('button', { name: toNordfracht }).click();
  await expect(verdict(page)).toHaveText('Transfer requested');
  await observer.look('sheet-owner-requested');
  await goTo(page, '/sync');
  await expect(page.getByRole('main')).toContainText('Saved, not sent');
  await observer.look('sync-waiting');
  expect((await bench.sheets({ limit: 1 })).length).toBe(1);
  await demo.setNetwork({ connected: true });
  expect(observer.found()).toEqual([]);
});

/** From the bench's tray; numbers that are not on it are typed. */
async function scanLabel(page: Page, text: string): Promise<void> {
  await goTo(page, '/bench');
  if (text === labels.doubtful) {
    await page.keyboard.press('F2');
    await page.getByRole('dialog').getByRole('textbox').fill(text);
    await page.keyboard.press('Enter');
  } else {
    await takeLabel(page, text);
  }
  await expect(page.getByRole('list', { name: 'Steps of this sheet' })).toBeVisible();
}

async function transferAsShown(sessionId: SessionId): Promise<void> {
  const { bench } = world().client();
  const answer = await bench.sheet({ sessionId });
  const shown = answer.kind === 'sheet' ? answer.sheet.session : null;
  if (shown?.verdict.kind !== 'verdict' || shown.verdict.owner === null || shown.verdict.ownerEpoch === null) {
    throw new Error('the unit of the sheet is ready to transfer');
  }
  const { owner, ownerEpoch: expectedEpoch } = shown.verdict;
  const { customerId: toId } = shown;
  const done = await bench.transfer({ sessionId, fromId: owner.id, toId, expectedEpoch, unpairFirst: false });
  expect(done.kind).toBe('transferred');
}

async function settleTheRest(sessionId: SessionId): Promise<void> {
  const { bench } = world().client();
  for (const checkId of ['mounting', 'wiring', 'seal', 'antenna']) {
    await bench.answerCheck({ sessionId, checkId, result: 'pass', note: null });
  }
  await bench.leaveUnpaired({ sessionId, why: 'the trailer comes tomorrow' });
}
