import { organizationId, personId, stationId } from '../../../kernel/entity-ids.ts';
import { appendToChain, type UnchainedEntry } from '../append-to-chain.ts';
import type { AuditDraft, StoredAuditEntry } from '../audit-entry.ts';
import { type ChainHead, emptyChain } from '../chain-hash.ts';
import { sealEntry } from '../seal-entry.ts';

type FirstVersion = Extract<UnchainedEntry, { v: 1 }>;

/** An invented entry of the first version; `action` may be changed to make others. */
export function sampleEntry(changes: Partial<FirstVersion> = {}): FirstVersion {
  return {
    v: 1,
    stationId: stationId.parse('station-1'),
    generation: 1,
    at: '2026-11-20T12:00:00.000Z',
    clockSuspect: false,
    actor: { personId: personId.parse('kaya'), name: 'M. Kaya', roles: ['technician'], method: 'pin' },
    organizations: [organizationId.parse('partner'), organizationId.parse('customer')],
    action: 'unit.scanned',
    outcome: 'done',
    code: null,
    unit: 'evopulse:359315075384726',
    sessionId: null,
    operationId: null,
    before: null,
    after: null,
    ...changes,
  };
}

/** A sound chain of `length` entries, each about another time of the day. */
export function sampleChain(length: number, changes: Partial<FirstVersion> = {}): StoredAuditEntry[] {
  const entries: StoredAuditEntry[] = [];
  let end: ChainHead = emptyChain;
  for (let count = 1; count <= length; count += 1) {
    const stored = appendToChain(end, sampleEntry({ after: { count: String(count) }, ...changes }));
    entries.push(stored);
    end = { size: stored.seq, head: stored.head };
  }
  return entries;
}

/** Appends an entry of the present version to a chain, with salts that count. */
export function appendSealed(
  chain: readonly StoredAuditEntry[],
  changes: Partial<AuditDraft> = {},
): StoredAuditEntry[] {
  const { actor, organizations, action, outcome, unit } = sampleEntry();
  const last = chain.at(-1);
  const end = last === undefined ? emptyChain : { size: last.seq, head: last.head };
  let salts = chain.length * 100;
  const { stored } = sealEntry(
    end,
    { actor, organizations, action, outcome, unit, ...changes },
    {
      stationId: stationId.parse('station-1'),
      generation: 1,
      at: '2026-11-20T12:00:00.000Z',
      clockDoubts: [],
      newSalt: () => {
        salts += 1;
        return salts.toString(16).padStart(32, '0');
      },
    },
  );
  return [...chain, stored];
}
