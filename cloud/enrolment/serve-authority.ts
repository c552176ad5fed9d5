import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { authorityPaths } from './authority-paths.ts';
import type { StationAuthority } from './station-authority.ts';

/**
 * Hands the OAuth paths to the library. It trusts what these headers say, so they are written here, whatever the caller sent: the
 * address under which this server is known, and where the call came from.
 */
export function serveAuthority(server: FastifyInstance, authority: () => StationAuthority): void {
  server.register((scope, _options, done) => {
    // The library reads forms itself.
    scope.addContentTypeParser('application/x-www-form-urlencoded', (_request, _body, parsed) => parsed(null));
    const handle = async (request: FastifyRequest, reply: FastifyReply) => {
      const provider = authority();
      const { host, protocol } = new URL(provider.issuer);
      Object.assign(request.raw.headers, {
        'x-forwarded-host': host,
        'x-forwarded-proto': protocol.slice(0, -1),
        'x-forwarded-for': request.ip,
      });
      reply.hijack();
      await provider.callback()(request.raw, reply.raw);
    };
    scope.get(authorityPaths.discovery, handle);
    scope.get(authorityPaths.keys, handle);
    scope.post(authorityPaths.device, handle);
    scope.post(authorityPaths.token, handle);
    done();
  });
}
