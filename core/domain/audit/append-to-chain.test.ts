import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appendToChain } from './append-to-chain.ts';
import { auditEntry, storedAuditEntry } from './audit-entry.ts';
import { emptyChain } from './chain-hash.ts';
import { sampleChain, sampleEntry } from './testing/sample-chain.ts';

// The hashes again, by Node's own SHA-256 and the formula of reliability.md §4.
const sha256 = (...parts: readonly (string | Uint8Array)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const headBy = (previous: string, canonical: string) =>
  sha256(Uint8Array.of(2), Buffer.from(previous, 'hex'), sha256(Uint8Array.of(0), canonical)).toString('hex');

describe('REP-1 appending to the audit chain', () => {
  it('stores what the schema of an entry takes, with number and previous head', () => {
    const chain = sampleChain(3);
    expect(chain.map((stored) => storedAuditEntry.parse(stored).seq)).toEqual([1, 2, 3]);
    const bodies = chain.map((stored) => auditEntry.parse(JSON.parse(stored.canonical)));
    expect(bodies.map(({ seq, previous }) => ({ seq, previous }))).toEqual([
      { seq: 1, previous: '0'.repeat(64) },
      { seq: 2, previous: chain[0]?.head },
      { seq: 3, previous: chain[1]?.head },
    ]);
  });

  it('hashes leaf and head with different first bytes, over the text as stored', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(text, fc.dictionary(text, text), (name, after) => {
        const actor = { ...sampleEntry().actor, name };
        const stored = appendToChain(emptyChain, sampleEntry({ actor, after }));
        expect(stored.head).toBe(headBy(emptyChain.head, stored.canonical));
      }),
    );
  });

  it('spells one entry one way: sorted keys, composed letters', () => {
    const decomposed = appendToChain(emptyChain, sampleEntry({ after: { place: 'Mu\u0308nchen', a: '1' } }));
    const composed = appendToChain(emptyChain, sampleEntry({ after: { a: '1', place: 'M\u00fcnchen' } }));
    expect(decomposed).toEqual(composed);
    expect(composed.canonical.startsWith('{"action":')).toBe(true);
  });
});
