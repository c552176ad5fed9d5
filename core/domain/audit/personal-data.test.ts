import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personId } from '../../kernel/entity-ids.ts';
import type { AuditDraft, StoredAuditEntry } from './audit-entry.ts';
import { tellErased, toldErased } from './erased-ranges.ts';
import { readTrailEntry } from './read-trail-entry.ts';
import { appendSealed, sampleChain } from './testing/sample-chain.ts';
import { verifyChain } from './verify-chain.ts';

const program: AuditDraft['actor'] = { personId: null, name: 'station', roles: [], method: 'system' };
const names = { action: 'sheet.taken-over', before: { owner: 'A. Berg' }, after: { owner: 'M. Kaya' } };

/** Two entries of the first version, four of the second. */
function mixedChain(): StoredAuditEntry[] {
  let chain = sampleChain(2);
  chain = appendSealed(chain, { action: 'check.answered', after: { check: 'relay', note: 'asked Mr Weber' } });
  chain = appendSealed(chain, names);
  chain = appendSealed(chain, { actor: program, action: 'centre.doubted', after: { why: 'other-key' } });
  return appendSealed(chain);
}

const at = (chain: readonly StoredAuditEntry[], seq: number): StoredAuditEntry => {
  const entry = chain[seq - 1];
  if (entry === undefined) throw new Error(`no entry ${seq}`);
  return entry;
};

/** As the store does it: the clear text goes, an entry tells of it. */
function erase(chain: readonly StoredAuditEntry[], fields: readonly { seq: number; path: string }[]) {
  const erasedBy = chain.length + 1;
  const rest = chain.map((entry) => {
    const gone = fields.filter(({ seq }) => seq === entry.seq).map(({ path }) => [path, { erasedBy }] as const);
    return gone.length === 0 ? entry : { ...entry, personal: { ...entry.personal, ...Object.fromEntries(gone) } };
  });
  return appendSealed(rest, { action: 'personal.erased', after: tellErased(fields) });
}
const broken = (seq: number) => ({ kind: 'broken', seq, fault: 'changed' });

describe('REP-1 what an entry holds of people', () => {
  it('is nowhere in the hashed text, and is read with it', () => {
    const chain = mixedChain();
    const later = chain.slice(2);
    for (const word of ['Kaya', 'kaya', 'Weber', 'Berg']) {
      expect(later.some(({ canonical }) => canonical.includes(word))).toBe(false);
    }
    expect(readTrailEntry(at(chain, 3))).toMatchObject({
      v: 2,
      actor: { personId: 'kaya', name: 'M. Kaya', method: 'pin' },
      after: { check: 'relay', note: 'asked Mr Weber' },
      erased: [],
    });
    expect(readTrailEntry(at(chain, 4))).toMatchObject({ before: { owner: 'A. Berg' }, after: { owner: 'M. Kaya' } });
  });

  it('leaves what the program says of itself, and owners that are organizations, in the clear', () => {
    const chain = appendSealed(mixedChain(), { action: 'transfer.requested', after: { owner: 'org-nordwind' } });
    expect(at(chain, 5).personal).toBeUndefined();
    expect(readTrailEntry(at(chain, 5))).toMatchObject({ actor: { name: 'station' }, after: { why: 'other-key' } });
    expect(at(chain, 7).canonical).toContain('org-nordwind');
  });

  it('is committed to with another salt each time: equal names look different', () => {
    const chain = mixedChain();
    const commitments = [3, 4, 6].map((seq) => JSON.parse(at(chain, seq).canonical).personal.actor);
    expect(new Set(commitments).size).toBe(3);
  });

  it('is read from entries of the first version as well', () => {
    expect(readTrailEntry(at(mixedChain(), 1))).toMatchObject({
      v: 1,
      actor: { personId: personId.parse('kaya'), name: 'M. Kaya' },
      erased: [],
    });
  });
});

describe('REP-1 erasing', () => {
  const fields = [
    { seq: 3, path: 'actor' },
    { seq: 3, path: 'after.note' },
    { seq: 6, path: 'actor' },
  ];

  it('keeps a chain of both versions intact and says how many entries lack something', () => {
    const chain = mixedChain();
    expect(verifyChain(chain)).toMatchObject({ kind: 'intact', entries: 6, erased: 0 });
    const erased = erase(chain, fields);
    expect(verifyChain(erased)).toMatchObject({ kind: 'intact', entries: 7, erased: 2 });
    expect(at(erased, 3).head).toBe(at(chain, 3).head);
    expect(readTrailEntry(at(erased, 3))).toMatchObject({
      actor: { personId: null, name: null, roles: ['technician'] },
      after: { check: 'relay' },
      erased: ['actor', 'after.note'],
    });
  });

  const changed = (chain: readonly StoredAuditEntry[], seq: number, personal: StoredAuditEntry['personal']) =>
    chain.map((entry) => (entry.seq === seq ? { ...entry, personal } : entry));
  const whole = erase(mixedChain(), fields);
  const other = { salt: '00'.repeat(16), text: '{"name":"Somebody else","personId":null}' };

  it.each([
    ['another name beside the entry', changed(whole, 4, { ...at(whole, 4).personal, actor: other }), broken(4)],
    ['a name taken away', changed(whole, 4, {}), broken(4)],
    [
      'a name marked as erased that no entry tells of',
      changed(whole, 4, { ...at(whole, 4).personal, actor: { erasedBy: 7 } }),
      broken(4),
    ],
    ['erased by an entry that is none of these', changed(whole, 6, { actor: { erasedBy: 99 } }), broken(6)],
    ['erased by itself', changed(whole, 6, { actor: { erasedBy: 6 } }), broken(6)],
    ['the entry that tells of it cut off', whole.slice(0, 6), broken(3)],
  ])('finds %s', (_name, chain, finding) => {
    expect(verifyChain(chain)).toEqual(finding);
  });

  it('tells of any set of fields, and of no other', () => {
    const some = fc.uniqueArray(
      fc.record({ seq: fc.integer({ min: 1, max: 60 }), path: fc.constantFrom('actor', 'after.note') }),
      { selector: ({ seq, path }) => `${seq} ${path}` },
    );
    fc.assert(
      fc.property(some, (told) => {
        const after = tellErased(told);
        for (const path of ['actor', 'after.note', 'before.owner']) {
          const isTold = toldErased(after, path);
          for (let seq = 1; seq <= 61; seq += 1) {
            expect(isTold(seq)).toBe(told.some((one) => one.path === path && one.seq === seq));
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});
