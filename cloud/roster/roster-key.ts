import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudDatabase } from '../database/open-database.ts';

/**
 * The key that signs rosters, and nothing else. Made at the first use and kept in a table of its own, so that several servers on one
 * database are one server and rights on that table can be given apart from all others. Losing it costs every station an enrolment.
 */
export interface RosterKey {
  readonly privateKey: KeyObject;
  /** SPKI DER as base64: what stations keep. */
  readonly publicKey: string;
}

/** The key that is there, or the one that is made now; when two servers start at once, both get that of the first. */
export async function openRosterKey(database: CloudDatabase, now: IsoTime): Promise<RosterKey> {
  const kept = await database
    .asSystem('server-keys')
    .read((transaction) => transaction.selectFrom('roster_keys').select('private_key').executeTakeFirst());
  return toRosterKey(kept?.private_key ?? (await keepFirst(database, now)));
}

function keepFirst(database: CloudDatabase, now: IsoTime): Promise<string> {
  const made = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
  return database.asSystem('server-keys').transact(async (transaction) => {
    await transaction
      .insertInto('roster_keys')
      .values({ private_key: made.toString(), made_at: now })
      .onConflict((conflict) => conflict.column('only_row').doNothing())
      .execute();
    const row = await transaction.selectFrom('roster_keys').select('private_key').executeTakeFirstOrThrow();
    return row.private_key;
  });
}

function toRosterKey(pem: string): RosterKey {
  const privateKey = createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64');
  return { privateKey, publicKey };
}
