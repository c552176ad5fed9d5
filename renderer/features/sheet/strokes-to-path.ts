import { signatureBox, signaturePath } from '#core/domain/bench/drawn-signature.ts';

export interface StrokePoint {
  readonly x: number;
  readonly y: number;
}

/** What was drawn on a field of this size in CSS pixels; every stroke from where the pen came down to where it was lifted. */
export interface Strokes {
  readonly width: number;
  readonly height: number;
  readonly strokes: readonly (readonly StrokePoint[])[];
  /** What stood on the field before, as a path inside `signatureBox`; null where it was empty. */
  readonly before: string | null;
}

/** Coarser on every try: each leaves out more of the points between. */
const coarseness = [1, 2, 4, 8, 16, 32];

/**
 * The drawing, with what stood there before it, as one path inside `signatureBox`, in whole units, smoothed through the middles between points. Null
 * where nothing was drawn, and where even the coarsest path would be longer than a report takes.
 */
export function strokesToPath({ width, height, strokes, before }: Strokes): string | null {
  const scale = Math.min(signatureBox.width / width, signatureBox.height / height);
  const placed = strokes
    .filter((stroke) => stroke.length > 0)
    .map((stroke) => stroke.map(({ x, y }) => ({ x: Math.round(x * scale), y: Math.round(y * scale) })));
  for (const step of coarseness) {
    const path = [before ?? '', ...placed.map((stroke) => pathOf(thinned(stroke, step)))].join('');
    if (signaturePath.safeParse(path).success) {
      return path;
    }
  }
  return null;
}

function thinned(stroke: readonly StrokePoint[], step: number): readonly StrokePoint[] {
  return stroke.filter((_, index) => index % step === 0 || index === stroke.length - 1);
}

function pathOf(stroke: readonly StrokePoint[]): string {
  const [first, ...rest] = stroke;
  if (first === undefined) {
    return '';
  }
  const last = rest.at(-1) ?? first;
  const curves = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? last;
    return `Q${point.x} ${point.y} ${Math.round((point.x + next.x) / 2)} ${Math.round((point.y + next.y) / 2)}`;
  });
  // A dot is a line that ends where it begins: round ends make it visible.
  return `M${first.x} ${first.y}${curves.join('')}L${last.x} ${last.y}`;
}
