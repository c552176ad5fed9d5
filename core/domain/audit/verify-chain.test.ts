import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stationId } from '../../kernel/entity-ids.ts';
import { appendToChain } from './append-to-chain.ts';
import type { AuditCheckpoint, StoredAuditEntry } from './audit-entry.ts';
import { emptyChain, headAfter } from './chain-hash.ts';
import { sampleChain, sampleEntry } from './testing/sample-chain.ts';
import { verifyChain } from './verify-chain.ts';

const chain = sampleChain(12);
const at = (seq: number, of: readonly StoredAuditEntry[] = chain): StoredAuditEntry => {
  const found = of[seq - 1];
  if (found === undefined) throw new Error(`no entry ${seq}`);
  return found;
};
const endOf = (of: readonly StoredAuditEntry[]) => ({ size: of.length, head: at(of.length, of).head });
const renumbered = (of: readonly StoredAuditEntry[]) => of.map((entry, index) => ({ ...entry, seq: index + 1 }));
const edited = (entry: StoredAuditEntry) => ({ ...entry, canonical: entry.canonical.replace('Kaya', 'Kaja') });
/** Changed by somebody who knows how heads are made. */
const forged = (entry: StoredAuditEntry, previous: string) => {
  const { canonical } = edited(entry);
  return { ...entry, canonical, head: headAfter(previous, canonical) };
};
const without = (seq: number) => chain.filter((entry) => entry.seq !== seq);
const broken = (seq: number, fault: string) => ({ kind: 'broken', seq, fault });

describe('REP-1 verifying the audit chain', () => {
  it('finds a sound chain intact, of any length and from any known head', () => {
    expect(verifyChain([])).toEqual({ kind: 'intact', entries: 0, head: emptyChain.head, erased: 0 });
    expect(verifyChain(chain)).toEqual({ kind: 'intact', entries: 12, head: at(12).head, erased: 0 });
    expect(verifyChain(chain, { head: endOf(chain) }).kind).toBe('intact');
    expect(verifyChain(chain.slice(5), { from: endOf(chain.slice(0, 5)) })).toMatchObject({
      kind: 'intact',
      entries: 12,
    });
  });

  it.each([
    ['a letter changed in one', chain.map((entry) => (entry.seq === 5 ? edited(entry) : entry)), broken(5, 'changed')],
    [
      'a head changed',
      chain.map((entry) => (entry.seq === 5 ? { ...entry, head: at(6).head } : entry)),
      broken(5, 'changed'),
    ],
    [
      'text that is no JSON any more',
      chain.map((entry) => (entry.seq === 5 ? { ...entry, canonical: '{' } : entry)),
      broken(5, 'changed'),
    ],
    [
      'one changed and its head made anew',
      chain.map((entry) => (entry.seq === 5 ? forged(entry, at(4).head) : entry)),
      broken(5, 'changed'),
    ],
    ['the first one changed', chain.map((entry) => (entry.seq === 1 ? edited(entry) : entry)), broken(1, 'changed')],
    ['one removed', without(5), broken(5, 'missing')],
    ['one removed and the rest renumbered', renumbered(without(5)), broken(5, 'missing')],
    ['the first one removed', without(1), broken(1, 'missing')],
    ['three removed', chain.filter(({ seq }) => seq < 4 || seq > 6), broken(4, 'missing')],
    ['two exchanged', [...chain.slice(0, 4), at(6), at(5), ...chain.slice(6)], broken(5, 'reordered')],
    [
      'two exchanged and renumbered',
      renumbered([...chain.slice(0, 4), at(6), at(5), ...chain.slice(6)]),
      broken(5, 'reordered'),
    ],
    ['one moved to the end', [...without(5), at(5)], broken(5, 'reordered')],
    ['one put in twice', [...chain.slice(0, 5), at(5), ...chain.slice(5)], broken(5, 'inserted')],
    [
      'one put in twice and renumbered',
      renumbered([...chain.slice(0, 5), at(5), ...chain.slice(5)]),
      broken(6, 'inserted'),
    ],
    ['a foreign one put in', renumbered([...chain.slice(0, 4), foreign(), ...chain.slice(4)]), broken(5, 'inserted')],
    ['one of another station put in', [...chain.slice(0, 4), strange(), ...chain.slice(5)], broken(5, 'inserted')],
    ['two that follow the same one', [...chain.slice(0, 5), foreign(), ...chain.slice(5)], broken(5, 'fork')],
  ])('%s', (_name, entries, finding) => {
    expect(verifyChain(entries, { head: endOf(chain) })).toEqual(finding);
  });

  it('says that a chain does not continue the head it was said to continue', () => {
    expect(verifyChain(chain.slice(5), { from: { size: 5, head: at(4).head } })).toEqual(broken(6, 'fork'));
  });

  it('finds the end cut off only if something else knows the end', () => {
    expect(verifyChain(chain.slice(0, 9)).kind).toBe('intact');
    expect(verifyChain(chain.slice(0, 9), { head: endOf(chain) })).toEqual(broken(10, 'missing'));
    expect(verifyChain([...chain, next()], { head: endOf(chain) })).toEqual(broken(13, 'inserted'));
    expect(verifyChain(chain, { head: { size: 12, head: at(11).head } })).toEqual(broken(12, 'changed'));
  });

  it('names the entry for any one letter changed anywhere', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(), fc.integer({ min: 1, max: 94 }), (seq, place, shift) => {
        const { canonical } = at(seq);
        const index = place % canonical.length;
        const letter = String.fromCharCode(32 + ((canonical.charCodeAt(index) - 32 + shift) % 95));
        const text = canonical.slice(0, index) + letter + canonical.slice(index + 1);
        const entries = chain.map((entry) => (entry.seq === seq ? { ...entry, canonical: text } : entry));
        expect(verifyChain(entries)).toEqual(broken(seq, 'changed'));
      }),
    );
  });

  it('never finds a chain intact that is not the one it was', () => {
    const indexes = fc.array(fc.integer({ min: 0, max: 11 }), { maxLength: 16 });
    fc.assert(
      fc.property(indexes, fc.boolean(), (order, renumber) => {
        const picked = order.map((index) => at(index + 1));
        const entries = renumber ? renumbered(picked) : picked;
        const same = order.length === 12 && order.every((index, place) => index === place);
        expect(verifyChain(entries, { head: endOf(chain) }).kind).toBe(same ? 'intact' : 'broken');
      }),
    );
  });

  it('reads no further than it must', () => {
    const taken: number[] = [];
    const watched = function* () {
      for (const entry of chain.map((one) => (one.seq === 3 ? edited(one) : one))) {
        taken.push(entry.seq);
        yield entry;
      }
    };
    verifyChain(watched());
    expect(taken).toEqual([1, 2, 3]);
  });
});

