import { type GreyImage, greyOf, smooth } from '#core/barcode/grey-image.ts';
import type { Pixels } from '#core/domain/scanning/image-code.ts';
import { openPng } from '../png/open-png.ts';
import { type CodeToDraw, drawCode } from './draw-code.ts';

/**
 * A label as a camera sees it: somewhere in the picture, turned, out of focus, in poor light. The same scene always gives the same
 * pixels. Used by the measurement of the decoder and as film of the camera tests.
 */
export interface Scene {
  readonly width: number;
  readonly height: number;
  /** Clockwise. */
  readonly degrees?: number;
  /** Pixels of the picture for one of the drawn label. */
  readonly scale?: number;
  /** Of the label's centre from the picture's. */
  readonly shift?: { readonly x: number; readonly y: number };
  /** Radius in pixels of each of two means one after the other, which come near to a lens out of focus. */
  readonly blurRadius?: number;
  /** Largest shift of a pixel's brightness, each way; most shifts are small. */
  readonly noise?: number;
  readonly glare?: Glare;
  /** Another seed gives other noise. */
  readonly seed?: number;
}

/** A lamp that shines back from a glossy label: washes dark modules out where it falls. */
export interface Glare {
  /** From the picture's centre. */
  readonly x: number;
  readonly y: number;
  /** Where it has faded to about a third. */
  readonly radius: number;
  /** Brightness that it adds at its centre, of 255. */
  readonly strength: number;
}

export async function drawLabel(code: CodeToDraw): Promise<GreyImage> {
  const opened = openPng(await drawCode(code));
  if (opened.kind === 'broken') {
    throw new Error('the drawing library writes PNG files that can be opened');
  }
  return greyOf(opened.pixels);
}

export function drawScene(label: GreyImage, scene: Scene): GreyImage {
  const { blurRadius = 0, glare, noise = 0 } = scene;
  let picture = layLabel(label, scene);
  for (let pass = 0; pass < 2 && blurRadius > 0; pass += 1) {
    picture = smooth(picture, blurRadius);
  }
  if (glare !== undefined) {
    picture = shine(picture, glare);
  }
  return noise === 0 ? picture : withNoise(picture, { noise, seed: scene.seed ?? 7 });
}

/** The same brightness in three colours. */
export function pixelsOfGrey({ width, height, brightness }: GreyImage): Pixels {
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const [at, value] of brightness.entries()) {
    rgba.fill(value, at * 4, at * 4 + 3);
  }
  return { width, height, rgba };
}

/** A bench under a lamp at the upper left, the label on it at about the ink and paper of real ones. */
function layLabel(
  label: GreyImage,
  { width, height, degrees = 0, scale = 1, shift = { x: 0, y: 0 } }: Scene,
): GreyImage {
  const [cosine, sine] = [Math.cos((degrees * Math.PI) / 180) / scale, Math.sin((degrees * Math.PI) / 180) / scale];
  const brightness = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [right, down] = [x + 0.5 - width / 2 - shift.x, y + 0.5 - height / 2 - shift.y];
      const ink = sampleAt(label, {
        x: right * cosine + down * sine + label.width / 2 - 0.5,
        y: down * cosine - right * sine + label.height / 2 - 0.5,
      });
      const light = 1 - (0.25 * (x + y)) / (width + height);
      brightness[y * width + x] = light * (ink === 'outside' ? 120 : 25 + ink * 0.8);
    }
  }
  return { width, height, brightness };
}

/** Between four pixels, each by how near it is. */
function sampleAt(
  { width, height, brightness }: GreyImage,
  { x, y }: { readonly x: number; readonly y: number },
): number | 'outside' {
  if (x < 0 || y < 0 || x >= width - 1 || y >= height - 1) {
    return 'outside';
  }
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const at = (column: number, row: number) => brightness[row * width + column] ?? 0;
  const upper = at(left, top) * (1 - (x - left)) + at(left + 1, top) * (x - left);
  const lower = at(left, top + 1) * (1 - (x - left)) + at(left + 1, top + 1) * (x - left);
  return upper * (1 - (y - top)) + lower * (y - top);
}

function shine({ width, height, brightness }: GreyImage, { x, y, radius, strength }: Glare): GreyImage {
  const lit = brightness.map((value, at) => {
    const [right, down] = [(at % width) - width / 2 - x, Math.floor(at / width) - height / 2 - y];
    return value + strength * Math.exp(-(right * right + down * down) / (radius * radius));
  });
  return { width, height, brightness: lit };
}

/** Mean of two even shifts, so that small ones are more frequent; from a small generator with a fixed seed. */
function withNoise(image: GreyImage, { noise, seed }: { readonly noise: number; readonly seed: number }): GreyImage {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff;
    return ((state >> 8) % 2001) / 1000 - 1;
  };
  return { ...image, brightness: image.brightness.map((value) => value + ((next() + next()) / 2) * noise) };
}
