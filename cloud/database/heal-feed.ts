import { sql } from 'kysely';
import type { CloudTransaction } from './tables.ts';

/**
 * The feed is ordered by transaction ids, and those belong to one database cluster. After a dump is loaded into a new one they begin
 * again, every row would seem to lie in the future, and no station would ever hear of anything. Found at start, the feed is numbered
 * anew and a new epoch makes every station pull from the beginning. Answers whether that was needed.
 */
export async function healFeed(transaction: CloudTransaction): Promise<boolean> {
  const { rows } = await sql<{ restarted: boolean }>`
    select coalesce(max(feed.xid), 0) >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint as restarted
    from feed`.execute(transaction);
  if (rows[0]?.restarted !== true) {
    return false;
  }
  await sql`update feed set xid = pg_current_xact_id()::text::bigint, seq = nextval('feed_seq')`.execute(transaction);
  // Cursors of the epoch before are refused as such; the former marks would be numbers of another cluster.
  await transaction.deleteFrom('feed_horizon').execute();
  await transaction
    .updateTable('feed_epoch')
    .set((row) => ({ epoch: row('epoch', '+', 1) }))
    .execute();
  return true;
}
