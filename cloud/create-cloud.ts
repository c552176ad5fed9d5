import fastify, { type FastifyInstance } from 'fastify';
import { invariant } from '#core/kernel/invariant.ts';
import { forgetRemovals } from './changes/forget-removals.ts';
import { openOAuthKeys } from './enrolment/oauth-keys.ts';
import { forgetExpiredItems } from './enrolment/oauth-store.ts';
import { createProofNonces } from './enrolment/proof-nonces.ts';
import { serveApproval } from './enrolment/serve-approval.ts';
import { serveAuthority } from './enrolment/serve-authority.ts';
import { createStationAuthority, type StationAuthority } from './enrolment/station-authority.ts';
import { answerBrokenRequest, answerUnroutable, answerWithProblems, requestIds } from './http/answer-with-problems.ts';
import type { CloudParts } from './http/cloud-router.ts';
import { serveInvitationPage } from './http/invitation-page.ts';
import { describeApi } from './http/openapi-document.ts';
import { serveContract } from './http/serve-contract.ts';
import { bodyLimits, type ServerTimeouts, serverTimeouts } from './http/server-limits.ts';
import { createTraces, type Traces } from './http/traces.ts';
import { raiseAddressWall } from './limits/address-wall.ts';
import { createCallLimits, noCallLimits } from './limits/call-limits.ts';
import { type RateRules, rateRules } from './limits/rate-rules.ts';
import { createSharedWindows, type SharedWindows } from './limits/shared-windows.ts';
import { type CloudMeter, createCloudMeter } from './metrics/cloud-meter.ts';

/** The central API over HTTP. It owns the listener; the database belongs to whoever opened it. */
export interface Cloud {
  /** `port` 0 takes a free one. The host is loopback unless said otherwise: a proxy with TLS stands in front of it. */
  listen(address: { readonly port: number; readonly host?: string }): Promise<{ readonly url: string }>;
  /** Of this server, for whoever serves its metrics. */
  readonly meter: CloudMeter;
  /**
   * Says at `/health/ready` that it ends, takes no new connections, lets the running calls end, and closes the listener. Calls that are not
   * answered in time are cut off; their operations were taken whole or not at all. The database stays open.
   */
  close(): Promise<void>;
}

const tidyEveryMs = 15 * 60_000;

export interface CloudSettings {
  /** Address under which stations and people reach this server, where a proxy stands in front of it; default: where it listens. */
  readonly publicUrl?: string | undefined;
  /** How often a station may ask whether its enrolment was approved (RFC 8628 §3.2). */
  readonly pollIntervalSeconds?: number;
  /** How often who may call; null counts nobody, which is for tests that work as fast as they can. */
  readonly rateRules?: RateRules | null;
  readonly timeouts?: Partial<ServerTimeouts>;
  /** Of the ways in which stations speak (`core/contract/cloud/protocol.ts`), the first that is still taken; default: all. */
  readonly oldestProtocol?: number;
  /** It goes on taking calls until this resolves, after it has said at `/health/ready` that it ends, so that a balancer can notice; default: not at all. */
  readonly drain?: () => Promise<void>;
  /** How long `close` waits for running calls. */
  readonly graceMs?: number;
  /** Names the call to which a line of the log belongs, where the log is to know. */
  readonly traces?: Traces;
}

const usualGraceMs = 15_000;

