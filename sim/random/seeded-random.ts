/** Numbers that look random and repeat with their seed. */
export interface SeededRandom {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `minimum` to `maximum`, both included. */
  between(minimum: number, maximum: number): number;
}

/** FNV-1a (32 bit) of a text: turns names and seeds into one number. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** The same seed and purpose give the same numbers; two purposes of one seed do not disturb each other. */
export function createRandom(seed: number, purpose: string): SeededRandom {
  let state = hashText(`${seed}/${purpose}`);
  // Mulberry32: small, and good enough for faults and for weather.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return { next, between: (minimum, maximum) => minimum + Math.floor(next() * (maximum - minimum + 1)) };
}

/** A value between -1 and 1 that changes smoothly with time, one swing in about `periodMs`. Depends on nothing but its arguments. */
export function drift(
  seed: number,
  channel: string,
  time: { readonly atMs: number; readonly periodMs: number },
): number {
  const position = time.atMs / time.periodMs;
  const cell = Math.floor(position);
  const from = createRandom(seed, `${channel}/${cell}`).next() * 2 - 1;
  const to = createRandom(seed, `${channel}/${cell + 1}`).next() * 2 - 1;
  const blend = (1 - Math.cos((position - cell) * Math.PI)) / 2;
  return from + (to - from) * blend;
}
