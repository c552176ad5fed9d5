import { z } from 'zod';
import { auditCheckpoint, auditEntry, storedAuditEntry } from '#core/domain/audit/audit-entry.ts';
import type { ChainVerification } from '#core/domain/audit/chain-verification.ts';
import { verifyChain } from '#core/domain/audit/verify-chain.ts';
import { canonicalJson } from '#core/kernel/canonical-json.ts';
import { createCheckpointSigner, verifiesWithKey } from '../adapters/secrets/checkpoint-signer.ts';
import { readStationFile, type StationFile } from '../compose/station-file.ts';
import type { StationClient } from '../host/in-process-client.ts';

/**
 * A station's whole audit trail in one file, which can be checked without the station and without any server (REP-1): the entries as
 * they were hashed, the station's signed statement of where they end, and the key to check it with.
 */
export const auditBundle = z.strictObject({
  kind: z.literal('fitbay-audit'),
  version: z.literal(1),
  station: z.strictObject({ id: z.string(), generation: z.number().int().positive(), name: z.string() }),
  /** SubjectPublicKeyInfo, base64. Who it belongs to must be known from elsewhere. */
  publicKey: z.string(),
  checkpoint: auditCheckpoint,
  entries: z.array(storedAuditEntry),
});
export type AuditBundle = z.infer<typeof auditBundle>;

const pageSize = 500;

/** Reads the trail over the contract and signs with the key of the data folder, which only the station's own user can read. */
export async function makeAuditBundle(
  client: StationClient,
  dataFolder: string,
  station: StationFile,
): Promise<AuditBundle> {
  const entries: AuditBundle['entries'] = [];
  for (;;) {
    const beforeSeq = entries.at(-1)?.seq;
    const page = await client.audit.entries({ limit: pageSize, ...(beforeSeq === undefined ? {} : { beforeSeq }) });
    entries.push(
      ...page.map(({ head, ...entry }) => ({
        seq: entry.seq,
        canonical: canonicalJson(auditEntry.parse(entry)),
        head,
      })),
    );
    if (page.length < pageSize) {
      break;
    }
  }
  entries.reverse();
  const signer = createCheckpointSigner({ directory: dataFolder });
  const { stationId, generation, name } = station;
  const last = entries.at(-1);
  return {
    kind: 'fitbay-audit',
    version: 1,
    station: { id: stationId, generation, name },
    publicKey: signer.publicKeySpki,
    checkpoint: signer.sign({ stationId, generation, size: last?.seq ?? 0, head: last?.head ?? '0'.repeat(64) }),
    entries,
  };
}

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
