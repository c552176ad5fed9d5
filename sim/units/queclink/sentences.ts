import type { UnitHealth } from '../unit-health.ts';

/*
 * The unit's messages, letter for letter as the maker publishes them (link.md §2B; GL300 manual p34, p57, p59, p68, p71). Written from the
 * published strings; shares nothing with the parser that has to understand them.
 */

/** What stands in every message. */
export interface Envelope {
  readonly imei: string;
  readonly deviceName: string;
  /** The unit's own clock. */
  readonly clockMs: number;
  readonly count: number;
}

/** Device type 1A, protocol 8.00: the recorded GL300. */
const protocolVersion = '1A0800';
const deviceType = 'GL300';
const firmwareVersion = '0A03';
const hardwareVersion = '0103';

/** Confirms a command; `about` is the sub command of real-time operation. */
export function acknowledgement(
  word: string,
  envelope: Envelope,
  { about, serial }: { readonly about?: string; readonly serial: string },
): string {
  const middle = about === undefined ? serial : `${about},${serial}`;
  return sealed(`+ACK:${word}`, envelope, middle);
}

export function report(word: string, envelope: Envelope, content: string): string {
  return sealed(`+RESP:${word}`, envelope, content);
}

function sealed(head: string, { imei, deviceName, clockMs, count }: Envelope, content: string): string {
  const number = count.toString(16).toUpperCase().padStart(4, '0');
  return `${head},${protocolVersion},${imei},${deviceName},${content},${stamp(clockMs)},${number}$`;
}

export const versionContent = `${deviceType},${firmwareVersion},${hardwareVersion}`;

export function signalContent(health: UnitHealth): string {
  return `${health.rssi},${health.rssi === 99 ? 99 : 0}`;
}

/** State, card, signal, external supply, mileage, battery … in the order of the manual. */
export function informationContent(health: UnitHealth, card: string, clockMs: number): string {
  const isSupplied = health.supplyMillivolts >= leastSupplyMillivolts;
  return [
    health.ignition ? '21' : '41',
    card,
    signalContent(health),
    isSupplied ? '1' : '0',
    (health.odometerMetres / 1_000).toFixed(1),
    '',
    (health.batteryMillivolts / 1_000).toFixed(2),
    isSupplied ? '1' : '0',
    '1',
    '0',
    '0',
    '0',
    health.gnss === 'fix' ? stamp(clockMs) : '',
    String(Math.max(0, Math.min(100, Math.round((health.batteryMillivolts - 3_400) / 7.5)))),
    '0',
    '23.5',
    '',
    '',
  ].join(',');
}

/** Reception, jamming, and the satellites found with their strength. */
export function satelliteContent(health: UnitHealth): string {
  const level = { off: '0', searching: '1', fix: '3' }[health.gnss];
  const found = Array.from({ length: health.satellites }, (_, index) => `${index + 1},${20 + ((index * 7) % 30)}`);
  return [level, '12', String(health.satellites), ...found].join(',');
}

/** Where the unit is; without a fix the accuracy is 0 and the place is left out. */
export function positionContent(health: UnitHealth, clockMs: number): string {
  const place =
    health.gnss === 'fix'
      ? `1,0.0,0,${health.altitudeMetres.toFixed(1)},${health.longitude.toFixed(6)},${health.latitude.toFixed(6)},${stamp(clockMs)}`
      : '0,,,,,,';
  const network =
    health.operator === '' ? ',,,' : `0${health.operator.slice(0, 3)},00${health.operator.slice(3)},18D8,6141`;
  return `0,0,1,${place},${network},00,92`;
}

/** YYYYMMDDHHMMSS. */
function stamp(atMs: number): string {
  return new Date(atMs).toISOString().replace(/\D/g, '').slice(0, 14);
}

const leastSupplyMillivolts = 6_000;
