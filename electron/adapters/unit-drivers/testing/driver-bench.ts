import type { CancelSignal, Clock } from '#core/ports/clock.ts';
import type { DriverContext } from '#core/ports/unit-driver.ts';
import { createMemoryLinkPair, type MemoryLinkPair } from '../../memory-link/memory-link-pair.ts';
import { createVirtualClock } from './virtual-clock.ts';

/** A cable, a clock and a capture, set up for one driver test. */
export interface DriverBench {
  readonly cable: MemoryLinkPair;
  readonly clock: Clock;
  readonly context: DriverContext;
  /** What the capture holds, one line per entry. */
  readonly captured: string[];
}

export function setUpDriverBench(options: { readonly cancel?: CancelSignal } = {}): DriverBench {
  const cable = createMemoryLinkPair();
  const clock = createVirtualClock();
  const captured: string[] = [];
  const capture = {
    record: (entry: { readonly direction: string; readonly text: string }) => {
      captured.push(`${entry.direction} ${entry.text}`);
    },
  };
  const context: DriverContext = { link: cable.station, clock, capture, ...options };
  return { cable, clock, context, captured };
}
