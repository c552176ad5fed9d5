import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudDatabase } from '../database/open-database.ts';

/**
 * The keys of the server that hands out stations' tokens: its signing key (the library wants one even where all tokens are opaque), the
 * key of its cookies, and the secret of the nonces in proofs. Made at the first start and kept in the database, so that several servers
 * on one database are one server.
 */
const oauthKeys = z.strictObject({
  signingKey: z.record(z.string(), z.unknown()),
  cookieKey: z.string().min(1),
  /** Base64 of 32 bytes. */
  nonceSecret: z.base64(),
});
export type OAuthKeys = z.infer<typeof oauthKeys>;

export const signingAlgorithm = 'ES256';

/** The keys that are there, or the ones that are made now; when two servers start at once, both get those of the first. */
export async function openOAuthKeys(database: CloudDatabase, now: IsoTime): Promise<OAuthKeys> {
  return (await readKeys(database)) ?? keepFirst(database, await makeKeys(), now);
}

async function readKeys(database: CloudDatabase): Promise<OAuthKeys | null> {
  const row = await database
    .asSystem('server-keys')
    .read((transaction) => transaction.selectFrom('oauth_keys').select('document').executeTakeFirst());
  return row === undefined ? null : oauthKeys.parse(row.document);
}

function keepFirst(database: CloudDatabase, keys: OAuthKeys, now: IsoTime): Promise<OAuthKeys> {
  return database.asSystem('server-keys').transact(async (transaction) => {
    await transaction
      .insertInto('oauth_keys')
      .values({ document: JSON.stringify(keys), made_at: now })
      .onConflict((conflict) => conflict.column('only_row').doNothing())
      .execute();
    const row = await transaction.selectFrom('oauth_keys').select('document').executeTakeFirstOrThrow();
    return oauthKeys.parse(row.document);
  });
}

async function makeKeys(): Promise<OAuthKeys> {
  const { privateKey } = await generateKeyPair(signingAlgorithm, { extractable: true });
  return {
    signingKey: {
      ...(await exportJWK(privateKey)),
      alg: signingAlgorithm,
      use: 'sig',
      kid: randomBytes(8).toString('hex'),
    },
    cookieKey: randomBytes(32).toString('base64url'),
    nonceSecret: randomBytes(32).toString('base64'),
  };
}
