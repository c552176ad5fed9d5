import type { CloudSupport, SupportRefusal } from '#core/ports/cloud-support.ts';
import { askCloud } from './ask-cloud.ts';
import { CloudRefusal, toCloudFailure } from './cloud-failure.ts';
import { type CloudClientOptions, createContractClient } from './contract-client.ts';

/** A capture may be large and the line thin. */
const patience = { timeoutMs: 60_000 };

/** What a refusal of the request itself means; any other answer is one of the cloud's usual failures. */
const refusals: Readonly<Record<number, SupportRefusal['why']>> = { 400: 'malformed', 413: 'too-large' };

/** The service desk at the central API, over HTTP. */
export function createCloudSupport(options: CloudClientOptions): CloudSupport {
  const { support } = createContractClient(options);
  return {
    send: (request) =>
      askCloud(
        patience,
        (signal) => support.request(request, { signal }),
        (error) => {
          const why = error instanceof CloudRefusal ? refusals[error.status] : undefined;
          return why === undefined ? toCloudFailure(error) : { kind: 'refused', why };
        },
      ),
  };
}
