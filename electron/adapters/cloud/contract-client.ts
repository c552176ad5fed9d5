import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { ResponseValidationPlugin } from '@orpc/contract/plugins';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { carryAcross } from '#core/contract/cloud/carried-fields.ts';
import { cloudProtocol, protocolHeader } from '#core/contract/cloud/protocol.ts';
import { type CloudContract, cloudContract } from '#core/contract/cloud-contract.ts';
import type { CloudSession } from './cloud-session.ts';
import { createGuardedFetch, type NetworkSwitch } from './guarded-fetch.ts';

export interface CloudClientOptions {
  /** For example `https://centre.example.com`; paths of the contract are appended. */
  readonly baseUrl: string;
  /** How the station proves itself. */
  readonly session: CloudSession;
  /** Lets the demo pull the plug. A real station's is always connected and finds out by trying. */
  readonly network?: NetworkSwitch;
}

const alwaysConnected: NetworkSwitch = { connected: () => true };

/** The typed client of the cloud contract; answers are checked against it. Throws what `askCloud` turns into outcomes. */
export function createContractClient({
  baseUrl,
  session,
  network = alwaysConnected,
}: CloudClientOptions): ContractRouterClient<CloudContract> {
  return createORPCClient(
    new OpenAPILink(cloudContract, {
      url: baseUrl,
      headers: { [protocolHeader]: String(cloudProtocol) },
      fetch: createGuardedFetch(session, network),
      clientInterceptors: [carryAcross],
      plugins: [new ResponseValidationPlugin(cloudContract)],
    }),
  );
}
