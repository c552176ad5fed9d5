/**
 * Signal bars 0 to 5 from the RSSI that modems tell, 0 to 31 (TS 27.007 §8.5); null for 99 and everything else, which is not known. The same
 * for every family, because the limits of the inspection are.
 */
export function signalLevelOf(rssi: number): number | null {
  return Number.isInteger(rssi) && rssi >= 0 && rssi <= 31
    ? LEVEL_FROM_RSSI.filter((from) => rssi >= from).length
    : null;
}

/** Lowest RSSI of the levels 1 to 5, chosen so that they mean about the same as on units that tell bars only. */
const LEVEL_FROM_RSSI = [2, 10, 15, 20, 26];
