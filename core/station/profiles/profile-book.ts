// The profiles of this station with everything that they inherit (INST-3). Secrets stand in them by name; `withSecrets` opens them for a
// driver and nobody else.
import type { BenchSession } from '../../domain/bench/bench-session.ts';
import { isSecretKey } from '../../domain/installation/key-catalogue.ts';
import { offeredProfiles } from '../../domain/installation/offered-profiles.ts';
import type { ConfigurationProfile, ProfileValue } from '../../domain/installation/profile.ts';
import { resolveAll } from '../../domain/installation/resolve-profile.ts';
import type { OrganizationId } from '../../kernel/entity-ids.ts';
import type { StoreReader } from '../../ports/station-store.ts';
import type { StationContext } from '../station-context.ts';
import { mayOverride } from './may-override.ts';
import { maySecretsStay } from './secrets-need-job.ts';

/** Those for a type of unit, by id; whoever they belong to. */
export function profilesFor(
  { store }: { readonly store: Pick<StoreReader, 'profiles'> },
  unitType: string,
): readonly ConfigurationProfile[] {
  return resolveAll(store.profiles()).filter(({ unitTypes }) => unitTypes.includes(unitType));
}

/** Those that a unit of this type may be configured by for a customer. */
export function profilesForCustomer(
  context: StationContext,
  { unitType, customerId }: { readonly unitType: string; readonly customerId: OrganizationId },
): readonly ConfigurationProfile[] {
  return offeredProfiles(resolveAll(context.store.profiles()), {
    unitType,
    customerId,
    partnerId: context.identity.organizationId,
    overrideAllowed: mayOverride(context, customerId),
  });
}

/** What a unit is held against where no sheet stands for it: the first that its owner would have it configured by. */
export function profileForUnit(
  context: StationContext,
  { unitType, ownerId }: { readonly unitType: string; readonly ownerId: OrganizationId | null },
): ConfigurationProfile | null {
  const offered =
    ownerId === null ? profilesFor(context, unitType) : profilesForCustomer(context, { unitType, customerId: ownerId });
  return offered[0] ?? null;
}

/** Those for the unit of a sheet. */
export function profilesForSheet(
  context: StationContext,
  { unit, customerId }: Pick<BenchSession, 'unit' | 'customerId'>,
): readonly ConfigurationProfile[] {
  return unit === null ? [] : profilesForCustomer(context, { unitType: unit.unitType, customerId });
}

/** The profile of a sheet: the one that was chosen or that the carton named if it fits, otherwise the first of those that do. */
export function profileOf(context: StationContext, session: BenchSession): ConfigurationProfile | null {
  const fitting = profilesForSheet(context, session);
  return fitting.find(({ id }) => id === session.wishedProfileId) ?? fitting[0] ?? null;
}

/** `secret-missing`: a value that a profile names is not on this station, or not to be opened without a job; half a profile is not written into a unit. */
export type OpenedValues =
  | { readonly kind: 'opened'; readonly values: readonly ProfileValue[] }
  | { readonly kind: 'secret-missing'; readonly name: string };

export function withSecrets(
  { store, identity }: Pick<StationContext, 'store' | 'identity'>,
  values: readonly ProfileValue[],
): OpenedValues {
  const opened: ProfileValue[] = [];
  for (const one of values) {
    if (one.reference === undefined) {
      opened.push(isSecretKey(one.key) ? { ...one, secret: true } : one);
      continue;
    }
    const isOpen = maySecretsStay({ store, identity }, one.reference.organizationId);
    const value = isOpen ? store.secretValue(one.reference) : null;
    if (value === null) {
      return { kind: 'secret-missing', name: one.reference.name };
    }
    opened.push({ ...one, value });
  }
  return { kind: 'opened', values: opened };
}
