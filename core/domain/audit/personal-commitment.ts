import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { sha256Bytes } from '../../kernel/sha256.ts';
import type { PersonalOpening } from './audit-entry.ts';

/** Another first byte than leaves, nodes and heads have, so that none can pass for another. */
const commitmentMark = Uint8Array.of(0x03);

/**
 * SHA-256(0x03 ‖ salt ‖ text), lower-case hex: what a trail holds of something about a person. With salt and text anybody can check it; once both
 * are gone nobody can find out what it was, not even by trying all names there are.
 */
export function personalCommitment({ salt, text }: PersonalOpening): string {
  return bytesToHex(sha256Bytes(commitmentMark, hexToBytes(salt), text));
}
