// Desired against actual (INST-3): what must be written, and only that. The true values of secrets leave this function in `writes`
// alone, which go to the driver; everything that is stored, shown or sent carries the mask (INST-7).
import type { ConfigurationChange } from './configuration-difference.ts';
import type { ProfileValue } from './profile.ts';
import { isSameValue, type ValueType } from './same-value.ts';

/** What a key held when it was read, as a driver says it. */
export type ActualValue =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'unknown'; readonly why: string };

export interface ConfigurationDifference {
  /** Keys whose value is another one, in the order of the profile; state `to-write`. */
  readonly changes: readonly ConfigurationChange[];
  /** Keys that hold the wanted value already. */
  readonly same: readonly string[];
  /** Keys that this unit does not have; they cannot be written and stand on the report. */
  readonly unsupported: readonly ConfigurationChange[];
  /** Keys that could not be read. Nothing is written over what nobody has seen: read again. */
  readonly unknown: readonly ConfigurationChange[];
  /** The same as `changes` with true values, for the driver only. */
  readonly writes: readonly { readonly key: string; readonly from: string | null; readonly to: string }[];
}

/** Stands in the place of a secret, always the same, so that it tells neither the value nor its length. */
export const secretMask = '••••••';

/**
 * Compares the wanted values with the readings. A key without a reading counts as unknown. `types` says which keys are numbers, so that
 * `007` and `7` are one value there and two in text.
 */
export function difference(
  wanted: readonly ProfileValue[],
  actual: Readonly<Record<string, ActualValue>>,
  types: Readonly<Record<string, { readonly type: ValueType; readonly secret?: boolean }>> = {},
): ConfigurationDifference {
  const compared = wanted.map((value) => {
    const secret = value.secret === true || types[value.key]?.secret === true;
    return compare({ ...value, secret }, actual[value.key], types[value.key]?.type ?? 'unknown');
  });
  const withState = (state: ConfigurationChange['state']) =>
    compared.flatMap(({ change }) => (change?.state === state ? [change] : []));
  return {
    changes: withState('to-write'),
    same: compared.flatMap(({ change, key }) => (change === null ? [key] : [])),
    unsupported: withState('unsupported'),
    unknown: withState('unknown'),
    writes: compared.flatMap(({ change, key, from, to }) => (change?.state === 'to-write' ? [{ key, from, to }] : [])),
  };
}

interface Compared {
  readonly key: string;
  readonly from: string | null;
  readonly to: string;
  /** Null where the unit holds the wanted value. */
  readonly change: ConfigurationChange | null;
}

function compare(
  wanted: ProfileValue & { readonly secret: boolean },
  actual: ActualValue = { kind: 'unknown', why: 'not read' },
  type: ValueType,
): Compared {
  const { key, value: to, source: wantedBy, secret } = wanted;
  const from = actual.kind === 'value' ? actual.value : null;
  const change = (state: ConfigurationChange['state'], detail?: string): Compared => ({
    key,
    from,
    to,
    change: {
      key,
      from: secret && from !== null ? secretMask : from,
      to: secret ? secretMask : to,
      wantedBy,
      secret,
      state,
      ...(detail === undefined ? {} : { detail }),
    },
  });
  switch (actual.kind) {
    case 'value':
      return isSameValue(actual.value, to, type) ? { key, from, to, change: null } : change('to-write');
    case 'empty':
      return to === '' ? { key, from, to, change: null } : change('to-write');
    case 'unsupported':
      return change('unsupported');
    case 'unknown':
      return change('unknown', actual.why);
  }
}
