import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudDatabase } from '../database/open-database.ts';

/**
 * The key under which the secrets of subscriptions lie in the database, and nothing else. Made at the first use and kept in a table of
 * its own, as the roster's key is, so that several servers on one database are one server. What that is good for: see README.
 */
export interface WebhookKey {
  /** Text that only this key opens, and only for the same subscription. */
  seal(secret: Uint8Array, subscriptionId: string): string;
  /** Throws when the text was changed, or sealed for another subscription. */
  open(sealed: string, subscriptionId: string): Buffer;
}

const cipher = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** The key that is there, or the one that is made now; when two servers start at once, both get that of the first. */
export async function openWebhookKey(database: CloudDatabase, now: IsoTime): Promise<WebhookKey> {
  const key = await database.asSystem('server-keys').transact(async (transaction) => {
    await transaction
      .insertInto('webhook_keys')
      .values({ key: randomBytes(32).toString('base64'), made_at: now })
      .onConflict((conflict) => conflict.column('only_row').doNothing())
      .execute();
    return (await transaction.selectFrom('webhook_keys').select('key').executeTakeFirstOrThrow()).key;
  });
  return createWebhookKey(Buffer.from(key, 'base64'));
}

/** `key`: 32 bytes. */
export function createWebhookKey(key: Uint8Array): WebhookKey {
  return {
    seal(secret, subscriptionId) {
      const iv = randomBytes(ivBytes);
      const sealing = createCipheriv(cipher, key, iv).setAAD(Buffer.from(subscriptionId, 'utf8'));
      const text = Buffer.concat([sealing.update(secret), sealing.final()]);
      return Buffer.concat([iv, sealing.getAuthTag(), text]).toString('base64');
    },
    open(sealed, subscriptionId) {
      const bytes = Buffer.from(sealed, 'base64');
      const opening = createDecipheriv(cipher, key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
        .setAAD(Buffer.from(subscriptionId, 'utf8'))
        .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      return Buffer.concat([opening.update(bytes.subarray(ivBytes + tagBytes)), opening.final()]);
    },
  };
}
