import type { UnitDriver } from '#core/ports/unit-driver.ts';
import { createAtDriver } from '#electron/adapters/unit-drivers/create-at-driver.ts';
import { createBenchunitDriver } from '#electron/adapters/unit-drivers/create-benchunit-driver.ts';
import { createCalampDriver } from '#electron/adapters/unit-drivers/create-calamp-driver.ts';
import { createQueclinkDriver } from '#electron/adapters/unit-drivers/create-queclink-driver.ts';
import { createTeltonikaDriver } from '#electron/adapters/unit-drivers/create-teltonika-driver.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import type { UnitFamily } from '#sim/units/families.ts';

/** A family as the cable is measured with it: its driver, and values that can be written to it. */
export interface CableFamily {
  readonly name: string;
  readonly family: UnitFamily;
  readonly model: string;
  readonly driver: UnitDriver;
  readonly values: Readonly<Record<string, string>>;
}

const demoProfile = Object.fromEntries((demoFleet.profiles[0]?.values ?? []).map(({ key, value }) => [key, value]));
const server = { apn: 'fleet.example.com', serverHost: 'ingest.example.com', serverPort: '7710' };

/** Every family that can be written. */
export const cableFamilies: readonly CableFamily[] = [
  { name: 'Teltonika', family: 'teltonika', model: 'FTSIM1', driver: createTeltonikaDriver(), values: demoProfile },
  {
    ...{ name: 'Teltonika, Configurator dialogue', family: 'teltonika', model: 'FTSIM1', values: demoProfile },
    driver: createTeltonikaDriver({ dialogue: () => 'configurator' }),
  },
  {
    ...{ name: 'CalAmp', family: 'calamp', model: 'LMU-2630', driver: createCalampDriver() },
    values: { ...server, apnUser: 'trailer', maintenanceS: '3600' },
  },
  {
    ...{ name: 'Queclink', family: 'queclink', model: 'GL300', driver: createQueclinkDriver() },
    values: { ...server, apnUser: 'trailer', reportMovingS: '60' },
  },
  {
    name: 'AT modem',
    family: 'at27007',
    model: 'VM-27',
    driver: createAtDriver(),
    values: { apn: 'fleet.example.com' },
  },
  {
    ...{ name: 'Bench unit', family: 'benchunit', model: 'BU-1', driver: createBenchunitDriver() },
    values: { ...server, reportMovingS: '60', sleepMinutes: '20' },
  },
];
