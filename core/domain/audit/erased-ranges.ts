// How an entry of the trail says which others had something erased: by path, the numbers as ranges (`1-4,9`). Written and read here only.

/** The action of the entry that tells of an erasing. */
export const erasedAction = 'personal.erased';
const keyPrefix = 'erased:';

export interface ErasedField {
  readonly seq: number;
  readonly path: string;
}

/** `after` of the entry that tells of these fields. */
export function tellErased(fields: readonly ErasedField[]): Record<string, string> {
  const byPath = new Map<string, number[]>();
  for (const { seq, path } of fields) {
    byPath.set(path, [...(byPath.get(path) ?? []), seq]);
  }
  return Object.fromEntries([...byPath].map(([path, seqs]) => [`${keyPrefix}${path}`, writeRanges(seqs)]));
}

/** The numbers that an entry's `after` tells of under a path. */
export function toldErased(after: Readonly<Record<string, unknown>>, path: string): (seq: number) => boolean {
  const text = after[`${keyPrefix}${path}`];
  const ranges = typeof text === 'string' ? readRanges(text) : [];
  return (seq) => ranges.some(([first, last]) => first <= seq && seq <= last);
}

function writeRanges(seqs: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const seq of [...seqs].sort((one, other) => one - other)) {
    const last = ranges.at(-1);
    if (last !== undefined && seq === last[1] + 1) {
      last[1] = seq;
    } else {
      ranges.push([seq, seq]);
    }
  }
  return ranges.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(',');
}

function readRanges(text: string): readonly (readonly [number, number])[] {
  return text.split(',').map((range) => {
    const [first = '', last = first] = range.split('-');
    return [Number(first), Number(last)];
  });
}
