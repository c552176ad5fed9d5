import { z } from 'zod';
import { type LogCheckpoint, readNote } from './log-checkpoint.ts';
import { emptyRoot, leafHash, provesConsistency, provesInclusion } from './merkle-tree.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** What the cloud proves of an organization's log: its signed checkpoint, and that it goes on from an older one. */
export const logHead = z.strictObject({
  /** Signed note, see `log-checkpoint`. */
  checkpoint: z.string(),
  /** SPKI DER as base64. A station keeps the first it hears after its enrolment and believes no other. */
  publicKey: z.base64(),
  /** From the size that was asked about (RFC 6962 §2.1.2); empty when none was. */
  consistency: z.array(hash).max(64),
});
export type LogHead = z.infer<typeof logHead>;

/** The same with one leaf and the proof that it is in the tree (RFC 6962 §2.1.1). */
export const logSeal = logHead.extend({
  organizationId: z.string(),
  /** Place in the tree, from 0. */
  index: z.number().int().nonnegative(),
  /** Canonical JSON, as hashed. */
  leaf: z.string(),
  inclusion: z.array(hash).max(64),
});
export type LogSeal = z.infer<typeof logSeal>;

/** Checks an Ed25519 signature over the UTF-8 of a text; key as SPKI DER and signature in base64. False for what is none. */
export type TextVerifier = (publicKey: string, text: string, signature: string) => boolean;

export type HeadCheck =
  | { readonly kind: 'genuine'; readonly checkpoint: LogCheckpoint }
  /** Not a checkpoint of this log, or signed by another key than it says. */
  | { readonly kind: 'not-signed' };

/** Reads the checkpoint of a log and checks its signature. */
export function checkHead(head: LogHead, organizationId: string, verifies: TextVerifier): HeadCheck {
  const note = readNote(head.checkpoint, head.publicKey);
  const isGenuine =
    note.kind === 'note' &&
    note.checkpoint.organizationId === organizationId &&
    verifies(head.publicKey, note.text, note.signature);
  return isGenuine ? { kind: 'genuine', checkpoint: note.checkpoint } : { kind: 'not-signed' };
}

export type SealCheck =
  | { readonly kind: 'proven'; readonly checkpoint: LogCheckpoint; readonly entry: SealedEntry }
  | { readonly kind: 'not-signed' }
  /** The leaf is not in the tree that was signed, or does not name an entry of a station. */
  | { readonly kind: 'not-proven' };

/** The entry of a station's chain that a leaf was made of. Its head covers every entry before it. */
export interface SealedEntry {
  readonly stationId: string;
  readonly generation: number;
  readonly seq: number;
  readonly head: string;
}

/** Checks signature and inclusion of a seal and says which entry of which chain is proven by it. */
export function checkSeal(seal: LogSeal, verifies: TextVerifier): SealCheck {
  const head = checkHead({ ...seal }, seal.organizationId, verifies);
  if (head.kind === 'not-signed') {
    return head;
  }
  const { size, root } = head.checkpoint;
  const { index, inclusion: proof } = seal;
  const entry = sealedEntry(seal.leaf);
  return entry !== null && provesInclusion({ index, size, root, leaf: leafHash(seal.leaf), proof })
    ? { ...head, kind: 'proven', entry }
    : { kind: 'not-proven' };
}

/** Whether a newer checkpoint goes on from an older one of the same log, by the proof that came with it. */
export function goesOnFrom(older: LogCheckpoint | null, newer: LogCheckpoint, proof: readonly string[]): boolean {
  const from = older ?? { size: 0, root: emptyRoot };
  return provesConsistency({ from, to: newer, proof });
}

const leafWithSource = z.looseObject({ source: z.string() });
const sourceShape = /^station (\S+) generation (\d+) entry (\d+) head ([0-9a-f]{64})$/;

/** How a leaf names the entry it was made of. */
export function sourceOf({ stationId, generation, seq, head }: SealedEntry): string {
  return `station ${stationId} generation ${generation} entry ${seq} head ${head}`;
}

/** The entry that a leaf names; null for one that was made of something else. */
export function sealedEntry(leaf: string): SealedEntry | null {
  const read = leafWithSource.safeParse(parsed(leaf));
  const [, stationId, generation, seq, head] = sourceShape.exec(read.data?.source ?? '') ?? [];
  return stationId === undefined || head === undefined
    ? null
    : { stationId, generation: Number(generation), seq: Number(seq), head };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
