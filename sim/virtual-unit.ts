import { invariant } from '#core/kernel/invariant.ts';
import { type Fault, type FaultChoice, parseFaults } from './faults/fault-catalogue.ts';
import type { UnitHost } from './runtime/cable.ts';
import { createFleetTransmitter, type FleetTransmitter, type Transmission } from './runtime/fleet-transmitter.ts';
import { createTrafficLog, type TrafficEntry } from './runtime/traffic-log.ts';
import { type Attaching, createUnitBody, type UnitBody } from './runtime/unit-body.ts';
import type { Plugging, Presence } from './runtime/unit-port.ts';
import { readSnapshot, type UnitSnapshot } from './runtime/unit-snapshot.ts';
import { createRealClock, type SimClock } from './time/sim-clock.ts';
import { profileOf, type VirtualUnitOptions } from './unit-options.ts';
import { familyEntries, type UnitFamily } from './units/families.ts';
import { neighbourImei } from './units/imei-variants.ts';
import type { UnitHealth } from './units/unit-health.ts';
import type { UnitInstance } from './units/unit-instance.ts';

/** `other-unit`: the snapshot is of a unit with this IMEI. */
export type Restored =
  | { readonly kind: 'restored' }
  | { readonly kind: 'unreadable'; readonly detail: string }
  | { readonly kind: 'other-unit'; readonly imei: string };

/**
 * A communication unit without hardware: speaks its family's bytes through a cable that may be faulty, keeps its
 * configuration, restarts, can be unplugged. Fronts connect it to the world; tests and the demo hold its strings.
 */
export interface VirtualUnit {
  readonly family: UnitFamily;
  readonly imei: string;
  readonly model: string;
  presence(): Presence;
  onPresence(listener: (presence: Presence) => void): () => void;
  /** Connects one host at a time. */
  attach(host: UnitHost, options?: { readonly baudRate?: number }): Attaching;
  /** Pulls the cable. Power and configuration stay. */
  unplug(): void;
  /** Plugs this unit in again, or another of the same type at the same place. Powers a unit up that did not come back. */
  plugIn(which?: Plugging): void;
  /** How often it came back under another path; fronts that have paths name them by it. */
  place(): number;
  /** For how many milliseconds somebody else still has its port, as `port-busy` has it. */
  portTakenMs(): number;
  /** Replaces all faults; one that fires once can fire again. Bytes on their way are lost. */
  setFaults(faults: readonly FaultChoice[]): void;
  faults(): readonly Fault[];
  /** The truth: what the unit holds at this moment, by its own ids, whatever it may say over the cable. */
  parameters(which?: 'same' | 'other'): Readonly<Record<string, string>>;
  /** The truth about its health. */
  health(): UnitHealth;
  traffic(): readonly TrafficEntry[];
  onTraffic(listener: (entry: TrafficEntry) => void): () => void;
  /** Records that reach the scenario's fleet server over the air; see `VirtualUnitOptions.fleet`. */
  onTransmit(listener: (transmission: Transmission) => void): () => void;
  /**
   * What the platform does over the air at a change of owner: the configuration is as it left the factory. With `restart` the unit starts
   * anew as well, and its port goes away meanwhile. A unit without power is not reached; the cable does not matter.
   */
  resetConfiguration(options?: { readonly restart?: boolean }): 'reset' | 'not-reached';
  snapshot(): UnitSnapshot;
  /** Takes up a snapshot of the same unit; the connected host loses its port, as if the unit had been restarted. */
  restore(snapshot: unknown): Restored;
  /** Ends timers and connections. */
  close(): void;
}

const usualRestartMs = 4_000;
const usualTransmitSeconds = 10;

/** Makes a unit, with power and plugged in. Same options, inputs and times: same bytes. */
export function createVirtualUnit(given: VirtualUnitOptions): VirtualUnit {
  const options = { ...given, clock: given.clock ?? createRealClock() };
  const { family, clock } = options;
  const profile = profileOf(options);
  const poweredAtMs = clock.nowMs() - (options.poweredForSeconds ?? 0) * 1000;
  const otherProfile = { ...profile, imei: neighbourImei(profile.imei), seed: profile.seed + 1 };
  const { create } = familyEntries[family];
  let own = create(profile, options.initialParameters ?? {}, poweredAtMs);
  const other = create(otherProfile, {}, poweredAtMs);
  const restartMs = options.restartMs ?? usualRestartMs;
  const log = createTrafficLog();
  const body = createUnitBody({ clock, log, own: () => own, other, restartMs, seed: profile.seed });
  body.setFaults(chosenFaults(options.faults ?? []));
  const transmitter = startTransmitter(options, body, () => own);
  return {
    family,
    imei: profile.imei,
    model: profile.model,
    presence: body.presence,
    onPresence: body.onPresence,
    attach: body.attach,
    unplug: body.unplug,
    plugIn: body.plugIn,
    place: body.place,
    portTakenMs: body.portTakenMs,
    setFaults: (texts) => body.setFaults(chosenFaults(texts)),
    faults: body.faults,
    parameters: (which = 'same') => (which === 'same' ? own : other).memory().running,
    health: () => own.health(body.moment()),
    traffic: log.entries,
    onTraffic: log.listen,
    onTransmit: (listener) => transmitter?.listen(listener) ?? (() => undefined),
    resetConfiguration({ restart = false } = {}) {
      if (!body.hasPower()) {
        return 'not-reached';
      }
      own.reset();
      if (restart) {
        body.restart();
      }
      return 'reset';
    },
    snapshot: () => ({ version: 1, family, memory: structuredClone(own.memory()) }),
    restore(value) {
      const reading = readSnapshot(value, { family, imei: profile.imei });
      if (reading.kind !== 'readable') {
        return reading;
      }
      own = reading.instance;
      own.loseCable();
      body.dropHost('the unit was replaced by an earlier state of itself');
      return { kind: 'restored' };
    },
    close() {
      transmitter?.close();
      body.close();
    },
  };
}

function chosenFaults(choices: readonly FaultChoice[]): readonly Fault[] {
  return choices.flatMap((choice) => {
    if (typeof choice !== 'string') {
      return [choice];
    }
    const parsing = parseFaults([choice]);
    invariant(parsing.kind === 'faults', `the catalogue has no fault ${choice}`);
    return parsing.faults;
  });
}

function startTransmitter(
  options: VirtualUnitOptions & { readonly clock: SimClock },
  body: UnitBody,
  own: () => UnitInstance,
): FleetTransmitter | undefined {
  const { fleet, clock, family, imei } = options;
  if (fleet === undefined) {
    return undefined;
  }
  const { target } = familyEntries[family];
  return createFleetTransmitter({
    clock,
    server: fleet.server,
    everySeconds: fleet.everySeconds ?? usualTransmitSeconds,
    look: () =>
      body.hasPower()
        ? {
            imei,
            health: own().health(body.moment()),
            target: target(own().memory().running),
            quirk: body.moment().quirks.transmission,
          }
        : undefined,
  });
}
