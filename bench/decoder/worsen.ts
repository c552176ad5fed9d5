import { type GreyImage, greyOf, halve, smooth } from '#core/barcode/grey-image.ts';
import type { Pixels } from '#core/domain/scanning/image-code.ts';
import { pixelsOfGrey } from '#electron/adapters/barcode/testing/draw-scene.ts';

/** The same photo, taken under worse conditions. Always gives the same pixels. */
export interface Worsening {
  readonly name: string;
  worsen(pixels: Pixels): Pixels;
}

export const worsenings: readonly Worsening[] = [
  { name: 'half the size', worsen: (pixels) => pixelsOfGrey(halve(greyOf(pixels))) },
  { name: 'out of focus', worsen: (pixels) => pixelsOfGrey(smooth(greyOf(pixels), 2)) },
  { name: 'dark', worsen: (pixels) => pixelsOfGrey(eachPixel(greyOf(pixels), (value) => 20 + value / 4)) },
  { name: 'noisy', worsen: (pixels) => pixelsOfGrey(noisy(greyOf(pixels))) },
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
