import type { CloudDatabase } from '../database/open-database.ts';
import { hashToken } from './register-station.ts';

/** Who calls: a station, and through it its organization, which is the tenant of everything it asks. */
export interface CallingStation {
  readonly id: string;
  readonly name: string;
  readonly organizationId: string;
}

export type StationAuthentication =
  | { readonly kind: 'station'; readonly station: CallingStation }
  | { readonly kind: 'missing-token' }
  | { readonly kind: 'unknown-token' };

/** Reads an `Authorization` header of the form `Bearer <token>` (RFC 6750). */
export async function findStation(database: CloudDatabase, header: string | undefined): Promise<StationAuthentication> {
  const token = /^Bearer ([\w~+/.-]+=*)$/i.exec(header ?? '')?.[1];
  if (token === undefined) {
    return { kind: 'missing-token' };
  }
  const row = await database.read((transaction) =>
    transaction
      .selectFrom('stations')
      .select(['id', 'name', 'organization_id'])
      .where('token_hash', '=', hashToken(token))
      .executeTakeFirst(),
  );
  return row === undefined
    ? { kind: 'unknown-token' }
    : { kind: 'station', station: { id: row.id, name: row.name, organizationId: row.organization_id } };
}
