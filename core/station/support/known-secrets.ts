import type { StationContext } from '../station-context.ts';

/** The value of every secret that this station may write into units. Used to take them out of what leaves the station. */
export function knownSecrets({ store }: Pick<StationContext, 'store'>): readonly string[] {
  return store.secrets().flatMap(({ organizationId, name }) => store.secretValue({ organizationId, name }) ?? []);
}
