import type Provider from 'oidc-provider';
import { z } from 'zod';
import type { CloudDatabase } from '../database/open-database.ts';
import { authorityPaths } from './authority-paths.ts';
import { itemIdOf } from './oauth-store.ts';
import { countTry } from './try-limit.ts';

type Middleware = Parameters<Provider['use']>[0];

/** Nobody enrols more stations than this from one address. */
const codesPerAddress = { tries: 30, windowMs: 600_000 } as const;
/** A poll that comes a little early is the network's doing. */
const allowanceMs = 500;

const pendingBody = z.looseObject({ error: z.literal('authorization_pending') });

/**
 * What RFC 8628 asks of the server and the library leaves open: the interval in the answer (§3.2), `slow_down` for whoever polls faster
 * (§3.5), and a limit of codes per address.
 */
export function keepPollPace(database: CloudDatabase, intervalSeconds: number): Middleware {
  return async (context, next) => {
    if (context.path === authorityPaths.device) {
      const count = await countTry(database, `code:${context.ip}`, codesPerAddress);
      if (count.kind === 'limited') {
        context.status = 429;
        context.set('retry-after', String(Math.ceil(count.retryAfterMs / 1000)));
        context.body = { error: 'slow_down', error_description: 'too many codes were asked for from this address' };
        return;
      }
    }
    await next();
    if (context.path === authorityPaths.device && context.status === 200) {
      context.body = { ...z.looseObject({}).parse(context.body), interval: intervalSeconds };
    }
    if (context.path === authorityPaths.token && pendingBody.safeParse(context.body).success) {
      const code = context.oidc.params?.['device_code'];
      if (typeof code === 'string' && (await isTooFast(database, code, intervalSeconds * 1000))) {
        context.body = { error: 'slow_down', error_description: 'polled faster than the interval allows' };
      }
    }
  };
}

async function isTooFast(database: CloudDatabase, deviceCode: string, intervalMs: number): Promise<boolean> {
  const nowMs = Date.now();
  return database.asSystem('enrolment').transact(async (transaction) => {
    const ofCode = transaction
      .selectFrom('oauth_items')
      .select('polled_at_ms')
      .where('kind', '=', 'DeviceCode')
      .where('id', '=', itemIdOf(deviceCode))
      .forUpdate();
    const before = (await ofCode.executeTakeFirst())?.polled_at_ms ?? null;
    await transaction
      .updateTable('oauth_items')
      .set({ polled_at_ms: nowMs })
      .where('kind', '=', 'DeviceCode')
      .where('id', '=', itemIdOf(deviceCode))
      .execute();
    return before !== null && nowMs - Number(before) < intervalMs - allowanceMs;
  });
}
