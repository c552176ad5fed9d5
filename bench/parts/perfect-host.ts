import type { SimClock } from '#sim/time/sim-clock.ts';
import type { VirtualUnitOptions } from '#sim/unit-options.ts';
import { createVirtualUnit } from '#sim/virtual-unit.ts';
import type { Conversation } from './overheard-link.ts';

/**
 * A host that says what another one said and never hesitates, to a unit of its own, in time that costs nothing: what is left is how long the
 * bytes take on the line and the unit to think. The unit remembers, so conversations have to be told in their order.
 */
export interface PerfectHost {
  /** Milliseconds from the first byte to the last. */
  durationOf(conversation: Conversation): number;
  close(): void;
}

export function createPerfectHost(options: Omit<VirtualUnitOptions, 'clock'>, baudRate: number): PerfectHost {
  const clock = createDueClock();
  const unit = createVirtualUnit({ ...options, clock });
  const attaching = unit.attach({ receive: () => {}, lost: () => {} }, { baudRate });
  if (attaching.kind !== 'attached') {
    throw new Error(`the unit cannot be connected: ${attaching.kind}`);
  }
  return {
    durationOf(conversation) {
      const startedMs = clock.nowMs();
      for (const { said } of conversation) {
        void attaching.cable.send(said);
        clock.runOut();
      }
      return clock.nowMs() - startedMs;
    },
    close: unit.close,
  };
}

/** Time that jumps to what is due next, until nothing is: then the unit has said all. */
function createDueClock(): SimClock & { runOut(): void } {
  let nowMs = Date.UTC(2026, 10, 21);
  let due: readonly { readonly atMs: number; readonly action: () => void }[] = [];
  return {
    nowMs: () => nowMs,
    after(delayMs, action) {
      const one = { atMs: nowMs + Math.max(0, delayMs), action };
      due = [...due, one];
      return () => {
        due = due.filter((other) => other !== one);
      };
    },
    runOut() {
      for (let next = earliest(due); next !== undefined; next = earliest(due)) {
        const { atMs, action } = next;
        due = due.filter((other) => other !== next);
        nowMs = Math.max(nowMs, atMs);
        action();
      }
    },
  };
}

function earliest<Due extends { readonly atMs: number }>(due: readonly Due[]): Due | undefined {
  return due.reduce<Due | undefined>(
    (found, one) => (found !== undefined && found.atMs <= one.atMs ? found : one),
    undefined,
  );
}
