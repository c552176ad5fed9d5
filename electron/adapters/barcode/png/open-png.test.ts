import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PngToWrite, wrapChunks, writePng } from '../testing/write-png.ts';
import { openPng } from './open-png.ts';

const kinds = [
  ...[1, 2, 4, 8, 16].map((bitDepth) => ({ colourType: 0, bitDepth, samples: 1 })),
  ...[8, 16].map((bitDepth) => ({ colourType: 2, bitDepth, samples: 3 })),
  ...[1, 2, 4, 8].map((bitDepth) => ({ colourType: 3, bitDepth, samples: 1 })),
  ...[8, 16].map((bitDepth) => ({ colourType: 4, bitDepth, samples: 2 })),
  ...[8, 16].map((bitDepth) => ({ colourType: 6, bitDepth, samples: 4 })),
];

/** What the pixel must become on white paper, worked out from its samples. */
function onWhite(samples: readonly number[], { colourType, bitDepth }: Pick<PngToWrite, 'colourType' | 'bitDepth'>) {
  const [a = 0, b = 0, c = 0, d = 0] = samples.map((sample) => sample / (2 ** bitDepth - 1));
  const index = samples[0] ?? 0;
  const [red, green, blue, alpha] = {
    0: [a, a, a, 1],
    2: [a, b, c, 1],
    3: [index / 255, (255 - index) / 255, 0.2, 1],
    4: [a, a, a, b],
    6: [a, b, c, d],
  }[colourType] ?? [0, 0, 0, 0];
  return [red, green, blue].map((part = 0) => 255 * (part * (alpha ?? 1) + 1 - (alpha ?? 1)));
}

const palette = Uint8Array.from({ length: 256 * 3 }, (_, at) => [at / 3, 255 - Math.floor(at / 3), 51][at % 3] ?? 0);

