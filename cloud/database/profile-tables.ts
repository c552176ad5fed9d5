import type { JSONColumnType } from 'kysely';
import type { KnownConfiguration } from '#core/domain/installation/known-configuration.ts';
import type { ProfileTemplate } from '#core/domain/installation/profile-template.ts';

/** Tables of profiles, of the secrets they name, and of what units were proved to hold; migration 009 makes them. */
export interface ProfileTables {
  profiles: ProfilesTable;
  profile_versions: ProfileVersionsTable;
  profile_secrets: ProfileSecretsTable;
  known_configurations: KnownConfigurationsTable;
}

interface ProfilesTable {
  id: string;
  /** Null for a profile of the platform, which everybody may know. */
  organization_id: string | null;
  /** The newest version. */
  document: JSONColumnType<ProfileTemplate>;
}

/** Every version there ever was: what a unit was configured by stays known. */
interface ProfileVersionsTable {
  profile_id: string;
  version: number;
  document: JSONColumnType<ProfileTemplate>;
}

interface ProfileSecretsTable {
  /** `secretKey` of it. */
  id: string;
  organization_id: string | null;
  name: string;
  value: string;
  changed_at: string;
  changed_by: string;
}

interface KnownConfigurationsTable {
  unit: string;
  organization_id: string;
  document: JSONColumnType<KnownConfiguration>;
}
