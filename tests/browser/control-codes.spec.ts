import type { Locator, Page } from '@playwright/test';
import { DUPLICATE_WINDOW_MS } from '#core/domain/scanning/duplicate-scan.ts';
import { sessionId as asSessionId, type SessionId } from '#core/kernel/entity-ids.ts';
import { card, events, goTo, openStep, press, takeSeat, verdict } from './testing/bench.ts';
import { silentUnits } from './testing/demo-world.ts';
import { type KeyboardReader, plugInReader } from './testing/keyboard-reader.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

/** The printed control codes on a sheet, what each dialog takes, and what the header says everywhere (SCAN-4, ux rules 4, 8 and 14). */
const world = demoWorldOfFile(silentUnits);
const serial = '359315075384726';

async function begin(page: Page): Promise<KeyboardReader> {
  const reader = await plugInReader(page);
  await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
  return reader;
}

async function openUnit(page: Page, reader: KeyboardReader): Promise<SessionId> {
  await goTo(page, '/bench');
  await reader.scan(`EVP-${serial}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('359 315 075 384726');
  return sessionOf(page);
}

function sessionOf(page: Page): SessionId {
  return asSessionId.parse(/sheet\/([^?/]+)/.exec(page.url())?.[1]);
}

const banner = (page: Page) => page.getByRole('banner', { includeHidden: true });
const openPart = (page: Page) =>
  page.getByRole('list', { name: 'Steps of this sheet' }).locator('[aria-current="step"]');

async function stateOf(sessionId: SessionId): Promise<string> {
  const answer = await world().client().bench.sheet({ sessionId });
  return answer.kind === 'sheet' ? answer.sheet.session.state : answer.kind;
}

test.describe('SCAN-4 control codes drive the bench without a hand on it', () => {
  test('next, pass, bay, print and back', async ({ quietPage: page }) => {
    const reader = await begin(page);
    await goTo(page, '/bench');
    await reader.scan('EVP-866344054201822');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('866 344 054 201822');
    const sessionId = sessionOf(page);
    await openStep(page, 'Sign off');
    await reader.scan('FB:NEXT');
    await expect(openPart(page)).toContainText('Identity');
    await world().client().bench.identify({ sessionId, bay: 2 });

    await openStep(page, 'Inspect');
    await expect(card(page).getByRole('list', { name: 'Looked at by hand' })).toBeVisible();
    await reader.scan('FB:PASS');
    const mounted = card(page).getByRole('listitem').filter({ hasText: 'Mounted firmly' });
    await expect(mounted.getByRole('radio', { name: 'Pass', exact: true })).toBeChecked();

    await goTo(page, '/bench');
    await reader.scan('FB:LANE2');
    await expect(page).toHaveURL(new RegExp(sessionId));
    await reader.scan('FB:LANE8');
    await expect(page.getByText('No sheet is open on this bay.').first()).toBeVisible();
    await expect(page).toHaveURL(new RegExp(sessionId));
    await reader.scan('FB:PRINT');
    await expect(page).toHaveURL(/report/);
    await expect(page.locator('.report-pages')).toHaveAttribute('aria-busy', 'false');
    const printed = page.evaluate(() => new Promise((resolve) => Object.assign(window, { print: resolve })));
    await awayForAWhile(page);
    await reader.scan('FB:PRINT');
    await printed;
    await reader.scan('FB:BACK');
    await expect(page).toHaveURL(/sheet/);
  });

  test('a sheet is closed by two different codes, right one after the other, and by nothing less', async ({
    quietPage: page,
  }) => {
    const reader = await begin(page);
    const sessionId = await openUnit(page, reader);
    await reader.scan('FB:CLOSE-YES');
    await expect(page.getByText('Nothing was closed.')).toBeVisible();
    await reader.scan('FB:CLOSE');
    await expect(page.getByText('scan “Yes, close it” now')).toBeVisible();
    await reader.scan('WSM00000003111444');
    await expect(page.getByText('scan “Yes, close it” now')).toBeHidden();
    await awayForAWhile(page);
    await reader.scan('FB:CLOSE-YES');
    await expect(page.getByText('Nothing was closed.')).toBeVisible();
    expect(await stateOf(sessionId)).toBe('open');

    await awayForAWhile(page);
    await reader.scan('FB:CLOSE');
    await expect(page.getByText('scan “Yes, close it” now')).toBeVisible();
    await reader.scan('FB:CLOSE-YES');
    await expect.poll(() => stateOf(sessionId)).toBe('abandoned');
    await goTo(page, '/bench');
    await expect(events(page).filter({ hasText: 'Closed with the control codes' })).toHaveCount(1);
  });

  test('SCAN-4 a VIN is taken at any step of an open sheet and leads to its vehicle', async ({ quietPage: page }) => {
    const reader = await begin(page);
    const sessionId = await openUnit(page, reader);
    await openStep(page, 'Owner');
    await expect(banner(page)).toContainText('open a unit or take a VIN');
    await reader.scan('WSM00000003111444');
    await expect(openPart(page)).toContainText('Pair');
    const answer = await world().client().bench.sheet({ sessionId });
    expect(answer).toMatchObject({ sheet: { session: { vin: { scanned: 'WSM00000003111444' } } } });
  });
});

/** So long that a code counts again when it is scanned once more. */
function awayForAWhile(page: Page): Promise<void> {
  return page.waitForTimeout(DUPLICATE_WINDOW_MS + 100);
}

interface Question {
  readonly name: string;
  readonly open: (page: Page) => Promise<void>;
}

const questions: readonly Question[] = [
  {
    name: 'transfer',
    open: async (page) => {
      await openStep(page, 'Owner');
      await press(page, /^Transfer to/);
    },
  },
  {
    name: 'closing a sheet',
    open: async (page) => {
      await openStep(page, 'Sign off');
      await press(page, 'Close without signing');
    },
  },
];

const dialog = (page: Page): Locator => page.locator('[role="dialog"], [role="alertdialog"]');

test.describe('SCAN-4 a dialog takes the scan that it asks for, and no scan confirms anything', () => {
  for (const question of questions) {
    test(`the question of ${question.name} is answered by no code; only “Back” closes it`, async ({
      quietPage: page,
    }) => {
      const reader = await begin(page);
      const sessionId = await openUnit(page, reader);
      await question.open(page);
      await expect(banner(page)).toContainText('do nothing until you answer');
      const before = await dialog(page).ariaSnapshot();
      for (const code of [
        'EVP-866344054201822',
        'WSM00000003111444',
        'FB:NEXT',
        'FB:PASS',
        'FB:CLOSE',
        'FB:CLOSE-YES',
        'badge:HTS-1042',
      ]) {
        await reader.scan(code);
        await expect(page.locator('.scan-banner')).toContainText(code);
        await expect(page.locator('.scan-banner')).toContainText('Answer the open question first.');
      }
      expect(await dialog(page).ariaSnapshot()).toBe(before);
      expect(await stateOf(sessionId)).toBe('open');
      await reader.scan('FB:BACK');
      await expect(dialog(page)).toHaveCount(0);
      await expect(page).toHaveURL(new RegExp(sessionId));
    });
  }

  test('the one that asks for a number takes a unit and closes, and keeps what it does not ask for', async ({
    quietPage: page,
  }) => {
    const reader = await begin(page);
    await goTo(page, '/bench');
    await page.keyboard.press('F2');
    await expect(banner(page)).toContainText('open a unit');
    await reader.scan('WSM00000003111445');
    await expect(page.locator('.scan-banner')).toContainText('This step waits for something else.');
    await expect(dialog(page)).toBeVisible();
    await reader.scan('EVP-866344054201822');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('866 344 054 201822');
    await expect(dialog(page)).toHaveCount(0);
  });

  test('help asks nothing: it says what a scan does on the page behind, and the scan does it', async ({
    quietPage: page,
  }) => {
    const reader = await begin(page);
    await goTo(page, '/sync');
    await page.keyboard.press('F1');
    const help = dialog(page);
    await expect(help.getByRole('listitem').filter({ hasText: /^VIN/ })).toContainText('A VIN belongs to a unit');
    await expect(help.getByRole('listitem').filter({ hasText: /^control code/ })).toContainText('on the bench only');
    await expect(help.getByRole('listitem').filter({ hasText: /^unit/ })).toContainText('works here');
    await reader.scan('EVP-866344054203018');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('866 344 054 203018');
    await expect(help).toHaveCount(0);
  });
});

test('SCAN-4 the header says what a scan will do on every screen, and a scan of the wrong kind is kept with its reason', async ({
  quietPage: page,
}) => {
  const reader = await begin(page);
  const places = [
    ['/', 'open a unit, a job or a customer', 'A VIN belongs to a unit'],
    ['/bench', 'open a unit', 'A VIN belongs to a unit'],
    ['/sync', 'open a unit or job', 'A VIN belongs to a unit'],
    ['/audit', 'open a unit or job', 'A VIN belongs to a unit'],
    ['/person', 'open a unit or job', 'A VIN belongs to a unit'],
  ] as const;
  for (const [index, [route, words, reason]] of places.entries()) {
    await goTo(page, route);
    await expect(banner(page)).toContainText(`A scan will ${words}`);
    const vin = `1M8GDM9AXKP04278${index}`;
    await reader.scan(vin);
    await expect(page.locator('.scan-banner')).toContainText(vin);
    await expect(page.locator('.scan-banner')).toContainText(reason);
  }
  await goTo(page, '/settings/readers');
  await expect(banner(page)).toContainText('A scan will show what arrives');
  await goTo(page, '/bench');
  await expect(events(page).filter({ hasText: '1M8GDM9AXKP04278' })).toHaveCount(places.length);
});

test('SCAN-4 the same code at once counts once, and later shows the sheet that is there', async ({
  quietPage: page,
}) => {
  const reader = await begin(page);
  const sessionId = await openUnit(page, reader);
  await reader.scan(`EVP-${serial}`);
  await goTo(page, '/bench');
  await awayForAWhile(page);
  await reader.scan(`EVP-${serial}`);
  await expect(page).toHaveURL(new RegExp(sessionId));
  await expect(page.locator('.scan-banner')).toContainText('Already open, continued');
  await expect(verdict(page)).toBeVisible();
});
