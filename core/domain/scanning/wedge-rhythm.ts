import type { WedgeKey } from './wedge-key.ts';
import { prefixName, type WedgePrefix, type WedgeProfile, type WedgeRhythm } from './wedge-profile.ts';

/**
 * The rhythm of keys that follow each other closely: what `wedge-burst` weighs to tell a reader from a person.
 */
export interface Burst {
  readonly characters: readonly string[];
  /** How many of them have reached the page. */
  readonly leaked: number;
  /** The swallowed prefix, as it must be typed back if no scan follows; empty for a key without a character. Absent without prefix. */
  readonly prefix?: string;
  /** What counts as fast in this burst: a reader that announces itself may be slower. */
  readonly rhythm: WedgeRhythm;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
}

/** Behind a prefix even a short code is a scan, once its end key comes. */
export function isShortScan(burst: Burst): boolean {
  return burst.prefix !== undefined && burst.characters.length > 0 && isFast(burst);
}

/** Whether the mean gap so far is a reader's. The gap behind the prefix counts, a single character is neither fast nor slow. */
export function isFast({ characters, prefix, rhythm, firstAtMs, lastAtMs }: Burst): boolean {
  const gaps = characters.length - (prefix === undefined ? 1 : 0);
  return gaps === 0 || (lastAtMs - firstAtMs) / gaps < rhythm.meanGapMs;
}

/** The prefix that this key is; undefined where it announces nothing. */
export function findPrefix({ prefixes }: WedgeProfile, key: WedgeKey): WedgePrefix | undefined {
  return key.repeat === true ? undefined : prefixes.find((prefix) => prefix.key === prefixName(key));
}

/** The burst with one more key; an empty character marks a key that typed nothing. */
export function grow(burst: Burst, character: string, atMs: number): Burst {
  const characters = character === '' ? burst.characters : [...burst.characters, character];
  return { ...burst, characters, lastAtMs: atMs };
}

/** What the page has not seen of it. */
export function heldBack(burst: Burst): string {
  return (burst.prefix ?? '') + burst.characters.slice(burst.leaked).join('');
}

/** The code alone, without the prefix. */
export function textOf(burst: Burst): string {
  return burst.characters.join('');
}
