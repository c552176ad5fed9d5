import type { ProfileTemplate } from '#core/domain/installation/profile-template.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { toProfile } from '../registry/rows.ts';

/** The newest version of every profile that belongs to one of these organizations or to everybody, by id. */
export async function loadProfilesOf(
  transaction: CloudTransaction,
  organizationIds: readonly string[],
): Promise<readonly ProfileTemplate[]> {
  const rows = await transaction
    .selectFrom('profiles')
    .selectAll()
    .where((row) => row.or([row('organization_id', 'is', null), row('organization_id', 'in', [...organizationIds])]))
    .orderBy('id')
    .execute();
  return rows.map(toProfile);
}

/** These very versions; one that is not on the books is absent. */
export async function loadVersions(
  transaction: CloudTransaction,
  wanted: readonly { readonly profileId: string; readonly version: number }[],
): Promise<readonly ProfileTemplate[]> {
  if (wanted.length === 0) {
    return [];
  }
  const rows = await transaction
    .selectFrom('profile_versions')
    .select('document')
    .where((row) => row.or(wanted.map(({ profileId, version }) => row.and({ profile_id: profileId, version }))))
    .execute();
  return rows.map(toProfile);
}

const shownVersions = 50;

/** Newest first. Empty for a profile that this organization may not know, or that never was. */
export async function loadHistory(
  transaction: CloudTransaction,
  question: { readonly profileId: string; readonly mayKnow: readonly string[] },
): Promise<readonly ProfileTemplate[]> {
  const rows = await transaction
    .selectFrom('profile_versions')
    .innerJoin('profiles', 'profiles.id', 'profile_versions.profile_id')
    .select('profile_versions.document')
    .where('profile_versions.profile_id', '=', question.profileId)
    .where((row) =>
      row.or([
        row('profiles.organization_id', 'is', null),
        row('profiles.organization_id', 'in', [...question.mayKnow]),
      ]),
    )
    .orderBy('profile_versions.version', 'desc')
    .limit(shownVersions)
    .execute();
  return rows.map(toProfile);
}
