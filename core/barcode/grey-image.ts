import type { Pixels } from '../domain/scanning/image-code.ts';
import { invariant } from '../kernel/invariant.ts';

/** A picture reduced to what codes are made of: one byte of brightness a pixel, rows from the top. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly brightness: Uint8ClampedArray;
}

/** Brightness by ITU-R BT.601, as zxing-wasm weighs colours itself. Transparency is not looked at: `Pixels` are opaque. */
export function greyOf({ width, height, rgba }: Pixels): GreyImage {
  invariant(rgba.length === width * height * 4, 'pixels have four bytes each');
  const brightness = new Uint8ClampedArray(width * height);
  for (let at = 0, from = 0; at < brightness.length; at += 1, from += 4) {
    const weighed = 306 * (rgba[from] ?? 0) + 601 * (rgba[from + 1] ?? 0) + 117 * (rgba[from + 2] ?? 0);
    brightness[at] = (weighed + 512) >> 10;
  }
  return { width, height, brightness };
}

/** Twice as wide and high, the new pixels interpolated. Modules of one or two pixels become large enough to be sampled. */
export function enlargeTwice({ width, height, brightness }: GreyImage): GreyImage {
  const enlarged = new Uint8ClampedArray(width * 2 * height * 2);
  for (let y = 0; y < height * 2; y += 1) {
    // A new pixel lies a quarter of an old one beside the old centre: three parts of the near one, one of the far one.
    const near = (y >> 1) * width;
    const far = Math.min(height - 1, Math.max(0, (y >> 1) + (y % 2 === 0 ? -1 : 1))) * width;
    for (let x = 0; x < width * 2; x += 1) {
      const nearX = x >> 1;
      const farX = Math.min(width - 1, Math.max(0, nearX + (x % 2 === 0 ? -1 : 1)));
      enlarged[y * width * 2 + x] =
        (9 * (brightness[near + nearX] ?? 0) +
          3 * ((brightness[near + farX] ?? 0) + (brightness[far + nearX] ?? 0)) +
          (brightness[far + farX] ?? 0) +
          8) >>
        4;
    }
  }
  return { width: width * 2, height: height * 2, brightness: enlarged };
}

/** Half as wide and high, each pixel the mean of four. An odd last row or column is left out. At least two pixels a side are needed. */
export function halve({ width, height, brightness }: GreyImage): GreyImage {
  const half = { width: width >> 1, height: height >> 1 };
  const halved = new Uint8ClampedArray(half.width * half.height);
  for (let y = 0; y < half.height; y += 1) {
    for (let x = 0; x < half.width; x += 1) {
      const at = y * 2 * width + x * 2;
      const sum =
        (brightness[at] ?? 0) +
        (brightness[at + 1] ?? 0) +
        (brightness[at + width] ?? 0) +
        (brightness[at + width + 1] ?? 0);
      halved[y * half.width + x] = (sum + 2) >> 2;
    }
  }
  return { ...half, brightness: halved };
}

/** Halves until no more than `maxPixels` are left. */
export function shrinkTo(image: GreyImage, maxPixels: number): GreyImage {
  let shrunk = image;
  while (shrunk.width * shrunk.height > maxPixels && Math.min(shrunk.width, shrunk.height) > 1) {
    shrunk = halve(shrunk);
  }
  return shrunk;
}

/** The mean over the square of `radius` pixels around each one: takes noise away. */
export function smooth(image: GreyImage, radius: number): GreyImage {
  const { width, height, brightness } = image;
  const rows = new Uint8ClampedArray(brightness.length);
  for (let y = 0; y < height; y += 1) {
    meanAlong(brightness, rows, { start: y * width, step: 1, count: width, radius });
  }
  const means = new Uint8ClampedArray(brightness.length);
  for (let x = 0; x < width; x += 1) {
    meanAlong(rows, means, { start: x, step: width, count: height, radius });
  }
  return { width, height, brightness: means };
}

/** Makes every difference from the surroundings larger (unsharp mask): gives the edges of a blurred picture back. */
export function sharpen(
  image: GreyImage,
  { radius, amount }: { readonly radius: number; readonly amount: number },
): GreyImage {
  const means = smooth(image, radius).brightness;
  const sharpened = image.brightness.map((value, at) => value + amount * (value - (means[at] ?? 0)));
  return { ...image, brightness: sharpened };
}

/** A quarter turn clockwise. */
export function turnQuarter({ width, height, brightness }: GreyImage): GreyImage {
  const turned = new Uint8ClampedArray(brightness.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      turned[x * height + (height - 1 - y)] = brightness[y * width + x] ?? 0;
    }
  }
  return { width: height, height: width, brightness: turned };
}

/** Light for dark. */
export function invert(image: GreyImage): GreyImage {
  return { ...image, brightness: image.brightness.map((value) => 255 - value) };
}

interface Line {
  readonly start: number;
  readonly step: number;
  readonly count: number;
  readonly radius: number;
}

/** Running mean along one row or column; the border pixel stands for what lies outside. */
function meanAlong(from: Uint8ClampedArray, to: Uint8ClampedArray, { start, step, count, radius }: Line): void {
  const at = (index: number) => from[start + Math.min(count - 1, Math.max(0, index)) * step] ?? 0;
  let sum = 0;
  for (let index = -radius; index <= radius; index += 1) {
    sum += at(index);
  }
  for (let index = 0; index < count; index += 1) {
    to[start + index * step] = sum / (2 * radius + 1);
    sum += at(index + radius + 1) - at(index - radius);
  }
}
