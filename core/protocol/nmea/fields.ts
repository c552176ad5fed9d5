/**
 * Single fields of NMEA sentences. `empty` and `bad` are told apart: an empty field is a receiver that does not know yet, a bad one
 * makes its whole sentence unbelievable.
 */
export type Field<Value> =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'empty' }
  | { readonly kind: 'bad' };

/** Degrees, WGS 84, north and east positive. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

const empty = { kind: 'empty' } as const;
const bad = { kind: 'bad' } as const;

/** A number within limits, written plainly. */
export function readNumber(text: string | undefined, least: number, most: number): Field<number> {
  if (text === undefined || text === '') {
    return empty;
  }
  const value = /^-?\d{1,8}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? { kind: 'value', value } : bad;
}

/** The four fields of a place: `ddmm.mmmm`, N or S, `dddmm.mmmm`, E or W. All empty is a receiver without a place; some empty is bad. */
export function readPosition(fields: readonly (string | undefined)[]): Field<Position> {
  const [latitudeText = '', northSouth = '', longitudeText = '', eastWest = ''] = fields;
  if (latitudeText === '' && longitudeText === '') {
    return empty;
  }
  const latitude = degrees(latitudeText, { digits: 2, most: 90, sign: signs.get(`NS${northSouth}`) });
  const longitude = degrees(longitudeText, { digits: 3, most: 180, sign: signs.get(`EW${eastWest}`) });
  return latitude === null || longitude === null ? bad : { kind: 'value', value: { latitude, longitude } };
}

const signs: ReadonlyMap<string, 1 | -1> = new Map([
  ['NSN', 1],
  ['NSS', -1],
  ['EWE', 1],
  ['EWW', -1],
]);

function degrees(
  text: string,
  rule: { readonly digits: number; readonly most: number; readonly sign: 1 | -1 | undefined },
): number | null {
  const { digits, most, sign } = rule;
  if (sign === undefined || !/^\d{4,5}(\.\d{1,9})?$/.test(text) || text.split('.')[0]?.length !== digits + 2) {
    return null;
  }
  const minutes = Number(text.slice(digits));
  const value = Number(text.slice(0, digits)) + minutes / 60;
  return minutes < 60 && value <= most ? sign * value : null;
}

/** `hhmmss.sss` as milliseconds of the day. A leap second is second 60. */
export function readTimeOfDayMs(text: string | undefined): Field<number> {
  if (text === undefined || text === '') {
    return empty;
  }
  const parts = /^(\d{2})(\d{2})(\d{2}(?:\.\d{1,6})?)$/.exec(text);
  const [hours, minutes, seconds] = [Number(parts?.[1]), Number(parts?.[2]), Number(parts?.[3])];
  return hours < 24 && minutes < 60 && seconds < 61
    ? { kind: 'value', value: Math.round(((hours * 60 + minutes) * 60 + seconds) * 1000) }
    : bad;
}

/** `ddmmyy` as milliseconds since 1970 at midnight UTC. Receivers tell two digits of the year; GPS began in 1980. */
export function readDateMs(text: string | undefined): Field<number> {
  if (text === undefined || text === '') {
    return empty;
  }
  const parts = /^(\d{2})(\d{2})(\d{2})$/.exec(text);
  const [day, month, shortYear] = [Number(parts?.[1]), Number(parts?.[2]), Number(parts?.[3])];
  const year = shortYear < 80 ? 2000 + shortYear : 1900 + shortYear;
  const isReal = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return isReal ? { kind: 'value', value: Date.UTC(year, month - 1, day) } : bad;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
