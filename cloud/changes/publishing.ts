import { sql } from 'kysely';
import type { CloudTransaction } from '../database/tables.ts';
import { actAsSystem } from '../database/wall/acting.ts';
import { audienceOf, type FeedKind } from './audience.ts';

/**
 * Writes the change feed. It holds no values, only where each thing last changed for each audience, so it never grows beyond the
 * things themselves; a reader takes the value as it is when it reads. Rows carry the id of the transaction that wrote them, because a
 * sequence alone lets a reader pass a number that commits later (reliability.md F4).
 */
export interface Changed {
  readonly kind: FeedKind;
  readonly keys: readonly string[];
}

/**
 * Notes in the same transaction that these things changed. Audiences that may no longer know a thing get a removal. Call it last:
 * who may know what is read from the tables as they are now.
 */
export async function publish(transaction: CloudTransaction, changes: readonly Changed[]): Promise<void> {
  const some = changes.filter(({ keys }) => keys.length > 0);
  if (some.length > 0) {
    await actAsSystem(transaction, 'feed', async () => {
      for (const [kind, ofKind] of Map.groupBy(some, (change) => change.kind)) {
        await publishKind(transaction, kind, [...new Set(ofKind.flatMap(({ keys }) => keys))]);
      }
    });
  }
}

async function publishKind(transaction: CloudTransaction, kind: FeedKind, keys: readonly string[]): Promise<void> {
  await sql`
    update feed set removed = true, removed_at = now(), xid = pg_current_xact_id()::text::bigint, seq = nextval('feed_seq')
    where kind = ${kind} and key = any(${keys}) and not removed`.execute(transaction);
  await sql`
    insert into feed (audience, kind, key, removed)
    select audience, ${kind}, key, false from (${audienceOf(kind, keys)}) as wanted order by audience, key
    on conflict (audience, kind, key) do update
      set removed = false, removed_at = null, xid = pg_current_xact_id()::text::bigint, seq = nextval('feed_seq')`.execute(
    transaction,
  );
}
