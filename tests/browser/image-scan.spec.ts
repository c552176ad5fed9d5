import type { Page } from '@playwright/test';
import { encode } from 'jpeg-js';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import { openPng } from '#electron/adapters/barcode/png/open-png.ts';
import { drawCode } from '#electron/adapters/barcode/testing/draw-code.ts';
import { goTo, takeSeat } from './testing/bench.ts';
import { demoWorldOfFile, expect, test } from './testing/test.ts';

const world = demoWorldOfFile();

/** Labels of the demo's units, one a test: the same label twice within a moment would count once. */
const [owned, partners, resellers, transferOnly, expired, plate] = [
  'EVP-866344054201822',
  'EVP-359315075384726',
  'EVG-866344054203018',
  'TXG-357862051104273',
  'EVP-359315075385517',
  'EVG-866344054205146',
] as const;

function headingOf(text: string): string {
  return groupSerial(text.slice('EVP-'.length));
}

async function begin(page: Page): Promise<void> {
  await takeSeat(page, world(), 'M. Kaya', 'Nordfracht Logistik');
  await goTo(page, '/bench');
}

async function drawJpeg(bcid: string, text: string): Promise<Uint8Array> {
  const opened = openPng(await drawCode({ bcid, text }));
  if (opened.kind === 'broken') {
    throw new Error('the drawing library writes PNG files that can be opened');
  }
  const { width, height, rgba } = opened.pixels;
  return encode({ width, height, data: rgba }, 85).data;
}

/** Lets go of a file over the page, as a file manager would. */
async function drop(page: Page, name: string, file: Uint8Array): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ bytes, fileName }) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(bytes)], fileName));
      return data;
    },
    { bytes: [...file], fileName: name },
  );
  await page.dispatchEvent('main', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('main', 'drop', { dataTransfer: transfer });
}

/** Every address that page and worker ask for must be the page's own: the engine comes with the product. */
function watchAddresses(page: Page): () => readonly string[] {
  const addresses: string[] = [];
  page.context().on('request', (request) => addresses.push(request.url()));
  return () => addresses;
}

test.describe('SCAN-1 an image is read in the browser, by a worker, from the page’s own files', () => {
  for (const { bcid, text, make, file } of [
    { bcid: 'qrcode', text: owned, make: drawPng, file: 'label.png' },
    { bcid: 'datamatrix', text: partners, make: drawJpeg, file: 'label.jpg' },
    { bcid: 'code128', text: resellers, make: drawJpeg, file: 'label.jpeg' },
    { bcid: 'code39', text: transferOnly, make: drawPng, file: 'label.png' },
  ]) {
    test(`${bcid} in ${file}, dropped on the bench, opens the unit’s sheet`, async ({ quietPage: page }) => {
      const addresses = watchAddresses(page);
      await begin(page);
      await drop(page, file, await make(bcid, text));
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(headingOf(text));
      const foreign = addresses().filter((address) => !/^(https?:\/\/127\.0\.0\.1:|blob:|data:)/.test(address));
      expect(foreign).toEqual([]);
      expect(addresses().filter((address) => address.endsWith('.wasm')).length).toBeGreaterThan(0);
    });
  }

  test('chosen in the dialog for typing, it closes the dialog and opens the sheet', async ({ quietPage: page }) => {
    await begin(page);
    await page.keyboard.press('F2');
    const dialog = page.getByRole('dialog');
    const choose = async (name: string, file: Uint8Array) => {
      const choosing = page.waitForEvent('filechooser');
      await dialog.getByRole('button', { name: 'Read an image' }).click();
      await (await choosing).setFiles({ name, mimeType: 'image/png', buffer: Buffer.from(file) });
    };
    await choose('cut.png', (await drawPng('qrcode', expired)).subarray(0, 60));
    await expect(dialog).toContainText('The image is damaged. Save or send it again, or type the number.');
    await choose('label.png', await drawPng('qrcode', expired));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(headingOf(expired));
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  test('bars of light on dark, which only another look and the whole search find', async ({ quietPage: page }) => {
    await begin(page);
    await drop(page, 'plate.png', await drawCode({ bcid: 'code128', text: plate, isInverted: true }));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(headingOf(plate));
  });

  test('SCAN-5 a picture without a code, a broken one and a text say what to do', async ({ quietPage: page }) => {
    await begin(page);
    const blank = await drawCode({ bcid: 'ean13', text: '4006381333931' });
    for (const [name, file, says] of [
      ['blank.png', blank, 'No code found in'],
      ['cut.png', blank.subarray(0, 60), 'The image is damaged'],
      ['notes.txt', Buffer.from(owned), 'This is no PNG or JPEG image'],
    ] as const) {
      await drop(page, name, file);
      await expect(page.getByRole('status').filter({ hasText: says })).toBeVisible();
    }
    await expect(page.getByRole('heading', { name: 'Scan a unit' })).toBeVisible();
  });
});

function drawPng(bcid: string, text: string): Promise<Uint8Array> {
  return drawCode({ bcid, text });
}
