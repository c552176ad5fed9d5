import type { CloudDatabase } from '#cloud/database/open-database.ts';
import { type NewUnit, putOrganization } from '#cloud/registry/put.ts';
import { createIds } from '#cloud/world/create-ids.ts';
import { luhnCheckDigit } from '#core/domain/identity/luhn.ts';
import { type OrganizationKind, organization } from '#core/domain/organizations/organization.ts';

const ids = createIds();

/** Answers its id. */
export async function addOrganization(database: CloudDatabase, kind: OrganizationKind, name: string): Promise<string> {
  const id = ids.next();
  const value = organization.parse({ id, name, kinds: [kind], autoPairing: false, nameIsPublic: false });
  await database.asSystem('administration').transact((transaction) => putOrganization(transaction, value));
  return id;
}

/** The same number gives the same unit. */
export function numberedUnit(ownerId: string, number: number): NewUnit {
  const body = String(86_000_000_000_000 + number);
  return {
    unitType: 'evopulse',
    serial: `${body}${luhnCheckDigit(body)}`,
    ownerId,
    subscription: { state: 'active', endsAt: null },
    configuration: 'configured',
    pairedAssetId: null,
    lastContactAt: null,
  };
}
