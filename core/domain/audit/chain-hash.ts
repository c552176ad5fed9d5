// How the audit chain is hashed (reliability.md §4). Leaves and heads begin with different bytes, as in RFC 6962, so that neither can
// pass for the other.
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { sha256Bytes } from '../../kernel/sha256.ts';

const leafMark = Uint8Array.of(0x00);
const headMark = Uint8Array.of(0x02);

/** Where a chain stands: how many entries it has and the head after the last, lower-case hex. */
export interface ChainHead {
  readonly size: number;
  readonly head: string;
}

/** The head of a chain without entries. */
export const emptyChain: ChainHead = { size: 0, head: '0'.repeat(64) };

/** head(n) = H(0x02 ‖ head(n−1) ‖ H(0x00 ‖ entry)); `canonical` is the stored text of the entry, hashed as UTF-8 bytes as it stands. */
export function headAfter(previousHead: string, canonical: string): string {
  return bytesToHex(sha256Bytes(headMark, hexToBytes(previousHead), sha256Bytes(leafMark, canonical)));
}
