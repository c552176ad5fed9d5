import { createHash } from 'node:crypto';
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import { errors } from 'oidc-provider';
import { z } from 'zod';
import type { CloudDatabase, Transactions } from '../database/open-database.ts';

/**
 * Keeps what the OAuth library hands out in the cloud's database. Tokens are kept by their hash alone.
 *
 * Refresh tokens rotate, and one that was used stays good until a later one of its grant is presented: only that proves that the station
 * has it. So a station that dies between the answer and its disk goes on with the token before, after any time, while a token
 * from a copied or restored folder still ends the grant (RFC 9700 §4.14.2).
 */
export function createOAuthStore(database: CloudDatabase): AdapterFactory {
  const enrolment = database.asSystem('enrolment');
  return (kind) => createModelStore(enrolment, kind);
}

/** The name under which an item is kept. */
export function itemIdOf(id: string): string {
  return createHash('sha256').update(id, 'utf8').digest('hex');
}

export const nowSeconds = (): number => Math.floor(Date.now() / 1000);

/** Removes what has expired. Codes stay an hour longer, so that whoever types one late hears that it is too late. */
export async function forgetExpiredItems(database: CloudDatabase): Promise<void> {
  const now = nowSeconds();
  await database.asSystem('tidying').transact(async (transaction) => {
    await transaction
      .deleteFrom('oauth_items')
      .where('expires_at', '<', now - 3_600)
      .execute();
    await transaction.deleteFrom('dpop_proofs').where('expires_at', '<', now).execute();
    await transaction.deleteFrom('approver_sessions').where('expires_at', '<', now).execute();
    await transaction.deleteFrom('try_counts').where('window_ends_ms', '<', Date.now()).execute();
  });
}

/** Their id is the secret itself, so it is taken out of what is kept and put back by whoever knew it. */
const secretKinds: ReadonlySet<string> = new Set(['AccessToken', 'RefreshToken']);

const storedPayload = z.looseObject({
  grantId: z.string().optional(),
  userCode: z.string().optional(),
  rotations: z.number().int().optional(),
});

const isMany = (value: unknown): value is string | number => value !== null && value !== undefined;

function createModelStore(enrolment: Transactions, kind: string): Adapter {
  const findOne = async (column: 'id' | 'user_code', key: string): Promise<AdapterPayload | undefined> => {
    const row = await enrolment.read((transaction) =>
      transaction
        .selectFrom('oauth_items')
        .select(['payload', 'consumed_at', 'spent'])
        .where('kind', '=', kind)
        .where(column, '=', key)
        .executeTakeFirst(),
    );
    if (row === undefined) {
      return undefined;
    }
    const isUsedUp = kind === 'RefreshToken' ? row.spent : isMany(row.consumed_at);
    return { ...row.payload, ...(isUsedUp ? { consumed: Number(row.consumed_at ?? nowSeconds()) } : {}) };
  };
  return {
    async upsert(id, payload, expiresIn) {
      const { grantId, userCode, rotations } = storedPayload.parse(payload);
      const { jti: _secret, ...withoutId } = payload;
      const row = {
        payload: JSON.stringify(secretKinds.has(kind) ? withoutId : payload),
        grant_id: grantId ?? null,
        user_code: userCode ?? null,
        rotation: rotations ?? 0,
        expires_at: expiresIn === undefined ? null : nowSeconds() + expiresIn,
      };
      const isNew = await enrolment.transact(async (transaction) => {
        const insert = transaction.insertInto('oauth_items').values({ kind, id: itemIdOf(id), ...row });
        const written = await (kind === 'ReplayDetection'
          ? insert.onConflict((conflict) => conflict.columns(['kind', 'id']).doNothing())
          : insert.onConflict((conflict) => conflict.columns(['kind', 'id']).doUpdateSet(row))
        ).executeTakeFirst();
        return written.numInsertedOrUpdatedRows !== 0n;
      });
      if (!isNew) {
        // The library looks before it writes; this closes the gap between the two.
        throw new errors.InvalidGrant('DPoP proof JWT Replay detected');
      }
    },
    async find(id) {
      const payload = await findOne('id', itemIdOf(id));
      return payload === undefined || !secretKinds.has(kind) ? payload : { ...payload, jti: id };
    },
    findByUserCode: (userCode) => findOne('user_code', userCode),
    // Only browser sessions are found by uid, and there are none.
    findByUid: async () => undefined,
    consume: (id) => consume(enrolment, kind, itemIdOf(id)),
    async destroy(id) {
      await enrolment.transact((transaction) =>
        transaction.deleteFrom('oauth_items').where('kind', '=', kind).where('id', '=', itemIdOf(id)).execute(),
      );
    },
    async revokeByGrantId(grantId) {
      await enrolment.transact((transaction) =>
        transaction.deleteFrom('oauth_items').where('kind', '=', kind).where('grant_id', '=', grantId).execute(),
      );
    },
  };
}

async function consume(enrolment: Transactions, kind: string, id: string): Promise<void> {
  await enrolment.transact(async (transaction) => {
    const used = await transaction
      .updateTable('oauth_items')
      .set({ consumed_at: nowSeconds() })
      .where('kind', '=', kind)
      .where('id', '=', id)
      .returning(['grant_id', 'rotation'])
      .executeTakeFirst();
    if (kind !== 'RefreshToken' || used === undefined || used.grant_id === null) {
      return;
    }
    // Whoever shows this one has received it: those before it, and those made beside it for lost answers, are over.
    await transaction
      .updateTable('oauth_items')
      .set({ spent: true })
      .where('kind', '=', kind)
      .where('grant_id', '=', used.grant_id)
      .where('rotation', '<=', used.rotation)
      .where('id', '!=', id)
      .execute();
  });
}
