import { demoFleet } from '#resources/demo/demo-fleet.ts';
import type { DemoWorld } from '../compose/compose-station.ts';

/** The demo's other seat: a fleet's office. It has people whose PINs are no secret, and neither bays nor labels. */
export function openOfficeDemo(): DemoWorld {
  let connected = true;
  return {
    controls: {
      labels: [],
      pallet: [],
      pinOf: (personId) => demoFleet.people.find(({ id }) => id === personId)?.pin,
      networkConnected: () => connected,
      setNetworkConnected(wanted) {
        connected = wanted;
      },
      bays: () => [],
      unitNames: () => [],
      setBay: async (bay) => ({ bay, plugged: false, unit: null }),
      play: () => ({ bays: [], scenarios: [], makes: [] }),
      setPlay: async () => false,
      road: () => [],
      drive: async () => false,
      onChange: () => () => undefined,
    },
    unitPorts: { list: async () => [], open: async (path) => ({ kind: 'not-found', detail: path }) },
    behindPlatform: (cloud) => cloud,
    notice: null,
    close: async () => {},
  };
}
