import type { ByteLink } from '#core/ports/byte-link.ts';
import type { DriverContext } from '#core/ports/unit-driver.ts';
import { connectInProcess } from '#sim/fronts/in-process.ts';
import type { SimClock } from '#sim/time/sim-clock.ts';
import type { VirtualUnitOptions } from '#sim/unit-options.ts';
import { createVirtualUnit } from '#sim/virtual-unit.ts';
import { createVirtualClock } from './virtual-clock.ts';

/** A unit of the simulator on a clock that costs no time, and the driver's side of its cable. */
export function setUpSimulatedUnit(options: Omit<VirtualUnitOptions, 'clock'>) {
  const clock = createVirtualClock();
  const simClock: SimClock = {
    nowMs: () => Date.UTC(2026, 10, 20) + clock.monotonicMs(),
    after: (delayMs, action) => {
      const life = new AbortController();
      void clock.sleep(delayMs, life.signal).then(() => (life.signal.aborted ? undefined : action()));
      return () => life.abort();
    },
  };
  const unit = createVirtualUnit({ poweredForSeconds: 600, ...options, clock: simClock });
  const captured: string[] = [];
  const capture: DriverContext['capture'] = { record: ({ text }) => captured.push(text) };
  let link: ByteLink | null = null;
  /** A context over a fresh connection, as after a replug. */
  const connect = async (): Promise<DriverContext> => {
    await link?.close();
    link = connectInProcess(unit);
    return { link, clock, capture };
  };
  return { unit, clock, captured, connect };
}
