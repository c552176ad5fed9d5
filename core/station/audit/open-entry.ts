import type { StoredAuditEntry } from '../../domain/audit/audit-entry.ts';
import { emptyChain } from '../../domain/audit/chain-hash.ts';
import { createChainVerifier } from '../../domain/audit/chain-verifier.ts';
import { checkSeal } from '../../domain/audit/log-seal.ts';
import type { OrganizationAuditRow } from '../../domain/audit/organization-audit-row.ts';
import { openPartsFit } from '../../domain/audit/personal-check.ts';
import type { ProofState } from '../../domain/audit/proof-state.ts';
import { readTrailEntry } from '../../domain/audit/read-trail-entry.ts';
import { sidesAgree } from '../../domain/audit/sides-agree.ts';
import { transferOf } from '../../domain/audit/transfer-of.ts';
import type { OrganizationId } from '../../kernel/entity-ids.ts';
import type { AreaProcedures } from '../procedures.ts';
import type { StationContext } from '../station-context.ts';
import { readAuditHeld } from '../sync/sync-memory.ts';
import { readSeal } from './keep-seal.ts';

type EntryProcedures = Pick<AreaProcedures<'audit'>, 'entry' | 'prove' | 'otherSide'>;
const noSuchEntry = { kind: 'no-such-entry' } as const;

/** One entry of the trail looked at closely: what proves it here, what the centre proves of it, what the other side holds (REP-1, OWN-13). */
export function entryProcedures(context: StationContext): EntryProcedures {
  const { store } = context;
  return {
    entry: async ({ seq }) => {
      const found = entryAt(context, seq);
      return found === null
        ? noSuchEntry
        : { kind: 'entry', entry: readTrailEntry(found), proof: proofOf(context, found) };
    },
    prove: async ({ seq }) => {
      const found = entryAt(context, seq);
      return found === null ? noSuchEntry : askForProof(context, found);
    },
    otherSide: async ({ seq }) => {
      const [found] = store.auditFrom(seq, 1);
      if (found?.seq !== seq) {
        return noSuchEntry;
      }
      const entry = readTrailEntry(found);
      const transferId = transferOf(entry);
      if (transferId === null) {
        return { kind: 'no-transfer' };
      }
      const answer = await rowsOf(context, [...entry.organizations, context.identity.organizationId], { transferId });
      return answer === 'unreachable'
        ? { kind: answer }
        : { kind: 'sides', transferId, rows: answer, agree: sidesAgree(answer) };
    },
  };
}

function entryAt({ store }: StationContext, seq: number): StoredAuditEntry | null {
  const [found] = store.auditFrom(seq, 1);
  return found?.seq === seq ? found : null;
}

function proofOf(context: StationContext, entry: StoredAuditEntry): ProofState {
  const { store } = context;
  const [before] = entry.seq === 1 ? [] : store.auditFrom(entry.seq - 1, 1);
  const verifier = createChainVerifier({
    from: before === undefined ? emptyChain : { size: before.seq, head: before.head },
  });
  // That something was erased is told by a later entry, which one entry alone cannot see; `verify` does.
  const { personal: _beside, ...text } = entry;
  const kept = readSeal(context, store);
  return {
    chained: verifier.take(text) && openPartsFit(entry),
    acknowledged: readAuditHeld(store) >= entry.seq,
    proven:
      kept.kind === 'kept' && kept.entry.seq >= entry.seq
        ? { bySeq: kept.entry.seq, leaf: kept.seal.index + 1, leaves: kept.checkpoint.size }
        : null,
  };
}

type Proof = Awaited<ReturnType<EntryProcedures['prove']>>;

/** The centre's word is checked as an export's is; a key other than the one known from the first contact is not believed. */
async function askForProof(context: StationContext, { seq, head }: StoredAuditEntry): Promise<Proof> {
  const { identity, cloud, signer, store } = context;
  const { stationId, generation, organizationId } = identity;
  const answer = await cloud.auditProof({ organizationId, stationId, generation, seq, head });
  if (answer.kind === 'not-in-log') {
    return answer;
  }
  if (answer.kind !== 'proof') {
    return { kind: 'unreachable' };
  }
  const check = checkSeal(answer.seal, signer.verifiesText);
  const kept = readSeal(context, store);
  const isKnownKey = kept.kind === 'none' || kept.seal.publicKey === answer.seal.publicKey;
  const isIt =
    check.kind === 'proven' &&
    isKnownKey &&
    answer.seal.organizationId === organizationId &&
    check.entry.stationId === stationId &&
    check.entry.generation === generation &&
    check.entry.seq === seq &&
    check.entry.head === head;
  return isIt
    ? { kind: 'proven', leaf: answer.seal.index + 1, leaves: check.checkpoint.size, checkpoint: answer.seal.checkpoint }
    : { kind: 'doubtful' };
}

/** What the logs of these organizations hold, as far as they are open to us. */
export async function rowsOf(
  { cloud }: StationContext,
  organizationIds: readonly OrganizationId[],
  about: { readonly sessionId?: string; readonly transferId?: string },
): Promise<OrganizationAuditRow[] | 'unreachable'> {
  const rows: OrganizationAuditRow[] = [];
  for (const organizationId of new Set(organizationIds)) {
    const answer = await cloud.organizationAudit(organizationId, { ...about, limit: 200 });
    if (answer.kind === 'not-allowed') {
      // A customer whose trust has ended: its log is closed to us, our own is not.
      continue;
    }
    if (answer.kind !== 'rows') {
      return 'unreachable';
    }
    rows.push(...answer.rows);
  }
  return rows;
}
