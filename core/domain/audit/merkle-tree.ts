// The tree of RFC 6962 §2.1 (the same in RFC 9162 §2.1) over the leaves of one organization's log: what a root is, how a leaf and how an
// older tree are proved to be in it, and how such proofs are checked. It keeps no nodes: whoever does, the cloud, asks here which it needs.
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { invariant } from '../../kernel/invariant.ts';
import { sha256Bytes } from '../../kernel/sha256.ts';

const leafMark = Uint8Array.of(0x00);
const nodeMark = Uint8Array.of(0x01);

/** Root of a tree without leaves: SHA-256 of nothing. */
export const emptyRoot = bytesToHex(sha256Bytes());

/** SHA-256(0x00 ‖ leaf), lower-case hex; text counts as UTF-8. */
export function leafHash(leaf: string | Uint8Array): string {
  return bytesToHex(sha256Bytes(leafMark, leaf));
}

/** SHA-256(0x01 ‖ left ‖ right), lower-case hex. */
export function nodeHash(left: string, right: string): string {
  return bytesToHex(sha256Bytes(nodeMark, hexToBytes(left), hexToBytes(right)));
}

/** Leaves `start` up to, not with, `end`; counted from 0. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/** A node whose subtree is complete: `level` 0 is a leaf, and it spans the leaves from `index` · 2^`level` on. It never changes again. */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
}

/** The ranges whose roots prove that leaf `index` is in the tree of `size` leaves: PATH(m, D[n]) of §2.1.1, from the leaf up. */
export function inclusionRanges(index: number, size: number): readonly LeafRange[] {
  invariant(index >= 0 && index < size, 'the leaf is in the tree');
  return pathRanges(index, { start: 0, end: size });
}

function pathRanges(index: number, { start, end }: LeafRange): readonly LeafRange[] {
  if (end - start === 1) {
    return [];
  }
  const middle = start + largestPowerBelow(end - start);
  const left = { start, end: middle };
  const right = { start: middle, end };
  return index < middle ? [...pathRanges(index, left), right] : [...pathRanges(index, right), left];
}

/** The ranges whose roots prove that the tree of `size` leaves goes on from that of `from` leaves: PROOF(m, D[n]) of §2.1.2. */
export function consistencyRanges(from: number, size: number): readonly LeafRange[] {
  invariant(from >= 0 && from <= size, 'the older tree is not the larger one');
  return from === 0 || from === size ? [] : subproofRanges(from, { start: 0, end: size }, true);
}

function subproofRanges(from: number, { start, end }: LeafRange, isKnown: boolean): readonly LeafRange[] {
  if (from === end) {
    return isKnown ? [] : [{ start, end }];
  }
  const middle = start + largestPowerBelow(end - start);
  const left = { start, end: middle };
  const right = { start: middle, end };
  return from <= middle
    ? [...subproofRanges(from, left, isKnown), right]
    : [...subproofRanges(from, right, false), left];
}

/** The complete subtrees that a range of a tree consists of, from left to right. Every range named above begins where this holds. */
export function completeSubtrees({ start, end }: LeafRange): readonly TreeNode[] {
  const nodes: TreeNode[] = [];
  let at = start;
  while (at < end) {
    const width = largestPowerBelow(end - at + 1);
    invariant(at % width === 0, 'a range begins where its first subtree may');
    nodes.push({ level: Math.log2(width), index: at / width });
    at += width;
  }
  return nodes;
}

/** Root of a range from the hashes of its complete subtrees, from left to right. */
export function joinSubtrees(hashes: readonly string[]): string {
  return hashes.length === 0 ? emptyRoot : hashes.reduceRight((right, left) => nodeHash(left, right));
}

/** The complete nodes that one more leaf makes in a tree of `size` leaves, from the leaf up; `hashOf` knows those that are there. */
export function nodesOfNextLeaf(
  size: number,
  hash: string,
  hashOf: (node: TreeNode) => string,
): readonly (TreeNode & { readonly hash: string })[] {
  const made = [{ level: 0, index: size, hash }];
  let below = { level: 0, index: size, hash };
  while (below.index % 2 === 1) {
    const left = hashOf({ level: below.level, index: below.index - 1 });
    below = { level: below.level + 1, index: (below.index - 1) / 2, hash: nodeHash(left, below.hash) };
    made.push(below);
  }
  return made;
}

export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  /** Hash of the leaf. */
  readonly leaf: string;
  readonly root: string;
  readonly proof: readonly string[];
}

/** Whether `proof` shows that the leaf stands at `index` of the tree with this root (RFC 9162 §2.1.3.2). */
export function provesInclusion({ index, size, leaf, root, proof }: InclusionClaim): boolean {
  if (index < 0 || index >= size || !proof.every(isHash)) {
    return false;
  }
  let [at, last, hash] = [index, size - 1, leaf];
  for (const step of proof) {
    if (last === 0) {
      return false;
    }
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(step, hash);
      while (at % 2 === 0 && at !== 0) {
        [at, last] = [half(at), half(last)];
      }
    } else {
      hash = nodeHash(hash, step);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && hash === root;
}

export interface ConsistencyClaim {
  readonly from: { readonly size: number; readonly root: string };
  readonly to: { readonly size: number; readonly root: string };
  readonly proof: readonly string[];
}

/** Whether `proof` shows that the larger tree begins with all leaves of the smaller one, unchanged (RFC 9162 §2.1.4.2). */
export function provesConsistency({ from, to, proof }: ConsistencyClaim): boolean {
  if (from.size > to.size || from.size < 0 || !proof.every(isHash)) {
    return false;
  }
  if (from.size === to.size) {
    return proof.length === 0 && from.root === to.root;
  }
  if (from.size === 0) {
    return proof.length === 0 && from.root === emptyRoot;
  }
  // A complete older tree is itself the first step.
  const steps = isPowerOfTwo(from.size) ? [from.root, ...proof] : proof;
  const first = steps[0];
  if (first === undefined || proof.length === 0) {
    return false;
  }
  let [at, last] = [from.size - 1, to.size - 1];
  while (at % 2 === 1) {
    [at, last] = [half(at), half(last)];
  }
  let [older, newer] = [first, first];
  for (const step of steps.slice(1)) {
    if (last === 0) {
      return false;
    }
    if (at % 2 === 1 || at === last) {
      [older, newer] = [nodeHash(step, older), nodeHash(step, newer)];
      while (at % 2 === 0 && at !== 0) {
        [at, last] = [half(at), half(last)];
      }
    } else {
      newer = nodeHash(newer, step);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && older === from.root && newer === to.root;
}

/** The largest power of two that is smaller than `count`. */
function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) {
    power *= 2;
  }
  return power;
}

function half(value: number): number {
  return Math.floor(value / 2);
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value));
}

function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}
