import { changeSubscription, createSubscription } from '../webhooks/change-subscription.ts';
import { openBatch, readLog } from '../webhooks/read-log.ts';
import { viewSubscriptions } from '../webhooks/subscription-rows.ts';
import type { CloudParts } from './cloud-router.ts';
import { forStations } from './for-stations.ts';
import { problem } from './problem.ts';

const defaultBatches = 50;

/** Event subscriptions of the calling station's organization (PAIR-7). */
export function eventSubscriptionProcedures(parts: CloudParts) {
  const { clock } = parts;
  const { eventSubscriptions } = forStations(parts);
  return {
    list: eventSubscriptions.list.handler(async ({ context }) => {
      const asOf = clock.now();
      const question = { organizationId: context.station.organizationId, now: asOf };
      return {
        subscriptions: await context.tenant.read((transaction) => viewSubscriptions(transaction, question)),
        asOf,
      };
    }),
    create: eventSubscriptions.create.handler(({ input: { subscription, ...call }, context: { station } }) =>
      createSubscription(parts, { station, ...call }, subscription),
    ),
    act: eventSubscriptions.act.handler(({ input: { actor, requestId, ...act }, context: { station } }) =>
      changeSubscription(parts, { station, actor, requestId }, act),
    ),
    log: eventSubscriptions.log.handler(async ({ input, context }) => {
      const batches = await context.tenant.read((transaction) =>
        readLog(transaction, {
          subscriptionId: input.id,
          askedBy: context.station.organizationId,
          before: input.before,
          limit: input.limit ?? defaultBatches,
        }),
      );
      if (batches === null) {
        throw problem('not-found', context.traceId);
      }
      return { batches: [...batches] };
    }),
    batch: eventSubscriptions.batch.handler(async ({ input, context }) => {
      const question = { subscriptionId: input.id, batchId: input.batchId, askedBy: context.station.organizationId };
      const opened = await context.tenant.read((transaction) => openBatch(transaction, question));
      if (opened === null) {
        throw problem('not-found', context.traceId);
      }
      return opened;
    }),
  };
}
