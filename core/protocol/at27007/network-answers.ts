import type { Told } from './answers.ts';

/** What a modem tells of the network beside its registration: whose it is, and what time it has there. */
export interface Operator {
  /** The name or the number of the network, as told. */
  readonly name: string;
  /** In a word where the modem tells it. */
  readonly access: string | null;
}

/** `+COPS: 0,0,"T-Mobile",7` (TS 27.007 §7.3). `+COPS: 0` names none: no network is chosen. */
export function readOperator(line: string): Told<Operator> {
  const match = /^\+COPS:\s*\d\s*,\s*\d\s*,\s*"([^"]+)"\s*(?:,\s*(\d{1,2}))?$/.exec(line.trim());
  if (match === null) {
    return { kind: 'untold' };
  }
  const [, name = '', access] = match;
  return { kind: 'told', value: { name, access: access === undefined ? null : (ACCESS[Number(access)] ?? null) } };
}

/**
 * Milliseconds since 1970 from `+CCLK: "14/08/05,04:00:21+40"` (TS 27.007 §8.15): local time, the zone in quarters of an hour. Seen
 * without quotes too. Without a zone it could be any hour, so nothing is told; a clock that was never set tells 1980 or 2004, and that is told.
 */
export function readModemClock(line: string): Told<number> {
  const match = CLOCK.exec(line.trim());
  if (match === null) {
    return { kind: 'untold' };
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zone = 0] = match.slice(1).map(Number);
  const fullYear = year >= FIRST_YEAR ? 1900 + year : 2000 + year;
  const isTime = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second < 60;
  return isTime && Math.abs(zone) <= LARGEST_ZONE
    ? { kind: 'told', value: Date.UTC(fullYear, month - 1, day, hour, minute, second) - zone * QUARTER_MS }
    : { kind: 'untold' };
}

const CLOCK = /^\+CCLK:\s*"?(\d{2})\/(\d{2})\/(\d{2}),(\d{2}):(\d{2}):(\d{2})([+-]\d{1,2})"?$/;
/** Satellite time begins in 1980: no clock tells an earlier year. */
const FIRST_YEAR = 80;
const QUARTER_MS = 15 * 60_000;
/** TS 27.007 lets the zone run from -96 to +96; no place on earth is further. */
const LARGEST_ZONE = 96;

/** TS 27.007 §7.3, <AcT>. */
const ACCESS: readonly string[] = [
  ...['GSM', 'GSM compact', 'UMTS', 'EDGE', 'HSDPA', 'HSUPA', 'HSPA', 'LTE', 'EC-GSM', 'NB-IoT'],
  ...['LTE (5GC)', 'NR', 'NG-RAN', 'LTE/NR'],
];
