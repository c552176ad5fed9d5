import type { ChainVerification } from '../../domain/audit/chain-verification.ts';
import { createChainVerifier } from '../../domain/audit/chain-verifier.ts';
import type { StationContext } from '../station-context.ts';

/** Entries held in memory at once: what lives through a collection of garbage makes the program grow. */
const pageSize = 25;
/** Entries between two pauses: some ten milliseconds, which nobody at the bench notices. */
const stretch = 500;

/**
 * Recomputes this station's chain up to where it ends now (REP-1), page by page with pauses: a million entries need no memory
 * (P22), and the bench answers everybody meanwhile. What is added during the check is not part of it.
 */
export async function verifyOwnChain({
  store,
  clock,
  signer,
  identity,
}: Pick<StationContext, 'store' | 'clock' | 'signer' | 'identity'>): Promise<ChainVerification> {
  const head = store.auditHead();
  const signed = signer.lastKept(identity);
  const verifier = createChainVerifier({
    head,
    ...(signed === null ? {} : { signed: { checkpoints: [signed], verifies: (one) => signer.verifies(one) } }),
  });
  for (let from = 1; from <= head.size; ) {
    const page = store.auditFrom(from, Math.min(pageSize, head.size - from + 1));
    const last = page.at(-1);
    if (last === undefined || !page.every((entry) => verifier.take(entry))) {
      break;
    }
    from = last.seq + 1;
    if (from <= head.size && from % stretch <= pageSize) {
      await clock.sleep(0);
    }
  }
  return verifier.finish();
}
