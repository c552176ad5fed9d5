import type { AuditCheckpoint } from '../../domain/audit/audit-entry.ts';
import type { ChainHead } from '../../domain/audit/chain-hash.ts';
import type { StationId } from '../../kernel/entity-ids.ts';
import type { CheckpointSigner } from '../../ports/secrets.ts';
import type { StationStore } from '../../ports/station-store.ts';

export interface HeadSigning {
  readonly identity: { readonly stationId: StationId; readonly generation: number };
  readonly store: StationStore;
  readonly signer: CheckpointSigner;
}

/**
 * Signs that the trail ends at `end`. Where this station has signed something before that its trail does not hold any more, that statement
 * is handed out again instead: whoever checks, the cloud or a bundle, finds the end cut off or written anew (P21).
 */
export function signHead(signing: HeadSigning, end: ChainHead): AuditCheckpoint {
  const { stationId, generation } = signing.identity;
  return brokenWord(signing) ?? signing.signer.sign({ stationId, generation, ...end });
}

/** A statement of this station that its own trail contradicts; null when all is well. */
export function brokenWord({ identity, store, signer }: HeadSigning): AuditCheckpoint | null {
  const signed = signer.lastSigned(identity);
  if (signed === null || signed.size === 0) {
    return null;
  }
  const [own] = store.auditFrom(signed.size, 1);
  return own?.seq === signed.size && own.head === signed.head ? null : signed;
}
