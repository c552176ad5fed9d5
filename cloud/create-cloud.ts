import { OpenAPIHandler } from '@orpc/openapi/fastify';
import { ORPCError } from '@orpc/server';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { invariant } from '#core/kernel/invariant.ts';
import { forgetRemovals } from './changes/forget-removals.ts';
import { openOAuthKeys } from './enrolment/oauth-keys.ts';
import { forgetExpiredItems } from './enrolment/oauth-store.ts';
import { createProofNonces, type ProofNonces } from './enrolment/proof-nonces.ts';
import { serveApproval } from './enrolment/serve-approval.ts';
import { serveAuthority } from './enrolment/serve-authority.ts';
import { createStationAuthority, type StationAuthority } from './enrolment/station-authority.ts';
import { type CallContext, type CloudParts, createCloudRouter } from './http/cloud-router.ts';
import { serveInvitationPage } from './http/invitation-page.ts';
import { describeApi } from './http/openapi-document.ts';
import { encodeProblem, isUnavailable, problem, problemMediaType, problemOf } from './http/problem.ts';

/** The central API over HTTP. It owns the listener; the database belongs to whoever opened it. */
export interface Cloud {
  /** `port` 0 takes a free one. The host is loopback unless said otherwise: a proxy with TLS stands in front of it. */
  listen(address: { readonly port: number; readonly host?: string }): Promise<{ readonly url: string }>;
  /** Takes no new calls, lets the running ones end, and closes the listener. The database stays open. */
  close(): Promise<void>;
}

const limits = {
  requestTimeout: 30_000,
  connectionTimeout: 60_000,
  handlerTimeout: 30_000,
  keepAliveTimeout: 15_000,
  bodyBytes: 64 * 1024,
  /** A push holds up to 100 operations and 500 audit entries. */
  pushBodyBytes: 2 * 1024 * 1024,
  /** A request to support with a capture. */
  supportBodyBytes: 1024 * 1024,
} as const;
const retryAfterSeconds = '5';
const tidyEveryMs = 15 * 60_000;

export interface CloudSettings {
  /** Address under which stations and people reach this server, where a proxy stands in front of it; default: where it listens. */
  readonly publicUrl?: string | undefined;
  /** How often a station may ask whether its enrolment was approved (RFC 8628 §3.2). */
  readonly pollIntervalSeconds?: number;
}

export async function createCloud(parts: CloudParts, settings: CloudSettings = {}): Promise<Cloud> {
  const server = fastify({
    requestTimeout: limits.requestTimeout,
    connectionTimeout: limits.connectionTimeout,
    handlerTimeout: limits.handlerTimeout,
    keepAliveTimeout: limits.keepAliveTimeout,
    bodyLimit: limits.bodyBytes,
    forceCloseConnections: 'idle',
    // A proxy on this machine says whose call it passes on.
    trustProxy: 'loopback',
    genReqId: () => parts.ids.next(),
  });
  const keys = await openOAuthKeys(parts.database, parts.clock.now());
  const nonces = createProofNonces(Buffer.from(keys.nonceSecret, 'base64'));
  // Its own address is known when it listens, and nobody calls before.
  let authority: StationAuthority | null = null;
  let tidying: NodeJS.Timeout | undefined;
  const listening = (): StationAuthority => {
    invariant(authority !== null, 'calls come only while the server listens');
    return authority;
  };
  answerWithProblems(server, parts);
  serveAuthority(server, listening);
  serveApproval(server, { ...parts, now: () => parts.clock.now(), authority: listening });
  serveContract(server, parts, { nonces, ownUrl: () => listening().issuer });
  serveDescription(server);
  serveInvitationPage(server, parts);
  await server.ready();
  return {
    async listen({ port, host = '127.0.0.1' }) {
      const url = await server.listen({ port, host });
      const { database, log } = parts;
      const { publicUrl = url, pollIntervalSeconds = 5 } = settings;
      const issuer = new URL(publicUrl).origin;
      authority = createStationAuthority({ database, keys, issuer, pollIntervalSeconds, log });
      tidying = keepTidy(parts);
      parts.mailer?.start(publicUrl.replace(/\/$/, ''));
      return { url };
    },
    async close() {
      clearInterval(tidying);
      await server.close();
    },
  };
}

