import type { Page } from '@playwright/test';
import { sessionId as asSessionId, type SessionId } from '#core/kernel/entity-ids.ts';
import { withPin } from '../station/testing/with-pin.ts';
import { card, chooseCustomer, goTo, press, signIn, takeLabel } from './testing/bench.ts';
import { silentUnits } from './testing/demo-world.ts';
import { drawOn } from './testing/draw-on.ts';
import { look } from './testing/look-at-screen.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

/** Every screen of the walk in light and dark: nothing that axe finds, nothing that runs out of the window, no error in the console. */
const world = demoWorldOfFile(silentUnits);
const label = 'EVP-359315075384726';

test.use({ viewport: { width: 1366, height: 768 } });

test('STA-1 ORG-6 ORG-7 signing in, home, bench and their dialogs are accessible in light and dark', async ({
  quietPage: page,
}) => {
  test.setTimeout(150_000);
  await world().open(page);
  await expect(page.getByRole('heading', { name: 'Who is working?' })).toBeVisible();
  await look(page, 'sign-in');
  await page.getByRole('button', { name: /^M\. Kaya/ }).click();
  await look(page, 'sign-in-pin');
  await signIn(page, 'M. Kaya');
  await look(page, 'home');
  await chooseCustomer(page, 'Nordfracht Logistik');
  await look(page, 'bench');
  await page.keyboard.press('F2');
  await expect(page.getByRole('dialog')).toBeVisible();
  await look(page, 'type-serial');
  await page.keyboard.press('Escape');
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog')).toBeVisible();
  await look(page, 'help');
  await page.keyboard.press('Escape');
  for (const route of ['sync', 'audit', 'person']) {
    await goTo(page, `/${route}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await look(page, route);
  }
  await page.keyboard.press('Control+l');
  await expect(page.getByRole('region', { name: 'PIN of M. Kaya' })).toBeVisible();
  await look(page, 'locked');
});

test('OWN-15 INST-3 INSP-2 PAIR-5 INSP-4 REP-2 every step of a sheet is accessible in light and dark', async ({
  quietPage: page,
}) => {
  test.setTimeout(240_000);
  await world().open(page);
  await signIn(page, 'M. Kaya');
  await chooseCustomer(page, 'Nordfracht Logistik');
  await takeLabel(page, label);
  await expect(card(page).getByRole('heading', { name: 'Ready to transfer' })).toBeVisible();
  await look(page, 'sheet-owner');
  await press(page, 'Transfer to Nordfracht Logistik');
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await look(page, 'confirm-transfer');
  await page.keyboard.press('Escape');
  const sessionId = asSessionId.parse(/sheet\/([^?/]+)/.exec(page.url())?.[1]);
  await openStep(page, 'Identity');
  await look(page, 'sheet-identity');
  await prepareTransferred(sessionId);
  await openStep(page, 'Configure');
  await look(page, 'sheet-configure-before');
  await world().client().bench.compareConfiguration({ sessionId });
  await openStep(page, 'Configure');
  await expect(card(page).getByRole('table')).toBeVisible();
  await look(page, 'sheet-configure-compared');
  await world().client().bench.writeConfiguration({ sessionId });
  await openStep(page, 'Configure');
  await look(page, 'sheet-configure-verified');
  await world().client().bench.measure({ sessionId });
  await openStep(page, 'Inspect');
  await look(page, 'sheet-inspect');
  await world().client().bench.setVin({ sessionId, vin: 'WSM00000003111444' });
  await openStep(page, 'Pair');
  await look(page, 'sheet-pair');
  await openStep(page, 'Sign off');
  await look(page, 'sheet-sign-missing');
  await prepareSignable(sessionId);
  await openStep(page, 'Sign off');
  await look(page, 'sheet-sign');
  await press(page, 'Let the customer sign');
  const question = page.getByRole('alertdialog', { name: 'Let the customer sign' });
  await question.getByRole('textbox', { name: 'Name in letters' }).fill('R. Vos');
  await drawOn(page, question.getByRole('img', { name: 'Field for the signature' }));
  await look(page, 'sheet-signature');
  await question.getByRole('button', { name: 'Use this signature' }).click();
  await look(page, 'sheet-sign-drawn');
  await goTo(page, `/report/${sessionId}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForTimeout(2_500);
  await look(page, 'report');
});

/** The steps are a list where there is room and a bar where there is not; both are buttons that begin with the step's name. */
async function openStep(page: Page, name: string): Promise<void> {
  await page
    .getByRole('main')
    .getByRole('listitem')
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .click();
}

async function prepareTransferred(sessionId: SessionId): Promise<void> {
  const { bench } = world().client();
  await bench.identify({ sessionId, bay: 1 });
  const answer = await bench.sheet({ sessionId });
  const verdict = answer.kind === 'sheet' ? answer.sheet.session.verdict : null;
  if (verdict?.kind !== 'verdict' || verdict.owner === null || verdict.ownerEpoch === null || answer.kind !== 'sheet') {
    throw new Error('the demo unit is ready to transfer');
  }
  const { customerId: toId } = answer.sheet.session;
  const transfer = { sessionId, fromId: verdict.owner.id, toId, expectedEpoch: verdict.ownerEpoch, unpairFirst: false };
  const transferred = await withPin(world().client(), () => bench.transfer(transfer));
  expect(transferred.kind).toBe('transferred');
}

async function prepareSignable(sessionId: SessionId): Promise<void> {
  const { bench } = world().client();
  for (const checkId of ['mounting', 'wiring', 'seal', 'antenna']) {
    await bench.answerCheck({ sessionId, checkId, result: 'pass', note: null });
  }
  await bench.leaveUnpaired({ sessionId, why: 'the trailer comes tomorrow' });
}
