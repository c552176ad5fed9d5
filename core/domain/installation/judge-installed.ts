// The cloud's side of the override rule (ORG-5, INST-4): whether what a station says it wrote is what was prescribed. Asked of every
// `unit.installed`, whatever the station's own rules were, because a station may have been changed.
import type { ConfigurationChange } from './configuration-difference.ts';
import { isSecretKey, keyEntryOf } from './key-catalogue.ts';
import { presetsOf } from './preset.ts';
import type { ConfigurationProfile } from './profile.ts';
import { isSameValue, type ValueType } from './same-value.ts';

export interface InstalledQuestion {
  /** As the station had it when it wrote; null where its version is not known. */
  readonly profile: Pick<ConfigurationProfile, 'values'> | null;
  readonly jobValues?: Readonly<Record<string, string>>;
  readonly changes: readonly Pick<ConfigurationChange, 'key' | 'to' | 'wantedBy'>[];
  /** Departures that the station declares, each with its reason. */
  readonly overrides: readonly { readonly key: string; readonly value: string; readonly reason: string }[];
  readonly overrideAllowed: boolean;
}

export type InstalledJudgement =
  | { readonly kind: 'as-prescribed' }
  /** Departures, all allowed and explained. */
  | { readonly kind: 'overridden'; readonly keys: readonly string[] }
  | { readonly kind: 'locked' | 'reason-missing'; readonly keys: readonly string[] };

const shortestReason = 3;

/** A secret is masked and cannot be compared; that one was written by another than its profile is seen by who wanted it. */
export function judgeInstalled(question: InstalledQuestion): InstalledJudgement {
  const { profile, jobValues = {}, changes, overrides, overrideAllowed } = question;
  const presets = presetsOf(profile ?? { values: [] }, jobValues);
  const departs = (key: string, to: string, byWhom: ConfigurationChange['wantedBy']) => {
    const wanted = presets.get(key);
    if (profile === null || wanted === undefined) {
      return byWhom === 'override';
    }
    return isSecretKey(key) ? byWhom === 'override' || byWhom === 'unit' : !isSameValue(to, wanted.value, typeOf(key));
  };
  const written = changes.filter(({ key, to, wantedBy }) => departs(key, to, wantedBy));
  const declared = overrides.filter(({ key, value }) => departs(key, value, 'override'));
  const keys = [...new Set([...written, ...declared].map(({ key }) => key))];
  if (keys.length === 0) {
    return { kind: 'as-prescribed' };
  }
  if (!overrideAllowed) {
    return { kind: 'locked', keys };
  }
  const unexplained = keys.filter(
    (key) => !overrides.some((one) => one.key === key && one.reason.trim().length >= shortestReason),
  );
  return unexplained.length > 0 ? { kind: 'reason-missing', keys: unexplained } : { kind: 'overridden', keys };
}

function typeOf(key: string): ValueType {
  return keyEntryOf(key)?.type ?? 'unknown';
}
