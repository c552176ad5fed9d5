import type { IncomingMessage } from 'node:http';

/**
 * Refuses what did not come from our own page: a rebound name shows in `Host`, a foreign page in `Origin` or `Sec-Fetch-Site`
 * (reliability.md §6.2). A GET without `Origin` is normal, so the host is judged first and always.
 */
export type GuardedRequest =
  | { readonly kind: 'ours' }
  | { readonly kind: 'foreign'; readonly why: 'host' | 'origin' | 'site' };

export function judgeRequest(
  request: Pick<IncomingMessage, 'headers' | 'method'>,
  ownHost: string,
  needsOrigin: boolean,
): GuardedRequest {
  if (request.headers.host !== ownHost) {
    return { kind: 'foreign', why: 'host' };
  }
  const { origin } = request.headers;
  if (origin === undefined ? needsOrigin : origin !== `http://${ownHost}`) {
    return { kind: 'foreign', why: 'origin' };
  }
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return { kind: 'foreign', why: 'site' };
  }
  return { kind: 'ours' };
}

/** The value of one cookie of a request. */
export function cookieOf(request: Pick<IncomingMessage, 'headers'>, name: string): string | undefined {
  return request.headers.cookie
    ?.split(';')
    .map((pair) => pair.trim().split('='))
    .find(([key]) => key === name)?.[1];
}
