import { createRandom } from '../../random/seeded-random.ts';
import type { UnitHealth } from '../unit-health.ts';
import type { UnitProfile } from '../unit-machine.ts';

/**
 * What an LMU says, line by line. Published to the letter: the parameter lines, `INBOUND`, and the position lines (HMU-3640 installation
 * guide); of `ATIC` only the three labels with Yes or No; of `ATI0` and `ATI1` only what they are for, so their layout is chosen here.
 */
const applicationVersion = '5.0j';

export function versionLines(model: string): readonly string[] {
  return [`${model}, CalAmp`, `APP:046 ${applicationVersion}`];
}

/** The IMSI stands before the IMEI and has as many digits, so that whoever takes the first fifteen takes the wrong ones. */
export function identifierLines(
  profile: UnitProfile,
  told: { readonly imei: string; readonly hasSim: boolean },
): readonly string[] {
  const random = createRandom(profile.seed, 'esn');
  const esn = String(random.between(1_000_000_000, 9_999_999_999));
  const subscriber = String(random.between(0, 9_999_999_999)).padStart(10, '0');
  const card = told.hasSim ? [`IMSI: 26201${subscriber}`, `ICC-ID: ${profile.iccid}`] : ['IMSI:', 'ICC-ID:'];
  return [`ESN: ${esn}`, ...card, `IMEI: ${told.imei}`];
}

export function communicationLines({ registration, dataLink, sim }: UnitHealth): readonly string[] {
  const isOn = sim === 'ready' && (registration === 'home' || registration === 'roaming');
  const yesNo = (value: boolean) => (value ? 'Yes' : 'No');
  return [
    `Network Reg.  : ${yesNo(isOn)}`,
    `Data Reg.     : ${yesNo(isOn)}`,
    `Connection    : ${yesNo(isOn && dataLink)}`,
  ];
}

/** Degrees in hundred-thousandths. The fix word of a unit that has none is chosen here. */
export function positionLines({ gnss, latitude, longitude, satellites }: UnitHealth): readonly string[] {
  if (gnss === 'off') {
    return ['Antenna Off'];
  }
  const hasFix = gnss === 'fix';
  const scaled = (degrees: number) => (hasFix ? Math.round(degrees * 100_000) : 0);
  return [
    `Lat=${scaled(latitude)}, Lon=${scaled(longitude)}, Alt=0`,
    `Hdg=0 Spd=0 ${hasFix ? '3D-RTIME' : 'NO-FIX'} HDOP=${hasFix ? 130 : 9999} nSats=${satellites}`,
  ];
}

export function inboundLines(running: Readonly<Record<string, string>>): readonly string[] {
  const held = (place: string) => running[place] ?? '';
  return [
    'INBOUND LMD',
    `INBOUND 0 ADDR ${held('768,0')}:${held('769,0')} *`,
    `INBOUND 0 URL ${held('2319,0')}`.trimEnd(),
    `INBOUND 1 ADDR 0.0.0.0:${held('769,1')}`,
    `INBOUND 1 URL ${held('2319,1')}`.trimEnd(),
    'INBOUND 2 ADDR 0.0.0.0:20500',
    'INBOUND 3 ADDR 0.0.0.0:20500',
  ];
}
