import type { DriverContext, DriverId, IdentifyOutcome, UnitDriver, UnitIdentity } from './unit-driver.ts';

/** The drivers that this station has. */
export interface UnitDrivers {
  /** Probes without side effects, picks the family that answers best, and identifies. */
  find(context: DriverContext): Promise<FoundUnit>;
  byId(id: DriverId): UnitDriver | null;
}

export type FoundUnit =
  | { readonly kind: 'found'; readonly driver: UnitDriver; readonly identity: UnitIdentity }
  /** Nothing that we know answers: no power, another baud rate, or another kind of device. */
  | { readonly kind: 'silent'; readonly detail: string }
  /** This family's unit answers, and says nothing before it has its password. */
  | { readonly kind: 'locked'; readonly driver: UnitDriver }
  | Exclude<IdentifyOutcome, { readonly kind: 'identified' | 'locked' }>;
