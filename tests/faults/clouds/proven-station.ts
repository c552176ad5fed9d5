import { createORPCClient } from '@orpc/client';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import type { CloudDatabase } from '#cloud/database/open-database.ts';
import { registerStation } from '#cloud/stations/register-station.ts';
import { createKeptToken } from '#cloud/testing/kept-token.ts';
import { createProvenFetch, testKeyOf } from '#cloud/testing/proven-calls.ts';
import type { CloudApi } from '#cloud/testing/test-cloud.ts';
import { systemClock } from '#cloud/world/system-world.ts';
import { carryAcross } from '#core/contract/cloud/carried-fields.ts';
import { cloudContract } from '#core/contract/cloud-contract.ts';
import { invariant } from '#core/kernel/invariant.ts';

/** What a station proves itself with, as text that a process of its own can be given. */
export interface StationCredentials {
  readonly id: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly privateKey: JWK;
}

/** A station's calls to any of several clouds. */
export interface ProvenStation {
  readonly id: string;
  at(cloudUrl: string): CloudApi;
}

export async function enrolStation(
  database: CloudDatabase,
  { id, organizationId }: { readonly id: string; readonly organizationId: string },
): Promise<StationCredentials> {
  const pair = await generateKeyPair('ES256', { extractable: true });
  const { thumbprint } = await testKeyOf(pair);
  const { accessToken, refreshToken } = await registerStation(
    database,
    { stationId: id, name: id, organizationId, publicKey: null, thumbprint },
    systemClock.now(),
  );
  return { id, accessToken, refreshToken, privateKey: await exportJWK(pair.privateKey) };
}

export async function createProvenStation(credentials: StationCredentials): Promise<ProvenStation> {
  const { d: _secret, ...publicPart } = credentials.privateKey;
  const [privateKey, publicKey] = await Promise.all(
    [credentials.privateKey, publicPart].map((jwk) => importJWK(jwk, 'ES256', { extractable: true })),
  );
  invariant(privateKey instanceof CryptoKey && publicKey instanceof CryptoKey, 'both are keys of a pair');
  const key = await testKeyOf({ privateKey, publicKey });
  const provenFetch = createProvenFetch(key, createKeptToken(key, credentials));
  const clients = new Map<string, CloudApi>();
  const connect = (url: string): CloudApi =>
    createORPCClient(new OpenAPILink(cloudContract, { url, fetch: provenFetch, clientInterceptors: [carryAcross] }));
  return {
    id: credentials.id,
    at(url) {
      const client = clients.get(url) ?? connect(url);
      clients.set(url, client);
      return client;
    },
  };
}