describe('REP-1 signed checkpoints', () => {
  const checkpoint = (size: number, head = at(size).head): AuditCheckpoint => ({
    stationId: stationId.parse('station-1'),
    generation: 1,
    size,
    head,
    signature: 'genuine',
  });
  const signed = (...checkpoints: AuditCheckpoint[]) => ({
    signed: { checkpoints, verifies: (one: AuditCheckpoint) => one.signature === 'genuine' },
  });
  it('agrees with statements about this chain, in any order', () => {
    expect(verifyChain(chain, signed(checkpoint(12), checkpoint(4), checkpoint(9))).kind).toBe('intact');
  });

  it('finds a history written anew, which its own hashes cannot tell', () => {
    const entries = chain.slice(0, 7);
    let end = endOf(entries);
    for (let count = 8; count <= 12; count += 1) {
      const entry = appendToChain(end, sampleEntry({ code: 'rewritten' }));
      entries.push(entry);
      end = { size: entry.seq, head: entry.head };
    }
    expect(verifyChain(entries).kind).toBe('intact');
    expect(verifyChain(entries, signed(checkpoint(4), checkpoint(9)))).toEqual(broken(9, 'fork'));
  });

  it('finds the end cut off', () => {
    expect(verifyChain(chain.slice(0, 9), signed(checkpoint(12)))).toEqual(broken(10, 'missing'));
  });

  it.each([4, 12, 15])('finds a statement about %i entries that this station did not sign', (size) => {
    const other = { ...checkpoint(4), size, signature: 'other' };
    expect(verifyChain(chain, signed(other))).toEqual(broken(size, 'wrong-key'));
  });
});

function next(): StoredAuditEntry {
  return appendToChain(endOf(chain), sampleEntry({ code: 'one more' }));
}

/** Rightly made, behind entry 4, but never written by the station. */
function foreign(): StoredAuditEntry {
  return appendToChain({ size: 4, head: at(4).head }, sampleEntry({ code: 'foreign' }));
}

function strange(): StoredAuditEntry {
  return appendToChain({ size: 4, head: at(4).head }, sampleEntry({ stationId: stationId.parse('station-2') }));
}
