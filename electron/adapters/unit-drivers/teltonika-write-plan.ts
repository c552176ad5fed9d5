import type { ConfigChange, WriteConfigurationOutcome } from '#core/ports/unit-driver.ts';
import type { ParameterValue } from '#core/protocol/teltonika/parameters.ts';
import { encodeTeltonikaValue, type TeltonikaFamily } from '#core/protocol/teltonika/unit-families.ts';
import { ownParameter } from './teltonika-reading.ts';

/** Values on their way into commands, checked before the first byte leaves: one that cannot be written stops all. */
export interface PlannedWrite {
  readonly change: ConfigChange;
  readonly value: ParameterValue;
  readonly isSecret: boolean;
}
export type WriteBatch = readonly PlannedWrite[];
export type WritePlan =
  | { readonly kind: 'planned'; readonly batches: readonly WriteBatch[] }
  | Extract<WriteConfigurationOutcome, { readonly kind: 'refused-value' }>;

/** How long a command may be in all, and how many characters of it are not values. */
export interface CommandRoom {
  readonly longest: number;
  readonly overhead: number;
}

export function planTeltonikaWrites(
  family: TeltonikaFamily | null,
  changes: readonly ConfigChange[],
  { longest, overhead }: CommandRoom,
): WritePlan {
  const batches: PlannedWrite[][] = [];
  const seen = new Set<string>();
  let length = Number.POSITIVE_INFINITY;
  for (const change of changes) {
    const planned = seen.has(change.key) ? refused('named twice') : planOne(family, change);
    if (planned.kind === 'refused') {
      return { kind: 'refused-value', key: change.key, why: planned.why };
    }
    const { write } = planned;
    seen.add(change.key);
    const cost = `${write.value.id}:${write.value.text};`.length;
    if (family?.separator === ' ' || length + cost > longest) {
      batches.push([]);
      length = overhead;
    }
    batches.at(-1)?.push(write);
    length += cost;
  }
  return { kind: 'planned', batches };
}

type PlannedOne = { readonly kind: 'planned'; readonly write: PlannedWrite } | Refused;
interface Refused {
  readonly kind: 'refused';
  readonly why: string;
}

function refused(why: string): Refused {
  return { kind: 'refused', why };
}

function planOne(family: TeltonikaFamily | null, change: ConfigChange): PlannedOne {
  const parameter = family === null ? undefined : ownParameter(family, change.key);
  if (parameter === undefined || family === null) {
    return refused('this unit does not hold it');
  }
  if (!family.writable) {
    return refused('units of this family can only be read');
  }
  const encoded = encodeTeltonikaValue(parameter, change.to);
  if (encoded.kind === 'refused') {
    return encoded;
  }
  if (family.separator === ' ' && /\s/.test(encoded.text)) {
    return refused('this unit takes a blank for the end of the value');
  }
  const value = { id: parameter.id, text: encoded.text, isNumber: parameter.type !== 'text' };
  return { kind: 'planned', write: { change, value, isSecret: parameter.secret === true } };
}
