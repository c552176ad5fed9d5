import { createHash, timingSafeEqual } from 'node:crypto';
import fastify from 'fastify';
import { serverTimeouts } from '../http/server-limits.ts';
import type { CloudMeter } from './cloud-meter.ts';

/**
 * `/metrics` on a door of its own, so that it is never part of what the public address shows. On a network address it asks for a bearer
 * token (`metrics-settings.ts` sees to it).
 */
export interface MetricsDoor {
  readonly url: string;
  close(): Promise<void>;
}

export interface MetricsPlace {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Without one, whoever reaches the door may read. */
  readonly token: string | undefined;
}

/** Throws Node's own error where the port is taken. */
export async function serveMetrics(
  meter: Pick<CloudMeter, 'expose'>,
  { host, port, token }: MetricsPlace,
): Promise<MetricsDoor> {
  const server = fastify({
    requestTimeout: serverTimeouts.requestMs,
    connectionTimeout: serverTimeouts.connectionMs,
    handlerTimeout: serverTimeouts.handlerMs,
    forceCloseConnections: true,
  });
  server.get('/metrics', async (request, reply) => {
    if (token !== undefined && !isSame(request.headers.authorization ?? '', `Bearer ${token}`)) {
      return reply.code(401).header('www-authenticate', 'Bearer').send();
    }
    const { mediaType, text } = await meter.expose();
    return reply.header('content-type', mediaType).header('cache-control', 'no-store').send(text);
  });
  const url = await server.listen({ host, port });
  return { url, close: () => server.close() };
}

/** Takes as long whatever was guessed, of whatever length. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(given), digest(expected));
}
