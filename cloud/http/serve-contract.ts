import { OpenAPIHandler } from '@orpc/openapi/fastify';
import { ORPCError, traverseContractProcedures } from '@orpc/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CallRules } from '#core/contract/cloud/call-rules.ts';
import { cloudContract } from '#core/contract/cloud-contract.ts';
import type { ProofNonces } from '../enrolment/proof-nonces.ts';
import type { CallLimits } from '../limits/call-limits.ts';
import type { CloudMeter } from '../metrics/cloud-meter.ts';
import { RequestRunning } from '../partners/once-per-request.ts';
import { headersOfFields, readCarried, refusedAsProblem } from './carried-input.ts';
import { type CallContext, type CloudParts, createCloudRouter } from './cloud-router.ts';
import { encodeProblem, isUnavailable, isUnstorable, problem, problemWith, violationsOf } from './problem.ts';
import { bodyLimits } from './server-limits.ts';
import type { Traces } from './traces.ts';

/** What the contract's calls need of the server that serves them. */
export interface ServerMarks {
  readonly nonces: ProofNonces;
  readonly ownUrl: () => string;
  readonly limits: CallLimits;
  readonly meter: CloudMeter;
  readonly traces: Traces;
  /** Whether it still takes new work. */
  readonly isReady: () => boolean;
  /** Stations that speak as before this number are told to update. */
  readonly oldestProtocol: number;
}

/** Serves every procedure of the contract. What a call demands beside its form (`core/contract/cloud/call-rules.ts`) is seen to here and in `for-stations.ts`. */
export function serveContract(server: FastifyInstance, parts: CloudParts, marks: ServerMarks): void {
  const { ownUrl, traces, ...rest } = marks;
  const handler = new OpenAPIHandler(createCloudRouter(parts), {
    customErrorResponseBodyEncoder: (error) => encodeProblem(error, { traceId: traces.current()?.traceId }),
    clientInterceptors: [
      async ({ next, context, path, procedure, input, ...options }) => {
        const rules = procedure['~orpc'].meta;
        const carried = readCarried(rules, context.headers, input);
        const known = carried.kind === 'input' ? carried.input : input;
        try {
          const output = await next({ ...options, path, procedure, input: known, context: { ...context, carried } });
          const refused = refusedAsProblem(rules, output);
          if (refused === null) {
            return output;
          }
          throw refused;
        } catch (error: unknown) {
          if (error instanceof RequestRunning) {
            context.setHeader('retry-after', '1');
          }
          throw asProblem(error, parts, { traceId: context.traceId, path: path.join('.'), rules });
        }
      },
    ],
  });
  const handle = async (request: FastifyRequest, reply: FastifyReply) => {
    const { authorization, dpop } = request.headers;
    const { method } = request;
    if (method === 'HEAD') {
      // Answered like a GET; Node leaves the body out, as it saw first what was asked (RFC 9110 §9.3.2).
      request.raw.method = 'GET';
    }
    const context: CallContext = {
      ...rest,
      call: {
        method,
        url: `${ownUrl()}${request.url.split('?')[0]}`,
        authorization,
        proof: typeof dpop === 'string' ? dpop : undefined,
      },
      headers: request.headers,
      carried: { kind: 'input', input: undefined },
      traceId: traces.current()?.traceId ?? request.id,
      setHeader: (name, value) => void reply.header(name, value),
    };
    const { matched } = await handler.handle(request, reply, { context });
    return matched ? reply : reply.callNotFound();
  };
  traverseContractProcedures({ router: cloudContract, path: [] }, ({ contract }) => {
    const { method, path = '' } = contract['~orpc'].route;
    // By their own patterns, so that logs and metrics tell them apart.
    server.route({
      method: method ?? 'POST',
      url: path.replace(/\{(\w+)\}/g, ':$1'),
      bodyLimit: bodyLimitOf(path),
      handler: handle,
    });
  });
  server.all('/v1/*', handle);
}

function bodyLimitOf(path: string): number {
  switch (path) {
    case '/v1/sync/push':
      return bodyLimits.pushBytes;
    case '/v1/support-requests':
      return bodyLimits.supportBytes;
    case '/v1/jobs/{jobId}/photos/{sha256}':
      return bodyLimits.photoBytes;
    case '/v1/job-orders':
    case '/v1/job-imports':
      return bodyLimits.jobsBytes;
    default:
      return bodyLimits.usualBytes;
  }
}

/** A bug or a broken database becomes a problem with a trace id; its cause goes to the log and nowhere else. */
function asProblem(
  error: unknown,
  { log }: CloudParts,
  { traceId, path, rules }: { readonly traceId: string; readonly path: string; readonly rules: CallRules },
): unknown {
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') {
    return problemWith('malformed', { traceId, violations: violationsOf(error.data, headersOfFields(rules)) });
  }
  if (error instanceof ORPCError && error.status < 500) {
    return error;
  }
  if (error instanceof ORPCError && error.code === 'stopping') {
    return error;
  }
  if (error instanceof RequestRunning) {
    return problem('request-running', traceId);
  }
  const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (isUnstorable(error)) {
    log.warn('request.not-storable', { traceId, path, cause });
    return problemWith('malformed', { traceId, detail: 'a value is outside of what can be stored' });
  }
  const code = isUnavailable(error) ? 'unavailable' : 'fault';
  log.error('request.failed', { traceId, path, code, cause });
  return problem(code, traceId);
}
