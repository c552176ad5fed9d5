import type { AuditCheckpoint } from '../../domain/audit/audit-entry.ts';
import type { ChainHead } from '../../domain/audit/chain-hash.ts';
import type { StationId } from '../../kernel/entity-ids.ts';
import type { CheckpointSigner } from '../../ports/secrets.ts';
import type { StoreReader } from '../../ports/station-store.ts';

export interface HeadSigning {
  readonly identity: { readonly stationId: StationId; readonly generation: number };
  readonly store: Pick<StoreReader, 'auditFrom'>;
  readonly signer: CheckpointSigner;
}

/**
 * Signs that the trail ends at `end` and keeps the word outside the database. Where this station has signed something before that its trail does not hold any more, that statement
 * is handed out again instead: whoever checks, the cloud or a bundle, finds the end cut off or written anew (P21).
 */
export function signHead(signing: HeadSigning, end: ChainHead): AuditCheckpoint {
  const { stationId, generation } = signing.identity;
  const before = brokenWord(signing);
  if (before !== null) {
    return before;
  }
  const signed = signing.signer.sign({ stationId, generation, ...end });
  signing.signer.keep(signed);
  return signed;
}

/** A statement of this station that its own trail contradicts; null when all is well. */
export function brokenWord({ identity, store, signer }: HeadSigning): AuditCheckpoint | null {
  const signed = signer.lastKept(identity);
  if (signed === null || signed.size === 0) {
    return null;
  }
  const [own] = store.auditFrom(signed.size, 1);
  return own?.seq === signed.size && own.head === signed.head ? null : signed;
}
