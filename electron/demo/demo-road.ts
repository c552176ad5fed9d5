import type { DemoControls } from '#core/ports/demo-controls.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import type { MobileNetwork } from './mobile-network.ts';

/** Somewhere between Hamburg and Bremen. */
const onTheRoad = { latitude: 53.2914, longitude: 9.4127 };
const supplyMillivolts = 27_600;

/** The demo's units on the road: each press lets one of them report, so that every outcome of pairing can be seen without a vehicle (PAIR-2). */
export function createDemoRoad(network: Pick<MobileNetwork, 'say'>): Pick<DemoControls, 'road' | 'drive'> {
  return {
    road: () => demoFleet.road,
    async drive(unit) {
      const found = demoFleet.road.find((one) => one.unit === unit);
      return found === undefined
        ? false
        : network.say(unit, {
            atMs: Date.now(),
            position: onTheRoad,
            ebsVin: found.sensorVin,
            supplyMillivolts,
          });
    },
  };
}
