import type { Transmission } from '../runtime/fleet-transmitter.ts';
import { createListeners } from '../runtime/listeners.ts';
import type { TrafficEntry } from '../runtime/traffic-log.ts';
import type { Presence } from '../runtime/unit-port.ts';
import type { VirtualUnit } from '../virtual-unit.ts';

/** A unit of the demo that can be taken apart and put together as one of another make, under the same number and at the same cable. */
export interface ChangeableUnit extends VirtualUnit {
  /** The unit of before is switched off: whoever was connected loses its port, and finds the new one there. */
  become(unit: VirtualUnit): void;
}

export function createChangeableUnit(first: VirtualUnit): ChangeableUnit {
  const presences = createListeners<Presence>();
  const traffic = createListeners<TrafficEntry>();
  const transmissions = createListeners<Transmission>();
  let unit = first;
  let stops = listen();

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
      for (const stop of stops) {
        stop();
      }
      unit.close();
      unit = next;
      if (wasUnplugged) {
        unit.unplug();
      }
      stops = listen();
      // Fronts that follow the port see it go and come.
      presences.tell('unplugged');
      presences.tell(unit.presence());
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
      unit.close();
      for (const one of [presences, traffic, transmissions]) {
        one.clear();
      }
    },
  };
}
