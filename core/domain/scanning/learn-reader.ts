import type { WedgeHabits } from './reader.ts';
import { FEWEST_CHARACTERS, rhythmFor, SLOWEST_ANNOUNCED_GAP_MS, SLOWEST_GAP_MS } from './reader.ts';
import { readTake, type Take, type TakeFault } from './test-scan.ts';
import type { WedgeKey } from './wedge-key.ts';
import { DEFAULT_WEDGE_PROFILE } from './wedge-profile.ts';

/** How many test scans teach a reader. */
export const SCANS_TO_LEARN = 3;

export type LearningOutcome =
  | { readonly kind: 'learned'; readonly habits: WedgeHabits }
  | { readonly kind: 'refused'; readonly reason: LearningRefusal };

/**
 * Why the scans teach nothing. A single scan: see `TakeFault`. `too-few-scans`: more are to come. `suffixes-differ`, `prefixes-differ`,
 * `rhythms-differ`: the scans do not agree, as of two readers or a hand in between. `too-slow`: no quicker than a person, and without a
 * prefix that would tell it apart. `prefix-in-use`: people need that key, and the guard would take it from them.
 */
export type LearningRefusal =
  | TakeFault
  | 'too-few-scans'
  | 'suffixes-differ'
  | 'prefixes-differ'
  | 'prefix-in-use'
  | 'rhythms-differ'
  | 'too-slow';

/**
 * Learns a keyboard reader's habits from the timed keys of its test scans, each scan a list of its own. Refuses what does not agree with
 * itself: a profile that fits half of the scans would let the other half type into the page.
 */
export function learnReader(scans: readonly (readonly WedgeKey[])[]): LearningOutcome {
  const takes: Take[] = [];
  for (const keys of scans) {
    const reading = readTake(keys);
    if (reading.kind === 'no-take') {
      return refused(reading.fault);
    }
    takes.push(reading.take);
  }
  const [first] = takes;
  if (first === undefined || takes.length < SCANS_TO_LEARN) {
    return refused('too-few-scans');
  }
  if (takes.some(({ suffix }) => suffix !== first.suffix)) {
    return refused('suffixes-differ');
  }
  if (takes.some(({ prefixKey }) => prefixKey !== first.prefixKey)) {
    return refused('prefixes-differ');
  }
  return first.prefixKey === null || isFree(first.prefixKey) ? learnRhythm(takes, first) : refused('prefix-in-use');
}

/** Signs, function keys that keyboards lack, and the chord of STX, which readers send and no page uses. */
function isFree(prefixKey: string): boolean {
  return [...prefixKey].length === 1 || /^F(1[3-9]|2[0-4])$|^Ctrl\+b$/i.test(prefixKey);
}

function learnRhythm(takes: readonly Take[], { suffix, prefixKey }: Take): LearningOutcome {
  const means = takes.map(({ meanGapMs }) => meanGapMs);
  const slowestMs = Math.max(...means);
  if (slowestMs > 2 * Math.min(...means) + TIMER_JITTER_MS) {
    return refused('rhythms-differ');
  }
  const keyGapMs = Math.max(1, Math.round(slowestMs));
  if (keyGapMs > (prefixKey === null ? SLOWEST_GAP_MS : SLOWEST_ANNOUNCED_GAP_MS)) {
    return refused('too-slow');
  }
  if (takes.some(({ widestGapMs }) => widestGapMs > rhythmFor({ keyGapMs }).maxGapMs)) {
    return refused('hole');
  }
  const shortest = Math.min(...takes.map(({ characters }) => characters.length));
  const minCharacters = Math.min(DEFAULT_WEDGE_PROFILE.minCharacters, Math.max(FEWEST_CHARACTERS, shortest));
  return { kind: 'learned', habits: { keyGapMs, suffix, prefixKey, minCharacters } };
}

/** USB polls a keyboard every 8 to 10 ms, so means may differ by this much for no reason of the reader's. */
const TIMER_JITTER_MS = 12;

function refused(reason: LearningRefusal): LearningOutcome {
  return { kind: 'refused', reason };
}
