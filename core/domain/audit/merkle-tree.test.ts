import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  completeSubtrees,
  consistencyRanges,
  emptyRoot,
  inclusionRanges,
  joinSubtrees,
  type LeafRange,
  leafHash,
  nodesOfNextLeaf,
  provesConsistency,
  provesInclusion,
  type TreeNode,
} from './merkle-tree.ts';

// The eight leaves of the reference tests of Certificate Transparency (github.com/google/certificate-transparency, merkletree tests) and
// the roots of the trees of 1 to 8 of them.
const vectors = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const vectorHashes = vectors.map((hex) => leafHash(Buffer.from(hex, 'hex')));

/** The definition of §2.1 word for word, by Node's own SHA-256. */
function rootBy(leaves: readonly string[]): string {
  if (leaves.length === 0) return createHash('sha256').digest('hex');
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return only;
  const k = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  const join = [rootBy(leaves.slice(0, k)), rootBy(leaves.slice(k))].join('');
  return createHash('sha256').update(Uint8Array.of(1)).update(join, 'hex').digest('hex');
}

/** A tree as the cloud keeps it: complete nodes only. */
function grow(leaves: readonly string[]) {
  const nodes = new Map<string, string>();
  const hashOf = ({ level, index }: TreeNode): string => {
    const hash = nodes.get(`${level}/${index}`);
    if (hash === undefined) throw new Error(`no node ${level}/${index}`);
    return hash;
  };
  leaves.forEach((leaf, size) => {
    for (const { level, index, hash } of nodesOfNextLeaf(size, leaf, hashOf)) nodes.set(`${level}/${index}`, hash);
  });
  const rootOf = (range: LeafRange) => joinSubtrees(completeSubtrees(range).map(hashOf));
  return { rootOf, root: (size: number) => rootOf({ start: 0, end: size }) };
}

const leaves = Array.from({ length: 70 }, (_none, index) => leafHash(`leaf ${index}`));
const tree = grow(leaves);
const sizes = fc.integer({ min: 1, max: leaves.length });
const pair = fc.tuple(sizes, fc.nat()).map(([size, pick]) => ({ size, part: pick % size }));
const leafAt = (index: number) => leaves[index] ?? '';

const inclusion = (index: number, size: number) => ({
  index,
  size,
  leaf: leafAt(index),
  root: tree.root(size),
  proof: inclusionRanges(index, size).map(tree.rootOf),
});
const consistency = (from: number, to: number) => ({
  from: { size: from, root: tree.root(from) },
  to: { size: to, root: tree.root(to) },
  proof: consistencyRanges(from, to).map(tree.rootOf),
});
const flipped = (hash: string) => `${hash.startsWith('0') ? '1' : '0'}${hash.slice(1)}`;

describe('REP-1 the tree of RFC 6962', () => {
  it('has the roots of the reference vectors', () => {
    expect(emptyRoot).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    const reference = grow(vectorHashes);
    expect(vectors.map((_vector, index) => reference.root(index + 1))).toEqual(roots);
  });

  it('proves by the reference vectors', () => {
    const reference = grow(vectorHashes);
    const path = (index: number, size: number) => inclusionRanges(index, size).map(reference.rootOf);
    expect(path(0, 8)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(path(5, 8)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
    expect(consistencyRanges(6, 8).map(reference.rootOf)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ]);
  });

  it('has the root of the definition at every size', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        expect(tree.root(size)).toBe(rootBy(leaves.slice(0, size)));
      }),
    );
  });

  it('proves every leaf and no other leaf, place, size or root', () => {
    fc.assert(
      fc.property(pair, fc.nat(), ({ size, part: index }, pick) => {
        const claim = inclusion(index, size);
        expect(provesInclusion(claim)).toBe(true);
        expect(provesInclusion({ ...claim, leaf: flipped(claim.leaf) })).toBe(false);
        expect(provesInclusion({ ...claim, root: flipped(claim.root) })).toBe(false);
        expect(provesInclusion({ ...claim, proof: [...claim.proof, claim.root] })).toBe(false);
        const other = pick % size;
        expect(provesInclusion({ ...claim, index: other })).toBe(other === index);
        const bad = claim.proof.map((hash, at) => (at === pick % claim.proof.length ? flipped(hash) : hash));
        expect(provesInclusion({ ...claim, proof: bad })).toBe(claim.proof.length === 0);
      }),
    );
  });

  it('proves that a tree goes on from an older one, and nothing else', () => {
    fc.assert(
      fc.property(pair, fc.nat(), ({ size, part: from }, pick) => {
        const claim = consistency(from, size);
        expect(provesConsistency(claim)).toBe(true);
        expect(provesConsistency({ ...claim, from: { size: from, root: flipped(claim.from.root) } })).toBe(false);
        expect(provesConsistency({ ...claim, proof: [...claim.proof, claim.to.root] })).toBe(false);
        if (claim.proof.length > 0) {
          const bad = claim.proof.map((hash, at) => (at === pick % claim.proof.length ? flipped(hash) : hash));
          expect(provesConsistency({ ...claim, proof: bad })).toBe(false);
          expect(provesConsistency({ ...claim, to: { size, root: flipped(claim.to.root) } })).toBe(false);
        }
      }),
    );
  });

  it('never shows two histories as one: a leaf changed below the older size breaks every proof between them', () => {
    fc.assert(
      fc.property(pair, fc.nat(), ({ size, part: from }, pick) => {
        fc.pre(from > 0);
        const forged = grow(leaves.map((leaf, index) => (index === pick % from ? flipped(leaf) : leaf)));
        const claim = {
          from: { size: from, root: tree.root(from) },
          to: { size, root: forged.root(size) },
          proof: consistencyRanges(from, size).map(forged.rootOf),
        };
        expect(provesConsistency(claim)).toBe(false);
      }),
    );
  });
});