describe('SCAN-1 PNG files become pixels', () => {
  it.each(kinds)('of colour type $colourType at $bitDepth bits, whatever size, filters and interlacing', (kind) => {
    const pictures = fc.record({
      width: fc.integer({ min: 1, max: 19 }),
      height: fc.integer({ min: 1, max: 19 }),
      isInterlaced: fc.boolean(),
      noise: fc.array(fc.nat(2 ** kind.bitDepth - 1), { minLength: 7, maxLength: 97 }),
      filters: fc.array(fc.nat(4), { minLength: 1, maxLength: 9 }),
    });
    fc.assert(
      fc.property(pictures, ({ width, height, isInterlaced, noise, filters }) => {
        const samples = (x: number, y: number) =>
          Array.from({ length: kind.samples }, (_, n) => noise[(x * 5 + y * 13 + n) % noise.length] ?? 0);
        const file = writePng({
          ...kind,
          width,
          height,
          isInterlaced,
          samples,
          filterOf: (row) => filters[row % filters.length] ?? 0,
          chunks: kind.colourType === 3 ? [['PLTE', palette]] : [],
        });
        const opened = openPng(file);
        expect(opened).toMatchObject({ kind: 'opened', pixels: { width, height } });
        const rgba = opened.kind === 'opened' ? opened.pixels.rgba : [];
        for (let at = 0; at < width * height; at += 1) {
          const wanted = onWhite(samples(at % width, Math.floor(at / width)), kind);
          wanted.forEach((part, n) => void expect(Math.abs((rgba[at * 4 + n] ?? 0) - part)).toBeLessThanOrEqual(1));
          expect(rgba[at * 4 + 3]).toBe(255);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('lays transparent colours on white', () => {
    const clear = (file: Uint8Array) => {
      const opened = openPng(file);
      return opened.kind === 'opened' ? [...opened.pixels.rgba.filter((_, at) => at % 4 === 0)] : opened;
    };
    const row = { width: 2, height: 1, samples: (x: number) => [x] };
    expect(
      clear(
        writePng({
          ...row,
          bitDepth: 8,
          colourType: 3,
          chunks: [
            ['PLTE', Uint8Array.of(0, 0, 0, 10, 10, 10)],
            ['tRNS', Uint8Array.of(0)],
          ],
        }),
      ),
    ).toEqual([255, 10]);
    expect(clear(writePng({ ...row, bitDepth: 8, colourType: 0, chunks: [['tRNS', Uint8Array.of(0, 1)]] }))).toEqual([
      0, 255,
    ]);
    const red = { ...row, samples: (x: number) => [x, 7, 9] };
    const chunks = [['tRNS', Uint8Array.of(0, 0, 0, 7, 0, 9)]] as const;
    expect(clear(writePng({ ...red, bitDepth: 8, colourType: 2, chunks }))).toEqual([255, 1]);
  });

  it('takes the rows that a file still has when it breaks off, and leaves the rest white', () => {
    const samples = (x: number, y: number) => [((x * 7919) ^ (y * 104729)) & 255];
    const file = writePng({ width: 200, height: 200, bitDepth: 8, colourType: 0, samples });
    const opened = openPng(file.subarray(0, file.length / 2));
    const rgba = opened.kind === 'opened' ? opened.pixels.rgba : new Uint8ClampedArray();
    expect(rgba[0]).toBe(0);
    expect(rgba[200 * 4 * 20 + 4]).toBe(samples(1, 20)[0]);
    expect(rgba.at(-4)).toBe(255);
  });

  it('stops unpacking data that would become larger than the picture', () => {
    const header = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0]);
    const bomb = wrapChunks([
      ['IHDR', header],
      ['IDAT', deflateSync(Buffer.alloc(60_000_000))],
    ]);
    const before = process.memoryUsage().rss;
    expect(openPng(bomb)).toEqual({ kind: 'broken' });
    expect(process.memoryUsage().rss - before).toBeLessThan(30_000_000);
  });

  const header = (bytes: readonly number[]) => Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, ...bytes]);
  const rows = deflateSync(Buffer.alloc(72));
  it.each<[string, readonly (readonly [string, Uint8Array])[]]>([
    ['no header', [['IDAT', rows]]],
    [
      'a header that is too short',
      [
        ['IHDR', Buffer.alloc(5)],
        ['IDAT', rows],
      ],
    ],
    [
      'a depth that its colours do not have',
      [
        ['IHDR', header([3, 2, 0, 0, 0])],
        ['IDAT', rows],
      ],
    ],
    [
      'colours that there are not',
      [
        ['IHDR', header([8, 5, 0, 0, 0])],
        ['IDAT', rows],
      ],
    ],
    ['no data', [['IHDR', header([8, 0, 0, 0, 0])]]],
    [
      'data that are no deflate stream',
      [
        ['IHDR', header([8, 0, 0, 0, 0])],
        ['IDAT', Buffer.from('nonsense here')],
      ],
    ],
    [
      'not even one row',
      [
        ['IHDR', header([8, 0, 0, 0, 0])],
        ['IDAT', deflateSync(Buffer.alloc(3))],
      ],
    ],
    [
      'a sixth filter',
      [
        ['IHDR', header([8, 0, 0, 0, 0])],
        ['IDAT', deflateSync(Buffer.alloc(72, 5))],
      ],
    ],
  ])('says broken to %s', (_, chunks) => {
    expect(openPng(wrapChunks(chunks))).toEqual({ kind: 'broken' });
  });

  it('never throws for a file with bytes changed', () => {
    const samples = (x: number, y: number) => [x * 9, y * 9, 40];
    const file = writePng({ width: 24, height: 24, bitDepth: 8, colourType: 2, samples, filterOf: (row) => row % 5 });
    const change = fc.record({ at: fc.nat(file.length - 1), value: fc.nat(255) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const changed = Uint8Array.from(file);
        for (const { at, value } of changes) {
          // The size is admitted before the file is opened; here it stays what it is.
          changed[at] = at >= 16 && at < 24 ? (file[at] ?? 0) : value;
        }
        expect(['opened', 'broken']).toContain(openPng(changed).kind);
      }),
      { numRuns: 300 },
    );
  });
});
