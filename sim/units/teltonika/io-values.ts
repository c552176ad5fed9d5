import type { UnitHealth } from '../unit-health.ts';
import type { UnitProfile } from '../unit-machine.ts';

/** GNSS states of the current firmware: 0 off, 2 on without a fix, 3 fix. Older pages number them otherwise (link.md §2A). */
export function gnssState(health: UnitHealth): number {
  const states = { off: 0, searching: 2, fix: 3 } as const;
  return states[health.gnss];
}

/** Signal bars 0 to 5 from +CSQ's 0 to 31; 99 (not known) is 0 bars. */
export function signalLevel(rssi: number): number {
  return rssi > 31 ? 0 : Math.min(5, Math.ceil(rssi / 6));
}

/**
 * What an input or measured element reads now, or undefined for one this unit does not have. 16, 21, 66, 67, 69, 239 and
 * 256 are the maker's ids. 87, 10800, 10801, 10802 and 90001 belong to the simulated family only: no public id for what
 * they tell was found. 16 and 87, 10801 and 90001 tell the same.
 */
export function inputValue(id: string, health: UnitHealth, profile: UnitProfile): string | undefined {
  switch (id) {
    case '21':
      return String(signalLevel(health.rssi));
    case '66':
      return String(health.supplyMillivolts);
    case '67':
      return String(health.batteryMillivolts);
    case '69':
      return String(gnssState(health));
    case '239':
      return health.ignition ? '1' : '0';
    case '16':
    case '87':
      return String(health.odometerMetres);
    case '256':
      return profile.vehicleVin === '' ? brakeVin(health) : profile.vehicleVin;
    case '10800':
      return brakeVin(health);
    case '10801':
    case '90001':
      return health.ebsLink ? '1' : '0';
    case '10802':
      return health.ebsLink ? String(health.canFramesPerSecond) : '0';
    default:
      return undefined;
  }
}

function brakeVin(health: UnitHealth): string {
  return health.ebsLink ? health.ebsVin : '';
}
