import {
  allowInsecureRequests,
  Configuration,
  type CustomFetch,
  customFetch,
  discovery,
  None,
  type ServerMetadata,
} from 'openid-client';

import { z } from 'zod';

/** The one OAuth client there is: the Fitbay program. */
const clientId = 'fitbay-station';
const discoveryTimeoutSeconds = 10;

/** Asks the cloud where its OAuth endpoints are (RFC 8414). Throws what the library throws, see `oauth-failure`. */
export async function discoverOAuthServer(cloudUrl: string): Promise<ServerMetadata> {
  const found = await discovery(new URL(cloudUrl), clientId, undefined, None(), {
    execute: isPlain(cloudUrl) ? [allowInsecureRequests] : [],
    timeout: discoveryTimeoutSeconds,
  });
  return found.serverMetadata();
}

/** The library's settings for one request; `fetch` carries that request's own end. */
export function configurationFor(server: ServerMetadata, fetch?: CustomFetch): Configuration {
  const configuration = new Configuration(server, clientId, undefined, None());
  if (isPlain(server.issuer)) {
    allowInsecureRequests(configuration);
  }
  if (fetch !== undefined) {
    configuration[customFetch] = fetch;
  }
  return configuration;
}

/** Without TLS only within this machine: the demo, tests, a proxy. */
export function isSafeAddress(cloudUrl: string): boolean {
  const url = URL.parse(cloudUrl);
  return url !== null && (url.protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname));
}

function isPlain(address: string): boolean {
  return new URL(address).protocol === 'http:';
}

const issuerDocument = z.looseObject({ issuer: z.url() });

/** The address by which a server that answers here calls itself; null where nobody says one. */
export async function readIssuer(cloudUrl: string): Promise<string | null> {
  try {
    const address = new URL('/.well-known/openid-configuration', cloudUrl);
    const response = await fetch(address, { signal: AbortSignal.timeout(discoveryTimeoutSeconds * 1000) });
    return issuerDocument.parse(await response.json()).issuer;
  } catch {
    return null; // only asked to explain a failure better
  }
}
