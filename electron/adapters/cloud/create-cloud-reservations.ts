import type { CloudReservations } from '#core/ports/cloud-reservations.ts';
import { askCloud } from './ask-cloud.ts';
import { type CloudClientOptions, createContractClient } from './contract-client.ts';

const patience = { timeoutMs: 10_000 };

/** Reservations at the central API, over HTTP. Never retries: the next round asks for what is still wanted. */
export function createCloudReservations(options: CloudClientOptions): CloudReservations {
  const { reservations } = createContractClient(options);
  return {
    take: (request) =>
      askCloud(patience, async (signal) => ({
        kind: 'answered',
        units: (await reservations.take(request, { signal })).units,
      })),
    release: (units) => askCloud(patience, (signal) => reservations.release({ units: [...units] }, { signal })),
    break: (wish) => askCloud(patience, (signal) => reservations.break(wish, { signal })),
  };
}
