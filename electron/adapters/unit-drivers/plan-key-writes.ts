import type { ConfigChange, WriteConfigurationOutcome } from '#core/ports/unit-driver.ts';
import type { EncodedValue } from '#core/protocol/parameter-value.ts';

/** A change that can be written: which of the unit's own parameters holds the key, and the value in the unit's spelling. */
export interface PlannedKeyWrite<Parameter> {
  readonly change: ConfigChange;
  readonly parameter: Parameter;
  readonly text: string;
}

export type RefusedValue = Extract<WriteConfigurationOutcome, { readonly kind: 'refused-value' }>;

/** What a family knows of its parameters. */
export interface KeySpelling<Parameter> {
  parameterOf(key: string): Parameter | undefined;
  encode(parameter: Parameter, value: string): EncodedValue;
}

/** Checks every value before the first byte leaves: one that cannot be written stops all. */
export function planKeyWrites<Parameter>(
  changes: readonly ConfigChange[],
  spelling: KeySpelling<Parameter>,
): { readonly kind: 'planned'; readonly writes: readonly PlannedKeyWrite<Parameter>[] } | RefusedValue {
  const writes: PlannedKeyWrite<Parameter>[] = [];
  for (const change of changes) {
    const refuse = (why: string): RefusedValue => ({ kind: 'refused-value', key: change.key, why });
    const parameter = spelling.parameterOf(change.key);
    if (parameter === undefined) {
      return refuse('this unit does not hold it');
    }
    if (writes.some((write) => write.change.key === change.key)) {
      return refuse('named twice');
    }
    const encoded = spelling.encode(parameter, change.to);
    if (encoded.kind === 'refused') {
      return refuse(encoded.why);
    }
    writes.push({ change, parameter, text: encoded.text });
  }
  return { kind: 'planned', writes };
}
