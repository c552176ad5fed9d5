// Which values a unit shall hold, and who said so (INST-3, INST-4). What profile and job prescribe binds the technician unless the customer
// lets the partner override (ORG-5); the cloud judges what was written by the same presets, so a page that forgot to lock a field changes
// nothing.
import { presetsOf } from './preset.ts';
import type { ConfigurationProfile, ProfileValue } from './profile.ts';

/** What the technician wants otherwise than prescribed. */
export interface Override {
  readonly key: string;
  readonly value: string;
  /** Stands on the report and in the audit trail. */
  readonly reason: string;
}

export interface ConfigurationSources {
  readonly profile: ConfigurationProfile;
  /** Values that the job prescribes for this vehicle. */
  readonly jobValues?: Readonly<Record<string, string>>;
  /** Values that only this one unit or vehicle has, such as its VIN. */
  readonly unitValues?: Readonly<Record<string, string>>;
  readonly overrides?: readonly Override[];
  readonly overrideAllowed: boolean;
}

/**
 * `desired`: the values by key, each with its source. `locked`: these keys are prescribed and may not be changed.
 * `reason-missing`: overriding is allowed, but these overrides do not say why.
 */
export type DesiredConfiguration =
  | { readonly kind: 'desired'; readonly values: readonly ProfileValue[] }
  | { readonly kind: 'locked'; readonly keys: readonly string[] }
  | { readonly kind: 'reason-missing'; readonly keys: readonly string[] };

/**
 * Puts the sources together: profile, then unit, then job, then override; a later one replaces an earlier. A value of the unit's own that
 * stands where something is prescribed is an override that does not say so, and is treated as one without a reason.
 */
export function desiredConfiguration(sources: ConfigurationSources): DesiredConfiguration {
  const { profile, jobValues = {}, unitValues = {}, overrides = [], overrideAllowed } = sources;
  const presets = presetsOf(profile, jobValues);
  const values = new Map(profile.values.map((value) => [value.key, value]));
  const isPresetByProfile = (key: string) => presets.get(key)?.source === 'profile';
  put(values, Object.fromEntries(Object.entries(unitValues).filter(([key]) => !isPresetByProfile(key))), 'unit');
  put(values, jobValues, 'job');
  const silent = Object.entries(unitValues)
    .filter(([key, value]) => isPresetByProfile(key) && presets.get(key)?.value !== value)
    .map(([key, value]) => ({ key, value, reason: '' }));
  const wanted = [...silent, ...overrides];
  const changing = wanted.filter(({ key, value }) => values.has(key) && values.get(key)?.value !== value);
  if (changing.length > 0 && !overrideAllowed) {
    return { kind: 'locked', keys: changing.map(({ key }) => key) };
  }
  const unexplained = changing.filter(({ reason }) => reason.trim() === '');
  if (unexplained.length > 0) {
    return { kind: 'reason-missing', keys: unexplained.map(({ key }) => key) };
  }
  put(values, Object.fromEntries(overrides.map(({ key, value }) => [key, value])), 'override');
  return { kind: 'desired', values: [...values.values()] };
}

/** A key stays secret whoever sets it, and what set it further down is said no more. */
function put(
  values: Map<string, ProfileValue>,
  added: Readonly<Record<string, string>>,
  source: ProfileValue['source'],
): void {
  for (const [key, value] of Object.entries(added)) {
    const before = values.get(key);
    if (before?.value !== value) {
      const secret = before?.secret === true ? { secret: true } : {};
      values.set(key, { key, value, source, ...secret });
    }
  }
}
