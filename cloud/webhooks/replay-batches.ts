import { type ReplayWish, replayDays } from '#core/domain/webhooks/event-subscription.ts';
import { epochMs, type IsoTime, toIsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';

const dayMs = 86_400_000;

/** The oldest moment from which anything is sent again, and before which delivered batches are forgotten. */
export function replayableSince(now: IsoTime): IsoTime {
  return toIsoTime(epochMs(now) - replayDays * dayMs);
}

/**
 * Puts batches back as if they had not been tried: same id, same text, new series of tries. What is waiting anyway is only tried at once.
 * Answers how many.
 */
export async function replayBatches(
  transaction: CloudTransaction,
  { subscriptionId, of, now }: { readonly subscriptionId: string; readonly of: ReplayWish; readonly now: IsoTime },
): Promise<number> {
  let query = transaction
    .updateTable('event_batches')
    .set({ state: 'waiting', failures: 0, next_at: now, delivered_at: null })
    .where('subscription_id', '=', subscriptionId)
    .where('made_at', '>=', replayableSince(now));
  switch (of.kind) {
    case 'batch':
      query = query.where('id', '=', of.batchId);
      break;
    case 'range':
      query = query.where('number', '>=', of.from).where('number', '<=', of.to);
      break;
    case 'since':
      query = query.where('made_at', '>=', of.at);
      break;
  }
  return Number((await query.executeTakeFirst()).numUpdatedRows);
}

/** Forgets what was delivered and is too old to be sent again. What never arrived stays. */
export async function forgetOldBatches(transaction: CloudTransaction, now: IsoTime): Promise<void> {
  await transaction
    .deleteFrom('event_batches')
    .where('state', '=', 'delivered')
    .where('made_at', '<', replayableSince(now))
    .execute();
}
