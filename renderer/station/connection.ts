import type { ClientLink } from '@orpc/client';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { StationContract } from '#core/contract/station-contract.ts';
import { withStepUp } from './step-up-ask.ts';
import { openWire, type Wire } from './wire.ts';

/** Everything the page can ask of the station, typed by the contract. */
export type StationClient = ContractRouterClient<StationContract>;

export interface StationConnection {
  readonly client: StationClient;
  /** Called with every change between connected and not, and once at the start. */
  onState(listener: (connected: boolean) => void): () => void;
}

const retryMs = 700;

/** Keeps one wire to the station open. Calls made while it is down wait for the next one; calls cut in the middle reject, calls that want a PIN first ask for it. */
export function createStationConnection(open: () => Promise<Wire> = openWire): StationConnection {
  const listeners = new Set<(connected: boolean) => void>();
  let connected = false;
  let wire = keepOpen();

  function tell(state: boolean): void {
    connected = state;
    for (const listener of listeners) {
      listener(state);
    }
  }

  async function keepOpen(): Promise<Wire> {
    for (;;) {
      try {
        const opened = await open();
        tell(true);
        void opened.closed.then(() => {
          tell(false);
          wire = keepOpen();
        });
        return opened;
      } catch {
        // The station is starting or gone: the page says so and the next try may succeed.
        tell(false);
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
  }

  const link: ClientLink<Record<never, never>> = {
    call: (path, input, options) => withStepUp(async () => (await wire).link.call(path, input, options)),
  };

  return {
    client: createORPCClient(link),
    onState(listener) {
      listeners.add(listener);
      listener(connected);
      return () => listeners.delete(listener);
    },
  };
}
