import { z } from 'zod';
import type { CloudDatabase } from '../database/open-database.ts';
import { itemIdOf, nowSeconds } from '../enrolment/oauth-store.ts';
import { type ProofParts, verifyProof } from '../enrolment/verify-proof.ts';

/** Who calls: a station, and through it its organization, which is the tenant of everything it asks. */
export interface CallingStation {
  readonly id: string;
  readonly name: string;
  readonly organizationId: string;
}

/** What of a call says who makes it. */
export interface StationCall {
  readonly method: string;
  /** Address as the station knows it, without its query. */
  readonly url: string;
  /** The `Authorization` header: `DPoP <token>` (RFC 9449 §7.1). A bearer token is none. */
  readonly authorization: string | undefined;
  /** The `DPoP` header. */
  readonly proof: string | undefined;
}

export type StationAuthentication =
  | { readonly kind: 'station'; readonly station: CallingStation }
  | { readonly kind: 'missing-token' }
  /** Expired, ended by a later enrolment, never given out, or shown by somebody who has not got its key. */
  | { readonly kind: 'unknown-token'; readonly why: string }
  | { readonly kind: 'nonce-wanted' }
  | { readonly kind: 'revoked' };

const tokenPayload = z.looseObject({ accountId: z.string(), grantId: z.string(), jkt: z.string(), exp: z.number() });

/** Finds out which station calls: its token, its proof that the token's key is its own, and whether it may still speak at all. */
export async function findStation(parts: ProofParts, call: StationCall): Promise<StationAuthentication> {
  const accessToken = /^DPoP ([\w~+/.-]+=*)$/i.exec(call.authorization ?? '')?.[1];
  if (accessToken === undefined) {
    return { kind: 'missing-token' };
  }
  const token = await readToken(parts.database, accessToken);
  if (token === null) {
    return { kind: 'unknown-token', why: 'the token is unknown or has expired' };
  }
  // First who has the key, then what of the station: nobody else shall learn that it was revoked.
  const proof = await verifyProof(parts, { ...call, accessToken });
  if (proof.kind === 'nonce-wanted') {
    return proof;
  }
  if (proof.kind === 'not-proven' || proof.thumbprint !== token.jkt) {
    return { kind: 'unknown-token', why: proof.kind === 'not-proven' ? proof.why : 'the proof is of another key' };
  }
  return token.revoked ? { kind: 'revoked' } : { kind: 'station', station: token.station };
}

interface TokenRow {
  readonly jkt: string;
  readonly revoked: boolean;
  readonly station: CallingStation;
}

async function readToken(database: CloudDatabase, accessToken: string): Promise<TokenRow | null> {
  const row = await database
    .asSystem('authentication')
    .read((transaction) =>
      transaction
        .selectFrom('oauth_items')
        .innerJoin('stations', 'stations.grant_id', 'oauth_items.grant_id')
        .select([
          'stations.id',
          'stations.name',
          'stations.organization_id',
          'stations.revoked_at',
          'oauth_items.payload',
        ])
        .where('oauth_items.kind', '=', 'AccessToken')
        .where('oauth_items.id', '=', itemIdOf(accessToken))
        .executeTakeFirst(),
    );
  if (row === undefined) {
    return null;
  }
  const { accountId, jkt, exp } = tokenPayload.parse(row.payload);
  const station = { id: row.id, name: row.name, organizationId: row.organization_id };
  return accountId === row.id && exp > nowSeconds() ? { jkt, revoked: row.revoked_at !== null, station } : null;
}
