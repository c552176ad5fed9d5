import { keyEntryOf } from './key-catalogue.ts';
import type { ConfigurationProfile } from './profile.ts';

/**
 * A value that is prescribed for a unit before anybody stands at the bench (INST-4): by the customer's job, or by the profile. It is locked
 * unless the customer lets the partner override (ORG-5); what nobody prescribes is open (decisions.md C6).
 */
export interface Preset {
  readonly key: string;
  readonly value: string;
  readonly source: 'job' | 'profile';
}

/**
 * Everything prescribed, by key; the job's word stands before the profile's. A profile's value for what belongs to the vehicle, such as its
 * number of tyres, is only the usual one and prescribes nothing.
 */
export function presetsOf(
  { values }: Pick<ConfigurationProfile, 'values'>,
  jobValues: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, Preset> {
  const presets = new Map<string, Preset>();
  for (const { key, value } of values) {
    if (keyEntryOf(key)?.perVehicle !== true) {
      presets.set(key, { key, value, source: 'profile' });
    }
  }
  for (const [key, value] of Object.entries(jobValues)) {
    presets.set(key, { key, value, source: 'job' });
  }
  return presets;
}
