import type { ConfigChange } from '#core/ports/unit-driver.ts';
import { createQueclinkDriver } from '../create-queclink-driver.ts';
import { setUpSimulatedUnit } from './simulated-unit.ts';

export const QUECLINK_IMEI = '860599000773978';

export const changeOf = (key: string, to: string, from: string | null = null): ConfigChange => ({ key, from, to });

/** A driver of its own, whose numbers follow each other so that a run repeats, and a virtual GL300. */
export function setUpQueclink(options: Partial<Parameters<typeof setUpSimulatedUnit>[0]> = {}) {
  const bench = setUpSimulatedUnit({
    family: 'queclink',
    imei: QUECLINK_IMEI,
    seed: 7,
    initialParameters: { 'BSI.1': 'before', 'BSI.3': 'hunter2', 'SRI.4': 'old.example.com', 'SRI.5': '5000' },
    ...options,
  });
  return { ...bench, driver: createQueclinkDriver({ sequence: countedSequences() }) };
}

function countedSequences(): () => string {
  let next = 0x1a00;
  return () => {
    next += 1;
    return next.toString(16).toUpperCase();
  };
}
