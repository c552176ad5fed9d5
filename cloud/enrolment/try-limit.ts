import { sql } from 'kysely';
import type { CloudDatabase } from '../database/open-database.ts';

/** At most `tries` in a window that begins with the first of them. */
export interface TryLimit {
  readonly tries: number;
  readonly windowMs: number;
}

export type TryCount =
  | { readonly kind: 'counted'; readonly triesLeft: number }
  | { readonly kind: 'limited'; readonly retryAfterMs: number };

/**
 * Counts a try in the database before it is judged, so that neither a crash nor a second server gives one more. A try over the limit
 * is not counted: hammering does not make the wait longer.
 */
export function countTry(database: CloudDatabase, key: string, limit: TryLimit): Promise<TryCount> {
  const nowMs = Date.now();
  return database.transact(async (transaction) => {
    const fresh = { tries: 1, window_ends_ms: nowMs + limit.windowMs };
    const row = await transaction
      .insertInto('try_counts')
      .values({ key, ...fresh })
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet({
          tries: sql`case when try_counts.window_ends_ms <= ${nowMs} then 1 else try_counts.tries + 1 end`,
          window_ends_ms: sql`case when try_counts.window_ends_ms <= ${nowMs} then ${fresh.window_ends_ms} else try_counts.window_ends_ms end`,
        }),
      )
      .returning(['tries', 'window_ends_ms'])
      .executeTakeFirstOrThrow();
    return row.tries > limit.tries
      ? { kind: 'limited', retryAfterMs: Math.max(1, Number(row.window_ends_ms) - nowMs) }
      : { kind: 'counted', triesLeft: limit.tries - row.tries };
  });
}

/** The right answer was given: what was tried before does not count any more. */
export async function forgetTries(database: CloudDatabase, key: string): Promise<void> {
  await database.transact((transaction) => transaction.deleteFrom('try_counts').where('key', '=', key).execute());
}
