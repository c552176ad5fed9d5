import { invariant } from '#core/kernel/invariant.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import type { FleetServer } from '../runtime/fleet-transmitter.ts';
import type { SimClock } from '../time/sim-clock.ts';
import type { UnitFamily } from '../units/families.ts';
import { createVirtualUnit, type VirtualUnit } from '../virtual-unit.ts';

/** Where the demo's units report once they are configured: the server of the profile that the demo writes. */
export const demoFleetServer: FleetServer = {
  host: profileValue('serverHost'),
  port: Number(profileValue('serverPort')),
};

/** Like it was under its first operator: the configuration that the demo replaces. */
const earlierConfiguration = {
  '2001': 'internet',
  '2004': 'tracking.example.net',
  '2005': '5027',
  '2006': '1',
  '10050': '300',
  '1000': '120',
  '1001': '45',
  '101': '2',
};

/** A unit that can lie on a bay. */
export interface DemoUnitPlan {
  /** `type:serial`, as the demo's world knows it. */
  readonly unit: string;
  readonly imei: string;
  readonly model: string;
  readonly seed: number;
}

/** Every unit of the demo's cables, in both answer styles; the first two lie on the bays at the beginning. */
export const demoUnitPlans: readonly DemoUnitPlan[] = demoFleet.cables.map(({ unit }, index) => ({
  unit,
  imei: unit.split(':')[1] ?? '',
  model: index % 2 === 0 ? 'FTSIM1' : 'FTSIM2',
  seed: index + 1,
}));

/** What a unit of the demo can be made into: one of each family, and the models of a family that differ in their language. */
export interface DemoMake {
  readonly id: string;
  /** A proper name; null for the trailer unit that the demo begins with. */
  readonly label: string | null;
  readonly family: UnitFamily;
  /** Null: as the plan has it. */
  readonly model: string | null;
}

export const usualMake: DemoMake = { id: 'usual', label: null, family: 'teltonika', model: null };

export const demoMakes: readonly DemoMake[] = [
  usualMake,
  { id: 'fmb920', label: 'Teltonika FMB920', family: 'teltonika', model: 'FMB920' },
  { id: 'ftc961', label: 'Teltonika FTC961', family: 'teltonika', model: 'FTC961' },
  { id: 'fm3622', label: 'Teltonika FM3622', family: 'teltonika', model: 'FM3622' },
  { id: 'gl300', label: 'Queclink GL300', family: 'queclink', model: 'GL300' },
  { id: 'lmu2630', label: 'CalAmp LMU-2630', family: 'calamp', model: 'LMU-2630' },
  { id: 'modem', label: 'AT modem VM-27', family: 'at27007', model: 'VM-27' },
  { id: 'benchunit', label: 'Bench unit BU-1', family: 'benchunit', model: 'BU-1' },
];

export interface DemoUnitOptions {
  /** The trailer unit when left out. */
  readonly make?: DemoMake;
  readonly clock?: SimClock;
  /** A snapshot from an earlier run; one that does not fit is left aside. */
  readonly memory?: unknown;
  /** As `VirtualUnitOptions`: how long it has had power, how long a restart takes, how often it is heard. */
  readonly poweredForSeconds?: number;
  readonly restartMs?: number;
  readonly transmitEverySeconds?: number;
}

/** A unit of the demo that was in use before, cabled to the vehicle that the demo's world gives it. Close it when done. */
export function createDemoUnit(plan: DemoUnitPlan, options: DemoUnitOptions = {}): VirtualUnit {
  const { imei, model, seed } = plan;
  const { clock, memory, poweredForSeconds, restartMs, transmitEverySeconds, make = usualMake } = options;
  const unit = createVirtualUnit({
    family: make.family,
    model: make.model ?? model,
    imei,
    seed,
    initialParameters: make.id === usualMake.id ? earlierConfiguration : {},
    ebsVin: ebsVinOf(imei),
    fleet: {
      server: demoFleetServer,
      ...(transmitEverySeconds === undefined ? {} : { everySeconds: transmitEverySeconds }),
    },
    ...(clock === undefined ? {} : { clock }),
    ...(poweredForSeconds === undefined ? {} : { poweredForSeconds }),
    ...(restartMs === undefined ? {} : { restartMs }),
  });
  if (memory !== undefined) {
    unit.restore(memory);
  }
  return unit;
}

/** The VIN in the brake system of the vehicle that this unit is cabled to, as the demo's world has it. */
function ebsVinOf(imei: string): string {
  return demoFleet.cables.find(({ unit }) => unit.endsWith(`:${imei}`))?.ebsVin ?? '';
}

function profileValue(key: string): string {
  const value = demoFleet.profiles[0]?.values.find((candidate) => candidate.key === key)?.value;
  invariant(value !== undefined, `the demo's first profile has a ${key}`);
  return value;
}
