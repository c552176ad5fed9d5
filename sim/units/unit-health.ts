import { createRandom, drift } from '../random/seeded-random.ts';

/** What is really so inside and around the unit at one moment. Each family tells it in its own words. */
export interface UnitHealth {
  readonly supplyMillivolts: number;
  readonly batteryMillivolts: number;
  readonly satellites: number;
  readonly gnss: 'off' | 'searching' | 'fix';
  /** Degrees, WGS 84; meaningful with a fix only. */
  readonly latitude: number;
  readonly longitude: number;
  readonly altitudeMetres: number;
  readonly sim: 'ready' | 'pin' | 'puk' | 'missing' | 'failed';
  readonly registration: 'searching' | 'home' | 'denied' | 'roaming';
  /** MCC and MNC, e.g. `26201`; empty while not registered. */
  readonly operator: string;
  /** 0 to 31 as in TS 27.007 +CSQ, or 99 for not known. */
  readonly rssi: number;
  readonly dataLink: boolean;
  readonly ignition: boolean;
  readonly ebsLink: boolean;
  readonly ebsVin: string;
  readonly canFramesPerSecond: number;
  readonly odometerMetres: number;
  readonly recordsStored: number;
  /** How far the unit's clock is from the true time. */
  readonly clockOffsetMs: number;
}

/** What health depends on beside time. */
export interface HealthSetting {
  readonly seed: number;
  readonly poweredAtMs: number;
  readonly nominalSupplyMillivolts: number;
  readonly ignition: boolean;
  readonly ebsVin: string;
}

const attachAfterSeconds = 5;
const secondsPerSatellite = 2;
const satellitesForFix = 4;

/**
 * Health at a moment: a function of the seed and the time alone, so that a restored unit goes on where it was.
 * After power-up the unit first finds its network, then satellites one by one.
 */
export function healthAt(setting: HealthSetting, atMs: number): UnitHealth {
  const { seed } = setting;
  const upSeconds = Math.max(0, (atMs - setting.poweredAtMs) / 1000);
  const place = createRandom(seed, 'place');
  const attached = upSeconds >= attachAfterSeconds;
  const visible = Math.round(11 + 2 * drift(seed, 'sky', { atMs, periodMs: 40_000 }));
  const satellites = Math.min(visible, Math.floor(upSeconds / secondsPerSatellite));
  const wander = (channel: string) => drift(seed, channel, { atMs, periodMs: 15_000 }) * 0.00002;
  return {
    supplyMillivolts:
      setting.nominalSupplyMillivolts + Math.round(350 * drift(seed, 'supply', { atMs, periodMs: 9_000 })),
    batteryMillivolts: 4_080 + Math.round(25 * drift(seed, 'battery', { atMs, periodMs: 30_000 })),
    satellites,
    gnss: satellites >= satellitesForFix ? 'fix' : 'searching',
    latitude: 52.2 + place.next() + wander('latitude'),
    longitude: 7.4 + place.next() + wander('longitude'),
    altitudeMetres: 40 + place.between(0, 60),
    sim: 'ready',
    registration: attached ? 'home' : 'searching',
    operator: attached ? '26201' : '',
    rssi: attached ? Math.round(22 + 5 * drift(seed, 'radio', { atMs, periodMs: 12_000 })) : 99,
    dataLink: attached,
    ignition: setting.ignition,
    ebsLink: true,
    ebsVin: setting.ebsVin,
    canFramesPerSecond: 520 + Math.round(40 * drift(seed, 'can', { atMs, periodMs: 5_000 })),
    odometerMetres: 1_000 * createRandom(seed, 'odometer').between(8_000, 420_000),
    recordsStored: createRandom(seed, 'records').between(2, 40),
    clockOffsetMs: 0,
  };
}
