import { type Field, type Position, readDateMs, readNumber, readPosition, readTimeOfDayMs } from './fields.ts';
import { readNmeaLine } from './sentence.ts';

/**
 * What one sentence says, NMEA 0183 2.3 to 4.11. Fields are taken by their place and missing ones at the end are empty, since their
 * number differs by firmware. Without a fix there is no position, whatever the fields hold: some receivers fill them with zeros.
 */
export type NmeaReading =
  /** Quality, satellites used and HDOP. A position only with quality 1 to 5: 6 is reckoned, 7 typed in, 8 simulated. */
  | {
      readonly kind: 'gga';
      readonly talker: string;
      readonly quality: number;
      readonly position: Position | null;
      readonly satellitesUsed: number | null;
      readonly hdop: number | null;
      readonly altitudeMetres: number | null;
    }
  /** Status, place and moment (milliseconds since 1970). `isValid`: status A, and the mode, where told, is no reckoned one. */
  | {
      readonly kind: 'rmc';
      readonly isValid: boolean;
      readonly position: Position | null;
      readonly momentMs: number | null;
    }
  /** 1 no fix, 2 in the plane, 3 in space. */
  | { readonly kind: 'gsa'; readonly dimension: 1 | 2 | 3; readonly hdop: number | null }
  /** One page of the satellites above the horizon. `group` is talker and signal; a satellite heard on two signals is in two groups. */
  | {
      readonly kind: 'gsv';
      readonly group: string;
      readonly page: number;
      readonly pages: number;
      readonly satellites: readonly string[];
    }
  /** A good sentence that is nothing to us. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'other' };

const damaged: NmeaReading = { kind: 'damaged' };

/** Reads a line without its line end. Never throws; a sentence with one unreadable field says nothing at all. */
export function readNmea(line: string): NmeaReading {
  const read = readNmeaLine(line);
  if (read.kind !== 'sentence') {
    return read.kind === 'foreign' ? { kind: 'nothing' } : { kind: read.kind };
  }
  const { talker, type, fields } = read;
  switch (type) {
    case 'GGA':
      return readGga(talker, fields);
    case 'RMC':
      return readRmc(fields);
    case 'GSA':
      return readGsa(fields);
    case 'GSV':
      return readGsv(talker, fields);
    default:
      return { kind: 'nothing' };
  }
}

function readGga(talker: string, fields: readonly string[]): NmeaReading {
  // One digit: a longer number belongs to a field that lost its place.
  const quality = /^\d$/.test(fields[5] ?? '') ? Number(fields[5]) : null;
  const position = readPosition(fields.slice(1, 5));
  const used = readNumber(fields[6], 0, 99);
  const hdop = readNumber(fields[7], 0, 100);
  const altitude = readNumber(fields[8], -20_000, 100_000);
  const time = readTimeOfDayMs(fields[0]);
  if (fields.length < 8 || quality === null || isAnyBad([position, used, hdop, altitude, time])) {
    return damaged;
  }
  const hasFix = quality >= 1 && quality <= 5;
  return {
    kind: 'gga',
    talker,
    quality,
    position: hasFix ? known(position) : null,
    satellitesUsed: known(used),
    hdop: known(hdop),
    altitudeMetres: hasFix ? known(altitude) : null,
  };
}

function readRmc(fields: readonly string[]): NmeaReading {
  const time = readTimeOfDayMs(fields[0]);
  const status = fields[1] ?? '';
  const position = readPosition(fields.slice(2, 6));
  const date = readDateMs(fields[8]);
  const mode = fields[11] ?? '';
  const isStatus = status === 'A' || status === 'V';
  if (fields.length < 9 || !isStatus || !/^[A-Z]?$/.test(mode) || isAnyBad([time, position, date])) {
    return damaged;
  }
  const isValid = status === 'A' && !reckonedModes.has(mode);
  const momentMs = time.kind === 'value' && date.kind === 'value' ? date.value + time.value : null;
  return { kind: 'rmc', isValid, position: isValid ? known(position) : null, momentMs };
}

function readGsa(fields: readonly string[]): NmeaReading {
  const hdop = readNumber(fields[15], 0, 100);
  const dimension = dimensions.find((one) => String(one) === fields[1]);
  return fields.length < 17 || dimension === undefined || hdop.kind === 'bad'
    ? damaged
    : { kind: 'gsa', dimension, hdop: known(hdop) };
}

/** Four satellites a page at most, four fields each; one field more is the signal (4.11), before which some Quectel modules put a zero. */
function readGsv(talker: string, fields: readonly string[]): NmeaReading {
  const pages = readNumber(fields[0], 1, 20);
  const page = readNumber(fields[1], 1, 20);
  const told = readNumber(fields[2], 0, 99);
  const blocks = fields.slice(3);
  const signal = blocks.length % 4 === 0 ? '' : (blocks.at(-1) ?? '');
  const isShaped = blocks.length % 4 <= 2 && blocks.length <= 18 && /^[0-9A-F]?$/.test(signal);
  if (pages.kind !== 'value' || page.kind !== 'value' || told.kind !== 'value' || !isShaped) {
    return damaged;
  }
  const satellites = blocks.filter((_field, index) => index % 4 === 0 && index + 3 < blocks.length);
  return page.value > pages.value || !satellites.every((number) => /^\d{0,3}$/.test(number))
    ? damaged
    : {
        kind: 'gsv',
        group: `${talker}/${signal}`,
        page: page.value,
        pages: pages.value,
        satellites: satellites.filter((number) => number !== '').map((number) => `${talker}${Number(number)}`),
      };
}

const dimensions = [1, 2, 3] as const;

/** E reckoned, M typed in, N none, S simulated. */
const reckonedModes: ReadonlySet<string> = new Set(['E', 'M', 'N', 'S']);

function isAnyBad(fields: readonly Field<unknown>[]): boolean {
  return fields.some(({ kind }) => kind === 'bad');
}

function known<Value>(field: Field<Value>): Value | null {
  return field.kind === 'value' ? field.value : null;
}
