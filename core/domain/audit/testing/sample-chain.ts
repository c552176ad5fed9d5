import { organizationId, personId, stationId } from '../../../kernel/entity-ids.ts';
import { appendToChain, type UnchainedEntry } from '../append-to-chain.ts';
import type { StoredAuditEntry } from '../audit-entry.ts';
import { type ChainHead, emptyChain } from '../chain-hash.ts';

/** An invented entry; `action` may be changed to make others. */
export function sampleEntry(changes: Partial<UnchainedEntry> = {}): UnchainedEntry {
  return {
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
export function sampleChain(length: number, changes: Partial<UnchainedEntry> = {}): StoredAuditEntry[] {
  const entries: StoredAuditEntry[] = [];
  let end: ChainHead = emptyChain;
  for (let count = 1; count <= length; count += 1) {
    const stored = appendToChain(end, sampleEntry({ after: { count: String(count) }, ...changes }));
    entries.push(stored);
    end = { size: stored.seq, head: stored.head };
  }
  return entries;
}
