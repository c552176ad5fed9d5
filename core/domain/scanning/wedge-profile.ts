import type { WedgeKey } from './wedge-key.ts';

/** How fast a reader types. People need 80 ms a key and more. */
export interface WedgeRhythm {
  /** The mean gap between characters of a scan is below this. */
  readonly meanGapMs: number;
  /** No single gap within a scan is longer; room for a slow USB bus or a busy page. */
  readonly maxGapMs: number;
  /** This long without a key ends what was typed. Longer than `maxGapMs`. */
  readonly silenceMs: number;
}

/**
 * How this station's keyboard readers type and where a scan ends. The default fits the readers that were measured (4 to 35 ms per key)
 * and stays in force beside what was learned: a reader that nobody made known must not type into the page either.
 */
export interface WedgeProfile extends WedgeRhythm {
  /** Fewer characters are never taken for a scan, unless a prefix stands before them. At least `holdAfterCharacters`. */
  readonly minCharacters: number;
  /** From so many fast characters on keys are held back from the page; earlier ones have leaked into it and are taken back later. */
  readonly holdAfterCharacters: number;
  /** End keys are swallowed so long after a scan: the second of CR LF, or one that comes late. No hand is that quick. */
  readonly tailMs: number;
  /** The keys that end a scan; another one within a scan is data, as in a label whose fields are parted by tabs. */
  readonly endKeys: readonly EndKey[];
  /** Whether silence ends a scan. False where every reader sends an end key: without it the scan was cut off. */
  readonly silenceEnds: boolean;
  /** Single keys that readers send before each code. Proof enough that a scan follows, so each may have a slower rhythm. */
  readonly prefixes: readonly WedgePrefix[];
}

export type EndKey = 'enter' | 'tab';

export interface WedgePrefix extends WedgeRhythm {
  /** As `prefixName` writes it. */
  readonly key: string;
}

/** The name of a key as a prefix: `KeyboardEvent.key`, with `Ctrl+` before it where that is held (readers send STX as Ctrl+B). */
export function prefixName({ key, modifiers }: Pick<WedgeKey, 'key' | 'modifiers'>): string {
  const { ctrl, alt, altGraph } = modifiers;
  return ctrl && !alt && !altGraph ? `Ctrl+${key}` : key;
}

export const DEFAULT_WEDGE_PROFILE: WedgeProfile = {
  minCharacters: 6,
  meanGapMs: 40,
  maxGapMs: 80,
  silenceMs: 120,
  holdAfterCharacters: 3,
  tailMs: 250,
  endKeys: ['enter', 'tab'],
  silenceEnds: true,
  prefixes: [],
};
