import type { UnitDriver } from '#core/ports/unit-driver.ts';
import { createAtDriver } from '#electron/adapters/unit-drivers/create-at-driver.ts';
import { createBenchunitDriver } from '#electron/adapters/unit-drivers/create-benchunit-driver.ts';
import { createCalampDriver } from '#electron/adapters/unit-drivers/create-calamp-driver.ts';
import { createQueclinkDriver } from '#electron/adapters/unit-drivers/create-queclink-driver.ts';
import { createTeltonikaDriver } from '#electron/adapters/unit-drivers/create-teltonika-driver.ts';
import type { UnitFamily } from '#sim/units/families.ts';

/** A family as the cable is measured with it. */
export interface CableFamily {
  readonly name: string;
  readonly family: UnitFamily;
  readonly model: string;
  readonly driver: UnitDriver;
  /** The first reading of a unit takes longer, because it learns something of it. */
  readonly learns?: boolean;
}

/** Every family that can be written. */
export const cableFamilies: readonly CableFamily[] = [
  { name: 'Teltonika', family: 'teltonika', model: 'FTSIM1', driver: createTeltonikaDriver() },
  {
    name: 'Teltonika, Configurator dialogue',
    family: 'teltonika',
    model: 'FTSIM1',
    learns: true,
    driver: createTeltonikaDriver({ dialogue: () => 'configurator' }),
  },
  { name: 'CalAmp', family: 'calamp', model: 'LMU-2630', driver: createCalampDriver() },
  { name: 'Queclink', family: 'queclink', model: 'GL300', driver: createQueclinkDriver() },
  { name: 'AT modem', family: 'at27007', model: 'VM-27', driver: createAtDriver() },
  { name: 'Bench unit', family: 'benchunit', model: 'BU-1', driver: createBenchunitDriver() },
];

/** A value for every key that a family may hold, within the limits of all of them. */
const values: Readonly<Record<string, string>> = {
  apn: 'fleet.example.com',
  apnSecond: 'backup.example.com',
  apnUser: 'trailer',
  apnPassword: 'pass-7Qx2',
  apnAuth: 'chap',
  serverHost: 'ingest.example.com',
  serverAddress: '192.0.2.10',
  serverPort: '7710',
  serverProto: 'udp',
  backupMode: '1',
  backupHost: '192.0.2.20',
  backupPort: '7711',
  backupProto: 'tcp',
  openLinkS: '300',
  responseS: '30',
  heartbeatMin: '15',
  maintenanceS: '3600',
  reportStoppedS: '3600',
  sendStoppedS: '120',
  reportMovingS: '60',
  reportMovingM: '250',
  sendMovingS: '90',
  ignitionSource: '2',
  sleepMode: '2',
  sleepMinutes: '20',
  vin: '1M8GDM9AXKP042788',
  tyreCount: '6',
  tyreCircumferenceMm: '3100',
};

/** As large a profile as the family's table allows. Throws for a key that has no value here, so that none is left out in silence. */
export function fullProfile({ driver, model }: CableFamily, imei: string): Readonly<Record<string, string>> {
  const identity = { driver: driver.id, imei, model, firmware: '', hardware: null, iccid: null };
  const writable = Object.entries(driver.capabilities(identity).keys).filter(([, { write }]) => write);
  return Object.fromEntries(
    writable.map(([key]) => {
      const value = values[key];
      if (value === undefined) {
        throw new Error(`the bench has no value for ${key}`);
      }
      return [key, value];
    }),
  );
}
