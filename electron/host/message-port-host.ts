import type { SupportedMessagePort } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import type { Principal } from '#core/station/principal.ts';
import type { StationRouter } from './station-router.ts';

/** Serves the station contract over a port that the shell handed to our own page. The port itself is the proof of who calls. */
export function serveMessagePort(
  router: StationRouter,
  port: SupportedMessagePort,
  seatPrincipal: () => Principal,
): void {
  new RPCHandler(router).upgrade(port, { context: { principal: seatPrincipal } });
}
