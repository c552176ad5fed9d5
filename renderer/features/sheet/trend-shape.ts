import type { PassRange } from './check-words.ts';

/** A small trend as numbers of a drawing: the line through the values and the band in which they pass. */
export interface TrendShape {
  /** Points of a polyline, `x,y x,y …`; empty for no value. */
  readonly line: string;
  /** Where the newest value lies. */
  readonly end: { readonly x: number; readonly y: number } | null;
  readonly band: { readonly y: number; readonly height: number } | null;
}

const padding = 3;

/** Fits values, oldest first, and the limits that lie near them into a box. The box is part of the drawing: y grows downwards. */
export function trendShape(
  values: readonly number[],
  range: PassRange | null,
  box: { readonly width: number; readonly height: number },
): TrendShape {
  const known = [...values, range?.lower ?? null, range?.upper ?? null].filter((value) => value !== null);
  if (values.length === 0) {
    return { line: '', end: null, band: null };
  }
  const low = Math.min(...known);
  const high = Math.max(...known);
  const inner = box.height - 2 * padding;
  const yOf = (value: number) =>
    round(high === low ? box.height / 2 : padding + inner - ((value - low) / (high - low)) * inner);
  const xOf = (index: number) =>
    round(values.length === 1 ? box.width / 2 : padding + (index / (values.length - 1)) * (box.width - 2 * padding));
  const points = values.map((value, index) => ({ x: xOf(index), y: yOf(value) }));
  return {
    line: points.map(({ x, y }) => `${x},${y}`).join(' '),
    end: points.at(-1) ?? null,
    band: range === null ? null : bandOf(range, yOf, box.height),
  };
}

/** An open side of the range reaches to the edge of the box. */
function bandOf({ lower, upper }: PassRange, yOf: (value: number) => number, height: number) {
  const top = upper === null ? 0 : yOf(upper);
  const bottom = lower === null ? height : yOf(lower);
  return { y: top, height: round(Math.max(1, bottom - top)) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
