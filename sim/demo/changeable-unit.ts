import type { Transmission } from '../runtime/fleet-transmitter.ts';
import { createListeners } from '../runtime/listeners.ts';
import type { TrafficEntry } from '../runtime/traffic-log.ts';
import type { Presence } from '../runtime/unit-port.ts';
import type { SimClock } from '../time/sim-clock.ts';
import type { VirtualUnit } from '../virtual-unit.ts';

/** A unit of the demo that can be taken apart and put together as one of another make, under the same number and at the same cable. */
export interface ChangeableUnit extends VirtualUnit {
  /** The unit of before is switched off and its cable pulled; a few seconds later the new one is at the same place. */
  become(unit: VirtualUnit): void;
}

/** As long as hands take, and longer than a station needs to see a port go. */
const handsMs = 4_000;

export function createChangeableUnit(first: VirtualUnit, clock: SimClock): ChangeableUnit {
  const presences = createListeners<Presence>();
  const traffic = createListeners<TrafficEntry>();
  const transmissions = createListeners<Transmission>();
  let unit = first;
  let stops = listen();
  let cancelPlugging = () => {};

  function listen(): readonly (() => void)[] {
    return [unit.onPresence(presences.tell), unit.onTraffic(traffic.tell), unit.onTransmit(transmissions.tell)];
  }

  return {
    get family() {
      return unit.family;
    },
    get imei() {
      return unit.imei;
    },
    get model() {
      return unit.model;
    },
    become(next) {
      const wasUnplugged = unit.presence() === 'unplugged';
      cancelPlugging();
      for (const stop of stops) {
        stop();
      }
      unit.close();
      unit = next;
      unit.unplug();
      stops = listen();
      presences.tell('unplugged');
      cancelPlugging = wasUnplugged ? () => {} : clock.after(handsMs, () => next.plugIn());
    },
    presence: () => unit.presence(),
    onPresence: presences.add,
    attach: (...order) => unit.attach(...order),
    unplug: () => unit.unplug(),
    plugIn: (which) => unit.plugIn(which),
    place: () => unit.place(),
    portTakenMs: () => unit.portTakenMs(),
    setFaults: (faults) => unit.setFaults(faults),
    faults: () => unit.faults(),
    parameters: (which) => unit.parameters(which),
    health: () => unit.health(),
    traffic: () => unit.traffic(),
    onTraffic: traffic.add,
    onTransmit: transmissions.add,
    resetConfiguration: (options) => unit.resetConfiguration(options),
    snapshot: () => unit.snapshot(),
    restore: (snapshot) => unit.restore(snapshot),
    close() {
      cancelPlugging();
      unit.close();
      for (const one of [presences, traffic, transmissions]) {
        one.clear();
      }
    },
  };
}
