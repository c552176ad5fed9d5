import { createPublicKey } from 'node:crypto';
import { emptyChain } from '#core/domain/audit/chain-hash.ts';
import { organizationId } from '#core/kernel/entity-ids.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';

export interface EnrolledStation {
  readonly stationId: string;
  readonly name: string;
  readonly place: string;
  readonly organizationId: string;
  /** Ed25519 public key as SPKI DER in base64; null where it is not known: then its signed statements are not checked. */
  readonly publicKey: string | null;
  readonly grantId: string;
  /** Name of the person; null where nobody was asked. */
  readonly approvedBy: string | null;
  /** How often its data folder was enrolled before, as far as it knows. */
  readonly knownGeneration: number;
}

/**
 * Puts a station on the cloud's books. One that is there is enrolled anew: the tokens of before end, and because nobody can know what the
 * disk behind it holds, it gets a new generation, in which its numbers and its audit trail begin again (reliability.md §3.3).
 */
export async function putStation(
  transaction: CloudTransaction,
  station: EnrolledStation,
  now: IsoTime,
): Promise<{ readonly generation: number }> {
  if (station.publicKey !== null) {
    createPublicKey({ key: Buffer.from(station.publicKey, 'base64'), format: 'der', type: 'spki' });
  }
  const before = await transaction
    .selectFrom('stations')
    .select(['generation', 'grant_id'])
    .where('id', '=', station.stationId)
    .forUpdate()
    .executeTakeFirst();
  if (before !== undefined && before.grant_id !== null) {
    await transaction.deleteFrom('oauth_items').where('grant_id', '=', before.grant_id).execute();
  }
  const generation = Math.max(before?.generation ?? 0, station.knownGeneration) + 1;
  const row = {
    name: station.name,
    place: station.place,
    organization_id: organizationId.parse(station.organizationId),
    public_key: station.publicKey,
    grant_id: station.grantId,
    approved_by: station.approvedBy,
    revoked_at: null,
    revoked_by: null,
    generation,
    frozen: false,
    received_seq: 0,
    audit_size: emptyChain.size,
    audit_head: emptyChain.head,
    registered_at: now,
  };
  await transaction
    .insertInto('stations')
    .values({ id: station.stationId, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  return { generation };
}
