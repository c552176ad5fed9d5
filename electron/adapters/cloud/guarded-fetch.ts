import { CloudRefusal, NetworkSwitchedOff } from './cloud-failure.ts';
import type { CloudSession } from './cloud-session.ts';

/** The plug between the station and the network. */
export interface NetworkSwitch {
  connected(): boolean;
}

type Fetch = (request: Request) => Promise<Response>;

/** More of an error's body than this says nothing that is worth logging. */
const detailLimit = 500;

/** Problems in which the contract's own refusal lies (`core/contract/cloud/carried-fields.ts`); the typed client takes it out. */
const saysRefusal: ReadonlySet<number> = new Set([412, 422]);

/**
 * The session's `fetch` as the contract link uses it, with two additions: a plug that can be pulled, also while a request is on its way, so that its
 * answer is lost; and every status but success turned into a `CloudRefusal`, whatever its body looks like, unless the contract has words for it.
 */
export function createGuardedFetch(session: CloudSession, network: NetworkSwitch): Fetch {
  return async (request) => {
    mustBeConnected(network);
    const response = await session.fetch(request);
    mustBeConnected(network);
    if (response.ok || saysRefusal.has(response.status)) {
      return response;
    }
    const detail = (await response.text()).slice(0, detailLimit);
    throw new CloudRefusal(response.status, detail, response.headers.get('retry-after'));
  };
}

function mustBeConnected(network: NetworkSwitch): void {
  if (!network.connected()) {
    throw new NetworkSwitchedOff();
  }
}
