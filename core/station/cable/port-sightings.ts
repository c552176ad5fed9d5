import type { PortInfo } from '../../ports/byte-link.ts';
import { sightingKey } from './port-key.ts';

/**
 * Which ports are there, by looking at the list again and again, since there is no hot-plug event to wait for (link.md §6.1). What is there at
 * the first look counts at once; later a port must be there, or missing, in two looks in a row, because lists flicker while a device
 * settles. Devices are told apart by what they are and not by their names. Pure: whoever looks passes the list in.
 */
export interface Sightings {
  /** What is there, in the order of the newest list. */
  readonly present: readonly PortInfo[];
  readonly before: readonly PortInfo[];
}

export interface Look {
  readonly sightings: Sightings;
  /** There now and not before. At the first look that is everything. */
  readonly appeared: readonly PortInfo[];
}

export function firstLook(list: readonly PortInfo[]): Look {
  return { sightings: { present: list, before: list }, appeared: list };
}

export function lookAgain(last: Sightings, list: readonly PortInfo[]): Look {
  const [wasPresent, wasListed] = [byKey(last.present), byKey(last.before)];
  const listed = byKey(list);
  const there = [...listed].filter(([key]) => wasListed.has(key) || wasPresent.has(key));
  const flickering = [...wasPresent].filter(([key]) => !listed.has(key) && wasListed.has(key));
  return {
    sightings: { present: [...there, ...flickering].map(([, port]) => port), before: list },
    appeared: there.filter(([key]) => !wasPresent.has(key)).map(([, port]) => port),
  };
}

/** Of two devices that say the same of themselves each counts. */
function byKey(ports: readonly PortInfo[]): ReadonlyMap<string, PortInfo> {
  const found = new Map<string, PortInfo>();
  for (const port of ports) {
    const key = sightingKey(port);
    found.set(found.has(key) ? `${key}|${port.path}` : key, port);
  }
  return found;
}
