// The course of one measured value as a small drawing: what was allowed (grey band with dashed edges), what was measured (line), where it
// ended (dot). Exact values stand beside it in words.
import { ink } from './paper.ts';

export interface Trend {
  readonly values: readonly number[];
  /** Inclusive limits; null where that side is open. */
  readonly minimum: number | null;
  readonly maximum: number | null;
}

export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

const inset = 2.5;
const round = (value: number) => Math.round(value * 100) / 100;

/** Draws `trend` to scale: limits and values share one axis, so a value near its limit is seen near it. */
export function trendChart(trend: Trend, size: ChartSize): string {
  const { low, high } = axis(trend);
  const inner = size.height - 2 * inset;
  const y = (value: number) => round(inset + ((high - value) / (high - low)) * inner);
  const x = (index: number) => round(inset + (index / (trend.values.length - 1)) * (size.width - 2 * inset));
  const points = trend.values.map((value, index) => `${x(index)},${y(value)}`);
  const end = points.at(-1)?.split(',') ?? ['0', '0'];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}">`,
    band(trend, size, y),
    `<polyline points="${points.join(' ')}" fill="none" stroke="${ink.chart}" stroke-width="1.1" stroke-linejoin="round" stroke-linecap="round"/>`,
    `<circle cx="${end[0]}" cy="${end[1]}" r="1.7" fill="${ink.chart}"/>`,
    '</svg>',
  ].join('');
}

function axis({ values, minimum, maximum }: Trend): { readonly low: number; readonly high: number } {
  const all = [...values, ...[minimum, maximum].filter((limit) => limit !== null)];
  const low = Math.min(...all);
  const high = Math.max(...all);
  // A constant value needs some room above and below to be drawn in the middle.
  return low === high ? { low: low - 1, high: high + 1 } : { low, high };
}

function band({ minimum, maximum }: Trend, size: ChartSize, y: (value: number) => number): string {
  if (minimum === null && maximum === null) {
    return '';
  }
  const top = maximum === null ? 0 : y(maximum);
  const bottom = minimum === null ? size.height : y(minimum);
  const edge = (at: number | null) =>
    at === null
      ? ''
      : `<path d="M0 ${y(at)}H${size.width}" stroke="${ink.bandEdge}" stroke-width="0.5" stroke-dasharray="2 1.5" fill="none"/>`;
  return `<rect x="0" y="${top}" width="${size.width}" height="${round(bottom - top)}" fill="${ink.band}"/>${edge(minimum)}${edge(maximum)}`;
}
