import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admitImage, imageLimits, readImageHeader } from './read-image-header.ts';

const ascii = (text: string) => [...text].map((sign) => sign.charCodeAt(0));
const word = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const short = (value: number) => [value >>> 8, value & 255];

const png = (width: number, height: number) =>
  Uint8Array.from([
    ...[0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a],
    ...[...word(13), ...ascii('IHDR'), ...word(width), ...word(height), 8, 2, 0, 0, 0],
    ...word(0),
  ]);

const segment = (marker: number, length: number) => [
  0xff,
  marker,
  ...short(length + 2),
  ...Array<number>(length).fill(7),
];
const frame = (marker: number, width: number, height: number) => [
  0xff,
  marker,
  ...short(17),
  8,
  ...short(height),
  ...short(width),
  3,
];
const jpeg = (...parts: readonly (readonly number[])[]) => Uint8Array.from([0xff, 0xd8, ...parts.flat(), 0, 0]);

describe('SCAN-1 what an image file says of its size', () => {
  it.each([
    ['PNG', png(640, 480), { kind: 'image', format: 'png', width: 640, height: 480 }],
    ['baseline JPEG', jpeg(frame(0xc0, 640, 480)), { kind: 'image', format: 'jpeg', width: 640, height: 480 }],
    [
      'progressive JPEG behind camera data, tables and fill bytes',
      jpeg(segment(0xe1, 5000), segment(0xdb, 65), [0xff], segment(0xc4, 20), [0xff, 0x01], frame(0xc2, 4000, 3000)),
      { kind: 'image', format: 'jpeg', width: 4000, height: 3000 },
    ],
    ['PNG that ends in its header', png(640, 480).subarray(0, 20), { kind: 'broken' }],
    [
      'PNG that begins with another chunk',
      Uint8Array.from([...png(1, 1).subarray(0, 12), ...Array(40).fill(65)]),
      { kind: 'broken' },
    ],
    ['JPEG that ends before its frame', jpeg(segment(0xe1, 300)).subarray(0, 100), { kind: 'broken' }],
    ['JPEG whose scan comes without a frame', jpeg(segment(0xda, 10), [1, 2, 3, 4, 5, 6, 7, 8, 9]), { kind: 'broken' }],
    ['GIF', Uint8Array.from(ascii('GIF89a and more')), { kind: 'other' }],
    ['nothing at all', new Uint8Array(0), { kind: 'other' }],
  ])('%s', (_, file, header) => {
    expect(readImageHeader(file)).toEqual(header);
  });

  it('reads a file that lies inside a larger buffer', () => {
    const larger = Uint8Array.from([9, 9, 9, ...png(3, 4)]);
    expect(readImageHeader(larger.subarray(3))).toEqual({ kind: 'image', format: 'png', width: 3, height: 4 });
  });

  it('never throws and never runs on, whatever follows a right beginning', () => {
    const beginnings = fc.constantFrom([0xff, 0xd8, 0xff], [...png(1, 1).subarray(0, 16)], []);
    fc.assert(
      fc.property(beginnings, fc.uint8Array({ maxLength: 200 }), (beginning, rest) => {
        expect(['image', 'broken', 'other']).toContain(readImageHeader(Uint8Array.from([...beginning, ...rest])).kind);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('SCAN-1 which image files are opened at all', () => {
  it.each([
    ['a photo of a phone', png(8_000, 6_000), { kind: 'admitted', format: 'png', width: 8_000, height: 6_000 }],
    [
      'a header that asks for sixteen exabytes',
      png(0xffff_ffff, 0xffff_ffff),
      { kind: 'refused', reason: 'too-large' },
    ],
    ['more pixels than the limit', png(10_000, 10_000), { kind: 'refused', reason: 'too-large' }],
    ['one endless row', png(imageLimits.side + 1, 1), { kind: 'refused', reason: 'too-large' }],
    ['the largest JPEG there can be', jpeg(frame(0xc0, 65_535, 65_535)), { kind: 'refused', reason: 'too-large' }],
    ['no width', png(0, 10), { kind: 'refused', reason: 'broken-image' }],
    ['a JPEG that gives its height later', jpeg(frame(0xc0, 640, 0)), { kind: 'refused', reason: 'broken-image' }],
    ['half a header', png(1, 1).subarray(0, 12), { kind: 'refused', reason: 'broken-image' }],
    ['a text', Uint8Array.from(ascii('not an image')), { kind: 'refused', reason: 'not-an-image' }],
    [
      'too long a file, before it is looked at',
      new Uint8Array(imageLimits.fileBytes + 1),
      { kind: 'refused', reason: 'too-large' },
    ],
  ])('%s', (_, file, admission) => {
    expect(admitImage(file)).toEqual(admission);
  });
});
