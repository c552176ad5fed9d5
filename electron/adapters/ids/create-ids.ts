import { randomBytes } from 'node:crypto';
import type { Ids } from '#core/ports/ids.ts';
import { formatUuidV7 } from './format-uuid-v7.ts';

export interface IdSources {
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
}

const machineSources: IdSources = { nowMs: () => Date.now(), randomBytes };
const counterLimit = 0x1000;

/**
 * UUIDv7 (RFC 9562 §5.7) in strictly rising order, also within a millisecond and when the clock is set back: the 12 bits after the
 * time count on from a random start (§6.2, method 1), and the time used is never earlier than the one before.
 */
export function createIds(sources: IdSources = machineSources): Ids {
  let lastMs = 0;
  let counter = 0;

  return {
    next() {
      const random = sources.randomBytes(10);
      const nowMs = sources.nowMs();
      if (nowMs > lastMs) {
        lastMs = nowMs;
        // The highest bit stays free, so that there is room to count.
        counter = (((random[8] ?? 0) << 8) | (random[9] ?? 0)) & 0x7ff;
      } else if (counter + 1 < counterLimit) {
        counter += 1;
      } else {
        lastMs += 1;
        counter = 0;
      }
      return formatUuidV7(lastMs, counter, random.subarray(0, 8));
    },
  };
}
