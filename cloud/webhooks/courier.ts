import { epochMs } from '#core/kernel/iso-time.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import type { CloudClock, CloudIds, CloudLog } from '../world/world.ts';
import { atOnce, type ClaimedBatch, claimBatch } from './claim-batch.ts';
import { formBatch } from './form-batches.ts';
import type { WebhookSender } from './send-webhook.ts';
import { settleTry } from './settle-try.ts';
import { signBatch } from './sign-batch.ts';
import type { WebhookKey } from './webhook-key.ts';

/**
 * Delivers the events of one subscription: puts batches together and sends what is due, up to five at once. Several may run for the same
 * subscription, on one server or many: the tables decide who has which batch. Who calls it and when: `event-jobs.ts`.
 */
export interface Courier {
  /** Resolves when nothing of the subscription is due or the time is up. */
  deliver(subscriptionId: string): Promise<void>;
}

export interface CourierParts {
  readonly database: CloudDatabase;
  readonly clock: CloudClock;
  readonly ids: CloudIds;
  readonly log: CloudLog;
  readonly key: WebhookKey;
  readonly sender: WebhookSender;
  /** In [0, 1): spreads the retries. */
  readonly chance: () => number;
}

/** Then others get their turn. */
const turnMs = 30_000;

export function createCourier(parts: CourierParts): Courier {
  const { database, clock, ids } = parts;
  const form = (subscriptionId: string): Promise<boolean> =>
    database.transact((transaction) =>
      formBatch(transaction, { subscriptionId, now: clock.now(), nextId: () => ids.next() }),
    );
  const claim = (subscriptionId: string): Promise<ClaimedBatch | null> =>
    database.transact((transaction) =>
      claimBatch(transaction, { subscriptionId, now: clock.now(), claim: ids.next(), key: parts.key }),
    );

  async function lane(subscriptionId: string, endMs: number): Promise<void> {
    let batch = await claim(subscriptionId);
    while (batch !== null) {
      await sendOne(parts, batch);
      batch = performance.now() < endMs ? await claim(subscriptionId) : null;
    }
  }

  return {
    async deliver(subscriptionId) {
      const endMs = performance.now() + turnMs;
      let isMore = true;
      while (isMore && performance.now() < endMs) {
        isMore = await form(subscriptionId);
      }
      await Promise.all(Array.from({ length: atOnce }, () => lane(subscriptionId, endMs)));
    },
  };
}

async function sendOne({ database, clock, log, sender, chance }: CourierParts, batch: ClaimedBatch): Promise<void> {
  const startedAt = clock.now();
  const headers = signBatch({ ...batch, atMs: epochMs(startedAt) });
  const sent = await sender.send({ url: batch.url, headers, body: batch.body });
  const made = { batch, sent, startedAt, now: clock.now(), chance: chance() };
  const fate = await database.transact((transaction) => settleTry(transaction, made));
  const { outcome, status, durationMs } = sent;
  log[fate === 'delivered' ? 'info' : 'warn']('webhook.tried', {
    subscriptionId: batch.subscriptionId,
    webhookId: batch.webhookId,
    fate,
    outcome,
    status,
    durationMs,
  });
}
