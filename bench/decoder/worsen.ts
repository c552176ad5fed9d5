import { type GreyImage, greyOf, halve, smooth } from '#core/barcode/grey-image.ts';
import type { Pixels } from '#core/domain/scanning/image-code.ts';

/** The same photo, taken under worse conditions. Always gives the same pixels. */
export interface Worsening {
  readonly name: string;
  worsen(pixels: Pixels): Pixels;
}

export const worsenings: readonly Worsening[] = [
  { name: 'half the size', worsen: (pixels) => coloured(halve(greyOf(pixels))) },
  { name: 'out of focus', worsen: (pixels) => coloured(smooth(greyOf(pixels), 2)) },
  { name: 'dark', worsen: (pixels) => coloured(eachPixel(greyOf(pixels), (value) => 20 + value / 4)) },
  { name: 'noisy', worsen: (pixels) => coloured(noisy(greyOf(pixels))) },
];

function eachPixel(image: GreyImage, change: (value: number) => number): GreyImage {
  return { ...image, brightness: image.brightness.map(change) };
}

/** A shift of up to 60 of 255 each way, from a small generator with a fixed seed. */
function noisy(image: GreyImage): GreyImage {
  let seed = 7;
  return eachPixel(image, (value) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff;
    return value + ((seed >> 16) % 121) - 60;
  });
}

function coloured({ width, height, brightness }: GreyImage): Pixels {
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const [at, value] of brightness.entries()) {
    rgba.fill(value, at * 4, at * 4 + 3);
  }
  return { width, height, rgba };
}
