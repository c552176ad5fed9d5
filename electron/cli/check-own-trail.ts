import type { ChainVerification } from '#core/domain/audit/chain-verification.ts';
import { verifyOwnChain } from '#core/station/audit/verify-own-chain.ts';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { createIds } from '../adapters/ids/create-ids.ts';
import { createLog } from '../adapters/log/create-log.ts';
import { createCheckpointSigner } from '../adapters/secrets/checkpoint-signer.ts';
import type { CompositionRefusal } from '../compose/compose-station.ts';
import { placesIn } from '../compose/data-folder.ts';
import { openSafely } from '../compose/open-safely.ts';
import { readStationFile } from '../compose/station-file.ts';
import type { CommandCall } from './command-call.ts';

/**
 * `fitbay audit verify` where nobody holds the data folder: the store is opened as every host opens it, and the station's own check runs
 * on it. The rest of a station (its contract, ports, printing) is never loaded, which is what keeps the check within 200 MB (P22).
 */
export type OwnTrailCheck = { readonly kind: 'checked'; readonly finding: ChainVerification } | CompositionRefusal;

/** `knownHead`: first digits of a head that is known from elsewhere, and must be in the trail. */
export async function checkOwnTrail(
  { dataFolder }: Pick<CommandCall, 'dataFolder'>,
  knownHead: string | undefined,
): Promise<OwnTrailCheck> {
  const reading = readStationFile(dataFolder);
  switch (reading.kind) {
    case 'absent':
      return { kind: 'not-enrolled', dataFolder };
    case 'unreadable':
      return { kind: 'station-file-unreadable', detail: reading.detail };
    case 'read':
      break;
  }
  const log = createLog({ destination: placesIn(dataFolder).logFile });
  try {
    const opening = openSafely({
      directory: dataFolder,
      file: reading.file,
      clock: systemClock,
      ids: createIds(),
      log,
    });
    if (opening.kind !== 'opened') {
      return opening;
    }
    const { store } = opening.opened;
    try {
      const identity = { ...reading.file, generation: opening.generation };
      const signer = createCheckpointSigner({ directory: dataFolder });
      const finding = await verifyOwnChain({ store, signer, identity, clock: systemClock }, { knownHead });
      return { kind: 'checked', finding };
    } finally {
      store.close();
    }
  } finally {
    log.close();
  }
}
