import { webhookIdOf } from '#core/domain/webhooks/event-envelope.ts';
import { type BatchView, batchView, type OpenedBatch, openedBatch } from '#core/domain/webhooks/event-subscription.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { hostTryAt } from './host-circuits.ts';

/** What was sent for a subscription and what came of it (PAIR-7), for its own organization. */
export interface LogQuestion {
  readonly subscriptionId: string;
  readonly askedBy: string;
}

/** Newest first, from below the number `before` on. Null: the organization has no such subscription. */
export async function readLog(
  transaction: CloudTransaction,
  question: LogQuestion & { readonly before: number | undefined; readonly limit: number },
): Promise<readonly BatchView[] | null> {
  const owned = await transaction
    .selectFrom('event_subscriptions')
    .select(['id', hostTryAt.as('try_at')])
    .where('id', '=', question.subscriptionId)
    .where('organization_id', '=', question.askedBy)
    .executeTakeFirst();
  if (owned === undefined) {
    return null;
  }
  let query = transaction
    .selectFrom('event_batches')
    .selectAll()
    .where('subscription_id', '=', owned.id)
    .orderBy('number', 'desc')
    .limit(question.limit);
  if (question.before !== undefined) {
    query = query.where('number', '<', question.before);
  }
  return (await query.execute()).map((row) => toBatchView({ ...row, try_at: owned.try_at }));
}

/** One batch with its text and every try, oldest first. Null: the organization has no such batch. */
export async function openBatch(
  transaction: CloudTransaction,
  question: LogQuestion & { readonly batchId: string },
): Promise<OpenedBatch | null> {
  const row = await transaction
    .selectFrom('event_batches')
    .innerJoin('event_subscriptions', 'event_subscriptions.id', 'event_batches.subscription_id')
    .selectAll('event_batches')
    .select(hostTryAt.as('try_at'))
    .where('event_batches.id', '=', question.batchId)
    .where('subscription_id', '=', question.subscriptionId)
    .where('organization_id', '=', question.askedBy)
    .executeTakeFirst();
  if (row === undefined) {
    return null;
  }
  const tries = await transaction
    .selectFrom('event_tries')
    .selectAll()
    .where('batch_id', '=', row.id)
    .orderBy('position')
    .execute();
  return openedBatch.parse({
    batch: toBatchView(row),
    webhookId: webhookIdOf(row),
    body: row.body,
    tries: tries.map(({ at, address, outcome, status, duration_ms: durationMs, answer }) => ({
      at,
      address,
      outcome,
      status,
      durationMs,
      answer,
    })),
  });
}

interface BatchRow {
  readonly id: string;
  readonly number: number;
  readonly made_at: string;
  readonly events: number;
  readonly units: readonly string[];
  readonly state: string;
  readonly failures: number;
  readonly next_at: string;
  readonly delivered_at: string | null;
  /** Of its host. */
  readonly try_at: string | null;
}

function toBatchView(row: BatchRow): BatchView {
  const isHeld = row.state === 'waiting' && (row.try_at ?? '') > row.next_at;
  const nextAt = isHeld ? row.try_at : row.next_at;
  return batchView.parse({
    id: row.id,
    number: row.number,
    madeAt: row.made_at,
    events: row.events,
    units: row.units,
    state: row.state,
    failures: row.failures,
    nextAt: row.state === 'waiting' ? nextAt : null,
    isHeld,
    deliveredAt: row.delivered_at,
  });
}
