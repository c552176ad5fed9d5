import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'jpeg-js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createImageFileDecoder } from './create-image-file-decoder.ts';
import { openJpeg } from './open-jpeg.ts';
import { openPng } from './png/open-png.ts';
import { drawCode } from './testing/draw-code.ts';
import { writePng } from './testing/write-png.ts';

const decoder = createImageFileDecoder();
const withoutEngine = createImageFileDecoder({ loadWasm: () => Promise.reject(new Error('no WebAssembly here')) });
const text = 'EVP-359315075384726';

/** Nothing may leave the station to read a code. */
beforeEach(() => {
  vi.stubGlobal(
    'fetch',
    vi.fn(() => Promise.reject(new Error('fetch was used'))),
  );
});
afterEach(() => {
  expect(vi.mocked(fetch)).not.toHaveBeenCalled();
  vi.unstubAllGlobals();
});

async function jpegOf(bcid: string): Promise<Uint8Array> {
  const opened = openPng(await drawCode({ bcid, text }));
  if (opened.kind === 'broken') {
    throw new Error('the drawing library writes PNG files that can be opened');
  }
  const { width, height, rgba } = opened.pixels;
  return encode({ width, height, data: rgba }, 80).data;
}

const drawn = [
  { bcid: 'qrcode', symbology: 'QRCode' },
  { bcid: 'datamatrix', symbology: 'DataMatrix' },
  { bcid: 'code128', symbology: 'Code128' },
  { bcid: 'code39', symbology: 'Code39' },
] as const;

describe('SCAN-1 an image file', () => {
  it.each(drawn)(
    'with a $symbology is read as PNG and as JPEG, with the engine and without',
    async ({ bcid, symbology }) => {
      const files = [await drawCode({ bcid, text }), await jpegOf(bcid)];
      for (const file of files) {
        expect(await decoder.decodeFile(file)).toMatchObject({
          kind: 'decoded',
          symbology,
          text,
          engine: 'zxing-wasm',
        });
        expect(await withoutEngine.decodeFile(file)).toMatchObject({
          kind: 'decoded',
          symbology,
          text,
          engine: 'zxing-library',
        });
      }
    },
  );

  it('is read when only another look than the first finds the code: bars of light on dark', async () => {
    const file = await drawCode({ bcid: 'code128', text, isInverted: true });
    expect(await decoder.decodeFile(file)).toMatchObject({ kind: 'decoded', text });
  });

  it('is read when its paper is transparent', async () => {
    const opened = openPng(await drawCode({ bcid: 'qrcode', text }));
    const { width, height, rgba } = opened.kind === 'opened' ? opened.pixels : { width: 0, height: 0, rgba: [] };
    const samples = (x: number, y: number) => [0, 0, 0, 255 - (rgba[(y * width + x) * 4] ?? 0)];
    const file = writePng({ width, height, bitDepth: 8, colourType: 6, samples });
    expect(await decoder.decodeFile(file)).toMatchObject({ kind: 'decoded', text });
  });

  it('without a code says so', async () => {
    const file = writePng({ width: 60, height: 40, bitDepth: 8, colourType: 0, samples: (x, y) => [(x * y) & 255] });
    expect(await decoder.decodeFile(file)).toEqual({ kind: 'nothing', reason: 'no-code' });
  });
});

describe('SCAN-1 SCAN-5 a file that is no good image', () => {
  it.each([
    ['a text', async () => Buffer.from('EVP-359315075384726'), 'not-an-image'],
    ['an empty file', async () => new Uint8Array(0), 'not-an-image'],
    [
      'a PNG cut off in its header',
      async () => (await drawCode({ bcid: 'qrcode', text })).subarray(0, 30),
      'broken-image',
    ],
    ['a PNG without data', async () => (await drawCode({ bcid: 'qrcode', text })).subarray(0, 33), 'broken-image'],
    ['a PNG that claims 60,000 × 60,000 pixels', async () => hugePng(), 'too-large'],
    ['a JPEG that claims 65,535 × 65,535 pixels', async () => hugeJpeg(), 'too-large'],
    ['a JPEG cut off before its size', async () => (await jpegOf('qrcode')).subarray(0, 100), 'broken-image'],
    ['33 MB of zeros', async () => new Uint8Array(33_000_000), 'too-large'],
  ] as const)('%s has its reason', async (_, file, reason) => {
    for (const one of [decoder, withoutEngine]) {
      expect(await one.decodeFile(await file())).toEqual({ kind: 'nothing', reason });
    }
  });

  it('and that breaks off anywhere ends in a clear answer', async () => {
    for (const file of [await drawCode({ bcid: 'datamatrix', text }), await jpegOf('datamatrix')]) {
      for (let part = 1; part < 16; part += 1) {
        const outcome = await decoder.decodeFile(file.subarray(0, (file.length * part) >> 4));
        expect(outcome.kind === 'decoded' ? outcome.text : outcome.kind).toMatch(/^(nothing|EVP-359315075384726)$/);
      }
    }
  });

  it('and has its bytes changed leaves the decoder able to read the next one', async () => {
    const file = await jpegOf('qrcode');
    for (let at = 160; at < file.length; at += 97) {
      const changed = Uint8Array.from(file);
      changed.fill(0x5a, at, at + 7);
      expect(['decoded', 'nothing']).toContain((await decoder.decodeFile(changed)).kind);
    }
    expect(await decoder.decodeFile(file)).toMatchObject({ kind: 'decoded', text });
  });
});

describe('SCAN-1 a JPEG opened without the engine', () => {
  it('is broken when it is none', () => {
    expect(openJpeg(Buffer.from([0xff, 0xd8, 0xff, 0xda, 1, 2, 3]))).toEqual({ kind: 'broken' });
  });
});

/** Photos made by others, with the text each must give. They lie beside the project, not in it. */
const photos = join(import.meta.dirname, '../../../../shared/data/code-photos');

describe('SCAN-1 photos of codes', () => {
  const names = existsSync(photos) ? readdirSync(photos).filter((name) => name.endsWith('.png')) : [];

  it(names.length > 0
    ? 'are read but for two, none of them wrongly'
    : 'are missing: ../shared/data/code-photos is not here', async () => {
    const missed: string[] = [];
    for (const name of names) {
      const outcome = await decoder.decodeFile(readFileSync(join(photos, name)));
      if (outcome.kind === 'nothing') {
        missed.push(name);
      } else {
        expect(outcome.text, name).toBe(readFileSync(join(photos, name.replace('.png', '.txt')), 'utf8'));
      }
    }
    // Both lie on cloth with deep folds; neither library reads them in any size or sharpness.
    expect(missed.filter((name) => !['qrcode-4-13.png', 'qrcode-4-31.png'].includes(name))).toEqual([]);
  }, 60_000);
});

async function hugePng(): Promise<Uint8Array> {
  const file = Uint8Array.from(await drawCode({ bcid: 'qrcode', text }));
  new DataView(file.buffer).setUint32(16, 60_000);
  new DataView(file.buffer).setUint32(20, 60_000);
  return file;
}

async function hugeJpeg(): Promise<Uint8Array> {
  const file = Uint8Array.from(await jpegOf('qrcode'));
  const frame = file.findIndex((byte, at) => byte === 0xff && file[at + 1] === 0xc0);
  file.fill(0xff, frame + 5, frame + 9);
  return file;
}
