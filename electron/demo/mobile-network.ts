import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { OpenAPILink } from '@orpc/openapi-client/fetch';
import { type CloudContract, cloudContract } from '#core/contract/cloud-contract.ts';
import { toIsoTime } from '#core/kernel/iso-time.ts';
import type { Log } from '#core/ports/log.ts';
import type { Transmission } from '#sim/runtime/fleet-transmitter.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import type { CloudSession } from '../adapters/cloud/cloud-session.ts';

/**
 * The demo's mobile network: carries what a configured unit sends to the fleet server on to the cloud (PAIR-2), as the fleet's own
 * ingest would. It has nothing to do with the station's network: a unit reports while the workshop is offline.
 */
export interface MobileNetwork {
  /** Carries this unit's records from now on. Returns the way to stop. */
  carry(unitId: string, unit: VirtualUnit): () => void;
  /** One record of a unit that is nowhere near. False where it was lost in the air. */
  say(unitId: string, transmission: UnitRecord): Promise<boolean>;
}

/** What the fleet's ingest needs of a record. */
export type UnitRecord = Pick<Transmission, 'atMs' | 'position' | 'ebsVin' | 'supplyMillivolts'>;

export interface MobileNetworkOptions {
  readonly cloudUrl: string;
  /** The ingest speaks for the station's organization: the demo has no other account. */
  readonly session: CloudSession;
  readonly log: Log;
}

const patienceMs = 5_000;

export function createMobileNetwork({ cloudUrl, session, log }: MobileNetworkOptions): MobileNetwork {
  const link = new OpenAPILink(cloudContract, { url: cloudUrl, fetch: (request) => session.fetch(request) });
  const client: ContractRouterClient<CloudContract> = createORPCClient(link);

  return {
    carry(unitId, unit) {
      let isSending = false;
      return unit.onTransmit((transmission) => {
        // A unit has one modem: while a record is on its way the next one waits for its turn in the air.
        if (!isSending) {
          isSending = true;
          void send(unitId, transmission).finally(() => {
            isSending = false;
          });
        }
      });
    },
    say: send,
  };

  async function send(unitId: string, transmission: UnitRecord): Promise<boolean> {
    try {
      const { kind } = await client.units.message(
        {
          unitId,
          at: toIsoTime(transmission.atMs),
          position: transmission.position,
          sensorVin: transmission.ebsVin,
          supplyMillivolts: transmission.supplyMillivolts,
        },
        { signal: AbortSignal.timeout(patienceMs) },
      );
      log.info('demo.unit-heard', { unit: unitId, outcome: kind });
      return kind === 'taken';
    } catch (error: unknown) {
      // Records are lost in the air in real life too; the next one comes in a few seconds.
      log.warn('demo.unit-not-heard', { unit: unitId, detail: String(error) });
      return false;
    }
  }
}
