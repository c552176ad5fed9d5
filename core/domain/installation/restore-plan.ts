import { z } from 'zod';
import type { ConfigurationBackup } from './configuration-backup.ts';
import type { ActualValue } from './difference.ts';
import { natureOfKey } from './key-nature.ts';
import { isSameValue, type ValueType } from './same-value.ts';

/**
 * Which values of a backup go back into the unit, and why each of the others does not (decisions.md d2, INST-3). Used after a transfer,
 * when the platform has reset the unit, and to roll a unit back under the same owner.
 */
export const restoreReasons = [
  'secret',
  'unread',
  'owner',
  'vehicle',
  'profile',
  'not-classified',
  'unsupported',
  'read-only',
  'was-empty',
  'unreadable-now',
  'refused-value',
] as const;
export type RestoreReason = (typeof restoreReasons)[number];

export const restoreLine = z.strictObject({
  key: z.string(),
  /** What the backup holds; null where it was empty, or is not kept. */
  value: z.string().nullable(),
  /** What the unit held before restoring; null where it was empty or not readable. */
  found: z.string().nullable(),
  /** `verified` and `same` are the only green ones: the unit itself was seen to hold the value. */
  state: z.enum(['to-write', 'same', 'left-out', 'accepted', 'rejected', 'unknown', 'not-sent', 'verified', 'differs']),
  /** Set where the state is `left-out`. */
  reason: z.enum(restoreReasons).nullable(),
});
export type RestoreLine = z.infer<typeof restoreLine>;

export interface RestoreQuestion {
  readonly backup: Pick<ConfigurationBackup, 'values' | 'secrets' | 'unread'>;
  /** What the unit holds now, as the driver read it. */
  readonly actual: Readonly<Record<string, ActualValue>>;
  readonly keys: Readonly<Record<string, RestorableKey>>;
  /** Keys that the profile of the unit's new customer sets: those it decides. */
  readonly profileKeys: readonly string[];
  /** The backup was taken under the owner of today. Then everything goes back that can. */
  readonly sameOwner: boolean;
}

/** What a driver says of a key, as far as restoring is concerned. */
export interface RestorableKey {
  readonly write: boolean;
  readonly type: ValueType;
  readonly secret?: boolean;
}

export interface RestorePlan {
  /** Every key of the backup, in its order. */
  readonly lines: readonly RestoreLine[];
  /** The lines to write, for the driver. */
  readonly writes: readonly { readonly key: string; readonly from: string | null; readonly to: string }[];
}

export function planRestore(question: RestoreQuestion): RestorePlan {
  const { backup } = question;
  const kept = Object.entries(backup.values).map(([key, value]) => planKey(question, key, value));
  const lines = [
    ...kept,
    ...backup.secrets.map((key) => leftOut(key, null, 'secret')),
    ...backup.unread.map((key) => leftOut(key, null, 'unread')),
  ];
  const writes = lines.flatMap(({ key, value, found, state }) =>
    state === 'to-write' ? [{ key, from: found, to: value ?? '' }] : [],
  );
  return { lines, writes };
}

function planKey(question: RestoreQuestion, key: string, value: string | null): RestoreLine {
  const reason = reasonAgainst(question, key);
  if (reason !== null) {
    return leftOut(key, value, reason);
  }
  const actual = question.actual[key] ?? { kind: 'unknown', why: 'not read' };
  const type = question.keys[key]?.type ?? 'unknown';
  switch (actual.kind) {
    case 'unsupported':
      return leftOut(key, value, 'unsupported');
    case 'unknown':
      return leftOut(key, value, 'unreadable-now');
    case 'empty':
      return { key, value, found: null, state: value === null || value === '' ? 'same' : 'to-write', reason: null };
    case 'value':
      if (value === null) {
        // A number has no empty spelling, so it cannot be emptied again.
        return type === 'text'
          ? { key, value, found: actual.value, state: 'to-write', reason: null }
          : { ...leftOut(key, value, 'was-empty'), found: actual.value };
      }
      return {
        key,
        value,
        found: actual.value,
        reason: null,
        state: isSameValue(actual.value, value, type) ? 'same' : 'to-write',
      };
  }
}

/** What stands against a key whatever the unit holds now. */
function reasonAgainst({ keys, profileKeys, sameOwner }: RestoreQuestion, key: string): RestoreReason | null {
  const nature = natureOfKey(key);
  const capability = keys[key];
  if (nature === 'secret' || capability?.secret === true) {
    return 'secret';
  }
  if (!sameOwner) {
    if (nature === 'owner' || nature === 'vehicle') {
      return nature;
    }
    if (profileKeys.includes(key)) {
      return 'profile';
    }
    if (nature === null) {
      return 'not-classified';
    }
  }
  if (capability === undefined) {
    return 'unsupported';
  }
  return capability.write ? null : 'read-only';
}

function leftOut(key: string, value: string | null, reason: RestoreReason): RestoreLine {
  return { key, value: reason === 'secret' ? null : value, found: null, state: 'left-out', reason };
}

/** Whether restoring is over and well: nothing that should have gone back is open. */
export function isRestored(lines: readonly RestoreLine[]): boolean {
  return lines.every(({ state }) => state === 'verified' || state === 'same' || state === 'left-out');
}

/**
 * Whether the unit has been reset since the backup. `not-seen`: it still holds exactly what it held, so a reset may be yet to come and
 * would wipe what is restored now. `nothing-to-see`: the backup holds no address or access point, so a reset would not show.
 */
export function resetSince(
  backup: Pick<ConfigurationBackup, 'values'>,
  actual: Readonly<Record<string, ActualValue>>,
): 'seen' | 'not-seen' | 'nothing-to-see' {
  const held = Object.entries(backup.values);
  const telling = held.some(([key, value]) => natureOfKey(key) === 'owner' && value !== null && /[a-z]/i.test(value));
  const changed = held.some(([key, value]) => {
    const now = actual[key];
    const text = now?.kind === 'value' ? now.value : now?.kind === 'empty' ? null : undefined;
    return text !== undefined && (text === '' ? null : text) !== (value === '' ? null : value);
  });
  if (changed) {
    return 'seen';
  }
  return telling ? 'not-seen' : 'nothing-to-see';
}
