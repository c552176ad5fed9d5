import {
  type DPoPHandle,
  fetchProtectedResource,
  getDPoPHandle,
  ResponseBodyError,
  refreshTokenGrant,
  type ServerMetadata,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { z } from 'zod';
import type { Clock } from '#core/ports/clock.ts';
import { CloudRefusal, EnrolmentEnded } from './cloud-failure.ts';
import type { CredentialStore } from './credential-file.ts';
import { configurationFor, discoverOAuthServer } from './oauth-server.ts';
import { importStationKey } from './station-key.ts';

/**
 * The station's standing with the cloud: it proves the station's key in every request (RFC 9449) and renews the token when it is about
 * to run out, once for however many ask. The newest refresh token is on disk before it is used; if the program dies before that, the
 * cloud still takes the one before. The station's own clock is not asked: how long a token is good is counted on the monotonic one, and
 * a proof that looks too old or too new is made again with the cloud's nonce.
 */
export interface CloudSession {
  /**
   * `fetch` with the station's token and proof. Answers with whatever the cloud answers; throws what `fetch` throws, and
   * `EnrolmentEnded` where the cloud does not take this station any more.
   */
  fetch(request: Request): Promise<Response>;
}

export interface CloudSessionOptions {
  readonly cloudUrl: string;
  readonly credentials: CredentialStore;
  readonly clock: Pick<Clock, 'monotonicMs' | 'now'>;
}

interface Access {
  readonly token: string;
  readonly goodUntilMs: number;
}

/** The library's handles of one key: each remembers the nonces of one of the cloud's two sides. */
interface Proofs {
  readonly forTokens: DPoPHandle;
  readonly forCalls: DPoPHandle;
}

/** Renewed this long before its end, so that none runs out on its way. */
const marginMs = 30_000;
const usualLifetimeSeconds = 300;
/** `error_description` of the cloud where people ended the enrolment. */
const revokedDescription = 'station-revoked';

export function createCloudSession(options: CloudSessionOptions): CloudSession {
  const { cloudUrl, credentials, clock } = options;
  let server: ServerMetadata | null = null;
  let proofs: Proofs | null = null;
  let access: Access | null = null;
  let renewing: Promise<Access> | null = null;

  async function renew(): Promise<Access> {
    const credential = credentials.read();
    if (credential === null) {
      throw new EnrolmentEnded('ended', 'this station has nothing to prove itself with');
    }
    server ??= await discoverOAuthServer(cloudUrl);
    proofs ??= await proofsFor(server, credential.privateKey);
    const askedAtMs = clock.monotonicMs();
    const answer = await refresh(server, proofs.forTokens, credential.refreshToken);
    // Enrolled again in the meantime: then what this answer holds belongs to the former enrolment.
    if (credentials.read()?.refreshToken === credential.refreshToken) {
      const refreshToken = answer.refresh_token ?? credential.refreshToken;
      credentials.save({ ...credential, refreshToken, renewedAt: clock.now() });
    }
    const lifetimeMs = (answer.expires_in ?? usualLifetimeSeconds) * 1000;
    access = { token: answer.access_token, goodUntilMs: askedAtMs + lifetimeMs - marginMs };
    return access;
  }

  function currentAccess(): Promise<Access> {
    if (access !== null && clock.monotonicMs() < access.goodUntilMs) {
      return Promise.resolve(access);
    }
    renewing ??= renew().finally(() => {
      renewing = null;
    });
    return renewing;
  }

  async function send(request: Request, body: ArrayBuffer | null): Promise<Sending> {
    const { token } = await orAborted(currentAccess, request.signal);
    if (server === null || proofs === null) {
      throw new Error('a token comes after the server and the key are known');
    }
    const configuration = configurationFor(server, (url, { signal: _whole, ...init }) =>
      fetch(url, { ...init, signal: request.signal } as RequestInit),
    );
    try {
      const url = new URL(request.url);
      const headers = new Headers(request.headers);
      const response = await fetchProtectedResource(configuration, token, url, request.method, body, headers, {
        DPoP: proofs.forCalls,
      });
      return { kind: 'answered', response };
    } catch (error: unknown) {
      return readRefusal(error, token);
    }
  }

  return {
    async fetch(request) {
      const body = request.body === null ? null : await request.arrayBuffer();
      const first = await send(request, body);
      if (first.kind === 'answered') {
        return first.response;
      }
      // The cloud has forgotten the token before its time: its database was restored, or a later one replaced it.
      if (access?.token === first.token) {
        access = null;
      }
      const second = await send(request, body);
      if (second.kind === 'answered') {
        return second.response;
      }
      throw new CloudRefusal(502, 'the cloud does not take a token that it has just given out', null);
    },
  };
}

type Sending =
  | { readonly kind: 'answered'; readonly response: Response }
  | { readonly kind: 'token-refused'; readonly token: string };

const refusalBody = z.looseObject({ code: z.string().optional() });

async function readRefusal(error: unknown, token: string): Promise<Sending> {
  const isTokenRefused =
    error instanceof WWWAuthenticateChallengeError &&
    error.cause.some(({ parameters }) => parameters.error === 'invalid_token');
  if (!isTokenRefused) {
    throw error;
  }
  const text = await error.response.clone().text();
  const { code } = refusalBody.safeParse(parseJson(text)).data ?? {};
  if (code === 'station-revoked') {
    throw new EnrolmentEnded('revoked', code);
  }
  return { kind: 'token-refused', token };
}

async function proofsFor(server: ServerMetadata, privateKey: Parameters<typeof importStationKey>[0]): Promise<Proofs> {
  const keys = await importStationKey(privateKey);
  const configuration = configurationFor(server);
  return { forTokens: getDPoPHandle(configuration, keys), forCalls: getDPoPHandle(configuration, keys) };
}

async function refresh(server: ServerMetadata, DPoP: DPoPHandle, refreshToken: string) {
  try {
    return await refreshTokenGrant(configurationFor(server), refreshToken, undefined, { DPoP });
  } catch (error: unknown) {
    if (error instanceof ResponseBodyError && error.error === 'invalid_grant') {
      const why = error.error_description === revokedDescription ? 'revoked' : 'ended';
      throw new EnrolmentEnded(why, error.error_description ?? error.error);
    }
    throw error;
  }
}

/**
 * A caller that gives up stops waiting; the renewal itself goes on for the others. For one that has given up already none is begun: its failure
 * would be nobody's, and end the program.
 */
function orAborted<Value>(begin: () => Promise<Value>, signal: AbortSignal): Promise<Value> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  return Promise.race([begin(), promise]).finally(() => signal.removeEventListener('abort', stop));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
