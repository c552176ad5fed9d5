import { sql } from 'kysely';
import { epochMs, type IsoTime, toIsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { atOnce, isSendable } from './claim-batch.ts';
import { batchEvents, batchWaitMs } from './form-batches.ts';

/** What is to be done now, as the tables say. */
export interface EventWork {
  /** Active subscriptions with events to put together or a batch to send. */
  readonly subscriptions: readonly { readonly id: string; readonly organizationId: string }[];
  readonly areRepeatsDue: boolean;
}

export async function findWork(transaction: CloudTransaction, now: IsoTime): Promise<EventWork> {
  const ripe = toIsoTime(epochMs(now) - batchWaitMs);
  const { rows } = await sql<{ id: string; organization_id: string }>`
    select id, organization_id from event_subscriptions subscription
    where state = 'active' and coalesce(slow_until, '') <= ${now} and (
      exists (select 1 from event_deliveries where subscription_id = subscription.id and batch_id is null
        group by subscription_id having min(written_at) <= ${ripe} or count(*) >= ${batchEvents})
      or (not exists (select 1 from webhook_circuits circuit where circuit.host = subscription.host
          and circuit.organization_id = subscription.organization_id
          and (circuit.try_at > ${now} or circuit.probe_until > ${now}))
        and exists (select 1 from event_batches batch where batch.subscription_id = subscription.id
          and ${isSendable(now)})))
      and (select count(*) from event_batches where subscription_id = subscription.id and state = 'waiting'
        and claimed_until > ${now}) < ${atOnce}`.execute(transaction);
  const repeat = await transaction
    .selectFrom('not_found_repeats')
    .select('unit')
    .where('next_at', '<=', now)
    .limit(1)
    .executeTakeFirst();
  return {
    subscriptions: rows.map((row) => ({ id: row.id, organizationId: row.organization_id })),
    areRepeatsDue: repeat !== undefined,
  };
}
