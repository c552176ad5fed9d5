import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  enlargeTwice,
  type GreyImage,
  greyOf,
  halve,
  invert,
  sharpen,
  shrinkTo,
  smooth,
  turnQuarter,
} from './grey-image.ts';

const images: fc.Arbitrary<GreyImage> = fc
  .record({ width: fc.integer({ min: 1, max: 12 }), height: fc.integer({ min: 1, max: 12 }) })
  .chain(({ width, height }) =>
    fc
      .uint8Array({ minLength: width * height, maxLength: width * height })
      .map((values) => ({ width, height, brightness: new Uint8ClampedArray(values) })),
  );

function flat(width: number, height: number, value: number): GreyImage {
  return { width, height, brightness: new Uint8ClampedArray(width * height).fill(value) };
}

function picture(...rows: readonly (readonly number[])[]): GreyImage {
  return { width: rows[0]?.length ?? 0, height: rows.length, brightness: new Uint8ClampedArray(rows.flat()) };
}

const contrast = ({ brightness }: GreyImage) => Math.max(...brightness) - Math.min(...brightness);

describe('SCAN-1 pictures prepared for another look', () => {
  it.each([
    ['white', [255, 255, 255], 255],
    ['black', [0, 0, 0], 0],
    ['red', [255, 0, 0], 76],
    ['green', [0, 255, 0], 150],
    ['blue', [0, 0, 255], 29],
  ])('%s has the brightness of ITU-R BT.601', (_, colour, brightness) => {
    const rgba = new Uint8ClampedArray([...colour, 255]);
    expect([...greyOf({ width: 1, height: 1, rgba }).brightness]).toEqual([brightness]);
  });

  it('does not take pixels that are no whole picture', () => {
    expect(() => greyOf({ width: 2, height: 1, rgba: new Uint8ClampedArray(4) })).toThrow('four bytes');
  });

  it('four quarter turns and two inversions change nothing; one quarter turn goes clockwise', () => {
    fc.assert(
      fc.property(images, (image) => {
        expect(turnQuarter(turnQuarter(turnQuarter(turnQuarter(image))))).toEqual(image);
        expect(invert(invert(image))).toEqual(image);
      }),
    );
    expect(turnQuarter(picture([1, 2, 3], [4, 5, 6]))).toEqual(picture([4, 1], [5, 2], [6, 3]));
  });

  it('an even surface stays as it is, whatever is done to it', () => {
    const sides = fc.integer({ min: 2, max: 12 });
    fc.assert(
      fc.property(sides, sides, fc.nat(255), (width, height, value) => {
        const image = flat(width, height, value);
        expect(enlargeTwice(image)).toEqual(flat(width * 2, height * 2, value));
        expect(halve(image)).toEqual(flat(width >> 1, height >> 1, value));
        expect(smooth(image, 2)).toEqual(image);
        expect(sharpen(image, { radius: 2, amount: 2 })).toEqual(image);
      }),
    );
  });

  it('no picture becomes brighter or darker than its brightest and darkest pixel by enlarging, halving or smoothing', () => {
    fc.assert(
      fc.property(images, (image) => {
        const [least, most] = [Math.min(...image.brightness), Math.max(...image.brightness)];
        for (const changed of [enlargeTwice(image), smooth(image, 1)]) {
          expect(Math.min(...changed.brightness)).toBeGreaterThanOrEqual(least);
          expect(Math.max(...changed.brightness)).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  it('halving takes the mean of four and leaves an odd row or column out', () => {
    expect(halve(picture([0, 100, 9], [200, 101, 9], [9, 9, 9]))).toEqual(picture([100]));
  });

  it('enlarging weighs the nearer pixel with three parts of four', () => {
    expect(enlargeTwice(picture([0, 80]))).toEqual(picture([0, 20, 60, 80], [0, 20, 60, 80]));
  });

  it('smoothing takes contrast away and sharpening gives it back', () => {
    const stripes = picture([40, 180, 40, 180, 40, 180]);
    expect(contrast(smooth(stripes, 1))).toBeLessThan(contrast(stripes));
    expect(contrast(sharpen(stripes, { radius: 1, amount: 1 }))).toBeGreaterThan(contrast(stripes));
  });

  it('shrinks only what is too large', () => {
    const small = flat(10, 10, 7);
    expect(shrinkTo(small, 100)).toBe(small);
    expect(shrinkTo(flat(40, 20, 7), 60)).toEqual(flat(10, 5, 7));
    expect(shrinkTo(flat(1, 500, 7), 60)).toEqual(flat(1, 500, 7));
  });
});
