import { epochMs } from '#core/kernel/iso-time.ts';
import type { CloudDatabase } from '../database/open-database.ts';
import type { CloudClock, CloudIds, CloudLog } from '../world/world.ts';
import { atOnce, type ClaimedBatch, claimBatch, handBackBatch } from './claim-batch.ts';
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
  /**
   * Claims nothing more and waits at most `graceMs` for the tries under way. What is not answered by then is handed back for another server
   * to send again; receivers know a repetition by its id.
   */
  close(graceMs: number): Promise<void>;
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
    database
      .asSystem('courier')
      .transact((transaction) =>
        formBatch(transaction, { subscriptionId, now: clock.now(), nextId: () => ids.next() }),
      );
  const claim = (subscriptionId: string): Promise<ClaimedBatch | null> =>
    database
      .asSystem('courier')
      .transact((transaction) =>
        claimBatch(transaction, { subscriptionId, now: clock.now(), claim: ids.next(), key: parts.key }),
      );

  const underWay = new Map<ClaimedBatch, Promise<void>>();
  const givenUp = Promise.withResolvers<void>();
  let isClosing = false;

  async function lane(subscriptionId: string, endMs: number): Promise<void> {
    let batch = isClosing ? null : await claim(subscriptionId);
    while (batch !== null) {
      const sending = sendOne(parts, batch);
      underWay.set(batch, sending);
      await Promise.race([sending, givenUp.promise]);
      underWay.delete(batch);
      batch = performance.now() < endMs && !isClosing ? await claim(subscriptionId) : null;
    }
  }

  /** The tries may still come to an end before the process does; then they find that nobody waits for them. */
  async function giveUp(): Promise<void> {
    const batches = [...underWay];
    for (const [, sending] of batches) {
      sending.catch((error: unknown) => parts.log.warn('webhook.not-settled', { cause: String(error) }));
    }
    givenUp.resolve();
    for (const [batch] of batches) {
      await database.asSystem('courier').transact((transaction) => handBackBatch(transaction, batch));
      parts.log.info('webhook.handed-back', { subscriptionId: batch.subscriptionId, webhookId: batch.webhookId });
    }
  }

  return {
    async deliver(subscriptionId) {
      const endMs = performance.now() + turnMs;
      let isMore = true;
      while (isMore && performance.now() < endMs && !isClosing) {
        isMore = await form(subscriptionId);
      }
      await Promise.all(Array.from({ length: atOnce }, () => lane(subscriptionId, endMs)));
    },
    async close(graceMs) {
      isClosing = true;
      const grace = Promise.withResolvers<void>();
      const timer = setTimeout(grace.resolve, graceMs);
      await Promise.race([Promise.allSettled(underWay.values()), grace.promise]);
      clearTimeout(timer);
      await giveUp();
    },
  };
}

async function sendOne({ database, clock, log, sender, chance }: CourierParts, batch: ClaimedBatch): Promise<void> {
  const startedAt = clock.now();
  const headers = signBatch({ ...batch, atMs: epochMs(startedAt) });
  const sent = await sender.send({ url: batch.url, headers, body: batch.body });
  const made = { batch, sent, startedAt, now: clock.now(), chance: chance() };
  const { fate, circuit } = await database.asSystem('courier').transact((transaction) => settleTry(transaction, made));
  const { outcome, status, durationMs } = sent;
  log[fate === 'delivered' ? 'info' : 'warn']('webhook.tried', {
    subscriptionId: batch.subscriptionId,
    webhookId: batch.webhookId,
    fate,
    outcome,
    status,
    durationMs,
  });
  if (circuit !== 'unchanged') {
    const { organizationId, host } = batch;
    log[circuit === 'opened' ? 'warn' : 'info']('webhook.circuit', { organizationId, host, circuit });
  }
}
