import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { problemOf } from '../http/problem.ts';
import { comeBack, headersOf, type LimitSubject } from './call-limits.ts';
import type { RateRule } from './rate-rules.ts';

/**
 * Counts calls of each network address on this one server, before anything else is done for them: a flood shall not reach the database.
 * IPv6 addresses count by their /64 network. Whoever asks after the server's health is never refused.
 */
export async function raiseAddressWall(
  server: FastifyInstance,
  rule: RateRule,
  noteExceeded: (subject: LimitSubject) => void,
): Promise<void> {
  await server.register(rateLimit, { global: false });
  const count = server.createRateLimit({ max: rule.quota, timeWindow: rule.windowMs });
  server.addHook('onRequest', async (request, reply) => {
    if (request.url === '/health' || request.url.startsWith('/health/')) {
      return;
    }
    const counted = await count(request);
    if (counted.isAllowed || !counted.isExceeded) {
      return;
    }
    noteExceeded('address');
    const window = { kind: 'exceeded', remaining: 0, endsInMs: counted.ttl } as const;
    const body = problemOf('too-many-requests', { traceId: request.id });
    reply.headers({ ...headersOf([{ name: 'address', rule, count: window }]), ...comeBack(window) });
    return reply.code(body.status).send(body);
  });
}
