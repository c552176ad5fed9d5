import type { SeededRandom } from '../random/seeded-random.ts';
import type { UnitQuirks } from '../units/unit-quirks.ts';
import type { WireStage } from './wire.ts';

/** What a fault changes: the cable, the unit itself, or what happens after a cable was pulled. */
export type FaultEffect =
  | { readonly kind: 'wire'; readonly create: (random: SeededRandom, amount: number) => WireStage }
  | { readonly kind: 'unit'; readonly change: (quirks: UnitQuirks, amount: number) => UnitQuirks }
  | { readonly kind: 'replug'; readonly which: 'same' | 'other' | 'elsewhere' }
  /** The port is taken by somebody else for so many milliseconds. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'keep-half-command' };

/** One fault as lists and pickers show it. */
export interface FaultDefinition {
  /** Number of its group in link.md §10. */
  readonly group: number;
  /** What happens, in one sentence. */
  readonly says: string;
  /** What the number after `=` means, and the number used without one. */
  readonly amount?: { readonly means: string; readonly usual: number };
  readonly effect: FaultEffect;
}
