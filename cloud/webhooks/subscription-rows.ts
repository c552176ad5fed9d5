import { sql } from 'kysely';
import { type SubscriptionView, subscriptionView } from '#core/domain/webhooks/event-subscription.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';

interface Asked {
  readonly organizationId: string;
  readonly now: IsoTime;
}

/** The subscriptions of an organization as its people see them, oldest first; secrets stay where they are. */
export async function viewSubscriptions(
  transaction: CloudTransaction,
  { organizationId, now }: Asked,
): Promise<SubscriptionView[]> {
  const rows = await transaction
    .selectFrom('event_subscriptions as subscription')
    .leftJoin('webhook_circuits as circuit', (join) =>
      join
        .onRef('circuit.organization_id', '=', 'subscription.organization_id')
        .onRef('circuit.host', '=', 'subscription.host'),
    )
    .selectAll('subscription')
    .select(['circuit.opened_at', 'circuit.try_at', 'circuit.failures'])
    .select([
      sql<string>`(select count(*) from event_batches
        where subscription_id = subscription.id and state = 'waiting')`.as('waiting'),
      sql<string>`(select count(*) from event_batches
        where subscription_id = subscription.id and state = 'parked')`.as('parked'),
      sql<string | null>`least(
        (select min(oldest_at) from event_batches where subscription_id = subscription.id and state = 'waiting'),
        (select min(written_at) from event_deliveries where subscription_id = subscription.id and batch_id is null)
      )`.as('oldest_waiting_at'),
    ])
    .where('subscription.organization_id', '=', organizationId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) =>
    subscriptionView.parse({
      id: row.id,
      url: row.url,
      group: 'asset',
      names: row.names,
      version: row.version,
      state: row.state,
      offReason: row.off_reason,
      createdAt: row.created_at,
      createdBy: row.created_by,
      lastSuccessAt: row.last_success_at,
      failingSince: row.failing_since,
      circuit: row.try_at === null ? null : { openedAt: row.opened_at, tryAt: row.try_at, failures: row.failures },
      formerSecretUntil: (row.former_until ?? '') > now ? row.former_until : null,
      waitingBatches: Number(row.waiting),
      parkedBatches: Number(row.parked),
      oldestWaitingAt: row.oldest_waiting_at,
      revision: row.revision,
    }),
  );
}

/** Null where the organization has no such subscription, whoever else may have it. */
export async function viewSubscription(
  transaction: CloudTransaction,
  { id, ...asked }: Asked & { readonly id: string },
): Promise<SubscriptionView | null> {
  return (await viewSubscriptions(transaction, asked)).find((one) => one.id === id) ?? null;
}
