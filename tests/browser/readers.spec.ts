import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { systemClock } from '#electron/adapters/clock/system-clock.ts';
import { createSerialUnitPorts } from '#electron/adapters/serial/create-serial-unit-ports.ts';
import { hasSocat, type PtyPair, startPtyPair } from '#electron/adapters/serial/testing/pty-pair.ts';
import { events, goTo, takeSeat } from './testing/bench.ts';
import { type KeyboardReader, plugInReader } from './testing/keyboard-reader.ts';
import { look } from './testing/look-at-screen.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

/** Readers made known on the readers page, and scans of a reader on a serial port: real bytes over a pseudo-terminal (SCAN-1, SCAN-4). */
const world = demoWorldOfFile();
const labels = ['EVP-359315075384726', 'WSM00000003111444', 'FB:NEXT'] as const;

test.afterEach(async () => {
  const { readers } = world().client();
  for (const { id } of await readers.list()) {
    await readers.remove({ id });
  }
});

async function openReaders(page: Page): Promise<void> {
  await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
  await goTo(page, '/settings/readers');
  await expect(page.getByRole('heading', { level: 1, name: 'Readers' })).toBeVisible();
}

const tried = (page: Page) => page.getByRole('region', { name: 'Try a reader' });
const known = (page: Page) => page.getByRole('region', { name: 'Readers of this station' });

async function learn(page: Page, reader: KeyboardReader, how: { readonly gapMs: number; readonly prefix?: string }) {
  await page.getByRole('button', { name: 'Learn a keyboard reader' }).click();
  const done = page.getByRole('list', { name: 'Test scans' }).getByRole('listitem').filter({ hasText: 'ms a key' });
  for (const [index, label] of labels.entries()) {
    await expect(done).toHaveCount(index);
    await reader.scan(`${how.prefix ?? ''}${label}`, { gapMs: how.gapMs });
  }
}

test.describe('SCAN-1 SCAN-4 what was learned changes what is a scan', () => {
  test('a slow reader types into the page until three scans taught it', async ({ quietPage: page }) => {
    const reader = await plugInReader(page);
    await openReaders(page);
    await goTo(page, '/');
    const search = page.getByRole('searchbox');
    await search.focus();
    await reader.scan('vallon', { gapMs: 48, end: 'Tab' });
    await expect(search).toHaveValue('vallon');

    await goTo(page, '/settings/readers');
    await learn(page, reader, { gapMs: 48 });
    await page.getByRole('textbox', { name: 'Name' }).fill('Counter');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(known(page).getByRole('listitem')).toContainText(
      '48 ms a key, ends with Enter, from 6 characters on.',
    );

    await reader.scan('EVP-359315075384726', { gapMs: 48 });
    await expect(tried(page)).toContainText('48 ms a key, ends with Enter');
    await expect(tried(page)).toContainText('unit');
    await goTo(page, '/');
    await search.focus();
    await reader.scan('EVP-359315075384726', { gapMs: 48 });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('359 315 075 384726');
  });

  test('a prefix is learned, and a slow hand’s keys stay a hand’s', async ({ quietPage: page }) => {
    const reader = await plugInReader(page);
    await openReaders(page);
    await learn(page, reader, { gapMs: 95, prefix: '~' });
    await page.getByRole('textbox', { name: 'Name' }).fill('Gate');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(known(page).getByRole('listitem')).toContainText('Sends ~ before each code.');
    await page.keyboard.press('F2');
    const field = page.getByRole('dialog').getByRole('textbox');
    await reader.type('evp-35931', [95]);
    await expect(field).toHaveValue('evp-35931');
    await page.keyboard.press('Escape');
    await goTo(page, '/bench');
    await reader.scan('~EVP-866344054201822', { gapMs: 95 });
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('866 344 054 201822');
  });

  test('scans that do not agree are refused in words and begun again; Escape gives up', async ({ quietPage: page }) => {
    const reader = await plugInReader(page);
    await openReaders(page);
    await page.getByRole('button', { name: 'Learn a keyboard reader' }).click();
    const part = page.getByRole('region', { name: 'Scan 1 of 3' });
    await expect(part).toBeVisible();
    await reader.scan('42', { gapMs: 8 });
    await expect(part).toContainText('That was too short to learn from.');
    const second = page.getByRole('region', { name: 'Scan 2 of 3' });
    await reader.scan(labels[0], { gapMs: 8 });
    await expect(second).toBeVisible();
    await reader.scan(labels[1], { gapMs: 8 });
    await expect(page.getByRole('region', { name: 'Scan 3 of 3' })).toBeVisible();
    await reader.scan(labels[2], { gapMs: 8, end: 'Tab' });
    await expect(part).toContainText('The scans did not end the same way.');
    await page.keyboard.press('Escape');
    await expect(part).toBeHidden();
    expect(await world().client().readers.list()).toEqual([]);
  });
});

