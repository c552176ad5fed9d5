import type { ByteLink } from '#core/ports/byte-link.ts';
import type { ConfigChange, DriverContext } from '#core/ports/unit-driver.ts';
import type { FaultText } from '#sim/faults/fault-catalogue.ts';
import { connectInProcess } from '#sim/fronts/in-process.ts';
import type { SimClock } from '#sim/time/sim-clock.ts';
import type { VirtualUnitOptions } from '#sim/unit-options.ts';
import { createVirtualUnit } from '#sim/virtual-unit.ts';
import { createQueclinkDriver } from '../create-queclink-driver.ts';
import { createVirtualClock } from './virtual-clock.ts';

export const QUECLINK_IMEI = '860599000773978';

export const changeOf = (key: string, to: string, from: string | null = null): ConfigChange => ({ key, from, to });

/** Numbers that follow each other, so that a run repeats. */
export function countedSequences(): () => string {
  let next = 0x1a00;
  return () => {
    next += 1;
    return next.toString(16).toUpperCase();
  };
}

/** A driver of its own, a virtual GL300, and a clock that jumps to the next timer. */
export function setUpQueclink(options: Partial<VirtualUnitOptions> & { readonly faults?: readonly FaultText[] } = {}) {
  const clock = createVirtualClock();
  const simClock: SimClock = {
    nowMs: () => Date.UTC(2026, 10, 20) + clock.monotonicMs(),
    after: (delayMs, action) => {
      const life = new AbortController();
      void clock.sleep(delayMs, life.signal).then(() => (life.signal.aborted ? undefined : action()));
      return () => life.abort();
    },
  };
  const unit = createVirtualUnit({
    family: 'queclink',
    imei: QUECLINK_IMEI,
    seed: 7,
    clock: simClock,
    poweredForSeconds: 600,
    initialParameters: { 'BSI.1': 'before', 'BSI.3': 'hunter2', 'SRI.4': 'old.example.com', 'SRI.5': '5000' },
    ...options,
  });
  const captured: string[] = [];
  const capture: DriverContext['capture'] = {
    record: ({ direction, text, use }) => {
      captured.push(`${direction} ${use ?? ''} ${text}`);
    },
  };
  let link: ByteLink | null = null;
  /** A context over a fresh connection, as after a replug. */
  const connect = async (): Promise<DriverContext> => {
    await link?.close();
    link = connectInProcess(unit);
    return { link, clock, capture };
  };
  return { driver: createQueclinkDriver({ sequence: countedSequences() }), unit, clock, captured, connect };
}
