import type { UnitPorts } from '#core/ports/byte-link.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';

/**
 * The cables of the demo's bays: what the station sees of them as ports, and the hand that puts a unit at one. Two kinds exist:
 * pseudo-terminals, which go through the same serial adapter as a real cable, and links in this process where no terminal can be made.
 */
export interface BayCables {
  readonly unitPorts: UnitPorts;
  /** Puts this unit at a bay in place of the one there; null takes it away. A unit must be at one bay only. */
  place(bay: number, unit: VirtualUnit | null): Promise<BayPlacing>;
  close(): Promise<void>;
}

export type BayPlacing = { readonly kind: 'placed' } | { readonly kind: 'no-terminal'; readonly detail: string };
