import type { UnitDriver } from '#core/ports/unit-driver.ts';
import { createAtDriver } from '#electron/adapters/unit-drivers/create-at-driver.ts';
import { createBenchunitDriver } from '#electron/adapters/unit-drivers/create-benchunit-driver.ts';
import { createCalampDriver } from '#electron/adapters/unit-drivers/create-calamp-driver.ts';
import { createQueclinkDriver } from '#electron/adapters/unit-drivers/create-queclink-driver.ts';
import { createTeltonikaDriver } from '#electron/adapters/unit-drivers/create-teltonika-driver.ts';
import benchunit from '#resources/unit-families/benchunit.json' with { type: 'json' };
import calamp from '#resources/unit-families/calamp.json' with { type: 'json' };
import queclink from '#resources/unit-families/queclink.json' with { type: 'json' };
import teltonika from '#resources/unit-families/teltonika.json' with { type: 'json' };
import type { UnitFamily } from '#sim/units/families.ts';

/** How many bytes a write moves in each direction, and at most in one command: where a cable can be pulled. */
export interface UnplugBytes {
  readonly toUnit: number;
  readonly toHost: number;
  readonly command: number;
}

/** A family whose units can be written, with what is needed to know the truth about one: which of its own ids holds a key, and how. */
export interface UnplugFamily {
  readonly name: string;
  readonly family: UnitFamily;
  readonly model: string;
  readonly driver: UnitDriver;
  /** Values of the profile that is written; every key is a text or a number in this family. */
  readonly wanted: Readonly<Record<string, string>>;
  /** Left out where they are as many as usual. */
  readonly bytes?: UnplugBytes;
  /** What the unit holds of a key, by its own memory, in Fitbay's words. */
  held(parameters: Readonly<Record<string, string>>, key: string): string;
  /** The family's own parameters for values by key. */
  parameters(values: Readonly<Record<string, string>>): Readonly<Record<string, string>>;
}

const { standard, trailer } = teltonika.parameterSets;
interface Parameter {
  readonly id: number;
  readonly choices?: Readonly<Record<string, string>>;
}
const table: Readonly<Record<string, Parameter>> = { ...standard, ...trailer };

/** The unit's own number in Fitbay's word, where the key is a choice. */
function heldBy(parameters: Readonly<Record<string, string>>, key: string): string {
  const { id = 0, choices = {} } = table[key] ?? {};
  const held = parameters[String(id)] ?? '';
  return Object.entries(choices).find(([, number]) => number === held)?.[0] ?? held;
}

const teltonikaUnits = {
  family: 'teltonika',
  wanted: {
    apn: 'fleet.example.com',
    apnUser: 'trailer',
    serverHost: 'ingest.example.com',
    serverPort: '7710',
    reportStoppedS: '3600',
    sendStoppedS: '90',
    reportMovingS: '60',
    reportMovingM: '250',
    sleepMinutes: '20',
    backupHost: `${'b'.repeat(40)}.example.com`,
    tyreCount: '6',
    tyreCircumferenceMm: '3100',
  },
  held: heldBy,
  parameters: (values: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [String(table[key]?.id), value])),
} as const;

const calampPlaces: Readonly<Record<string, { readonly id: number; readonly index: number }>> = calamp.parameters;
const calampPlace = (key: string) => `${calampPlaces[key]?.id},${calampPlaces[key]?.index}`;

const calampUnits: UnplugFamily = {
  name: 'calamp',
  family: 'calamp',
  model: 'LMU-2630',
  driver: createCalampDriver(),
  wanted: {
    apn: 'fleet.example.com',
    apnUser: 'trailer',
    serverHost: 'ingest.example.com',
    serverPort: '7710',
    backupHost: `${'b'.repeat(40)}.example.com`,
    maintenanceS: '3600',
  },
  bytes: { toUnit: 800, toHost: 1_600, command: 75 },
  held: (parameters, key) => parameters[calampPlace(key)] ?? '',
  parameters: (values) => Object.fromEntries(Object.entries(values).map(([key, value]) => [calampPlace(key), value])),
};

/** A bare modem holds its access point and nothing else. */
const bareModem: UnplugFamily = {
  name: 'at27007',
  family: 'at27007',
  model: 'VM-27',
  driver: createAtDriver(),
  wanted: { apn: 'a-rather-long-access-point.fleet.example.com' },
  bytes: { toUnit: 450, toHost: 900, command: 60 },
  held: (parameters, key) => parameters[key] ?? '',
  parameters: (values) => ({ ...values }),
};

const { bearer, server, gl300Report } = queclink.sections;
const queclinkPlaces: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({ BSI: bearer.keys, SRI: server.keys, FRI: gl300Report.keys }).flatMap(([section, keys]) =>
    Object.entries(keys).map(([key, { field }]) => [key, `${section}.${field}`]),
  ),
);
const queclinkPlace = (key: string) => queclinkPlaces[key] ?? '';

const queclinkUnits: UnplugFamily = {
  name: 'queclink',
  family: 'queclink',
  model: 'GL300',
  driver: createQueclinkDriver(),
  wanted: {
    apn: 'fleet.example.com',
    apnUser: 'trailer',
    serverHost: `${'i'.repeat(40)}.example.com`,
    serverPort: '7710',
    heartbeatMin: '15',
    reportMovingS: '60',
    reportMovingM: '250',
  },
  bytes: { toUnit: 900, toHost: 8_000, command: 130 },
  held: (parameters, key) => parameters[queclinkPlace(key)] ?? '',
  parameters: (values) => Object.fromEntries(Object.entries(values).map(([key, value]) => [queclinkPlace(key), value])),
};

interface NamedParameter {
  readonly name: string;
  readonly choices?: Readonly<Record<string, string>>;
}
const benchunitTable: Readonly<Record<string, NamedParameter>> = benchunit.parameters;
const benchunitName = (key: string) => benchunitTable[key]?.name ?? '';

/** The family that exists as a simulation only; also the one that takes firmware. */
export const benchUnits: UnplugFamily = {
  name: 'benchunit',
  family: 'benchunit',
  model: 'BU-1',
  driver: createBenchunitDriver(),
  wanted: {
    apn: 'fleet.example.com',
    serverHost: `${'i'.repeat(40)}.example.com`,
    serverPort: '7710',
    reportMovingS: '60',
    sleepMinutes: '20',
    tyreCount: '8',
  },
  bytes: { toUnit: 700, toHost: 900, command: 60 },
  held: (parameters, key) => {
    const held = parameters[benchunitName(key)] ?? '';
    const choices = Object.entries(benchunitTable[key]?.choices ?? {});
    return choices.find(([, text]) => text === held)?.[0] ?? held;
  },
  parameters: (values) => Object.fromEntries(Object.entries(values).map(([key, value]) => [benchunitName(key), value])),
};

/** Every family that can be written. */
export const unplugFamilies: readonly UnplugFamily[] = [
  { ...teltonikaUnits, name: 'teltonika', model: 'FTSIM1', driver: createTeltonikaDriver() },
  {
    ...teltonikaUnits,
    name: 'teltonika, by the Configurator dialogue',
    model: 'FTSIM1',
    driver: createTeltonikaDriver({ dialogue: () => 'configurator' }),
    bytes: { toUnit: 600, toHost: 6_000, command: 330 },
  },
  { ...teltonikaUnits, name: 'teltonika, proved by a restart', model: 'FTSIM3', driver: createTeltonikaDriver() },
  calampUnits,
  queclinkUnits,
  bareModem,
  benchUnits,
];
