import { ORPCError, ValidationError } from '@orpc/contract';
import { ClientError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client';
import { z } from 'zod';
import type { CloudFailure } from '#core/ports/cloud-client.ts';
import { readRetryAfter } from './retry-after.ts';

/** The demo's plug is pulled. */
export class NetworkSwitchedOff extends Error {}

/** The cloud does not take this station any more; `revoked`: people decided so. */
export class EnrolmentEnded extends Error {
  readonly why: 'revoked' | 'ended';

  constructor(why: 'revoked' | 'ended', detail: string) {
    super(detail);
    this.why = why;
  }
}

/** The server answered, but not with success. */
export class CloudRefusal extends Error {
  readonly status: number;
  readonly detail: string;
  readonly retryAfter: string | null;

  constructor(status: number, detail: string, retryAfter: string | null) {
    super(`the cloud answered ${status}`);
    this.status = status;
    this.detail = detail;
    this.retryAfter = retryAfter;
  }
}

/** 410: the cursor is too old or this station's scope has changed (reliability.md §3.6). */
export function isGone(error: unknown): boolean {
  return error instanceof CloudRefusal && error.status === 410;
}

/** What a thrown error means to the station. Rethrows what is none of the network's or the cloud's doing. */
export function toCloudFailure(error: unknown): CloudFailure {
  if (error instanceof NetworkSwitchedOff) {
    return { kind: 'unreachable', detail: 'the network is switched off' };
  }
  if (error instanceof CloudRefusal) {
    return failureOfStatus(error);
  }
  if (error instanceof EnrolmentEnded) {
    return { kind: error.why === 'revoked' ? 'revoked' : 'not-enrolled', detail: error.message };
  }
  if (
    error instanceof ClientError ||
    error instanceof ResponseBodyError ||
    error instanceof WWWAuthenticateChallengeError
  ) {
    return failureOfOAuth(error);
  }
  if (error instanceof ValidationError || error instanceof ORPCError) {
    return { kind: 'faulty', detail: error.message };
  }
  if (isNetworkError(error)) {
    return { kind: 'unreachable', detail: describe(error) };
  }
  if (error instanceof Error && isNetworkError(error.cause)) {
    // The connection broke while the body was read.
    return { kind: 'unreachable', detail: describe(error.cause) };
  }
  if (error instanceof Error && error.cause instanceof SyntaxError) {
    return { kind: 'faulty', detail: `the answer cannot be read: ${error.cause.message}` };
  }
  throw error;
}

function failureOfStatus({ status, detail, retryAfter }: CloudRefusal): CloudFailure {
  switch (status) {
    case 401:
      return { kind: 'not-enrolled', detail };
    case 403:
      return failureOfForbidden(detail);
    case 409:
      return codeOf(detail) === 'request-running'
        ? { kind: 'busy', retryAfterMs: readRetryAfter(retryAfter, Date.now()) }
        : { kind: 'forked', detail };
    case 426:
      return { kind: 'too-old', detail };
    case 429:
    case 503:
      return { kind: 'busy', retryAfterMs: readRetryAfter(retryAfter, Date.now()) };
    default:
      return { kind: 'faulty', detail: `${status} ${detail}` };
  }
}

/** A problem's body as far as its meaning goes (RFC 9457). */
const problem = z.object({ code: z.string() });

/** Says 403 of what it asks for, not of the station, unless the code says so; without a code it was somebody on the way, e.g. a proxy. */
function failureOfForbidden(detail: string): CloudFailure {
  const code = codeOf(detail);
  if (code === undefined) {
    return { kind: 'faulty', detail: `403 ${detail}` };
  }
  return code === 'wrong-station' ? { kind: 'not-enrolled', detail } : { kind: 'not-allowed', code, detail };
}

function codeOf(detail: string): string | undefined {
  return problem.safeParse(jsonOf(detail)).data?.code;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What the OAuth library throws while it looks for the server or renews the token, when that is none of the errors above. */
function failureOfOAuth(error: ClientError | ResponseBodyError | WWWAuthenticateChallengeError): CloudFailure {
  const isSlow = error.code === 'OAUTH_TIMEOUT' || error.code === 'OAUTH_ABORT';
  return { kind: isSlow ? 'unreachable' : 'faulty', detail: error.message };
}

/** `fetch` throws a TypeError for everything on the wire and a DOMException when it was called off or ran out of time. */
function isNetworkError(error: unknown): error is Error {
  return (
    (error instanceof TypeError && (error.message === 'fetch failed' || error.message === 'terminated')) ||
    (error instanceof DOMException && (error.name === 'AbortError' || error.name === 'TimeoutError'))
  );
}

function describe(error: Error): string {
  const { cause } = error;
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
}
