import type { ByteLink } from '#core/ports/byte-link.ts';
import type { CaptureEntry, DriverContext } from '#core/ports/unit-driver.ts';
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
    suspend: clock.suspend,
  };
  const unit = createVirtualUnit({ poweredForSeconds: 600, ...options, clock: simClock });
  const captured: string[] = [];
  const entries: CaptureEntry[] = [];
  const capture: DriverContext['capture'] = {
    record: (entry) => {
      captured.push(entry.text);
      entries.push(entry);
    },
  };
  /** Commands as they went out, without their line end. */
  const asked = () =>
    entries.flatMap(({ direction, text }) => (direction === 'to-unit' ? [text.replace(/(\\x0d|\\x0a)+$/, '')] : []));
  let link: ByteLink | null = null;
  /** A context over a fresh connection, as after a replug. */
  const connect = async (): Promise<DriverContext> => {
    await link?.close();
    link = connectInProcess(unit);
    return { link, clock, capture };
  };
  return { unit, clock, captured, entries, asked, connect };
}
