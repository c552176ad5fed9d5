import type { AnswerLine } from '../command-exchange.ts';
import { isPlainAscii } from '../latin1.ts';
import { hasShape, INFO_SHAPES, POSITION_SHAPES, readShape, STATUS_SHAPES } from './answer-shapes.ts';
import { leadingInteger, scanKnownKeys } from './known-keys.ts';
import type { ParameterReading } from './parameters.ts';
import type { TeltonikaFamily, TeltonikaIoField } from './unit-families.ts';

/**
 * Turns `getinfo`, `getstatus`, `getgps` and `readio` answers into measured fields. Every field is a value with the raw
 * text it came from, or unknown with a reason; a code that no table names is unknown (link.md §11).
 */
export type MeasuredField =
  | { readonly kind: 'value'; readonly value: number | string | boolean; readonly raw: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** True for a line that has the shape of a `getinfo` answer. */
export function isInfoLine(line: AnswerLine): boolean {
  return /^(RTC|INI):/.test(line.text) && isPlainAscii(line.text) && scanKnownKeys(line, INFO_KEYS).size >= 8;
}

/** True for a line that has the shape of a `getstatus` answer. */
export function isStatusLine(line: AnswerLine): boolean {
  return line.text.startsWith('Data Link:') && isPlainAscii(line.text) && scanKnownKeys(line, STATUS_KEYS).size >= 5;
}

/** True for a line that has the shape of a `getgps` answer or of its refusal. */
export function isPositionLine(line: AnswerLine): boolean {
  return /^GPS:\s*\d+ Sat:/i.test(line.text) || line.text.startsWith(NO_POSITION);
}

/** True for a `getinfo` answer that is there to the end of its published shape. */
export function isWholeInfo(line: AnswerLine): boolean {
  return hasShape(line, INFO_SHAPES);
}

/** The same for `getstatus`; a shorter one may be the beginning of a longer one. */
export function isWholeStatus(line: AnswerLine): boolean {
  return hasShape(line, STATUS_SHAPES) && /(?:NetType|FwUpd): ?\S+$/.test(line.text);
}

/** The same for `getgps`. */
export function isWholePosition(line: AnswerLine): boolean {
  return line.text.trimEnd() === NO_POSITION_IN_FULL || hasShape(line, POSITION_SHAPES);
}

/** Satellites, GNSS state (by the family's own table) and stored records from `getinfo`. */
export function readInfo(line: AnswerLine, family: TeltonikaFamily | null): InfoFields {
  const keys = readShape(line, INFO_SHAPES);
  const satellites = count(keys.get('SAT'), MAX_SATELLITES);
  return {
    satellites,
    gnssFix: gnssState(keys.get('GNSS') ?? keys.get('GPS'), family, satellites),
    recordsStored: count(keys.get('REC'), Number.MAX_SAFE_INTEGER),
  };
}
export interface InfoFields {
  readonly satellites: MeasuredField;
  readonly gnssFix: MeasuredField;
  readonly recordsStored: MeasuredField;
}

/** Data link, SIM, signal level (0–5) and registration from `getstatus`. */
export function readStatus(line: AnswerLine): StatusFields {
  const keys = readShape(line, STATUS_SHAPES);
  const dataLink = leadingInteger(keys.get('Data Link'));
  const simState = leadingInteger(keys.get('SIM'));
  const sim = simState === null ? undefined : SIM_STATES[simState];
  return {
    dataLink:
      dataLink === 0 || dataLink === 1
        ? measured(dataLink === 1, keys.get('Data Link'))
        : unknown('the unit does not tell the data link'),
    sim: sim === undefined ? unknown('the unit does not tell the state of the SIM') : measured(sim, keys.get('SIM')),
    signalLevel: count(keys.get('Signal'), 5),
    networkRegistration: registration(keys.get('OP'), keys.get('Roaming')),
  };
}
export interface StatusFields {
  readonly dataLink: MeasuredField;
  readonly sim: MeasuredField;
  readonly signalLevel: MeasuredField;
  readonly networkRegistration: MeasuredField;
}

/** Fix and satellites from `getgps`, for units whose `getinfo` state has no meaning in their table. */
export function readPosition(line: AnswerLine): {
  readonly gnssFix: MeasuredField;
  readonly satellites: MeasuredField;
} {
  if (line.text.startsWith(NO_POSITION)) {
    return { gnssFix: measured('no-fix', line.text), satellites: unknown('the unit has no position') };
  }
  const keys = readShape(line, POSITION_SHAPES);
  const state = leadingInteger(keys.get('GPS'));
  const latitude = Number(keys.get('Lat') ?? keys.get('LAT') ?? Number.NaN);
  const longitude = Number(keys.get('Long') ?? keys.get('LON') ?? Number.NaN);
  const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && !(latitude === 0 && longitude === 0);
  const fix = state === 1 && isPlace ? 'fix' : state === 0 ? 'no-fix' : null;
  return {
    gnssFix: fix === null ? unknown('the position is not one on earth') : measured(fix, line.text),
    satellites: count(keys.get('Sat'), MAX_SATELLITES),
  };
}

/** One I/O element as the health field it stands for. */
export function readIoField(field: TeltonikaIoField, reading: ParameterReading): MeasuredField {
  if (reading.kind === 'absent') {
    return unknown('this unit does not hold it, or it is switched off');
  }
  if (reading.kind !== 'value') {
    return unknown(reading.kind === 'empty' ? 'the unit answers with nothing' : reading.why);
  }
  const raw = reading.text.trim();
  if (field === 'ebsVin') {
    // The EBS side may hold a partial VIN (link.md §0.1), so only the characters are judged.
    return /^[A-HJ-NPR-Z0-9]{4,17}$/.test(raw) ? measured(raw, raw) : unknown('not a VIN');
  }
  if (field === 'ignition' || field === 'canLink') {
    return raw === '0' || raw === '1' ? measured(raw === '1', raw) : unknown('neither 0 nor 1');
  }
  const limit = field === 'odometerMetres' ? MAX_ODOMETER_METRES : MAX_MILLIVOLTS;
  return /^\d{1,10}$/.test(raw) ? count(raw, limit) : unknown('not a whole number');
}

const INFO_KEYS = [
  ...['INI', 'ERR', 'BR', 'CF', 'UT', 'RS', 'RF'],
  ...['RTC', 'Init', 'UpTime', 'PWR', 'RST', 'GPS', 'GNSS', 'SAT', 'TTFF', 'TTLF', 'NOGPS'],
  ...['SR', 'FG', 'FL', 'SMS', 'REC', 'MD', 'DB'],
];
const STATUS_KEYS = [
  ...['Data Link', 'GPRS', 'Phone', 'SIM', 'OP', 'Signal', 'NewSMS', 'Roaming', 'SMSFull', 'LAC', 'Cell ID'],
  ...['NetType', 'Network Type', 'FwUpd'],
];
const NO_POSITION = 'WARNING! GPS Data not Available';
const NO_POSITION_IN_FULL = `${NO_POSITION}. Clock not Synchronized`;
const SIM_STATES = ['ready', 'pin', 'puk', 'pin2', 'puk2'];
const MAX_SATELLITES = 99;
const MAX_MILLIVOLTS = 100_000;
const MAX_ODOMETER_METRES = 4_294_967_295;
/** A position in the plane needs three satellites; a "fix" with fewer contradicts itself. */
const SATELLITES_OF_A_FIX = 3;

function gnssState(text: string | undefined, family: TeltonikaFamily | null, satellites: MeasuredField): MeasuredField {
  const code = leadingInteger(text);
  const state = code === null ? undefined : family?.gnssStates[String(code)];
  if (state === undefined) {
    return unknown('what this state means on this model is not known');
  }
  const seen = satellites.kind === 'value' ? Number(satellites.value) : SATELLITES_OF_A_FIX;
  return state === 'fix' && seen < SATELLITES_OF_A_FIX
    ? unknown('the unit says fix, but names too few satellites for one')
    : measured(state, text);
}

function registration(operator: string | undefined, roaming: string | undefined): MeasuredField {
  const code = leadingInteger(operator);
  const isRoaming = leadingInteger(roaming);
  if (code === null || isRoaming === null || isRoaming < 0 || isRoaming > 1) {
    return unknown('the unit does not tell the network');
  }
  const state = code === 0 ? 'none' : isRoaming === 1 ? 'roaming' : 'home';
  return measured(state, `OP: ${operator} Roaming: ${roaming}`);
}

function count(text: string | undefined, maximum: number): MeasuredField {
  const value = leadingInteger(text);
  return value === null || value < 0 || value > maximum ? unknown('the unit does not tell it') : measured(value, text);
}

function measured(value: number | string | boolean, raw: string | undefined): MeasuredField {
  return { kind: 'value', value, raw: raw ?? '' };
}

function unknown(why: string): MeasuredField {
  return { kind: 'unknown', why };
}
