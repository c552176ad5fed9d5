import { sql } from 'kysely';
import type { OffReason } from '#core/domain/webhooks/event-subscription.ts';
import { nextTry, offAfterMs, readRetryAfter, slowPauseMs } from '#core/domain/webhooks/retry-schedule.ts';
import { epochMs, type IsoTime, toIsoTime } from '#core/kernel/iso-time.ts';
import { noteAct } from '../audit/note-act.ts';
import type { CloudTransaction } from '../database/tables.ts';
import type { ClaimedBatch } from './claim-batch.ts';
import { type CircuitChange, noteHost } from './host-circuits.ts';
import type { SentWebhook } from './send-webhook.ts';

export interface MadeTry {
  readonly batch: ClaimedBatch;
  readonly sent: SentWebhook;
  readonly startedAt: IsoTime;
  readonly now: IsoTime;
  /** In [0, 1). */
  readonly chance: number;
}

export type TryFate = 'delivered' | 'again' | 'parked' | 'overtaken';

export interface SettledTry {
  readonly fate: TryFate;
  /** Whether its host is left alone from now on, or no longer. */
  readonly circuit: CircuitChange;
}

/** Writes down what came of a try and when the next one is. `overtaken`: it took so long that another server tried meanwhile. */
export async function settleTry(transaction: CloudTransaction, made: MadeTry): Promise<SettledTry> {
  const { batch, sent } = made;
  await lockSubscription(transaction, batch.subscriptionId);
  await transaction
    .insertInto('event_tries')
    .values({
      batch_id: batch.id,
      at: made.startedAt,
      address: sent.address,
      outcome: sent.outcome,
      status: sent.status,
      duration_ms: sent.durationMs,
      answer: sent.answer,
    })
    .execute();
  const settle = sent.outcome === 'accepted' ? settleSuccess : settleFailure;
  const fate = await settle(transaction, made);
  return { fate, circuit: await noteHost(transaction, batch, made) };
}

/** Always in this order: subscription, then batch. */
async function lockSubscription(transaction: CloudTransaction, id: string): Promise<void> {
  await transaction.selectFrom('event_subscriptions').select('id').where('id', '=', id).forNoKeyUpdate().execute();
}

/** It arrived, whoever is trying it at this moment. */
async function settleSuccess(transaction: CloudTransaction, { batch, now }: MadeTry): Promise<TryFate> {
  await transaction
    .updateTable('event_batches')
    .set({ state: 'delivered', delivered_at: now, claim: null, claimed_until: null })
    .where('id', '=', batch.id)
    .where('state', '=', 'waiting')
    .execute();
  await transaction
    .updateTable('event_subscriptions')
    .set({ last_success_at: now, failing_since: null, slow_until: null })
    .where('id', '=', batch.subscriptionId)
    .execute();
  return 'delivered';
}

async function settleFailure(transaction: CloudTransaction, made: MadeTry): Promise<TryFate> {
  const { batch, now, chance } = made;
  const retryAfterMs = retryAfterOf(made);
  const failures = batch.failures + 1;
  const next = nextTry({ failures, chance, retryAfterMs });
  const written = await transaction
    .updateTable('event_batches')
    .set({
      failures,
      claim: null,
      claimed_until: null,
      ...(next.kind === 'parked' ? { state: 'parked' as const } : { next_at: toIsoTime(epochMs(now) + next.waitMs) }),
    })
    .where('id', '=', batch.id)
    .where('claim', '=', batch.claim)
    .executeTakeFirst();
  if (written.numUpdatedRows === 0n) {
    return 'overtaken';
  }
  await noteFailing(transaction, made, retryAfterMs);
  return next.kind;
}

function retryAfterOf({ sent: { retryAfter }, now }: MadeTry): number | null {
  const dateMs = retryAfter === undefined ? Number.NaN : Date.parse(retryAfter);
  return readRetryAfter(retryAfter, { nowMs: epochMs(now), dateMs });
}

const slowStatuses: ReadonlySet<number> = new Set([429, 502, 504]);
const longestPauseMs = 86_400_000;

async function noteFailing(
  transaction: CloudTransaction,
  { batch, sent, now }: MadeTry,
  retryAfterMs: number | null,
): Promise<void> {
  const isSlow = slowStatuses.has(sent.status ?? 0);
  const pauseMs = Math.min(retryAfterMs ?? slowPauseMs, longestPauseMs);
  const { failing_since: failingSince } = await transaction
    .updateTable('event_subscriptions')
    .set({
      failing_since: sql<string>`coalesce(failing_since, ${now})`,
      ...(isSlow ? { slow_until: toIsoTime(epochMs(now) + pauseMs) } : {}),
    })
    .where('id', '=', batch.subscriptionId)
    .returning('failing_since')
    .executeTakeFirstOrThrow();
  const isOver = failingSince !== null && epochMs(now) - epochMs(failingSince) >= offAfterMs;
  const reason: OffReason | null = sent.outcome === 'gone' ? 'gone' : isOver ? 'only-failures' : null;
  if (reason !== null) {
    await switchOff(transaction, { batch, now, reason });
  }
}

/** The organization reads of it in its log and on its page; what waits goes on when a person resumes. */
async function switchOff(
  transaction: CloudTransaction,
  { batch, now, reason }: Pick<MadeTry, 'batch' | 'now'> & { readonly reason: OffReason },
): Promise<void> {
  const switched = await transaction
    .updateTable('event_subscriptions')
    .set({ state: 'off', off_reason: reason, revision: sql`revision + 1` })
    .where('id', '=', batch.subscriptionId)
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (switched.numUpdatedRows === 0n) {
    return;
  }
  const actor = reason === 'gone' ? 'Fitbay (the receiver is gone)' : 'Fitbay (five days of failures)';
  await noteAct(transaction, {
    at: now,
    action: 'events.switched-off',
    code: null,
    by: { organizationId: batch.organizationId, actor, personId: null },
    source: `event-subscription ${batch.subscriptionId}`,
  });
}
