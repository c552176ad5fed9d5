/**
 * How fast a keyboard reader types and where a scan ends. The default fits the readers that were measured (4 to 35 ms per key; people
 * need 80 ms and more); settings may hold another per station.
 */
export interface WedgeProfile {
  /** Fewer characters are never taken for a scan, unless the prefix stands before them. */
  readonly minCharacters: number;
  /** The mean gap between characters of a scan is below this. */
  readonly meanGapMs: number;
  /** No single gap within a scan is longer; room for a slow USB bus or a busy page. */
  readonly maxGapMs: number;
  /** This long without a key ends a scan that has no end key. */
  readonly silenceMs: number;
  /** From so many fast characters on keys are held back from the page; earlier ones have leaked into it and are taken back later. */
  readonly holdAfterCharacters: number;
  /** End keys are swallowed so long after a scan: the second of CR LF, or one that comes late. No hand is that quick. */
  readonly tailMs: number;
  /** A single key that the reader sends before each code, as `KeyboardEvent.key`. Proof enough that a scan follows. */
  readonly prefixKey?: string;
}

export const DEFAULT_WEDGE_PROFILE: WedgeProfile = {
  minCharacters: 6,
  meanGapMs: 40,
  maxGapMs: 80,
  silenceMs: 120,
  holdAfterCharacters: 3,
  tailMs: 250,
};
