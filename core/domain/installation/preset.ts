import { z } from 'zod';
import { keyEntryOf } from './key-catalogue.ts';
import type { ConfigurationProfile } from './profile.ts';

/**
 * A value that is prescribed for a unit before anybody stands at the bench (INST-4): by the customer's job, or by the profile. It is locked
 * unless the customer lets the partner override (ORG-5); what nobody prescribes is open (decisions.md C6).
 */
export const preset = z.strictObject({
  key: z.string().min(1).max(80),
  value: z.string().max(500),
  source: z.enum(['job', 'profile']),
});
export type Preset = z.infer<typeof preset>;

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

/** The values that a job prescribes, of those that a sheet was opened with. */
export function jobValuesOf(presets: readonly Preset[] = []): Readonly<Record<string, string>> {
  return Object.fromEntries(presets.filter(({ source }) => source === 'job').map(({ key, value }) => [key, value]));
}
