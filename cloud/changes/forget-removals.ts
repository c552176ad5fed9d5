import { sql } from 'kysely';
import type { CloudDatabase } from '../database/open-database.ts';

/**
 * Throws away old removals, and notes how far (reliability.md §3.6). What is there stands in the feed once per audience and never grows; only
 * what is gone would pile up for ever. A station that was away for longer is told to start anew, see `reaches` in `read-changes`.
 */
export const removalsKeptMs = 30 * 86_400_000;

/** Answers how many removals went. Age is counted by the database's clock, so that several servers agree. */
export async function forgetRemovals(database: CloudDatabase, keptMs: number = removalsKeptMs): Promise<number> {
  return database.asSystem('tidying').transact(async (transaction) => {
    const { rows } = await sql<{ gone: number }>`
      with gone as (
        delete from feed where removed and removed_at <= now() - make_interval(secs => ${keptMs / 1000}::double precision)
        returning audience, xid, seq
      ), furthest as (
        select distinct on (audience) audience, xid, seq from gone order by audience, xid desc, seq desc
      ), noted as (
        insert into feed_horizon (audience, xid, seq) select audience, xid, seq from furthest
        on conflict (audience) do update set xid = excluded.xid, seq = excluded.seq
          where (feed_horizon.xid, feed_horizon.seq) < (excluded.xid, excluded.seq)
      )
      select count(*)::int as gone from gone`.execute(transaction);
    return rows[0]?.gone ?? 0;
  });
}
