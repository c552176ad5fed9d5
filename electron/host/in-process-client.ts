import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import type { StationContract } from '#core/contract/station-contract.ts';
import type { Principal } from '#core/station/principal.ts';
import type { StationRouter } from './station-router.ts';

/** The station contract as a client sees it, whichever wire lies between. */
export type StationClient = ContractRouterClient<StationContract>;

/** Calls the station in this process, through the same gate and schemas as over a wire: for the command line and for tests. */
export function createInProcessClient(router: StationRouter, principal: () => Principal): StationClient {
  return createRouterClient(router, { context: { principal } }) as StationClient;
}