export async function createCloud(parts: CloudParts, settings: CloudSettings = {}): Promise<Cloud> {
  const { traces = createTraces(), graceMs = usualGraceMs } = settings;
  const rules = settings.rateRules === undefined ? rateRules : settings.rateRules;
  const server = createServer(parts, { ...serverTimeouts, ...settings.timeouts });
  const meter = createCloudMeter(parts);
  const windows = createSharedWindows(parts.database);
  const keys = await openOAuthKeys(parts.database, parts.clock.now());
  const nonces = createProofNonces(Buffer.from(keys.nonceSecret, 'base64'));
  // Its own address is known when it listens, and nobody calls before.
  let authority: StationAuthority | null = null;
  let tidying: NodeJS.Timeout | undefined;
  let isReady = false;
  const listening = (): StationAuthority => {
    invariant(authority !== null, 'calls come only while the server listens');
    return authority;
  };
  answerWithProblems(server, { ...parts, meter, traces });
  if (rules !== null) {
    await raiseAddressWall(server, rules.address, meter.noteLimited);
  }
  serveAuthority(server, listening);
  serveApproval(server, { ...parts, now: () => parts.clock.now(), authority: listening });
  const limits = rules === null ? noCallLimits : createCallLimits(windows, rules);
  const ownUrl = (): string => listening().issuer;
  serveContract(server, parts, {
    nonces,
    ownUrl,
    limits,
    meter,
    traces,
    oldestProtocol: settings.oldestProtocol ?? 1,
    isReady: () => isReady,
  });
  serveDescription(server);
  serveInvitationPage(server, parts);
  await server.ready();
  return {
    meter,
    async listen({ port, host = '127.0.0.1' }) {
      const url = await server.listen({ port, host });
      const { database, log } = parts;
      const { publicUrl = url, pollIntervalSeconds = 5 } = settings;
      const issuer = new URL(publicUrl).origin;
      authority = createStationAuthority({ database, keys, issuer, pollIntervalSeconds, log });
      tidying = keepTidy(parts, windows);
      parts.mailer?.start(publicUrl.replace(/\/$/, ''));
      isReady = true;
      return { url };
    },
    async close() {
      isReady = false;
      clearInterval(tidying);
      await settings.drain?.();
      const cutting = setTimeout(() => {
        parts.log.warn('stop.calls-cut-off', { afterMs: graceMs });
        server.server.closeAllConnections();
      }, graceMs);
      await server.close();
      clearTimeout(cutting);
    },
  };
}

function createServer({ ids }: CloudParts, timeouts: ServerTimeouts): FastifyInstance {
  const nextRequestId = requestIds(ids);
  const server = fastify({
    requestTimeout: timeouts.requestMs,
    connectionTimeout: timeouts.connectionMs,
    handlerTimeout: timeouts.handlerMs,
    keepAliveTimeout: timeouts.keepAliveMs,
    http: {
      headersTimeout: timeouts.headersMs,
      connectionsCheckingInterval: timeouts.checkMs,
      maxHeaderSize: bodyLimits.headerBytes,
    },
    bodyLimit: bodyLimits.usualBytes,
    // Whether an id is too long says the contract.
    routerOptions: { maxParamLength: bodyLimits.headerBytes },
    forceCloseConnections: 'idle',
    // A call that comes over a kept connection while this server ends is answered like any other.
    return503OnClosing: false,
    // A proxy on this machine says whose call it passes on.
    trustProxy: 'loopback',
    genReqId: nextRequestId,
    frameworkErrors: answerUnroutable,
    clientErrorHandler: (error, socket) => answerBrokenRequest(error, socket, nextRequestId()),
  });
  // Fastify takes plain text as well, which a browser sends for any page without asking us first.
  server.removeContentTypeParser('text/plain');
  // Node would answer any expectation but `100-continue` by itself and without a word; it may be passed over (RFC 9110 §10.1.1).
  server.server.on('checkExpectation', (request, response) => server.server.emit('request', request, response));
  return server;
}

/** Throws away expired codes, tokens and counts now and then; that it fails once does not matter. */
function keepTidy({ database, log }: CloudParts, windows: SharedWindows): NodeJS.Timeout {
  const tidy = (): void => {
    forgetRemovals(database).catch((error: unknown) => log.warn('feed.not-tidied', { cause: String(error) }));
    forgetExpiredItems(database).catch((error: unknown) => log.warn('oauth.not-tidied', { cause: String(error) }));
    windows.tidy().catch((error: unknown) => log.warn('limits.not-tidied', { cause: String(error) }));
  };
  return setInterval(tidy, tidyEveryMs).unref();
}

function serveDescription(server: FastifyInstance): void {
  server.get('/openapi.json', async (request) => describeApi(`${request.protocol}://${request.host}`));
}
