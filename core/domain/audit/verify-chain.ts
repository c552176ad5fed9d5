import type { StoredAuditEntry } from './audit-entry.ts';
import type { ChainVerification } from './chain-verification.ts';
import { type ChainEvidence, createChainVerifier } from './chain-verifier.ts';

/**
 * Recomputes a chain from its stored entries, in storage order (REP-1). `intact` with its length and head, or `broken` with the first bad
 * entry and how it is bad. `entries` is read once and not beyond the point where the finding is certain.
 */
export function verifyChain(entries: Iterable<StoredAuditEntry>, evidence: ChainEvidence = {}): ChainVerification {
  const verifier = createChainVerifier(evidence);
  for (const entry of entries) {
    if (!verifier.take(entry)) {
      break;
    }
  }
  return verifier.finish();
}
