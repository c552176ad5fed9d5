import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { appendToChain } from '#core/domain/audit/append-to-chain.ts';
import type { AuditBundle } from '#core/domain/audit/audit-bundle.ts';
import type { StoredAuditEntry } from '#core/domain/audit/audit-entry.ts';
import type { ChainVerification } from '#core/domain/audit/chain-verification.ts';
import { sampleEntry } from '#core/domain/audit/testing/sample-chain.ts';
import { verifyBundle } from '#core/domain/audit/verify-bundle.ts';
import { auditFingerprint } from '#core/domain/reports/verify-link.ts';
import { stationId } from '#core/kernel/entity-ids.ts';
import { brokenWord, signHead } from '#core/station/audit/sign-head.ts';
import { createCheckpointSigner, verifiesText, verifiesWithKey } from '#electron/adapters/secrets/checkpoint-signer.ts';
import { makeTestFolder } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { bundleOf, firstVersion, makeSealedTrail } from './audit-edits/sealed-trail.ts';
import { noteResult } from './note-result.ts';
import { seedOfRun } from './seed-of-run.ts';

// P20 and P21: whatever one edit does to a trail that the centre holds, checking its export names the entry; and an end that was cut off is
// found by what was signed or printed about it. FITBAY_AUDIT_EDITS and FITBAY_AUDIT_CUTS set the numbers, FITBAY_SEED repeats a run.

const edits = Number(process.env['FITBAY_AUDIT_EDITS'] ?? '2000');
const cuts = Number(process.env['FITBAY_AUDIT_CUTS'] ?? '100');
const seed = seedOfRun();
/** A hang shows; a busy machine does not. */
const longestMs = (runs: number) => 300_000 + runs * 30;
const length = 24;
const proven = 20;
const directory = makeTestFolder();
const signer = createCheckpointSigner({ directory });
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const { entries, bundle } = makeSealedTrail(signer, { length, proven });

const check = (one: AuditBundle, knownHead?: string): ChainVerification =>
  verifyBundle(one, { verifiesStation: (made) => verifiesWithKey(one.publicKey, made), verifiesText, knownHead });
const at = (seq: number): StoredAuditEntry => {
  const entry = entries[seq - 1];
  if (entry === undefined) throw new Error(`no entry ${seq}`);
  return entry;
};
const broken = (seq: number, fault: string) => ({ kind: 'broken', seq, fault });
const renumbered = (all: readonly StoredAuditEntry[]) => all.map((entry, index) => ({ ...entry, seq: index + 1 }));

interface Edit {
  readonly entries: readonly StoredAuditEntry[];
  readonly found: object;
  /** Whoever edits has the station's key and signs what is left. */
  readonly signed?: true;
}
const seqs = fc.integer({ min: 1, max: proven });

/** What stands beside an entry about people: another name, none, or erased without an entry that tells of it. */
const beside = fc.oneof(
  fc.string().map((name) => ({ salt: '0'.repeat(32), text: name })),
  fc.constant(undefined),
  fc.integer({ min: 1, max: length + 40 }).map((erasedBy) => ({ erasedBy })),
);

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc
    .tuple(fc.integer({ min: firstVersion + 1, max: proven }), fc.constantFrom('actor', 'after.note'), beside)
    .map(([seq, path, part]) => {
      const { [path]: _before, ...rest } = at(seq).personal ?? {};
      const personal = part === undefined ? rest : { ...rest, [path]: part };
      const changed = entries.map((entry) => (entry.seq === seq ? { ...entry, personal } : entry));
      return { entries: changed, found: broken(seq, 'changed') };
    }),
  fc.tuple(seqs, fc.nat(), fc.integer({ min: 1, max: 94 })).map(([seq, place, shift]) => {
    const { canonical } = at(seq);
    const index = place % canonical.length;
    const letter = String.fromCharCode(32 + ((canonical.charCodeAt(index) - 32 + shift) % 95));
    const text = canonical.slice(0, index) + letter + canonical.slice(index + 1);
    const changed = entries.map((entry) => (entry.seq === seq ? { ...entry, canonical: text } : entry));
    return { entries: changed, found: broken(seq, 'changed') };
  }),
  fc.tuple(seqs, fc.boolean()).map(([seq, hides]) => {
    const rest = entries.filter((entry) => entry.seq !== seq);
    return { entries: hides ? renumbered(rest) : rest, found: broken(seq, 'missing') };
  }),
  fc.uniqueArray(seqs, { minLength: 2, maxLength: 2 }).map((pair) => {
    const [low = 1, high = 2] = pair.sort((one, other) => one - other);
    const swapped = entries.map(({ seq }) => at(seq === low ? high : seq === high ? low : seq));
    return { entries: swapped, found: broken(low, 'reordered') };
  }),
  fc.tuple(seqs, fc.string({ maxLength: 12 })).map(([seq, code]) => {
    const before = seq === 1 ? { size: 0, head: '0'.repeat(64) } : { size: seq - 1, head: at(seq - 1).head };
    const made = appendToChain(before, sampleEntry({ code }));
    const inserted = renumbered([...entries.slice(0, seq - 1), made, ...entries.slice(seq - 1)]);
    // Where the centre proved an entry, another one is a second history.
    return { entries: inserted, found: broken(seq, seq === proven ? 'fork' : 'inserted') };
  }),
  seqs.map((seq) => ({ entries: entries.slice(0, seq - 1), found: broken(seq, 'missing') })),
  // The station's own key signs a shorter or another history: only what the centre proved tells.
  seqs.map((seq) => ({ entries: entries.slice(0, seq - 1), found: broken(seq, 'missing'), signed: true }) as const),
  fc.tuple(seqs, fc.string({ maxLength: 12 })).map(([seq, code]) => {
    const made = entries.slice(0, seq - 1);
    while (made.length < length) {
      const head = made.at(-1)?.head ?? '0'.repeat(64);
      made.push(appendToChain({ size: made.length, head }, sampleEntry({ code: `other ${code}` })));
    }
    return { entries: made, found: broken(proven, 'fork'), signed: true } as const;
  }),
);

