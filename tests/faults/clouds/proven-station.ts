import { createORPCClient } from '@orpc/client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import type { CloudDatabase } from '#cloud/database/open-database.ts';
import { registerStation } from '#cloud/stations/register-station.ts';
import { createProvenFetch, makeTestKey } from '#cloud/testing/proven-calls.ts';
import type { CloudApi } from '#cloud/testing/test-cloud.ts';
import { systemClock } from '#cloud/world/system-world.ts';
import { carryAcross } from '#core/contract/cloud/carried-fields.ts';
import { cloudContract } from '#core/contract/cloud-contract.ts';

/** A station's key and token, and its calls to any of several clouds. */
export interface ProvenStation {
  readonly id: string;
  readonly organizationId: string;
  at(cloudUrl: string): CloudApi;
}

export async function enrolStation(
  database: CloudDatabase,
  { id, organizationId }: { readonly id: string; readonly organizationId: string },
): Promise<ProvenStation> {
  const key = await makeTestKey();
  const { accessToken } = await registerStation(
    database,
    { stationId: id, name: id, organizationId, publicKey: null, thumbprint: key.thumbprint },
    systemClock.now(),
  );
  const provenFetch = createProvenFetch(key, accessToken);
  const clients = new Map<string, CloudApi>();
  const open = (url: string): CloudApi =>
    createORPCClient(new OpenAPILink(cloudContract, { url, fetch: provenFetch, clientInterceptors: [carryAcross] }));
  return {
    id,
    organizationId,
    at(url) {
      const client = clients.get(url) ?? open(url);
      clients.set(url, client);
      return client;
    },
  };
}
