/**
 * Writes what a receiver knows as NMEA 0183 sentences, as a current u-blox or Quectel module does: one epoch of RMC, GGA, GSA and GSV for
 * each system. Its own code: the station's reader has to understand what was written here without having written it.
 */
export interface Epoch {
  /** Milliseconds since 1970, as the receiver believes. */
  readonly timeMs: number;
  /** 1 none, 2 in the plane, 3 in space. */
  readonly dimension: 1 | 2 | 3;
  /** Degrees; told with a fix only, unless `fillsZeros`. */
  readonly latitude: number;
  readonly longitude: number;
  readonly altitudeMetres: number;
  readonly speedKnots: number;
  readonly courseDegrees: number;
  readonly hdop: number;
  readonly satellites: readonly Satellite[];
  /** Tells 0° 0' where other receivers tell nothing. */
  readonly fillsZeros: boolean;
  /** Says A although it has no fix, as a confused receiver. */
  readonly claimsFix: boolean;
}

export interface Satellite {
  readonly system: 'GP' | 'GL';
  readonly number: number;
  readonly elevation: number;
  readonly azimuth: number;
  /** dB-Hz; null for one that is not heard. */
  readonly signal: number | null;
  readonly used: boolean;
}

/** The lines of one epoch, without line ends. */
export function writeEpoch(epoch: Epoch): readonly string[] {
  const systems = ['GP', 'GL'] as const;
  return [
    writeRmc(epoch),
    writeGga(epoch),
    ...systems.map((system) => writeGsa(epoch, system)),
    ...systems.flatMap((system) => writeGsv(epoch, system)),
  ].map(seal);
}

function seal(body: string): string {
  let sum = 0;
  for (const byte of Buffer.from(body, 'latin1')) {
    sum ^= byte;
  }
  return `$${body}*${sum.toString(16).toUpperCase().padStart(2, '0')}`;
}

function writeRmc(epoch: Epoch): string {
  const hasFix = epoch.dimension > 1 || epoch.claimsFix;
  const moment = new Date(epoch.timeMs);
  const date = [moment.getUTCDate(), moment.getUTCMonth() + 1, moment.getUTCFullYear() % 100].map(two).join('');
  const motion = hasFix ? [epoch.speedKnots.toFixed(3), epoch.courseDegrees.toFixed(2)] : ['', ''];
  return [
    'GNRMC',
    clock(moment),
    hasFix ? 'A' : 'V',
    ...place(epoch),
    ...motion,
    date,
    '',
    '',
    hasFix ? 'A' : 'N',
  ].join(',');
}

function writeGga(epoch: Epoch): string {
  const hasFix = epoch.dimension > 1 || epoch.claimsFix;
  const used = epoch.satellites.filter((satellite) => satellite.used).length;
  const height = hasFix ? [epoch.altitudeMetres.toFixed(1), 'M', '47.0', 'M'] : ['', 'M', '', 'M'];
  const head = ['GNGGA', clock(new Date(epoch.timeMs)), ...place(epoch), hasFix ? '1' : '0', two(used)];
  return [...head, epoch.hdop.toFixed(2), ...height, '', ''].join(',');
}

function writeGsa({ dimension, satellites, hdop }: Epoch, system: Satellite['system']): string {
  const used = satellites.filter((satellite) => satellite.used && satellite.system === system).slice(0, 12);
  const numbers = Array.from({ length: 12 }, (_, index) => (used[index] === undefined ? '' : two(used[index].number)));
  const vdop = hdop * 1.4;
  const dilution = [Math.hypot(hdop, vdop), hdop, vdop].map((value) => value.toFixed(2));
  return ['GNGSA', 'A', dimension, ...numbers, ...dilution, system === 'GP' ? 1 : 2].join(',');
}

function writeGsv({ satellites }: Epoch, system: Satellite['system']): readonly string[] {
  const seen = satellites.filter((satellite) => satellite.system === system);
  const pages = Math.max(1, Math.ceil(seen.length / 4));
  return Array.from({ length: pages }, (_, page) => {
    const four = seen.slice(page * 4, page * 4 + 4).map(({ number, elevation, azimuth, signal }) => {
      const heard = signal === null ? '' : two(signal);
      return [two(number), two(elevation), String(azimuth).padStart(3, '0'), heard].join(',');
    });
    return [`${system}GSV`, pages, page + 1, two(seen.length), ...four, 1].join(',');
  });
}

function place({ dimension, latitude, longitude, fillsZeros, claimsFix }: Epoch): readonly string[] {
  if (dimension > 1) {
    return [...sexagesimal(latitude, 2, 'NS'), ...sexagesimal(longitude, 3, 'EW')];
  }
  return fillsZeros || claimsFix ? ['0000.00000', 'N', '00000.00000', 'E'] : ['', '', '', ''];
}

function sexagesimal(degrees: number, digits: number, letters: 'NS' | 'EW'): readonly string[] {
  const hundredThousandths = Math.round(Math.abs(degrees) * 60 * 100_000);
  const whole = Math.floor(hundredThousandths / 6_000_000);
  const minutes = (hundredThousandths - whole * 6_000_000) / 100_000;
  const text = `${String(whole).padStart(digits, '0')}${minutes.toFixed(5).padStart(8, '0')}`;
  return [text, degrees < 0 ? letters.slice(1) : letters.slice(0, 1)];
}

function clock(moment: Date): string {
  return `${[moment.getUTCHours(), moment.getUTCMinutes(), moment.getUTCSeconds()].map(two).join('')}.00`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
