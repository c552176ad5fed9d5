import type { KnownConfiguration } from '#core/domain/installation/known-configuration.ts';
import { type ProfileSecret, secretKey } from '#core/domain/installation/profile-secret.ts';
import type { ProfileTemplate } from '#core/domain/installation/profile-template.ts';
import type { Changed } from '../changes/publishing.ts';
import type { CloudTransaction } from '../database/tables.ts';

/** Writes profiles, secrets and what units were proved to hold. Each answers what changed; the caller publishes it. */
export async function writeProfile(transaction: CloudTransaction, value: ProfileTemplate): Promise<readonly [Changed]> {
  const row = { organization_id: value.organizationId, document: JSON.stringify(value) };
  await transaction
    .insertInto('profiles')
    .values({ id: value.id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  await transaction
    .insertInto('profile_versions')
    .values({ profile_id: value.id, version: value.version, document: row.document })
    .onConflict((conflict) => conflict.columns(['profile_id', 'version']).doUpdateSet({ document: row.document }))
    .execute();
  return [{ kind: 'profile', keys: [value.id] }];
}

export async function writeSecret(transaction: CloudTransaction, value: ProfileSecret): Promise<readonly [Changed]> {
  const row = { value: value.value, changed_at: value.changedAt, changed_by: value.changedBy };
  const id = secretKey(value);
  await transaction
    .insertInto('profile_secrets')
    .values({ id, organization_id: value.organizationId, name: value.name, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  return [{ kind: 'secret', keys: [id] }];
}

export async function writeKnownConfiguration(
  transaction: CloudTransaction,
  value: KnownConfiguration,
): Promise<readonly [Changed]> {
  const row = { organization_id: value.organizationId, document: JSON.stringify(value) };
  await transaction
    .insertInto('known_configurations')
    .values({ unit: value.unit, ...row })
    .onConflict((conflict) => conflict.column('unit').doUpdateSet(row))
    .execute();
  return [{ kind: 'known-configuration', keys: [value.unit] }];
}
