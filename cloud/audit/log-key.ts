import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';

/** The key that signs checkpoints of logs, and nothing else. Made at the first use; several servers on one database share it. */
export interface LogKey {
  readonly privateKey: KeyObject;
  /** SPKI DER as base64: what stations keep. */
  readonly publicKey: string;
}

/** The key that is there, or the one that is made now; when two servers need it first at once, both get the same. */
export async function openLogKey(transaction: CloudTransaction, now: IsoTime): Promise<LogKey> {
  const kept = await transaction.selectFrom('log_keys').select('private_key').executeTakeFirst();
  const privateKey = createPrivateKey(kept?.private_key ?? (await keepFirst(transaction, now)));
  return {
    privateKey,
    publicKey: createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64'),
  };
}

async function keepFirst(transaction: CloudTransaction, now: IsoTime): Promise<string> {
  const made = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
  await transaction
    .insertInto('log_keys')
    .values({ private_key: made.toString(), made_at: now })
    .onConflict((conflict) => conflict.column('only_row').doNothing())
    .execute();
  const row = await transaction.selectFrom('log_keys').select('private_key').executeTakeFirstOrThrow();
  return row.private_key;
}
