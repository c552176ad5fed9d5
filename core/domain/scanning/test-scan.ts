import type { ReaderSuffix } from './reader.ts';
import { meaningOf, type WedgeKey } from './wedge-key.ts';
import { prefixName } from './wedge-profile.ts';

/** One test scan of a keyboard reader, taken apart. */
export interface Take {
  readonly characters: string;
  readonly prefixKey: string | null;
  readonly suffix: ReaderSuffix;
  /** Between characters; the end key is not weighed, some readers send it late. */
  readonly meanGapMs: number;
  readonly widestGapMs: number;
}

/**
 * `no-characters`: keys came, but none that types anything, as from a reader that sends Alt and digits of the number pad.
 * `too-short`: too few characters to tell a rhythm. `held-key`: a key repeated itself, so a hand was on it. `hole`: a pause within.
 */
export type TakeFault = 'no-characters' | 'too-short' | 'held-key' | 'hole';

export type TakeReading =
  | { readonly kind: 'take'; readonly take: Take }
  | { readonly kind: 'no-take'; readonly fault: TakeFault };

/** Two characters make one gap, and one gap is no rhythm. */
const FEWEST_TO_LEARN = 4;
/** Behind this much silence the next scan begins; within a scan it is a hole. */
export const SCAN_APART_MS = 400;

/** Takes one test scan apart: prefix, code, end key, rhythm. */
export function readTake(keys: readonly WedgeKey[]): TakeReading {
  const pressed = keys.filter((key) => meaningOf(key).kind !== 'silent');
  if (pressed.some(({ repeat }) => repeat === true)) {
    return { kind: 'no-take', fault: 'held-key' };
  }
  const { code, suffix } = withoutSuffix(pressed);
  const prefixKey = findPrefixKey(code);
  const typed = (prefixKey === null ? code : code.slice(1)).filter((key) => meaningOf(key).kind === 'character');
  if (typed.length === 0 && pressed.length > 1) {
    return { kind: 'no-take', fault: 'no-characters' };
  }
  if (typed.length < FEWEST_TO_LEARN) {
    return { kind: 'no-take', fault: 'too-short' };
  }
  const gaps = typed.slice(1).map((key, index) => key.timeStampMs - (typed[index]?.timeStampMs ?? 0));
  const widestGapMs = Math.max(...gaps);
  if (widestGapMs > SCAN_APART_MS) {
    return { kind: 'no-take', fault: 'hole' };
  }
  const meanGapMs = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const characters = typed.map(({ key }) => key).join('');
  return { kind: 'take', take: { characters, prefixKey, suffix, meanGapMs, widestGapMs } };
}

/** CR LF arrives as two end keys; the first of them says which kind. */
function withoutSuffix(keys: readonly WedgeKey[]): {
  readonly code: readonly WedgeKey[];
  readonly suffix: ReaderSuffix;
} {
  let end = keys.length;
  let suffix: ReaderSuffix = 'none';
  for (let at = keys.length - 1; at >= 0; at -= 1) {
    const key = keys[at];
    const meaning = key === undefined ? undefined : meaningOf(key);
    if (meaning?.kind !== 'end') {
      break;
    }
    end = at;
    suffix = meaning.endedBy;
  }
  return { code: keys.slice(0, end), suffix };
}

/** A key that begins no code: one without a character, a chord, or a sign. Letters, digits and `]` (AIM), `(` (GS1), `+` (HIBC) begin codes. */
function findPrefixKey([first]: readonly WedgeKey[]): string | null {
  if (first === undefined) {
    return null;
  }
  const meaning = meaningOf(first);
  const isPrefix =
    meaning.kind === 'chord' ||
    meaning.kind === 'named' ||
    (meaning.kind === 'character' && /^[\p{P}\p{S}]$/u.test(meaning.character) && !'](+'.includes(meaning.character));
  return isPrefix ? prefixName(first) : null;
}
