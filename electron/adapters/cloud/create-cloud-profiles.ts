import type { CloudProfiles } from '#core/ports/cloud-profiles.ts';
import { askCloud } from './ask-cloud.ts';
import { type CloudClientOptions, createContractClient } from './contract-client.ts';

/** People wait for these answers. */
const patience = { timeoutMs: 10_000 };

/** Profiles at the central API, over HTTP. Never retries: giving a secret twice is giving it once. */
export function createCloudProfiles(options: CloudClientOptions): CloudProfiles {
  const { profiles } = createContractClient(options);
  return {
    history: (id) => askCloud(patience, (signal) => profiles.history({ id }, { signal })),
    giveSecret: (secret) => askCloud(patience, (signal) => profiles.giveSecret(secret, { signal })),
  };
}
