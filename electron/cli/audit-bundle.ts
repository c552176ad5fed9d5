import type { ChainVerification } from '#core/domain/audit/chain-verification.ts';
import { type BundleToCheck, verifyBundle } from '#core/domain/audit/verify-bundle.ts';
import { createCheckpointSigner, verifiesText, verifiesWithKey } from '../adapters/secrets/checkpoint-signer.ts';
import { readStationFile } from '../compose/station-file.ts';

/** Checks an exported trail; where the data folder is that very station, by the key it knows itself. */
export function verifyAuditBundle(
  bundle: BundleToCheck,
  { dataFolder, knownHead }: { readonly dataFolder: string; readonly knownHead?: string | undefined },
): ChainVerification {
  const key = ownKeyOf(bundle.station.id, dataFolder) ?? bundle.publicKey;
  return verifyBundle(bundle, { verifiesStation: (one) => verifiesWithKey(key, one), verifiesText, knownHead });
}

function ownKeyOf(stationId: string, dataFolder: string): string | null {
  const reading = readStationFile(dataFolder);
  return reading.kind === 'read' && reading.file.stationId === stationId
    ? createCheckpointSigner({ directory: dataFolder }).publicKeySpki
    : null;
}
