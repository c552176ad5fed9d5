import type { Look } from './code-engine.ts';
import { enlargeTwice, type GreyImage, halve, invert, sharpen, smooth } from './grey-image.ts';
import { straightenBars } from './straighten-bars.ts';

/** One way of looking at a picture: what is done to it first, and how the engine then tells dark from light. */
export interface ImageLook {
  readonly name: string;
  readonly threshold: Look['threshold'];
  /** Whether it is worth its time on a picture of so many pixels. */
  suits(pixels: number): boolean;
  prepare(image: GreyImage): GreyImage;
}

/** Enlarging makes four pixels of one; above this they are too many, and a large picture hardly has codes that small. */
const MAX_PIXELS_TO_ENLARGE = 2_000_000;
const MIN_PIXELS_TO_HALVE = 200_000;

const always = () => true;
const asItIs = (image: GreyImage) => image;

/** The only look of a quick search and the first of a thorough one. */
export const FIRST_LOOK: ImageLook = { name: 'as it is', threshold: 'local', suits: always, prepare: asItIs };

/** Right for even noise and thick strokes, where the neighbourhoods of the first look see edges that are none. */
export const GLOBAL_LOOK: ImageLook = { name: 'one threshold', threshold: 'global', suits: always, prepare: asItIs };

/** Finds bars that lie askew or drown in noise, which no look at single rows of the picture does; a camera's picture rarely is straight. */
const BARS_UPRIGHT: ImageLook = {
  name: 'bars upright',
  threshold: 'global',
  suits: always,
  prepare: (image) => straightenBars(image, { scale: 1, meanRows: 10 }),
};

/**
 * The further looks of a thorough search, the likeliest per millisecond first. Each was kept because it read photos, or photos made
 * small, blurred or noisy, that no look before it had read (bench/decoder); none gave a false reading there.
 */
export const FURTHER_LOOKS: readonly ImageLook[] = [
  BARS_UPRIGHT,
  GLOBAL_LOOK,
  {
    name: 'enlarged',
    threshold: 'local',
    suits: (pixels) => pixels <= MAX_PIXELS_TO_ENLARGE,
    prepare: enlargeTwice,
  },
  { name: 'smoothed', threshold: 'local', suits: always, prepare: (image) => smooth(image, 1) },
  {
    name: 'bars upright, enlarged',
    threshold: 'local',
    suits: (pixels) => pixels <= MAX_PIXELS_TO_ENLARGE,
    prepare: (image) => straightenBars(image, { scale: 2, meanRows: 12 }),
  },
  {
    name: 'enlarged and sharpened',
    threshold: 'local',
    suits: (pixels) => pixels <= MAX_PIXELS_TO_ENLARGE,
    prepare: (image) => sharpen(enlargeTwice(image), { radius: 5, amount: 2 }),
  },
  {
    name: 'sharpened',
    threshold: 'local',
    suits: (pixels) => pixels > MAX_PIXELS_TO_ENLARGE,
    prepare: (image) => sharpen(image, { radius: 5, amount: 2 }),
  },
  // The engine tries light on dark for square codes only; bars engraved into a black plate are light, too.
  { name: 'inverted', threshold: 'local', suits: always, prepare: invert },
  {
    name: 'halved',
    threshold: 'local',
    suits: (pixels) => pixels >= MIN_PIXELS_TO_HALVE,
    prepare: halve,
  },
];

/** The further look of one picture of a film: every other time the one for bars askew, in between all others that suit it in turn. */
export function lookOfFrame(frame: number, pixels: number): ImageLook {
  const others = FURTHER_LOOKS.filter((look) => look !== BARS_UPRIGHT && look.suits(pixels));
  return frame % 2 === 0 ? BARS_UPRIGHT : (others[(frame >> 1) % others.length] ?? GLOBAL_LOOK);
}
