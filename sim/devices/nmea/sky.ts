import { createRandom, drift } from '../../random/seeded-random.ts';
import type { Epoch, Satellite } from './nmea-writer.ts';

/** What can be wrong with a virtual receiver (link.md §10, group 14). */
export const receiverTroubles = [
  'no-fix',
  'fills-zeros',
  'claims-zero',
  'rollover',
  'clock-1980',
  'clock-2004',
  'clock-ahead',
  'clock-stands',
  'bad-sums',
] as const;
export type ReceiverTrouble = (typeof receiverTroubles)[number];

export interface SkySetting {
  readonly seed: number;
  readonly poweredAtMs: number;
  readonly troubles: readonly ReceiverTrouble[];
}

/** The truth of one moment: where the receiver is and what it hears, a function of seed and time alone. */
export function skyAt({ seed, poweredAtMs, troubles }: SkySetting, atMs: number): Epoch {
  const upSeconds = Math.max(0, (atMs - poweredAtMs) / 1000);
  const has = (trouble: ReceiverTrouble) => troubles.includes(trouble);
  const isLost = has('no-fix') || has('fills-zeros') || has('claims-zero');
  const satellites = satellitesAt(seed, { atMs, upSeconds, isLost });
  const used = satellites.filter((satellite) => satellite.used).length;
  const swing = (channel: string, periodMs: number) => drift(seed, channel, { atMs, periodMs });
  const home = createRandom(seed, 'receiver-home');
  return {
    timeMs: clockOf({ poweredAtMs, atMs }, has),
    dimension: used >= 4 ? 3 : used === 3 ? 2 : 1,
    // A vehicle that is moved about a yard of some hundred metres.
    latitude: 52.2 + home.next() + 0.0008 * swing('north', 90_000),
    longitude: 7.4 + home.next() + 0.0012 * swing('east', 70_000),
    altitudeMetres: 60 + 3 * swing('height', 40_000),
    speedKnots: Math.abs(4 * swing('speed', 30_000)),
    courseDegrees: 180 + 179 * swing('course', 60_000),
    hdop: used === 0 ? 99.99 : 0.7 + 4 / used,
    satellites,
    fillsZeros: has('fills-zeros'),
    claimsFix: has('claims-zero'),
  };
}

const secondsPerSatellite = 2;

function satellitesAt(
  seed: number,
  { atMs, upSeconds, isLost }: { readonly atMs: number; readonly upSeconds: number; readonly isLost: boolean },
): readonly Satellite[] {
  const found = isLost ? 0 : Math.floor(upSeconds / secondsPerSatellite);
  return Array.from({ length: 16 }, (_, index): Satellite => {
    const own = createRandom(seed, `satellite-${index}`);
    const elevation = own.between(4, 85);
    const system = index % 3 === 2 ? 'GL' : 'GP';
    const signal = Math.round(30 + elevation / 5 + 4 * drift(seed, `signal-${index}`, { atMs, periodMs: 20_000 }));
    const isHeard = index < found;
    return {
      system,
      number: system === 'GL' ? 65 + index : 1 + index,
      elevation,
      azimuth: own.between(0, 359),
      signal: isHeard ? signal : null,
      used: isHeard && elevation > 10,
    };
  });
}

const weekMs = 7 * 86_400_000;
const hourMs = 3_600_000;

function clockOf(
  { poweredAtMs, atMs }: { readonly poweredAtMs: number; readonly atMs: number },
  has: (trouble: ReceiverTrouble) => boolean,
): number {
  const upMs = atMs - poweredAtMs;
  if (has('rollover')) {
    return atMs - 1024 * weekMs;
  }
  if (has('clock-1980')) {
    return Date.UTC(1980, 0, 6) + upMs;
  }
  if (has('clock-2004')) {
    return Date.UTC(2004, 0, 1) + upMs;
  }
  return has('clock-stands') ? poweredAtMs : has('clock-ahead') ? atMs + 30 * hourMs : atMs;
}
