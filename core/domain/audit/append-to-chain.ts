import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { AuditEntry, StoredAuditEntry } from './audit-entry.ts';
import { type ChainHead, headAfter } from './chain-hash.ts';

/** An entry that lacks only its place in the chain. */
export type UnchainedEntry = AuditEntry extends infer One
  ? One extends AuditEntry
    ? Omit<One, 'seq' | 'previous'>
    : never
  : never;

/**
 * Puts an entry at the end of the chain that stands at `end` (REP-1): the next number, the head before it, and the text that is stored
 * and hashed. Texts are brought to Unicode NFC first, so that two spellings of one name are one name.
 */
export function appendToChain(end: ChainHead, entry: UnchainedEntry): StoredAuditEntry {
  const placed = { ...entry, seq: end.size + 1, previous: end.head };
  const canonical = canonicalJson(placed).normalize('NFC');
  return { seq: end.size + 1, canonical, head: headAfter(end.head, canonical) };
}
