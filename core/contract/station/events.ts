import { oc } from '@orpc/contract';
import { z } from 'zod';
import { requestNumber } from '../../domain/access/stated-actor.ts';
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
import { centreTrouble } from './partners.ts';

const unanswered = z.strictObject({ kind: z.literal('not-answered'), why: centreTrouble });

/** `not-answered`: nothing is known to have changed; asking again with the same request id does it once. */
export const subscriptionActResult = z.discriminatedUnion('kind', [...subscriptionChange.options, unanswered]);
export type SubscriptionActResult = z.infer<typeof subscriptionActResult>;

/** Who is told by webhook when units of our fleet are paired (PAIR-4, PAIR-7), for fleet managers. Works only while the centre answers. */
export const eventsContract = {
  list: oc.output(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('live'), rows: z.array(subscriptionView), asOf: isoTime }),
      unanswered,
    ]),
  ),
  /** Subscribes a webhook. The answer holds its secret, this once. */
  create: oc
    .input(z.strictObject({ requestId: requestNumber, subscription: subscriptionWish }))
    .output(subscriptionActResult),
  /** Changes, pauses, resumes, rotates the secret, removes, or sends batches again. `expectedRevision`: what the person saw. */
  act: oc
    .input(
      z.strictObject({
        requestId: requestNumber,
        id: subscriptionId,
        expectedRevision: z.number().int(),
        command: subscriptionCommand,
      }),
    )
    .output(subscriptionActResult),
  /** The newest batches, or those below the number `before`. */
  log: oc
    .input(z.strictObject({ id: subscriptionId, before: z.number().int().positive().nullable() }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('batches'), batches: z.array(batchView) }),
        unanswered,
      ]),
    ),
  /** One batch with the text that was sent and every try. */
  batch: oc
    .input(z.strictObject({ id: subscriptionId, batchId }))
    .output(
      z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('batch'), opened: openedBatch }), unanswered]),
    ),
};