/** Throws away expired codes, tokens and counts now and then; that it fails once does not matter. */
function keepTidy({ database, log }: CloudParts): NodeJS.Timeout {
  const tidy = (): void => {
    forgetRemovals(database).catch((error: unknown) => log.warn('feed.not-tidied', { cause: String(error) }));
    forgetExpiredItems(database).catch((error: unknown) => log.warn('oauth.not-tidied', { cause: String(error) }));
  };
  return setInterval(tidy, tidyEveryMs).unref();
}

interface OwnMarks {
  readonly nonces: ProofNonces;
  readonly ownUrl: () => string;
}

function serveContract(server: FastifyInstance, parts: CloudParts, { nonces, ownUrl }: OwnMarks): void {
  const handler = new OpenAPIHandler(createCloudRouter(parts), {
    customErrorResponseBodyEncoder: encodeProblem,
    clientInterceptors: [
      async ({ next, context, path }) => {
        try {
          return await next();
        } catch (error: unknown) {
          throw asProblem(error, parts, { traceId: context.traceId, path: path.join('.') });
        }
      },
    ],
  });
  const handle = async (request: FastifyRequest, reply: FastifyReply) => {
    const { authorization, dpop } = request.headers;
    const context: CallContext = {
      call: {
        method: request.method,
        url: `${ownUrl()}${request.url.split('?')[0]}`,
        authorization,
        proof: typeof dpop === 'string' ? dpop : undefined,
      },
      nonces,
      traceId: request.id,
      setHeader: (name, value) => void reply.header(name, value),
    };
    const { matched } = await handler.handle(request, reply, { context });
    return matched ? reply : reply.callNotFound();
  };
  server.post('/v1/sync/push', { bodyLimit: limits.pushBodyBytes }, handle);
  server.post('/v1/support-requests', { bodyLimit: limits.supportBodyBytes }, handle);
  server.get('/health', handle);
  server.all('/v1/*', handle);
}

/** A bug or a broken database becomes a problem with a trace id; its cause goes to the log and nowhere else. */
function asProblem(
  error: unknown,
  { log }: CloudParts,
  { traceId, path }: { readonly traceId: string; readonly path: string },
): unknown {
  if (error instanceof ORPCError && error.status < 500) {
    return error;
  }
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const code = isUnavailable(error) ? 'unavailable' : 'fault';
  log.error('request.failed', { traceId, path, code, cause });
  return problem(code, traceId);
}

function answerWithProblems(server: FastifyInstance, { log }: CloudParts): void {
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    reply.header('cache-control', 'no-store');
  });
  server.addHook('onSend', async (_request, reply, payload) => {
    const type = reply.getHeader('content-type');
    if (reply.statusCode >= 400 && typeof type === 'string' && type.startsWith('application/json')) {
      reply.header('content-type', problemMediaType);
    }
    if (reply.statusCode === 503) {
      reply.header('retry-after', retryAfterSeconds);
    }
    return payload;
  });
  server.setNotFoundHandler(async (request, reply) =>
    reply.code(404).send(problemOf('not-found', { traceId: request.id })),
  );
  server.setErrorHandler(async (error: unknown, request, reply) => {
    const status = statusOf(error);
    const code =
      status === 413 ? 'too-large' : status === 415 ? 'unsupported-media-type' : status < 500 ? 'malformed' : 'fault';
    if (status >= 500) {
      log.error('request.failed', { traceId: request.id, path: request.url, cause: String(error) });
    }
    const body = problemOf(code, { traceId: request.id });
    return reply.code(body.status).send(body);
  });
}

function statusOf(error: unknown): number {
  return typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500;
}

function serveDescription(server: FastifyInstance): void {
  server.get('/openapi.json', async (request) => describeApi(`${request.protocol}://${request.host}`));
}
