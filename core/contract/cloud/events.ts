import { z } from 'zod';
import { requestNumber, statedActor } from '../../domain/access/stated-actor.ts';
import type { EventsCode } from '../../domain/codes.ts';
import {
  batchId,
  batchView,
  openedBatch,
  subscriptionChange,
  subscriptionCommand,
  subscriptionId,
  subscriptionView,
  subscriptionWish,
} from '../../domain/webhooks/event-subscription.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { cloudCall } from './call-rules.ts';

const onceByKey = { kind: 'by-key', field: 'requestId', reused: 'EVENTS_KEY_USED' satisfies EventsCode } as const;

/**
 * Event subscriptions at the central API (PAIR-4, PAIR-7): a fleet's own stations say which webhooks are told of pairings, and read what was
 * sent. Every change names the revision that the person saw and is made once per request id, and its answer says in `code` why nothing was
 * changed. Another organization's subscription is as unknown as one that never was: `not-found`.
 */
export const eventSubscriptionsContract = {
  list: cloudCall
    .route({
      method: 'GET',
      path: '/v1/event-subscriptions',
      summary: 'Event subscriptions of this organization',
      description: 'Every subscription of this organization, oldest first. Secrets are never in it.',
    })
    .output(z.strictObject({ subscriptions: z.array(subscriptionView), asOf: isoTime })),
  create: cloudCall
    .route({
      method: 'POST',
      path: '/v1/event-subscriptions',
      summary: 'Subscribe a webhook to events',
      description: 'Makes one, active at once. The answer holds its secret, this once.',
    })
    .meta({ repeat: onceByKey, tag: ['subscription', 'revision'] })
    .input(z.strictObject({ requestId: requestNumber, actor: statedActor, subscription: subscriptionWish }))
    .output(subscriptionChange),
  act: cloudCall
    .route({
      method: 'POST',
      path: '/v1/event-subscriptions/{id}/acts',
      summary: 'Change an event subscription',
      description: 'Changes, pauses, resumes, rotates the secret, removes, or sends batches again.',
    })
    .meta({
      repeat: onceByKey,
      version: { field: 'expectedRevision', changed: 'EVENTS_CHANGED' satisfies EventsCode },
      tag: ['subscription', 'revision'],
    })
    .input(
      z.strictObject({
        id: subscriptionId,
        requestId: requestNumber,
        actor: statedActor,
        expectedRevision: z.number().int(),
        command: subscriptionCommand,
      }),
    )
    .output(subscriptionChange),
  log: cloudCall
    .route({
      method: 'GET',
      path: '/v1/event-subscriptions/{id}/batches',
      summary: 'Batches of a subscription',
      description: 'The delivery log, newest first; `before` is the number below which it goes on.',
    })
    .input(
      z.object({
        id: subscriptionId,
        before: z.coerce.number().int().positive().optional(),
        limit: z.coerce.number().int().min(1).max(100).optional(),
      }),
    )
    .output(z.strictObject({ batches: z.array(batchView) })),
  batch: cloudCall
    .route({
      method: 'GET',
      path: '/v1/event-subscriptions/{id}/batches/{batchId}',
      summary: 'One batch and its tries',
      description: 'One batch: the text that was sent, and every try with the beginning of its answer.',
    })
    .input(z.object({ id: subscriptionId, batchId }))
    .output(openedBatch),
};
