import { clockOffsetMs, offsetAfterMove } from '../../domain/sync/clock-offset.ts';
import { epochMs, type IsoTime } from '../../kernel/iso-time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StoreReader, StoreWriter } from '../../ports/station-store.ts';
import { readClockOffset, writeClockOffset } from './sync-memory.ts';

/**
 * How far the station's clock is from the cloud's, also between two contacts when somebody has set it (P19): trust and subscriptions are judged by the
 * cloud's clock, and a jump must neither end nor revive them. What was measured is on disk; a program that starts believes its clock.
 */
export interface ClockError {
  /** Begins to measure; the answer's end is told in the transaction that stores the answer. */
  begin(): (write: StoreWriter, serverTime: IsoTime) => void;
  /** Milliseconds to add to the station's clock now; null before the first contact. */
  offsetMs(): number | null;
}

export function createClockError({ store, clock }: { readonly store: StoreReader; readonly clock: Clock }): ClockError {
  const wallAheadMs = (): number => epochMs(clock.now()) - clock.monotonicMs();
  const kept = readClockOffset(store);
  let measured = kept === null ? null : { offsetMs: kept, aheadMs: wallAheadMs() };

  return {
    begin() {
      const sentMs = clock.monotonicMs();
      return (write, serverTime) => {
        const tookMs = clock.monotonicMs() - sentMs;
        const offsetMs = clockOffsetMs({ receivedAt: clock.now(), tookMs, serverTime });
        measured = { offsetMs, aheadMs: wallAheadMs() };
        writeClockOffset(write, offsetMs);
      };
    },
    offsetMs: () => (measured === null ? null : offsetAfterMove(measured.offsetMs, wallAheadMs() - measured.aheadMs)),
  };
}
