import type { CloudEvents } from '#core/ports/cloud-events.ts';
import { askCloud } from './ask-cloud.ts';
import { type CloudClientOptions, createContractClient } from './contract-client.ts';

/** People wait for these answers. */
const patience = { timeoutMs: 10_000 };

/** Event subscriptions at the central API, over HTTP. Never retries: the person decides, and the request id keeps it from being done twice. */
export function createCloudEvents(options: CloudClientOptions): CloudEvents {
  const { eventSubscriptions } = createContractClient(options);
  return {
    subscriptions: () =>
      askCloud(patience, async (signal) => {
        const answer = await eventSubscriptions.list(undefined, { signal });
        return { kind: 'subscriptions', ...answer };
      }),
    create: (request) => askCloud(patience, (signal) => eventSubscriptions.create(request, { signal })),
    change: (request) => askCloud(patience, (signal) => eventSubscriptions.act(request, { signal })),
    batches: (id, before) =>
      askCloud(patience, async (signal) => {
        const question = before === null ? { id } : { id, before };
        const { batches } = await eventSubscriptions.log(question, { signal });
        return { kind: 'batches', batches };
      }),
    batch: (id, batchId) =>
      askCloud(patience, async (signal) => ({
        kind: 'batch',
        opened: await eventSubscriptions.batch({ id, batchId }, { signal }),
      })),
  };
}
