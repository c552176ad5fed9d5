import { invariant } from '#core/kernel/invariant.ts';
import type { FaultChoice } from './faults/fault-catalogue.ts';
import { createRandom } from './random/seeded-random.ts';
import type { FleetServer } from './runtime/fleet-transmitter.ts';
import type { SimClock } from './time/sim-clock.ts';
import { familyEntries, type UnitFamily } from './units/families.ts';
import { luhnDigit } from './units/imei-variants.ts';
import type { UnitProfile } from './units/unit-machine.ts';

/** What a virtual unit is made from. Everything left out follows from the seed. */
export interface VirtualUnitOptions {
  readonly family: UnitFamily;
  /** Hardware name as the unit tells it, e.g. `FMB920`, `FTC961` or `FTSIM1`. */
  readonly model?: string;
  /** 15 digits. */
  readonly imei: string;
  readonly iccid?: string;
  readonly seed: number;
  readonly faults?: readonly FaultChoice[];
  /** Real time when left out. */
  readonly clock?: SimClock;
  /** By the family's own parameter ids, over the factory values: `{ '2001': 'internet' }`. */
  readonly initialParameters?: Readonly<Record<string, string>>;
  readonly ebsVin?: string;
  /** VIN of the vehicle network where it is another than the brake system's. */
  readonly vehicleVin?: string;
  readonly mac?: string;
  readonly ignition?: boolean;
  readonly nominalSupplyMillivolts?: number;
  /** How long the unit has had power when it is created; 0 when left out, so network and satellites come while one watches. */
  readonly poweredForSeconds?: number;
  /** How long the port is away when the unit restarts; 4 s when left out. */
  readonly restartMs?: number;
  /** The server that its mobile network leads to; without it nothing is ever transmitted. */
  readonly fleet?: { readonly server: FleetServer; readonly everySeconds?: number };
}

/** The profile of the unit that these options describe. */
export function profileOf(options: VirtualUnitOptions): UnitProfile {
  const { family, imei, seed } = options;
  invariant(/^\d{15}$/.test(imei), 'an IMEI has 15 digits');
  return {
    model: options.model ?? familyEntries[family].usualModel,
    imei,
    iccid: options.iccid ?? seededIccid(seed),
    mac: options.mac ?? seededMac(seed),
    seed,
    vehicleVin: options.vehicleVin ?? '',
    ebsVin: options.ebsVin ?? '',
    ignition: options.ignition ?? true,
    nominalSupplyMillivolts: options.nominalSupplyMillivolts ?? 24_600,
  };
}

function seededIccid(seed: number): string {
  const random = createRandom(seed, 'iccid');
  const digits = `894902${Array.from({ length: 12 }, () => random.between(0, 9)).join('')}`;
  return `${digits}${luhnDigit(digits)}`;
}

function seededMac(seed: number): string {
  const random = createRandom(seed, 'mac');
  return `001E42${random.between(0, 0xffffff).toString(16).toUpperCase().padStart(6, '0')}`;
}
