import type { ByteLink } from '#core/ports/byte-link.ts';
import type { DriverContext } from '#core/ports/unit-driver.ts';
import { createVirtualClock } from '#electron/adapters/unit-drivers/testing/virtual-clock.ts';
import { connectInProcess } from '#sim/fronts/in-process.ts';
import type { VirtualUnitOptions } from '#sim/unit-options.ts';
import { createVirtualUnit } from '#sim/virtual-unit.ts';
import type { FuzzPath, Told } from './fuzz-family.ts';
import { spoilLink } from './spoil-link.ts';

/** One reading call of a driver, to a virtual unit whose answers are spoiled on the way. Time costs nothing. */
export interface DriverPathPlan extends Pick<FuzzPath, 'name' | 'maxMs' | 'told' | 'timesTold'> {
  /** A unit that works; its clock and seed are set by the run. */
  readonly unit: Omit<VirtualUnitOptions, 'clock' | 'seed'>;
  /** Calls the driver and tells what the station would show. */
  readonly read: (context: DriverContext) => Promise<readonly Told[]>;
  /** Values that must never stand in the capture (INST-7). */
  readonly secrets?: readonly string[];
  /** The station's end of the cable, for sabotage. */
  readonly station?: (link: ByteLink) => ByteLink;
}

/** A driver that has not ended by then, in its own time, hangs. */
const NEVER_MS = 3_600_000;

export function driverPath(plan: DriverPathPlan): FuzzPath {
  const { name, maxMs, told, timesTold } = plan;
  return {
    name,
    maxMs,
    told,
    timesTold,
    async run(spoiler, seed) {
      const clock = createVirtualClock();
      const unit = createVirtualUnit({
        ...plan.unit,
        seed,
        clock: {
          nowMs: () => Date.UTC(2026, 10, 21) + clock.monotonicMs(),
          after(delayMs, action) {
            const life = new AbortController();
            void clock.sleep(delayMs, life.signal).then(() => (life.signal.aborted ? undefined : action()));
            return () => life.abort();
          },
        },
      });
      const faults: string[] = [];
      const spoiled = spoilLink(connectInProcess(unit), { spoiler, clock });
      const never = new AbortController();
      const context: DriverContext = {
        link: plan.station?.(spoiled.link) ?? spoiled.link,
        clock,
        capture: watchfulCapture(plan.secrets ?? [], faults),
      };
      try {
        const shown = await Promise.race([
          plan.read(context),
          clock.sleep(NEVER_MS, never.signal).then((): null => null),
        ]);
        const tookMs = shown === null ? null : clock.monotonicMs();
        return { conversation: spoiled.conversation(), shown: shown ?? [], tookMs, faults };
      } finally {
        never.abort();
        unit.close();
      }
    },
  };
}

/** As the station's own: once a secret was asked for, lines that were not recognized are hidden whole, because one may be a piece of it. */
function watchfulCapture(secrets: readonly string[], faults: string[]): DriverContext['capture'] {
  let hidesPieces = false;
  return {
    record({ text, use }) {
      const isPiece = use === 'noise' || use === 'late' || use === 'cut';
      faults.push(...(hidesPieces && isPiece ? [] : leaksIn(text, secrets)));
    },
    secretAsked() {
      hidesPieces = true;
    },
  };
}

function leaksIn(text: string, secrets: readonly string[]): readonly string[] {
  return secrets.filter((secret) => text.includes(secret)).map((secret) => `the capture holds ${secret}: ${text}`);
}
