import { stationId } from '../../kernel/entity-ids.ts';
import type { AuditSeal } from './audit-bundle.ts';
import type { AuditCheckpoint, StoredAuditEntry } from './audit-entry.ts';
import type { ChainVerification } from './chain-verification.ts';
import { checkSeal, type LogSeal, sealedEntry, type TextVerifier } from './log-seal.ts';
import { verifyChain } from './verify-chain.ts';

export interface BundleKeys {
  /** Whether the station of the bundle signed this. */
  verifiesStation(checkpoint: AuditCheckpoint): boolean;
  readonly verifiesText: TextVerifier;
  /** First hex digits of a head that is known from elsewhere: the QR code of a printed report. Left out where there is none. */
  readonly knownHead?: string | undefined;
}

/** An export as it is checked: its entries are walked through once, so they may as well come from a file that is longer than memory. */
export interface BundleToCheck extends AuditSeal {
  readonly entries: Iterable<StoredAuditEntry>;
}

/**
 * Checks an exported trail with nothing but the file and keys (REP-1): every link, the station's signature over the end, and the cloud's
 * proof, which binds every entry up to the one it names, so that not even the station itself can write those anew.
 */
export function verifyBundle(bundle: BundleToCheck, keys: BundleKeys): ChainVerification {
  const { checkpoint, entries, centre, station } = bundle;
  const proven = centre === undefined ? null : readStatement(centre, keys.verifiesText);
  const isOfStation =
    proven === null ||
    (proven.statement.stationId === station.id && proven.statement.generation === station.generation);
  let isKnown = keys.knownHead === undefined;
  function* noted(): Generator<StoredAuditEntry> {
    for (const entry of entries) {
      isKnown ||= entry.head.startsWith(keys.knownHead ?? '');
      yield entry;
    }
  }
  const finding = verifyChain(noted(), {
    head: { size: checkpoint.size, head: checkpoint.head },
    signed: {
      checkpoints: proven === null ? [checkpoint] : [checkpoint, proven.statement],
      verifies: (one) => (one === proven?.statement ? proven.isGenuine && isOfStation : keys.verifiesStation(one)),
    },
  });
  return finding.kind === 'intact' && !isKnown
    ? { kind: 'broken', seq: finding.entries + 1, fault: 'missing' }
    : finding;
}

/** What the cloud's proof says, as a statement about the station's chain. */
function readStatement(centre: LogSeal, verifiesText: TextVerifier) {
  const check = checkSeal(centre, verifiesText);
  const entry = sealedEntry(centre.leaf);
  const statement = {
    stationId: stationId.parse(entry?.stationId ?? 'unknown'),
    generation: entry?.generation ?? 1,
    size: entry?.seq ?? 0,
    head: entry?.head ?? '',
    signature: '',
  };
  return { statement, isGenuine: check.kind === 'proven' };
}
