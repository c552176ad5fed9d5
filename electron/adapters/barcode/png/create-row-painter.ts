import type { PngHeader, PngParts } from './read-png-chunks.ts';
import { samplesOf } from './read-png-chunks.ts';

/** Where the pixels of an unfiltered row belong: `count` of them from byte `start` of the picture, every `step` bytes. */
export interface RowPlace {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

/** Writes a row into a picture of four bytes a pixel. What is transparent lies on white, as paper would show it. */
export type RowPainter = (row: Uint8Array, rgba: Uint8ClampedArray, place: RowPlace) => void;

export function createRowPainter({ header, palette, transparency }: PngParts): RowPainter {
  const isPlain = header.bitDepth === 8 && header.colour === 'rgb' && transparency.length === 0;
  if (isPlain) {
    return paintPlainRow;
  }
  const colourAt =
    header.colour === 'indexed' ? indexedColour(header, palette, transparency) : directColour(header, transparency);
  return (row, rgba, { start, step, count }) => {
    for (let pixel = 0, to = start; pixel < count; pixel += 1, to += step) {
      const { red, green, blue, alpha } = colourAt(row, pixel);
      const white = 255 - alpha;
      rgba[to] = (red * alpha) / 255 + white;
      rgba[to + 1] = (green * alpha) / 255 + white;
      rgba[to + 2] = (blue * alpha) / 255 + white;
      rgba[to + 3] = 255;
    }
  };
}

/** Photos are nearly always of this kind. */
function paintPlainRow(row: Uint8Array, rgba: Uint8ClampedArray, { start, step, count }: RowPlace): void {
  for (let from = 0, to = start; from < count * 3; from += 3, to += step) {
    rgba[to] = row[from] ?? 0;
    rgba[to + 1] = row[from + 1] ?? 0;
    rgba[to + 2] = row[from + 2] ?? 0;
    rgba[to + 3] = 255;
  }
}

interface Colour {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

type ColourAt = (row: Uint8Array, pixel: number) => Colour;

const BLACK: Colour = { red: 0, green: 0, blue: 0, alpha: 255 };

function indexedColour({ bitDepth }: PngHeader, palette: Uint8Array, transparency: Uint8Array): ColourAt {
  const colours = Array.from({ length: Math.floor(palette.length / 3) }, (_, index): Colour => {
    const [red = 0, green = 0, blue = 0] = palette.subarray(index * 3, index * 3 + 3);
    return { red, green, blue, alpha: transparency[index] ?? 255 };
  });
  return (row, pixel) => colours[sampleAt(row, pixel, bitDepth)] ?? BLACK;
}

function directColour({ bitDepth, colour }: PngHeader, transparency: Uint8Array): ColourAt {
  const samples = samplesOf[colour];
  const isColoured = colour === 'rgb' || colour === 'rgb-alpha';
  const hasAlpha = colour === 'grey-alpha' || colour === 'rgb-alpha';
  const brightest = 2 ** bitDepth - 1;
  const clear = transparentColour(transparency);
  return (row, pixel) => {
    const first = pixel * samples;
    const red = sampleAt(row, first, bitDepth);
    const green = isColoured ? sampleAt(row, first + 1, bitDepth) : red;
    const blue = isColoured ? sampleAt(row, first + 2, bitDepth) : red;
    const isClear = clear !== undefined && red === clear.red && green === clear.green && blue === clear.blue;
    const alpha = hasAlpha ? sampleAt(row, first + samples - 1, bitDepth) : isClear ? 0 : brightest;
    const scale = 255 / brightest;
    return { red: red * scale, green: green * scale, blue: blue * scale, alpha: alpha * scale };
  };
}

/** 11.3.2.1: sixteen bits a sample, whatever the depth; one sample for grey, three for colour. */
function transparentColour(chunk: Uint8Array): Omit<Colour, 'alpha'> | undefined {
  if (chunk.length < 2) {
    return undefined;
  }
  const red = sampleAt(chunk, 0, 16);
  return chunk.length < 6
    ? { red, green: red, blue: red }
    : { red, green: sampleAt(chunk, 1, 16), blue: sampleAt(chunk, 2, 16) };
}

/** Small samples are packed from the high bits down; large ones are big-endian (7.2). */
function sampleAt(row: Uint8Array, index: number, bitDepth: number): number {
  if (bitDepth === 8) {
    return row[index] ?? 0;
  }
  if (bitDepth === 16) {
    return ((row[index * 2] ?? 0) << 8) | (row[index * 2 + 1] ?? 0);
  }
  const bit = index * bitDepth;
  return ((row[bit >> 3] ?? 0) >> (8 - bitDepth - (bit & 7))) & ((1 << bitDepth) - 1);
}
