import type { BenchSession } from '../../domain/bench/bench-session.ts';
import type { ConfigurationChange } from '../../domain/installation/configuration-difference.ts';
import type { ActualValue } from '../../domain/installation/difference.ts';
import { isSecretKey } from '../../domain/installation/key-catalogue.ts';
import type { KnownConfiguration } from '../../domain/installation/known-configuration.ts';
import type { ConfigurationProfile } from '../../domain/installation/profile.ts';
import { departureOf } from '../../domain/installation/three-way.ts';
import { auditActor, type Principal } from '../principal.ts';
import { unitOf } from '../sheets/change-sheet.ts';
import type { StationContext } from '../station-context.ts';

/** What a unit was last proved to hold for this customer; null where nobody proved anything, or for somebody else. */
export function knownOf({ store }: StationContext, session: BenchSession): KnownConfiguration | null {
  const known = store.knownConfiguration(unitOf(session));
  return known?.organizationId === session.customerId ? known : null;
}

/** Says of every change which side moved since the last proof (decision 18). */
export function withKnown(
  changes: readonly ConfigurationChange[],
  known: KnownConfiguration | null,
  types: Readonly<Record<string, { readonly type: 'text' | 'integer' | 'choice' }>>,
): ConfigurationChange[] {
  return changes.map((change) => {
    if (change.secret || change.state === 'unsupported' || change.state === 'unknown') {
      return change;
    }
    const held = known !== null && Object.hasOwn(known.values, change.key) ? known.values[change.key] : undefined;
    const sides = { actual: change.from, wanted: change.to, known: held };
    return {
      ...change,
      ...(held === undefined ? {} : { known: held }),
      departure: departureOf(sides, types[change.key]?.type ?? 'unknown'),
    };
  });
}

/** Readings as values that may be kept and sent: without secrets, and without what could not be read. */
export function openValues(
  readings: Readonly<Record<string, ActualValue>>,
  keys: Readonly<Record<string, { readonly secret?: boolean }>>,
): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(readings).flatMap(([key, reading]) => {
      const isOpen = !isSecretKey(key) && keys[key]?.secret !== true;
      const isHeld = reading.kind === 'value' || reading.kind === 'empty';
      return isOpen && isHeld ? [[key, reading.kind === 'value' ? reading.value : null]] : [];
    }),
  );
}

/** What is kept as last known once everything was read back. */
export function knownAfter(
  context: StationContext,
  principal: Principal,
  proved: {
    readonly session: BenchSession;
    readonly profile: ConfigurationProfile;
    readonly values: Record<string, string | null>;
  },
): KnownConfiguration {
  const { session, profile, values } = proved;
  return {
    unit: unitOf(session),
    organizationId: session.customerId,
    profileId: profile.id,
    profileName: profile.name,
    profileVersion: profile.version,
    verifiedAt: context.clock.now(),
    by: auditActor(principal).name,
    station: context.identity.name,
    values,
  };
}
