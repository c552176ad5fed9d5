import type { CloudAssets } from '#core/ports/cloud-assets.ts';
import { askCloud } from './ask-cloud.ts';
import { type CloudClientOptions, createContractClient } from './contract-client.ts';

const patience = { timeoutMs: 10_000 };

/** Assets at the central API, over HTTP. Never retries: the person decides, and the request id keeps it from being done twice. */
export function createCloudAssets(options: CloudClientOptions): CloudAssets {
  const { assets } = createContractClient(options);
  return {
    create: (request) => askCloud(patience, (signal) => assets.create(request, { signal })),
    change: (request) => askCloud(patience, (signal) => assets.change(request, { signal })),
    link: (request) => askCloud(patience, (signal) => assets.link(request, { signal })),
    unlink: (request) => askCloud(patience, (signal) => assets.unlink(request, { signal })),
  };
}
