import { sql } from 'kysely';
import { writeEnvelope } from '#core/domain/webhooks/event-envelope.ts';
import { epochMs, type IsoTime, toIsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';

/** How many events one batch carries, and how long the first of them waits for company (reliability.md §9). */
export const batchEvents = 50;
export const batchWaitMs = 1_000;

interface Forming {
  readonly subscriptionId: string;
  readonly now: IsoTime;
  readonly nextId: () => string;
}

/**
 * Makes the next batch of a subscription out of events that wait for one, oldest first; false when none is due. The subscription is held
 * until the transaction ends: number and batch appear together, and what one unit did keeps its order.
 */
export async function formBatch(transaction: CloudTransaction, { subscriptionId, now, nextId }: Forming) {
  const subscription = await transaction
    .selectFrom('event_subscriptions')
    .select(['version', 'state', 'next_number'])
    .where('id', '=', subscriptionId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (subscription?.state !== 'active') {
    return false;
  }
  const events = await transaction
    .selectFrom('event_deliveries')
    .innerJoin('pairing_events', 'pairing_events.position', 'event_deliveries.event_position')
    .select(['pairing_events.position', 'pairing_events.unit', 'v1', 'v2', 'written_at'])
    .where('subscription_id', '=', subscriptionId)
    .where('batch_id', 'is', null)
    .orderBy('event_position')
    .limit(batchEvents)
    .execute();
  const oldestAt = events.map((event) => event.written_at).sort()[0];
  const isDue = events.length === batchEvents || (oldestAt ?? now) <= toIsoTime(epochMs(now) - batchWaitMs);
  if (oldestAt === undefined || !isDue) {
    return false;
  }
  const id = nextId();
  const bodies = events.flatMap(({ v1, v2 }) => (subscription.version === 1 ? v1 : (v2 ?? [])));
  const number = subscription.next_number;
  await transaction
    .insertInto('event_batches')
    .values({
      id,
      subscription_id: subscriptionId,
      number,
      body: writeEnvelope({ batchId: id, subscriptionId, at: now, events: bodies }),
      events: events.length,
      units: JSON.stringify([...new Set(events.map((event) => event.unit))]),
      oldest_at: oldestAt,
      made_at: now,
      state: 'waiting',
      next_at: now,
    })
    .execute();
  await transaction
    .updateTable('event_deliveries')
    .set({ batch_id: id })
    .where('subscription_id', '=', subscriptionId)
    .where(
      'event_position',
      'in',
      events.map((event) => event.position),
    )
    .execute();
  await transaction
    .updateTable('event_subscriptions')
    .set({ next_number: sql`next_number + 1` })
    .where('id', '=', subscriptionId)
    .execute();
  return true;
}
