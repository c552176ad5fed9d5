import { signalLevelOf } from '../signal-level.ts';
import type { QueclinkMessage } from './messages.ts';
import type { QueclinkInformation } from './unit-families.ts';

/**
 * Turns `+RESP:GTINF`, `GTCSQ`, `GTGSV` and `GTRTL` into measured fields. Every field is a value with the raw text it came from, or unknown
 * with a reason; a code that no manual names is unknown (link.md §11).
 */
export type QueclinkMeasured =
  | { readonly kind: 'value'; readonly value: number | string | boolean; readonly raw: string }
  | { readonly kind: 'unknown'; readonly why: string };

export interface QueclinkState {
  readonly ignition: QueclinkMeasured;
  readonly signalLevel: QueclinkMeasured;
  readonly supplyMillivolts: QueclinkMeasured;
  readonly batteryMillivolts: QueclinkMeasured;
  readonly odometerMetres: QueclinkMeasured;
}

/** What `+RESP:GTINF` tells, by the model's layout. */
export function readInformation({ fields }: QueclinkMessage, layout: QueclinkInformation): QueclinkState {
  const isKnown = layout.fields === undefined || layout.fields === fields.length;
  const at = (place: number | undefined): string => (isKnown && place !== undefined ? (fields[place - 1] ?? '') : '');
  return {
    ignition: ignitionOf(at(layout.state)),
    signalLevel: levelOf(at(layout.rssi)),
    supplyMillivolts: number(at(layout.supplyMillivolts), /^\d{1,6}$/, { times: 1, limit: MAX_MILLIVOLTS }),
    batteryMillivolts: number(at(layout.batteryVolts), /^\d(\.\d{1,2})?$/, { times: 1000, limit: MAX_MILLIVOLTS }),
    odometerMetres: number(at(layout.odometerKilometres), /^\d{1,7}(\.\d)?$/, {
      times: 1000,
      limit: MAX_ODOMETER_METRES,
    }),
  };
}

/** Signal 0 to 5 from `+RESP:GTCSQ,…,16,0,…`: RSSI as in TS 27.007 §8.5, 99 for not known. */
export function readSignalReport({ fields }: QueclinkMessage): QueclinkMeasured {
  return fields.length === 2 && /^\d{1,2}$/.test(fields[1] ?? '') ? levelOf(fields[0] ?? '') : untold();
}

/**
 * How many satellites the receiver finds, from `+RESP:GTGSV`: level, jamming, count, and a pair for each. An answer whose count does not
 * fit its pairs contradicts itself.
 */
export function readSatellites({ fields }: QueclinkMessage): QueclinkMeasured {
  const [level = '', jamming = '', countText = '', ...pairs] = fields;
  const count = /^\d{1,2}$/.test(countText) ? Number(countText) : null;
  if (!/^[0-3]$/.test(level) || !/^\d{0,3}$/.test(jamming) || count === null) {
    return untold();
  }
  return pairs.length === count * 2
    ? { kind: 'value', value: count, raw: countText }
    : unknown('the unit counts other satellites than it names');
}

/**
 * Whether there is a fix now, from `+RESP:GTRTL,…,0,0,1,1,4.3,92,70.0,121.354335,31.222073,20090214013254,…`. The accuracy behind the number
 * of positions is 0 without a fix; then the unit repeats its last place.
 */
export function readFix({ fields }: QueclinkMessage): QueclinkMeasured {
  const [id = '', type = '', positions = '', accuracy = '', , , , longitude = '', latitude = ''] = fields;
  if (![id, type].every((code) => /^\d{0,2}$/.test(code)) || positions !== '1' || !/^\d{1,2}$/.test(accuracy)) {
    return untold();
  }
  if (accuracy === '0') {
    return { kind: 'value', value: 'no-fix', raw: 'accuracy 0' };
  }
  const isPlace =
    PLACE.test(longitude) &&
    PLACE.test(latitude) &&
    Math.abs(Number(longitude)) <= 180 &&
    Math.abs(Number(latitude)) <= 90 &&
    !(Number(longitude) === 0 && Number(latitude) === 0);
  return isPlace && Number(accuracy) <= WORST_ACCURACY
    ? { kind: 'value', value: 'fix', raw: `accuracy ${accuracy}` }
    : unknown('the position is not one on earth');
}

const PLACE = /^-?\d{1,3}\.\d{6}$/;
const WORST_ACCURACY = 50;
const MAX_MILLIVOLTS = 100_000;
const MAX_ODOMETER_METRES = 4_294_967_000;

/** The second digit says rest or motion, the first where the ignition is; without an ignition wire it is 4. */
function ignitionOf(state: string): QueclinkMeasured {
  if (/^2[12]$/.test(state)) {
    return { kind: 'value', value: true, raw: state };
  }
  if (/^(1[126]|1A)$/.test(state)) {
    return { kind: 'value', value: false, raw: state };
  }
  return /^4[12]$/.test(state) ? unknown('the unit has no ignition wire') : untold();
}

function levelOf(rssi: string): QueclinkMeasured {
  const level = /^\d{1,2}$/.test(rssi) ? signalLevelOf(Number(rssi)) : null;
  if (level === null) {
    return rssi === '99' ? unknown('the unit does not know its signal') : untold();
  }
  return { kind: 'value', value: level, raw: rssi };
}

function number(
  text: string,
  shape: RegExp,
  { times, limit }: { readonly times: number; readonly limit: number },
): QueclinkMeasured {
  const value = Math.round(Number(text) * times);
  return shape.test(text) && value <= limit ? { kind: 'value', value, raw: text } : untold();
}

function untold(): QueclinkMeasured {
  return unknown('the unit does not tell it');
}

function unknown(why: string): QueclinkMeasured {
  return { kind: 'unknown', why };
}
