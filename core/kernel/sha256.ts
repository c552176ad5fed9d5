import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { feedUtf8 } from './feed-utf8.ts';

/** SHA-256 (FIPS 180-4) of text (as UTF-8) or bytes, in lower-case hex. Runs alike in the page, the station and the cloud. */
export function sha256Hex(input: string | Uint8Array): string {
  return bytesToHex(sha256(typeof input === 'string' ? utf8ToBytes(input) : input));
}

/** SHA-256 of these parts one after the other, as 32 bytes; text counts as UTF-8. */
export function sha256Bytes(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  const hash = sha256.create();
  for (const part of parts) {
    if (typeof part === 'string') {
      feedUtf8(part, (bytes) => hash.update(bytes));
    } else {
      hash.update(part);
    }
  }
  return hash.digest();
}
