import { sql } from 'kysely';
import { epochMs, type IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';

/** What waits in the database now. The same whichever server reads it. */
export interface Depths {
  readonly queues: Readonly<Record<QueueName, number>>;
  /** By event subscription; only those for which something waits. */
  readonly undelivered: readonly { readonly endpoint: string; readonly ageSeconds: number }[];
  /** Receivers' hosts that are left alone because they do not answer, by fleet and host; `half-open`: the next try is due. */
  readonly circuits: Readonly<Record<'open' | 'half-open', number>>;
  /** Written, but not yet below the oldest transaction that is still open (docs/decisions/0004). */
  readonly feedHeldBackRows: number;
  readonly feedLagSeconds: number;
}

/** `held-operations`: our own faults, tried again with each push. `pairing-repeats`: the hourly NotFound that is due. */
export type QueueName =
  | 'webhook-events'
  | 'webhook-batches'
  | 'webhook-batches-parked'
  | 'mails'
  | 'pairing-repeats'
  | 'held-operations';

export async function readDepths(transaction: CloudTransaction, now: IsoTime): Promise<Depths> {
  const { rows } = await sql<Record<string, string>>`select
    (select count(*) from event_deliveries where batch_id is null) as events,
    (select count(*) from event_batches where state = 'waiting') as batches,
    (select count(*) from event_batches where state = 'parked') as parked,
    (select count(*) from webhook_circuits where try_at > ${now}) as open_circuits,
    (select count(*) from webhook_circuits where try_at <= ${now}) as half_open_circuits,
    (select count(*) from mails where state = 'queued') as mails,
    (select count(*) from not_found_repeats where next_at <= ${now}) as repeats,
    (select count(*) from held_operations) as held,
    (select count(*) from feed where xid >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint) as held_back,
    (select coalesce(extract(epoch from clock_timestamp() - min(xact_start)), 0) from pg_stat_activity
      where backend_xid is not null and pid <> pg_backend_pid()) as lag`.execute(transaction);
  const numbers = (name: string): number => Number(rows[0]?.[name] ?? 0);
  return {
    queues: {
      'webhook-events': numbers('events'),
      'webhook-batches': numbers('batches'),
      'webhook-batches-parked': numbers('parked'),
      mails: numbers('mails'),
      'pairing-repeats': numbers('repeats'),
      'held-operations': numbers('held'),
    },
    undelivered: await undeliveredOf(transaction, now),
    circuits: { open: numbers('open_circuits'), 'half-open': numbers('half_open_circuits') },
    feedHeldBackRows: numbers('held_back'),
    feedLagSeconds: numbers('lag'),
  };
}

/** Also of endpoints that are paused or off: nobody shall overlook what they have not got. */
async function undeliveredOf(transaction: CloudTransaction, now: IsoTime): Promise<Depths['undelivered']> {
  const { rows } = await sql<{ endpoint: string; oldest: string }>`
    select subscription_id as endpoint, min(oldest) as oldest from (
      select subscription_id, min(oldest_at) as oldest from event_batches where state = 'waiting' group by 1
      union all
      select subscription_id, min(written_at) from event_deliveries where batch_id is null group by 1
    ) as waiting group by 1`.execute(transaction);
  return rows.map(({ endpoint, oldest }) => ({
    endpoint,
    ageSeconds: Math.max(0, (epochMs(now) - Date.parse(oldest)) / 1_000),
  }));
}