test.describe('SCAN-1 a reader on a serial port', () => {
  if (!hasSocat) {
    test('socat is needed for readers on serial ports', () => {
      expect(process.env['CI'], 'on CI socat must be installed').not.toBe('true');
    });
    return;
  }

  let folder = '';
  let pair: PtyPair;
  test.beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fitbay-reader-'));
    pair = await startPtyPair(folder, 'reader');
  });
  test.afterEach(async () => {
    await pair.unplug();
    rmSync(folder, { recursive: true, force: true });
  });

  async function send(text: string): Promise<void> {
    const ports = createSerialUnitPorts({ clock: systemClock, log: { info() {}, warn() {}, error() {} } });
    const opening = await ports.open(pair.unit);
    if (opening.kind !== 'opened') {
      throw new Error(opening.detail);
    }
    await opening.link.write(Buffer.from(text, 'latin1'));
    await opening.link.close();
  }

  test('is added by its port, shows what it sends, opens sheets, and says when it is gone', async ({
    quietPage: page,
  }) => {
    await openReaders(page);
    await page.getByRole('button', { name: 'Add a reader on a serial port' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Cradle');
    await page.getByRole('textbox', { name: 'Port', exact: true }).fill(pair.station);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(known(page).getByRole('listitem')).toContainText('Ready');
    await expect(page.getByRole('banner')).toContainText('Reader ready');

    await send(']Q3010950400005910121359315075384726\u001d10LOT\r\n');
    await expect(tried(page)).toContainText(']Q3010950400005910121359315075384726␝10LOT');
    await expect(tried(page)).toContainText('Reader on a serial port');
    expect(page.url()).toContain('/settings/readers');

    await goTo(page, '/bench');
    await send('EVP-866344054203018\r\n');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('866 344 054 203018');

    await send('EVP-86634405');
    await expect(page.getByText('Only part of the code arrived').first()).toBeVisible();
    await goTo(page, '/bench');
    await expect(events(page).first()).toContainText('Only part of a code arrived');

    await pair.unplug();
    await expect(page.getByRole('banner')).toContainText('Reader gone');
    await page.getByRole('banner').getByRole('link', { name: 'Reader gone' }).click();
    await expect(known(page).getByRole('listitem')).toContainText('Plug it in; it is found by itself.');
    pair = await startPtyPair(folder, 'reader');
    await expect(page.getByRole('banner')).toContainText('Reader ready');
    await goTo(page, '/bench');
    await send('EVP-866344054201822\r\n');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('866 344 054 201822');
  });
});

test('SCAN-1 STA-6 the readers page and the control codes are accessible in light and dark', async ({
  quietPage: page,
}) => {
  test.setTimeout(150_000);
  const reader = await plugInReader(page);
  await openReaders(page);
  const { readers } = world().client();
  const habits = { keyGapMs: 9, suffix: 'enter', prefixKey: 'F13', minCharacters: 6 } as const;
  await readers.save({ kind: 'keyboard', id: null, name: 'Counter', habits });
  await readers.save({
    kind: 'port',
    id: null,
    name: 'Cradle',
    port: '/nowhere/ttyACM0',
    baudRate: 9600,
    suffix: 'enter',
  });
  await reader.scan('EVP-359315075384726');
  await expect(known(page)).toContainText('Plug it in; it is found by itself.');
  await look(page, 'readers');
  await page.getByRole('button', { name: 'Learn a keyboard reader' }).click();
  await reader.scan(labels[0]);
  await look(page, 'readers-learning');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add a reader on a serial port' }).click();
  await look(page, 'readers-port');
  await goTo(page, '/settings/readers/codes');
  await expect(page.locator('.report-pages canvas')).toHaveCount(1);
  await expect(page.locator('.report-pages')).toHaveAttribute('aria-busy', 'false');
  await look(page, 'readers-codes');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a file' }).click();
  expect((await download).suggestedFilename()).toBe('control-codes-en.pdf');
});
