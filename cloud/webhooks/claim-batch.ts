import { type RawBuilder, sql } from 'kysely';
import { webhookIdOf } from '#core/domain/webhooks/event-envelope.ts';
import { failuresUntilOvertaken } from '#core/domain/webhooks/retry-schedule.ts';
import { epochMs, type IsoTime, isoTime, toIsoTime } from '#core/kernel/iso-time.ts';
import type { CloudTransaction } from '../database/tables.ts';
import { circuitState, handBackProbe, takeProbe } from './host-circuits.ts';
import type { WebhookKey } from './webhook-key.ts';

/** At most this many batches of one subscription are under way, on however many servers. */
export const atOnce = 5;
/** After that a batch counts as abandoned by a server that died with it. Longer than any try takes. */
export const claimMs = 20_000;

/** A batch that is now ours to send. */
export interface ClaimedBatch {
  readonly id: string;
  readonly subscriptionId: string;
  readonly organizationId: string;
  readonly claim: string;
  readonly webhookId: string;
  readonly number: number;
  readonly url: string;
  /** Of the URL when it was claimed; the subscription may name another one by now. */
  readonly host: string;
  readonly body: string;
  /** Tries before this one since it was made or replayed. */
  readonly failures: number;
  readonly failingSince: IsoTime | null;
  readonly secrets: readonly Buffer[];
}

interface Claiming {
  readonly subscriptionId: string;
  readonly now: IsoTime;
  readonly claim: string;
  readonly key: WebhookKey;
}

/**
 * Takes the first batch of a subscription that is due and that nobody else has. A batch waits for earlier ones that tell of the same unit
 * until they arrived or failed three times (reliability.md §9). To a host that does not answer only a probe goes. Null: nothing may be sent now.
 */
export async function claimBatch(
  transaction: CloudTransaction,
  { subscriptionId, now, claim, key }: Claiming,
): Promise<ClaimedBatch | null> {
  const subscription = await transaction
    .selectFrom('event_subscriptions')
    .selectAll()
    .where('id', '=', subscriptionId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (subscription?.state !== 'active' || (subscription.slow_until ?? now) > now) {
    return null;
  }
  const receiver = { organizationId: subscription.organization_id, host: subscription.host };
  const circuit = await circuitState(transaction, receiver, now);
  if (circuit === 'open') {
    return null;
  }
  if ((await underWay(transaction, { subscriptionId, now })) >= atOnce) {
    return null;
  }
  const batch = await transaction
    .selectFrom('event_batches as batch')
    .select(['id', 'number', 'body', 'failures'])
    .where('subscription_id', '=', subscriptionId)
    .where(isSendable(now))
    .orderBy('number')
    .limit(1)
    .executeTakeFirst();
  if (batch === undefined) {
    return null;
  }
  if (circuit === 'half-open' && !(await takeProbe(transaction, receiver, { now, forMs: claimMs }))) {
    return null;
  }
  await transaction
    .updateTable('event_batches')
    .set({ claim, claimed_until: toIsoTime(epochMs(now) + claimMs) })
    .where('id', '=', batch.id)
    .execute();
  const { secret, former_secret: former, former_until: formerUntil } = subscription;
  const sealed = former !== null && (formerUntil ?? '') > now ? [secret, former] : [secret];
  return {
    ...batch,
    subscriptionId,
    organizationId: subscription.organization_id,
    claim,
    webhookId: webhookIdOf(batch),
    url: subscription.url,
    host: subscription.host,
    failingSince: isoTime.nullable().parse(subscription.failing_since),
    secrets: sealed.map((one) => key.open(one, subscriptionId)),
  };
}

/** Lets go of a batch whose try was given up: it is due as before, for whichever server comes first, and no failure is counted. */
export async function handBackBatch(
  transaction: CloudTransaction,
  { id, claim, ...receiver }: Pick<ClaimedBatch, 'id' | 'claim' | 'organizationId' | 'host'>,
): Promise<void> {
  await transaction
    .updateTable('event_batches')
    .set({ claim: null, claimed_until: null })
    .where('id', '=', id)
    .where('claim', '=', claim)
    .execute();
  await handBackProbe(transaction, receiver);
}

/**
 * Of a row called `batch`: it is due, nobody has it, and no earlier batch that tells of the same unit is still to come before it.
 */
export function isSendable(now: IsoTime): RawBuilder<boolean> {
  return sql<boolean>`batch.state = 'waiting' and batch.next_at <= ${now} and coalesce(batch.claimed_until, '') <= ${now}
    and not exists (select 1 from event_batches earlier
      where earlier.subscription_id = batch.subscription_id and earlier.number < batch.number
        and earlier.state = 'waiting' and earlier.failures < ${failuresUntilOvertaken}
        and earlier.units ?| array(select jsonb_array_elements_text(batch.units)))`;
}

async function underWay(
  transaction: CloudTransaction,
  { subscriptionId, now }: Pick<Claiming, 'subscriptionId' | 'now'>,
): Promise<number> {
  const { count } = await transaction
    .selectFrom('event_batches')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('subscription_id', '=', subscriptionId)
    .where('state', '=', 'waiting')
    .where('claimed_until', '>', now)
    .executeTakeFirstOrThrow();
  return Number(count);
}
