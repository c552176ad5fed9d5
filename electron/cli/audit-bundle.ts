import type { AuditBundle } from '#core/domain/audit/audit-bundle.ts';
import type { ChainVerification } from '#core/domain/audit/chain-verification.ts';
import { verifyChain } from '#core/domain/audit/verify-chain.ts';
import { createCheckpointSigner, verifiesWithKey } from '../adapters/secrets/checkpoint-signer.ts';
import { readStationFile } from '../compose/station-file.ts';

/** Recomputes the bundle's chain and checks its signature; where the data folder is that very station, by the key it knows itself. */
export function verifyAuditBundle(bundle: AuditBundle, dataFolder: string): ChainVerification {
  const { checkpoint, entries } = bundle;
  const key = ownKeyOf(bundle.station.id, dataFolder) ?? bundle.publicKey;
  return verifyChain(entries, {
    head: { size: checkpoint.size, head: checkpoint.head },
    signed: { checkpoints: [checkpoint], verifies: (one) => verifiesWithKey(key, one) },
  });
}

function ownKeyOf(stationId: string, dataFolder: string): string | null {
  const reading = readStationFile(dataFolder);
  return reading.kind === 'read' && reading.file.stationId === stationId
    ? createCheckpointSigner({ directory: dataFolder }).publicKeySpki
    : null;
}