/** Every edit is found by this check, with the first entry that is wrong. */
const foundBy = (checks: (one: AuditBundle) => ChainVerification) =>
  fc.property(edit, (made) => {
    const edited = made.signed
      ? bundleOf(signer, made.entries, bundle.centre)
      : { ...bundle, entries: [...made.entries] };
    expect(checks(edited)).toEqual(made.found);
  });

describe('REP-1 P20 one edit of a trail that the centre holds', () => {
  it(
    `is found ${edits} times of ${edits}, with the entry`,
    () => {
      expect(check(bundle)).toMatchObject({ kind: 'intact', entries: length });
      fc.assert(foundBy(check), { numRuns: edits, seed });
      noteResult({ promise: 'P20', fault: 'one edit of a synced trail', times: edits, lost: 0 });
    },
    longestMs(edits),
  );

  it.each([
    ['without the proof of the centre', { ...bundle, centre: undefined }],
    ['without looking at it', bundle],
  ])('would pass where the station signs anew, %s', (name, { centre }) => {
    const other = bundleOf(signer, entries.slice(0, 7), name === 'without looking at it' ? undefined : centre);
    expect(check(other).kind).toBe('intact');
  });

  it.each<[string, (one: AuditBundle) => AuditBundle]>([
    ['does not look at what the centre proved', (one) => ({ ...one, centre: undefined })],
    [
      'looks at the hashed text alone',
      (one) => ({ ...one, entries: one.entries.map(({ personal: _personal, ...text }) => text) }),
    ],
    [
      'believes the numbers of the entries',
      (one) => ({ ...one, entries: one.entries.toSorted((left, right) => left.seq - right.seq) }),
    ],
  ])('P41 notices a check that %s', (_name, careless) => {
    const { failed } = fc.check(
      foundBy((one) => check(careless(one))),
      { numRuns: 2_000, seed },
    );
    expect(failed).toBe(true);
  });

  it('passes the hashed text alone whatever stands beside it', () => {
    const other = { salt: '0'.repeat(32), text: 'Somebody else' };
    const forged = entries.map((entry) => (entry.seq === proven ? { ...entry, personal: { actor: other } } : entry));
    expect(check({ ...bundle, entries: forged })).toEqual(broken(proven, 'changed'));
    const textAlone = forged.map(({ personal: _personal, ...text }) => text);
    expect(check({ ...bundle, entries: textAlone }).kind).toBe('intact');
  });

  it('takes no proof that another key signed, or that is of another leaf or station', () => {
    const { centre } = bundle;
    if (centre === undefined) throw new Error('no proof');
    const bad = (change: Partial<typeof centre>) => check({ ...bundle, centre: { ...centre, ...change } });
    expect(bad({ checkpoint: centre.checkpoint.replace('\n2\n', '\n3\n') })).toEqual(broken(proven, 'wrong-key'));
    expect(bad({ publicKey: signer.publicKeySpki })).toEqual(broken(proven, 'wrong-key'));
    expect(bad({ index: 0 })).toEqual(broken(proven, 'wrong-key'));
    expect(bad({ leaf: centre.leaf.replace('station-1', 'station-2') })).toEqual(broken(proven, 'wrong-key'));
  });
});

describe('REP-1 P21 the end of a trail that was never sent', () => {
  const identity = { stationId: stationId.parse('station-1'), generation: 1 };
  const storeOf = (held: readonly StoredAuditEntry[]) => ({
    auditFrom: (from: number, limit: number) => held.filter(({ seq }) => seq >= from).slice(0, limit),
  });

  it(
    `is missed ${cuts} times of ${cuts}, when it was signed or printed once`,
    () => {
      const cut = fc.integer({ min: 1, max: length - 1 }).chain((left) =>
        fc.record({
          left: fc.constant(left),
          known: fc.integer({ min: left + 1, max: length }),
          more: fc.nat({ max: 40 }),
        }),
      );
      fc.assert(
        fc.property(cut, ({ left, known, more }) => {
          const folder = makeTestFolder();
          const own = createCheckpointSigner({ directory: folder });
          const signed = signHead(
            { identity, signer: own, store: storeOf(entries) },
            { size: known, head: at(known).head },
          );
          const rest = entries.slice(0, left);
          for (let count = 0; count < more; count += 1) {
            const head = rest.at(-1)?.head ?? '';
            rest.push(appendToChain({ size: rest.length, head }, sampleEntry({ code: 'after the cut' })));
          }
          const signing = { identity, signer: own, store: storeOf(rest) };
          expect(brokenWord(signing)).toEqual(signed);
          // Signing again hands out the old word instead of a new one, so the export and the cloud show it.
          expect(signHead(signing, { size: rest.length, head: rest.at(-1)?.head ?? '' })).toEqual(signed);
          const printed = auditFingerprint(at(known).head);
          expect(check(bundleOf(own, rest, undefined), printed)).toMatchObject({ kind: 'broken', fault: 'missing' });
          expect(check(bundleOf(own, entries, undefined), printed).kind).toBe('intact');
          rmSync(folder, { recursive: true });
        }),
        { numRuns: cuts, seed },
      );
      noteResult({
        promise: 'P21',
        fault: 'unsent end cut off after one signed or printed head',
        times: cuts,
        lost: 0,
      });
    },
    longestMs(cuts),
  );
});
