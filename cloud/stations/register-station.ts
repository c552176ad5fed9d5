import { createHash, createPublicKey, randomBytes } from 'node:crypto';
import { emptyChain } from '#core/domain/audit/chain-hash.ts';
import { organizationId, type StationId, stationId } from '#core/kernel/entity-ids.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudDatabase } from '../database/open-database.ts';

export interface StationToRegister {
  readonly stationId: string;
  readonly name: string;
  readonly organizationId: string;
  /**
   * Ed25519 public key as SPKI DER in base64: it verifies the checkpoints of the station's audit trail. Null where it is not known yet;
   * the chain itself is checked all the same, its signed statements are not.
   */
  readonly publicKey: string | null;
}

/** The bearer token is given out here once; the cloud keeps only its hash. */
export interface StationCredential {
  readonly stationId: StationId;
  readonly generation: number;
  readonly token: string;
}

/**
 * Puts a station on the cloud's books and gives it a token. Registering one that is there gives it a new token and key and, because
 * nobody can know what the disk behind it holds, a new generation: its numbers and its audit trail begin again (reliability.md §3.3).
 */
export async function registerStation(
  database: CloudDatabase,
  station: StationToRegister,
  now: IsoTime,
): Promise<StationCredential> {
  const token = `fbs_${randomBytes(32).toString('base64url')}`;
  const fresh = {
    name: station.name,
    organization_id: organizationId.parse(station.organizationId),
    token_hash: hashToken(token),
    public_key: station.publicKey,
    frozen: false,
    received_seq: 0,
    audit_size: emptyChain.size,
    audit_head: emptyChain.head,
    registered_at: now,
  };
  if (station.publicKey !== null) {
    createPublicKey({ key: Buffer.from(station.publicKey, 'base64'), format: 'der', type: 'spki' });
  }
  const row = await database.transact((transaction) =>
    transaction
      .insertInto('stations')
      .values({ id: station.stationId, generation: 1, ...fresh })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((old) => ({ ...fresh, generation: old('stations.generation', '+', 1) })),
      )
      .returning(['id', 'generation'])
      .executeTakeFirstOrThrow(),
  );
  return { stationId: stationId.parse(row.id), generation: row.generation, token };
}

/** Tokens are 256 random bits, so a plain hash keeps them as safe as a slow one would. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}
