import { sql } from 'kysely';
import type { CloudDatabase } from '../database/open-database.ts';
import type { RateRule } from './rate-rules.ts';

/**
 * Counts calls for all servers of a database together, without a write for each call: a server takes a piece of the window's quota from
 * the database and uses it up by itself. However many servers there are, never more than the quota is given out in a window. What a server
 * took and did not use is lost for that window: with n servers, at most n − 1 pieces.
 */
export interface SharedWindows {
  count(key: string, rule: RateRule): Promise<WindowCount>;
  /** Forgets windows that have ended, here and in the database. */
  tidy(): Promise<void>;
}

export interface WindowCount {
  readonly kind: 'within' | 'exceeded';
  /** What is left of the quota, as far as this server knows. */
  readonly remaining: number;
  readonly endsInMs: number;
}

/** What this server holds of one window. */
interface Held {
  left: number;
  /** Not given out to anybody yet when this server asked last. */
  readonly unclaimed: number;
  /** On the monotonic clock. */
  readonly endsAtMs: number;
}

/** A window is taken in twentieths: at most so many writes, and little is lost to a server that does not use its piece. */
const piecesPerWindow = 20;

export function createSharedWindows(
  database: CloudDatabase,
  nowMs: () => number = () => performance.now(),
): SharedWindows {
  const windows = new Map<string, Held>();
  const asking = new Map<string, Promise<Held>>();

  /** Calls that find nothing left at the same moment share one question. */
  function take(key: string, rule: RateRule): Promise<Held> {
    const known = asking.get(key);
    if (known !== undefined) {
      return known;
    }
    const asked = takePiece(database, key, rule)
      .then(({ granted, unclaimed, endsInMs }) => {
        const held = { left: granted, unclaimed, endsAtMs: nowMs() + endsInMs };
        windows.set(key, held);
        return held;
      })
      .finally(() => asking.delete(key));
    asking.set(key, asked);
    return asked;
  }

  return {
    async count(key, rule) {
      let held = windows.get(key);
      // Nobody has anything left before the window ends: the database need not be asked again.
      const isSpent = (one: Held): boolean => one.left === 0 && one.unclaimed === 0 && nowMs() < one.endsAtMs;
      while (held === undefined || nowMs() >= held.endsAtMs || (held.left === 0 && !isSpent(held))) {
        held = await take(key, rule);
      }
      const endsInMs = Math.max(1, held.endsAtMs - nowMs());
      if (held.left === 0) {
        return { kind: 'exceeded', remaining: 0, endsInMs };
      }
      held.left -= 1;
      return { kind: 'within', remaining: held.left + held.unclaimed, endsInMs };
    },
    async tidy() {
      for (const [key, { endsAtMs }] of windows) {
        if (endsAtMs <= nowMs()) {
          windows.delete(key);
        }
      }
      await database.transact((transaction) =>
        transaction.deleteFrom('rate_windows').where('window_ends_ms', '<=', databaseNowMs).execute(),
      );
    },
  };
}

/** One clock for all servers. */
const databaseNowMs = sql<string>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

interface Piece {
  readonly granted: number;
  readonly unclaimed: number;
  readonly endsInMs: number;
}

async function takePiece(database: CloudDatabase, key: string, { quota, windowMs }: RateRule): Promise<Piece> {
  const piece = Math.max(1, Math.ceil(quota / piecesPerWindow));
  const { rows } = await database.transact((transaction) =>
    sql<{ taken: number; ends_in_ms: string }>`
      insert into rate_windows as kept (key, taken, window_ends_ms)
      values (${key}, ${piece}, ${databaseNowMs} + ${windowMs}::bigint)
      on conflict (key) do update set
        taken = case when kept.window_ends_ms <= ${databaseNowMs} then ${piece}::integer
          else least(kept.taken, ${quota}::integer) + ${piece}::integer end,
        window_ends_ms = case when kept.window_ends_ms <= ${databaseNowMs} then excluded.window_ends_ms
          else kept.window_ends_ms end
      returning taken, window_ends_ms - ${databaseNowMs} as ends_in_ms`.execute(transaction),
  );
  const [row] = rows;
  const before = (row?.taken ?? piece) - piece;
  const granted = Math.min(piece, Math.max(0, quota - before));
  return {
    granted,
    unclaimed: Math.max(0, quota - before - piece),
    endsInMs: Math.max(1, Number(row?.ends_in_ms ?? windowMs)),
  };
}
