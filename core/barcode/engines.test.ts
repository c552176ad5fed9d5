import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadEngineWasm } from '#electron/adapters/barcode/load-engine-wasm.ts';
import { openPng } from '#electron/adapters/barcode/png/open-png.ts';
import { type CodeToDraw, drawCode } from '#electron/adapters/barcode/testing/draw-code.ts';
import { drawLabel, drawScene } from '#electron/adapters/barcode/testing/draw-scene.ts';
import type { CodeEngine, Look } from './code-engine.ts';
import { type GreyImage, greyOf } from './grey-image.ts';
import { createLibraryEngine } from './library-engine.ts';
import { createWasmEngine } from './wasm-engine.ts';

const once: Look = { threshold: 'local', maxCodes: 1 };

async function pictureOf(code: CodeToDraw): Promise<GreyImage> {
  const opened = openPng(await drawCode(code));
  if (opened.kind === 'broken') {
    throw new Error('the drawing library writes PNG files that can be opened');
  }
  return greyOf(opened.pixels);
}

async function readOne(engine: CodeEngine, code: CodeToDraw) {
  const reading = await engine.read(await pictureOf(code), once);
  return reading.kind === 'read' ? reading.codes : reading;
}

/** Nothing may leave the station to read a code, and no library may write into its output. */
const forbidden = (what: string) => () => {
  throw new Error(`${what} was used`);
};
beforeEach(() => {
  vi.stubGlobal('fetch', vi.fn(forbidden('fetch')));
  for (const method of ['log', 'warn', 'error', 'info', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation(forbidden(`console.${method}`));
  }
});
afterEach(() => {
  expect(vi.mocked(fetch)).not.toHaveBeenCalled();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const engines = [
  { name: 'zxing-wasm', engine: createWasmEngine(loadEngineWasm) },
  { name: '@zxing/library', engine: createLibraryEngine() },
];

describe.each(engines)('SCAN-1 $name', ({ engine }) => {
  it.each([
    ['QR', { bcid: 'qrcode', text: 'EVP-359315075384726' }, { symbology: 'QRCode', identifier: ']Q1' }],
    [
      'Data Matrix',
      { bcid: 'datamatrix', text: 'EVP-359315075384726' },
      { symbology: 'DataMatrix', identifier: ']d1' },
    ],
    ['Code 128', { bcid: 'code128', text: 'EVP-359315075384726' }, { symbology: 'Code128', identifier: ']C0' }],
    ['Code 39', { bcid: 'code39', text: 'WVWZZZ1JZXW000001' }, { symbology: 'Code39', identifier: ']A0' }],
  ] as const)('reads %s upright, turned, upside down and white on black', async (_, code, told) => {
    const wanted = [{ ...told, text: code.text }];
    expect(await readOne(engine, code)).toEqual(wanted);
    expect(await readOne(engine, { ...code, rotate: 'R' })).toEqual(wanted);
    expect(await readOne(engine, { ...code, rotate: 'I' })).toEqual(wanted);
    if (told.symbology !== 'Code128' && told.symbology !== 'Code39') {
      expect(await readOne(engine, { ...code, isInverted: true })).toEqual(wanted);
    }
  });

  it.each([
    ['GS1-128', 'gs1-128', ']C1'],
    ['GS1 DataMatrix', 'gs1datamatrix', ']d2'],
  ])('says that %s is GS1, and keeps separators', async (_, bcid, identifier) => {
    const text = '(01)04006381333931(21)ABC359315075384(10)LOT7';
    expect(await readOne(engine, { bcid, text })).toMatchObject([
      { identifier, text: '010400638133393121ABC359315075384\u001d10LOT7' },
    ]);
  });

  it.each(['ean13', 'azteccode', 'pdf417'])('does not look for %s', async (bcid) => {
    expect(await readOne(engine, { bcid, text: '4006381333931' })).toEqual([]);
  });

  it('finds nothing on an empty sheet, on noise or in a picture of one pixel', async () => {
    const noise = Uint8ClampedArray.from(
      { length: 90_000 },
      (_, at) => (Math.imul(at + 1, 2_654_435_761) >>> 13) & 255,
    );
    const none = { kind: 'read', codes: [] };
    for (const threshold of ['local', 'global'] as const) {
      const look = { threshold, maxCodes: 16 };
      expect(await engine.read({ width: 300, height: 300, brightness: noise }, look)).toEqual(none);
      expect(await engine.read({ width: 300, height: 300, brightness: noise.map(() => 255) }, look)).toEqual(none);
      expect(await engine.read({ width: 1, height: 1, brightness: noise.slice(0, 1) }, look)).toEqual(none);
    }
  });
});

describe('SCAN-1 zxing-wasm', () => {
  it('reads GS1 QR with its identifier', async () => {
    const engine = createWasmEngine(loadEngineWasm);
    expect(await readOne(engine, { bcid: 'gs1qrcode', text: '(01)04006381333931(21)359315075384726' })).toMatchObject([
      { identifier: ']Q3', text: '010400638133393121359315075384726' },
    ]);
  });

  it('does not turn a serial in Code 39 into a pharmacy code', async () => {
    const engine = createWasmEngine(loadEngineWasm);
    expect(await readOne(engine, { bcid: 'code39', text: '0CSSBD' })).toMatchObject([{ text: '0CSSBD' }]);
  });

  it('finds every code of a label when asked', async () => {
    const one = await pictureOf({ bcid: 'qrcode', text: 'one' });
    const other = await pictureOf({ bcid: 'datamatrix', text: 'other', scale: 5 });
    const reading = await createWasmEngine(loadEngineWasm).read(oneAboveOther(one, other), {
      threshold: 'local',
      maxCodes: 16,
    });
    expect(reading.kind === 'read' ? reading.codes.map(({ text }) => text).sort() : reading).toEqual(['one', 'other']);
  });

  it.each([
    ['is damaged', async () => new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 99]).buffer],
    ['is missing', async () => Promise.reject(new Error('ENOENT: no such file'))],
  ])('says that it cannot start when its WebAssembly %s, fetching none instead', async (_, loadWasm) => {
    const engine = createWasmEngine(loadWasm);
    expect(await readOne(engine, { bcid: 'qrcode', text: 'x' })).toMatchObject({ kind: 'cannot-start' });
  });

  it('goes on with its own WebAssembly after another engine could not start', async () => {
    const good = createWasmEngine(loadEngineWasm);
    const bad = createWasmEngine(async () => new ArrayBuffer(8));
    for (let turn = 0; turn < 2; turn += 1) {
      expect(await readOne(good, { bcid: 'qrcode', text: 'x' })).toMatchObject([{ text: 'x' }]);
      expect(await readOne(bad, { bcid: 'qrcode', text: 'x' })).toMatchObject({ kind: 'cannot-start' });
    }
  });

  it('starts once for many pictures', async () => {
    const loadWasm = vi.fn(loadEngineWasm);
    const engine = createWasmEngine(loadWasm);
    const picture = await pictureOf({ bcid: 'qrcode', text: 'x' });
    await Promise.all([engine.read(picture, once), engine.read(picture, once)]);
    await engine.read(picture, once);
    expect(loadWasm).toHaveBeenCalledTimes(1);
  });
});

describe('SCAN-3 @zxing/library', () => {
  it('does not take what a single line at the edge of bars askew looks like for a code', async () => {
    const label = await drawLabel({ bcid: 'code39', text: 'EVP-866344054201822' });
    const askew = drawScene(label, { width: 1100, height: 700, degrees: 12 });
    expect(await createLibraryEngine().read(askew, once)).toEqual({ kind: 'read', codes: [] });
  });
});

function oneAboveOther(one: GreyImage, other: GreyImage): GreyImage {
  const width = Math.max(one.width, other.width);
  const height = one.height + other.height;
  const brightness = new Uint8ClampedArray(width * height).fill(255);
  for (const { image, top } of [
    { image: one, top: 0 },
    { image: other, top: one.height },
  ]) {
    for (let y = 0; y < image.height; y += 1) {
      brightness.set(image.brightness.subarray(y * image.width, (y + 1) * image.width), (top + y) * width);
    }
  }
  return { width, height, brightness };
}
