import type { VerifyEvent } from '../../contract/station/audit.ts';
import type { StoredAuditEntry } from '../../domain/audit/audit-entry.ts';
import type { ChainVerification } from '../../domain/audit/chain-verification.ts';
import { createChainVerifier } from '../../domain/audit/chain-verifier.ts';
import { erasedAction, toldErased } from '../../domain/audit/erased-ranges.ts';
import { readTrailEntry } from '../../domain/audit/read-trail-entry.ts';
import type { CancelSignal } from '../../ports/clock.ts';
import type { StationContext } from '../station-context.ts';

/** Entries held in memory at once: what lives through a collection of garbage makes the program grow. */
const pageSize = 25;
/** Entries between two pauses: some ten milliseconds, which nobody at the bench notices. */
const stretch = 500;
/** How often whoever watches hears of it. */
const tellEveryMs = 200;

type Checking = Pick<StationContext, 'store' | 'clock' | 'signer' | 'identity'>;

export interface VerifyWish {
  /** First digits of a head that is known from elsewhere: the QR code of a printed report (P21). */
  readonly knownHead?: string | undefined;
  readonly cancel?: CancelSignal | undefined;
}

/**
 * Recomputes this station's chain up to where it ends now (REP-1), page by page with pauses: a million entries need no memory
 * (P22), and the bench answers everybody meanwhile. What is added during the check is not part of it. Tells now and then how far it is.
 */
export async function* watchOwnChain(
  { store, clock, signer, identity }: Checking,
  { knownHead, cancel }: VerifyWish = {},
): AsyncGenerator<VerifyEvent, void, void> {
  const head = store.auditHead();
  const signed = signer.lastKept(identity);
  const verifier = createChainVerifier({
    head,
    ...(signed === null ? {} : { signed: { checkpoints: [signed], verifies: (one) => signer.verifies(one) } }),
  });
  let isKnown = knownHead === undefined;
  let toldMs = clock.monotonicMs();
  for (let from = 1; from <= head.size; ) {
    if (cancel?.aborted === true) {
      return;
    }
    const page = store.auditFrom(from, Math.min(pageSize, head.size - from + 1));
    const last = page.at(-1);
    if (last === undefined || !page.every((entry) => verifier.take(asOfStart(store, entry, head.size)))) {
      break;
    }
    isKnown ||= page.some((entry) => entry.head.startsWith(knownHead ?? ''));
    from = last.seq + 1;
    if (from <= head.size && from % stretch <= pageSize) {
      await clock.sleep(0);
      if (clock.monotonicMs() - toldMs >= tellEveryMs) {
        toldMs = clock.monotonicMs();
        yield { kind: 'checking', checked: last.seq, of: head.size };
      }
    }
  }
  const finding = verifier.finish();
  yield {
    kind: 'found',
    finding:
      finding.kind === 'intact' && !isKnown ? { kind: 'broken', seq: finding.entries + 1, fault: 'missing' } : finding,
  };
}

/**
 * What is erased while the check runs is told of by an entry that is no part of it. Where that entry is there and says so, the one that it tells of is
 * judged by its text alone.
 */
function asOfStart({ auditFrom }: Checking['store'], entry: StoredAuditEntry, size: number): StoredAuditEntry {
  const later: { readonly path: string; readonly by: number }[] = [];
  for (const path in entry.personal) {
    const part = entry.personal[path];
    if (part !== undefined && 'erasedBy' in part && part.erasedBy > size) {
      later.push({ path, by: part.erasedBy });
    }
  }
  if (later.length === 0) {
    return entry;
  }
  const isTold = later.every(({ path, by }) => {
    const [teller] = auditFrom(by, 1);
    const told = teller?.seq === by ? readTrailEntry(teller) : null;
    return told?.action === erasedAction && toldErased(told.after ?? {}, path)(entry.seq);
  });
  const { personal: _judgedNextTime, ...text } = entry;
  return isTold ? text : entry;
}

/** The same for whoever only wants the finding. */
export async function verifyOwnChain(checking: Checking, wish: VerifyWish = {}): Promise<ChainVerification> {
  for await (const event of watchOwnChain(checking, wish)) {
    if (event.kind === 'found') {
      return event.finding;
    }
  }
  throw new Error('a check ends with its finding');
}
