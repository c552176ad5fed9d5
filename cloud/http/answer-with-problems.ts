import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CloudMeter } from '../metrics/cloud-meter.ts';
import type { CloudIds, CloudLog } from '../world/world.ts';
import { codeOfStatus, type ProblemCode, problemMediaType, problemOf } from './problem.ts';
import { type Traces, traceOf } from './traces.ts';

/** A hyphen-less UUIDv7: the number of a request is also good for a trace id. */
export function requestIds(ids: CloudIds): () => string {
  return () => ids.next().replaceAll('-', '');
}

const retryAfterSeconds = '5';

export interface AnsweringParts {
  readonly log: CloudLog;
  readonly meter: CloudMeter;
  readonly traces: Traces;
}

/** What holds for every answer, whoever gives it: its trace, its count, and the form of errors (RFC 9457). */
export function answerWithProblems(server: FastifyInstance, { log, meter, traces }: AnsweringParts): void {
  const traceId = (requestId: string): string => traces.current()?.traceId ?? requestId;
  server.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    reply.header('cache-control', 'no-store');
    // Whatever an answer holds, a photo for one, it is what its type says and nothing else.
    reply.header('x-content-type-options', 'nosniff');
    traces.run(traceOf(request.id, request.headers.traceparent), done);
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
  server.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    const route = routeOf(request.routeOptions.url);
    const ms = Math.round(reply.elapsedTime);
    meter.noteRequest({ method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1_000 });
    log.info('request.answered', { method, route, status: reply.statusCode, ms });
    done();
  });
  server.setNotFoundHandler(async (request, reply) =>
    reply.code(404).send(problemOf('not-found', { traceId: traceId(request.id) })),
  );
  server.setErrorHandler(async (error: unknown, request, reply) => {
    const isLate = isStillComing(error, request);
    const status = isLate ? 408 : statusOf(error);
    if (isLate) {
      reply.header('connection', 'close');
    }
    if (status >= 500) {
      const route = routeOf(request.routeOptions.url);
      log.error('request.failed', { traceId: traceId(request.id), route, cause: String(error) });
    }
    const body = problemOf(codeOfStatus(status), { traceId: traceId(request.id) });
    return reply.code(body.status).send(body);
  });
}

/** Our own time is over because the caller is still sending: that is no failure of ours, and nobody shall be woken for it. */
function isStillComing(error: unknown, { raw }: FastifyRequest): boolean {
  return !raw.complete && error instanceof Error && 'code' in error && error.code === 'FST_ERR_HANDLER_TIMEOUT';
}

/** The pattern, never the path: paths hold ids and the tokens of links. */
function routeOf(pattern: string | undefined): string {
  return pattern ?? 'none';
}

function statusOf(error: unknown): number {
  return typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500;
}

/** A path that Fastify cannot take apart. No hook has run for it. */
export function answerUnroutable(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const { traceId } = traceOf(request.id, request.headers.traceparent);
  const body = problemOf(codeOfStatus(statusOf(error)), { traceId });
  void reply.code(body.status).header('x-request-id', request.id).header('content-type', problemMediaType).send(body);
}

/** What Node finds wrong before there is a request, answered in the same form on the bare socket. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket, traceId: string): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    return;
  }
  const body = problemOf(codesOfParser[error.code ?? ''] ?? 'malformed', { traceId });
  const text = JSON.stringify(body);
  socket.end(
    [
      `HTTP/1.1 ${body.status} ${body.code}`,
      `content-type: ${problemMediaType}`,
      `content-length: ${Buffer.byteLength(text)}`,
      'connection: close',
      '',
      text,
    ].join('\r\n'),
  );
}

const codesOfParser: Readonly<Record<string, ProblemCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'too-slow',
  HPE_HEADER_OVERFLOW: 'headers-too-large',
};
