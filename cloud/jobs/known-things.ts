import type { JobCode } from '#core/domain/codes.ts';
import type { JobFields } from '#core/domain/jobs/job-fields.ts';
import type { JobDesk } from './job-desk.ts';

/** What the registry knows of the things that jobs name by id. */
export interface KnownThings {
  readonly assets: ReadonlySet<string>;
  readonly profiles: ReadonlySet<string>;
  readonly unitTypes: ReadonlySet<string>;
}

/** Looks up everything that these jobs name, in two reads. Only the fleet's own assets and profiles count, and profiles of the platform. */
export async function knownThings(
  { transaction, station, matrix }: JobDesk,
  fields: readonly JobFields[],
): Promise<KnownThings> {
  const { organizationId } = station;
  const assetIds = named(fields, 'assetId');
  const profileIds = named(fields, 'profileId');
  const assets =
    assetIds.length === 0
      ? []
      : await transaction
          .selectFrom('assets')
          .select('id')
          .where('id', 'in', assetIds)
          .where('organization_id', '=', organizationId)
          .execute();
  const profiles =
    profileIds.length === 0
      ? []
      : await transaction
          .selectFrom('profiles')
          .select('id')
          .where('id', 'in', profileIds)
          .where((row) => row.or([row('organization_id', 'is', null), row('organization_id', '=', organizationId)]))
          .execute();
  return {
    assets: new Set(assets.map(({ id }) => id)),
    profiles: new Set(profiles.map(({ id }) => id)),
    unitTypes: new Set(matrix.map(({ unitType }) => unitType)),
  };
}

/** The first thing that a job names and nobody knows; null where there is none. */
export function unknownIn({ assetId, profileId, unitType }: JobFields, known: KnownThings): JobCode | null {
  if (assetId !== null && !known.assets.has(assetId)) {
    return 'JOB_ASSET_UNKNOWN';
  }
  if (profileId !== null && !known.profiles.has(profileId)) {
    return 'JOB_PROFILE_UNKNOWN';
  }
  return unitType !== null && !known.unitTypes.has(unitType) ? 'JOB_TYPE_UNKNOWN' : null;
}

function named(fields: readonly JobFields[], name: 'assetId' | 'profileId'): readonly string[] {
  return [...new Set(fields.flatMap((one) => one[name] ?? []))];
}
