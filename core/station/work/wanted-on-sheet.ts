import { type Refused, refuse } from '../../domain/bench/bench-refusal.ts';
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { type ConfigurationSources, desiredConfiguration } from '../../domain/installation/desired-configuration.ts';
import type { ConfigurationProfile, ProfileValue } from '../../domain/installation/profile.ts';
import { resolveProfile } from '../../domain/installation/resolve-profile.ts';
import type { ProfileId } from '../../kernel/entity-ids.ts';
import { jobValuesFor } from '../jobs/job-for-sheet.ts';
import { mayOverride } from '../profiles/may-override.ts';
import { profileOf, withSecrets } from '../profiles/profile-book.ts';
import type { StationContext } from '../station-context.ts';

/** What the unit of a sheet shall hold, with the true values of secrets; for comparing and writing only. */
export interface Wanted {
  readonly kind: 'wanted';
  readonly profile: ConfigurationProfile;
  readonly levels: { profileId: ProfileId; version: number }[];
  readonly values: readonly ProfileValue[];
}

/**
 * Puts profile, job, unit and overrides together as they are allowed at this moment (INST-3, ORG-5). Asked again right before writing, so
 * that an override for which the customer's leave has ended is refused here, whatever the page shows.
 */
export function wantedOnSheet(
  context: StationContext,
  session: BenchSession,
): Wanted | Refused | { readonly kind: 'no-profile' } {
  const profile = profileOf(context, session);
  if (profile === null) {
    return { kind: 'no-profile' };
  }
  const desired = desiredConfiguration(sourcesOf(context, session, profile));
  if (desired.kind !== 'desired') {
    const [key = ''] = desired.keys;
    return desired.kind === 'locked' ? refuse('value-locked', { key }) : refuse('reason-missing');
  }
  const opened = withSecrets(context, desired.values);
  if (opened.kind === 'secret-missing') {
    return refuse('secret-missing', { name: opened.name });
  }
  return { kind: 'wanted', profile, levels: levelsOf(context, profile), values: opened.values };
}

/** The sources of a sheet's configuration, for the page as well. */
export function sourcesOf(
  context: StationContext,
  session: BenchSession,
  profile: ConfigurationProfile,
): ConfigurationSources {
  const { customerId, ownValues = [] } = session;
  const unitValues = ownValues.filter(({ source }) => source === 'unit').map(({ key, value }) => [key, value]);
  const overrides = ownValues
    .filter(({ source }) => source === 'override')
    .map(({ key, value, reason }) => ({ key, value, reason: reason ?? '' }));
  return {
    profile,
    jobValues: jobValuesFor(context, session),
    unitValues: Object.fromEntries(unitValues),
    overrides,
    overrideAllowed: mayOverride(context, customerId),
  };
}

function levelsOf({ store }: StationContext, { id }: ConfigurationProfile): Wanted['levels'] {
  const resolution = resolveProfile(id, store.profiles());
  return resolution.kind === 'resolved'
    ? resolution.levels.map((level) => ({ profileId: level.id, version: level.version }))
    : [];
}
