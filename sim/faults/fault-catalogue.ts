import { assertNever } from '#core/kernel/assert-never.ts';
import { createRandom } from '../random/seeded-random.ts';
import { noQuirks, type UnitQuirks } from '../units/unit-quirks.ts';
import { answerFaults } from './answer-faults.ts';
import { byteFaults } from './byte-faults.ts';
import type { FaultDefinition } from './fault-definition.ts';
import { firmwareFaults, firmwareUnplugFaults } from './firmware-faults.ts';
import { hostFaults } from './host-faults.ts';
import { queclinkFaults } from './queclink-faults.ts';
import { healthFaults, unitFaults } from './unit-faults.ts';
import { answerUnplugFaults, byteUnplugFaults } from './unplug-faults.ts';
import type { WireStage } from './wire.ts';

/** All faults by name. Their order is their place on the cable: from the unit outwards. */
export const faultCatalogue = {
  ...unitFaults,
  ...healthFaults,
  ...firmwareFaults,
  ...answerUnplugFaults,
  ...queclinkFaults,
  ...answerFaults,
  ...byteFaults,
  ...byteUnplugFaults,
  ...firmwareUnplugFaults,
  ...hostFaults,
};

export type FaultName = keyof typeof faultCatalogue;

/** Names for `--fault` and for pickers. */
export const faultNames: readonly FaultName[] = Object.keys(faultCatalogue).filter(isFaultName);

function isFaultName(text: string): text is FaultName {
  return Object.hasOwn(faultCatalogue, text);
}

/** A fault that was asked for, with its number. */
export interface Fault {
  readonly name: FaultName;
  readonly amount: number;
}

/** A fault as people write it: `no-sim`, `unplug-mid-write=57`. */
export type FaultText = FaultName | `${FaultName}=${number}`;

/** A fault by text or already taken apart. */
export type FaultChoice = FaultText | Fault;

export type FaultParsing =
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] }
  | { readonly kind: 'unknown-fault'; readonly text: string };

/** Reads `name` or `name=number`, e.g. `unplug-mid-write=57`. A later mention of a name replaces an earlier one. */
export function parseFaults(texts: readonly string[]): FaultParsing {
  const chosen = new Map<FaultName, Fault>();
  for (const text of texts) {
    const match = /^([a-z0-9-]+)(?:=(\d+))?$/.exec(text);
    const name = match?.[1] ?? '';
    if (!isFaultName(name)) {
      return { kind: 'unknown-fault', text };
    }
    const definition: FaultDefinition = faultCatalogue[name];
    const amount = match?.[2];
    if (amount !== undefined && definition.amount === undefined) {
      return { kind: 'unknown-fault', text };
    }
    chosen.set(name, { name, amount: amount === undefined ? (definition.amount?.usual ?? 0) : Number(amount) });
  }
  return { kind: 'faults', faults: [...chosen.values()] };
}

/** Everything a set of faults changes. */
export interface FaultPlan {
  /** From the unit outwards; for `createWire`. */
  readonly stages: readonly WireStage[];
  readonly quirks: UnitQuirks;
  readonly replug: { readonly which: 'same' | 'other' | 'elsewhere'; readonly afterMs: number } | null;
  /** How long somebody else holds the port, from the moment it appears. */
  readonly busyMs: number;
  readonly keepsHalfCommand: boolean;
}

/** Puts faults together. The same seed and faults give the same plan, in whatever order they were named. */
export function planFaults(faults: readonly Fault[], seed: number): FaultPlan {
  const stages: WireStage[] = [];
  let quirks = noQuirks;
  let replug: FaultPlan['replug'] = null;
  let keepsHalfCommand = false;
  let busyMs = 0;
  for (const name of faultNames) {
    const fault = faults.find((candidate) => candidate.name === name);
    if (fault === undefined) {
      continue;
    }
    const { effect }: FaultDefinition = faultCatalogue[name];
    switch (effect.kind) {
      case 'wire':
        stages.push(effect.create(createRandom(seed, name), fault.amount));
        break;
      case 'unit':
        quirks = effect.change(quirks, fault.amount);
        break;
      case 'replug':
        replug = { which: effect.which, afterMs: fault.amount };
        break;
      case 'busy':
        busyMs = fault.amount;
        break;
      case 'keep-half-command':
        keepsHalfCommand = true;
        break;
      default:
        assertNever(effect);
    }
  }
  return { stages, quirks, replug, keepsHalfCommand, busyMs };
}
