import { type GreyImage, halve, smooth } from './grey-image.ts';

/**
 * Makes bars stand upright and evens each of them out along its length. The engines read bars along rows and columns only, so a label
 * held askew has no line that crosses all of them; and they read single lines, where a bar has a hundred to take the mean of.
 */
export interface Straightening {
  /** Pixels of the result for one of the picture. */
  readonly scale: number;
  /** Rows above and below that each pixel becomes the mean of. */
  readonly meanRows: number;
}

export function straightenBars(image: GreyImage, { scale, meanRows }: Straightening): GreyImage {
  return meanOfRows(turnUpright(image, { degrees: findBarDegrees(image), scale }), meanRows);
}

/** Half a degree a step: bars of a hundred pixels then lean by less than one. */
const STEPS = 360;
const MOST_PIXELS_TO_MEASURE = 400_000;

/**
 * How far the picture must be turned back, in degrees from -90 to 90, for its bars to stand upright: across bars brightness changes, along
 * them it does not, so the direction of most change is theirs. Any answer for a picture without bars.
 */
export function findBarDegrees(image: GreyImage): number {
  let measured = image;
  while (measured.width * measured.height > MOST_PIXELS_TO_MEASURE) {
    measured = halve(measured);
  }
  const changes = changesByDirection(smooth(measured, 1));
  const sums = changes.map((_, step) => sumAround(changes, step));
  const peak = sums.indexOf(Math.max(...sums));
  const degrees = (peak * 180) / STEPS;
  return degrees > 90 ? degrees - 180 : degrees;
}

/**
 * Derivative and the smoothing that goes with it across (Farid and Simoncelli, five taps, IEEE TIP 13/4, 2004): plain differences of
 * neighbours would misjudge directions of thin bars by up to four degrees.
 */
const DERIVATIVE = [-0.109604, -0.276691, 0, 0.276691, 0.109604];
const SMOOTHING = [0.037659, 0.249153, 0.426375, 0.249153, 0.037659];
const REACH = 2;

/** How much brightness changes in each direction of half a turn, strong edges counting twice over. */
function changesByDirection({ width, height, brightness }: GreyImage): readonly number[] {
  const changes = new Array<number>(STEPS).fill(0);
  const slopes = new Float32Array(width);
  const means = new Float32Array(width);
  for (let y = REACH; y < height - REACH; y += 1) {
    for (let x = 0; x < width; x += 1) {
      slopes[x] = weigh(brightness, { at: y * width + x, step: width, weights: DERIVATIVE });
      means[x] = weigh(brightness, { at: y * width + x, step: width, weights: SMOOTHING });
    }
    for (let at = REACH; at < width - REACH; at += 1) {
      const right = weigh(means, { at, step: 1, weights: DERIVATIVE });
      const down = weigh(slopes, { at, step: 1, weights: SMOOTHING });
      const strength = right * right + down * down;
      if (strength > WEAKEST_EDGE) {
        const step = Math.round((Math.atan2(down, right) / Math.PI + 1) * STEPS) % STEPS;
        changes[step] = (changes[step] ?? 0) + strength;
      }
    }
  }
  return changes;
}

/** Square of a change of brightness a pixel that no print has. */
const WEAKEST_EDGE = 25;

interface Taps {
  readonly at: number;
  readonly step: number;
  readonly weights: readonly number[];
}

function weigh(values: Uint8ClampedArray | Float32Array, { at, step, weights }: Taps): number {
  let sum = 0;
  for (let tap = -REACH; tap <= REACH; tap += 1) {
    sum += (weights[tap + REACH] ?? 0) * (values[at + tap * step] ?? 0);
  }
  return sum;
}

/** Weighed over two degrees each way, nearer ones more. */
function sumAround(changes: readonly number[], step: number): number {
  let sum = 0;
  for (let away = -4; away <= 4; away += 1) {
    sum += (5 - Math.abs(away)) * (changes[(step + away + STEPS) % STEPS] ?? 0);
  }
  return sum;
}

/** Turns by `degrees` counter-clockwise round the centre; the result is as large as the turned picture needs, with grey around it. */
function turnUpright(
  { width, height, brightness }: GreyImage,
  { degrees, scale }: { readonly degrees: number; readonly scale: number },
): GreyImage {
  const [cosine, sine] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const turned = {
    width: Math.ceil((width * Math.abs(cosine) + height * Math.abs(sine)) * scale),
    height: Math.ceil((width * Math.abs(sine) + height * Math.abs(cosine)) * scale),
  };
  const pixels = new Uint8ClampedArray(turned.width * turned.height).fill(128);
  for (let y = 0; y < turned.height; y += 1) {
    const down = (y + 0.5 - turned.height / 2) / scale;
    for (let x = 0; x < turned.width; x += 1) {
      const right = (x + 0.5 - turned.width / 2) / scale;
      const fromX = right * cosine - down * sine + width / 2 - 0.5;
      const fromY = right * sine + down * cosine + height / 2 - 0.5;
      if (fromX >= 0 && fromY >= 0 && fromX < width - 1 && fromY < height - 1) {
        const left = Math.floor(fromX);
        const at = Math.floor(fromY) * width + left;
        const partX = fromX - left;
        const partY = fromY - Math.floor(fromY);
        const upper = (brightness[at] ?? 0) * (1 - partX) + (brightness[at + 1] ?? 0) * partX;
        const lower = (brightness[at + width] ?? 0) * (1 - partX) + (brightness[at + width + 1] ?? 0) * partX;
        pixels[y * turned.width + x] = upper * (1 - partY) + lower * partY;
      }
    }
  }
  return { ...turned, brightness: pixels };
}

/** A running mean down each column. */
function meanOfRows({ width, height, brightness }: GreyImage, rows: number): GreyImage {
  const means = new Uint8ClampedArray(brightness.length);
  const sums = new Float64Array(width);
  const add = (row: number, sign: number) => {
    const start = Math.min(height - 1, Math.max(0, row)) * width;
    for (let x = 0; x < width; x += 1) {
      sums[x] = (sums[x] ?? 0) + sign * (brightness[start + x] ?? 0);
    }
  };
  for (let row = -rows; row <= rows; row += 1) {
    add(row, 1);
  }
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      means[y * width + x] = (sums[x] ?? 0) / (2 * rows + 1);
    }
    add(y - rows, -1);
    add(y + rows + 1, 1);
  }
  return { width, height, brightness: means };
}
