import { invariant } from '#core/kernel/invariant.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import type { FleetServer } from '../runtime/fleet-transmitter.ts';
import type { SimClock } from '../time/sim-clock.ts';
import { createVirtualUnit, type VirtualUnit } from '../virtual-unit.ts';

/** A bay of the demo workshop with the unit that lies on it. */
export interface DemoBay {
  readonly id: string;
  readonly unit: VirtualUnit;
}

export interface DemoBaysOptions {
  readonly clock?: SimClock;
  /** Snapshots by IMEI, from an earlier run; one that does not fit is left aside. */
  readonly memories?: Readonly<Record<string, unknown>>;
}

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
};

const bays = [
  { id: 'bay-1', imei: '359315075384726', model: 'FTSIM1', seed: 1 },
  { id: 'bay-2', imei: '866344054201822', model: 'FTSIM2', seed: 2 },
] as const;

/** The two bays of the demo, each with an Evo Pulse that was in use before. Close the units when done. */
export function createDemoBays(options: DemoBaysOptions = {}): readonly DemoBay[] {
  return bays.map(({ id, imei, model, seed }) => {
    const unit = createVirtualUnit({
      family: 'teltonika',
      model,
      imei,
      seed,
      initialParameters: earlierConfiguration,
      ebsVin: ebsVinOf(imei),
      fleet: { server: demoFleetServer },
      ...(options.clock === undefined ? {} : { clock: options.clock }),
    });
    const memory = options.memories?.[imei];
    if (memory !== undefined) {
      unit.restore(memory);
    }
    return { id, unit };
  });
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
