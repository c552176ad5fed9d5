// What the cloud signs of an organization's log: a checkpoint in the form of C2SP tlog-checkpoint inside a signed note
// (https://c2sp.org/tlog-checkpoint, https://c2sp.org/signed-note), so that tools for public logs read it too. Signing itself is elsewhere.
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { fromBase64, toBase64 } from '../../kernel/base64.ts';
import { sha256Bytes } from '../../kernel/sha256.ts';

export interface LogCheckpoint {
  readonly organizationId: string;
  /** Leaves in the tree. */
  readonly size: number;
  /** Lower-case hex. */
  readonly root: string;
}

const originPrefix = 'fitbay.example.com/audit/';
const keyName = 'fitbay.example.com/centre';
const ed25519 = 0x01;
const dash = '\u2014';

/** The text that is signed: origin, size, root, each a line. */
export function checkpointText({ organizationId, size, root }: LogCheckpoint): string {
  return `${originPrefix}${organizationId}\n${size}\n${toBase64(hexToBytes(root))}\n`;
}

/** Text and signature as one note; `publicKey` is SPKI DER as base64, `signature` Ed25519 over the text. */
export function signedNote(text: string, publicKey: string, signature: Uint8Array): string {
  return `${text}\n${dash} ${keyName} ${toBase64(Uint8Array.of(...keyHash(publicKey), ...signature))}\n`;
}

export type NoteReading =
  | {
      readonly kind: 'note';
      readonly checkpoint: LogCheckpoint;
      readonly text: string;
      /** Base64, of the key asked about. */
      readonly signature: string;
    }
  /** No checkpoint of such a log, or none that names this key. */
  | { readonly kind: 'malformed' };

const noteShape = /^([^\n]+\n(\d{1,15})\n([A-Za-z0-9+/]{43}=)\n)\n\u2014 (\S+) ([A-Za-z0-9+/]+=*)\n$/;

/** Takes a note apart. Whether the signature is genuine is for whoever can check Ed25519. */
export function readNote(note: string, publicKey: string): NoteReading {
  const [, text = '', size = '', root = '', name, signed = ''] = noteShape.exec(note) ?? [];
  const rootBytes = fromBase64(root);
  const bytes = fromBase64(signed);
  const key = keyHash(publicKey);
  const isOurs = bytes?.length === 68 && name === keyName && key.every((byte, at) => byte === bytes[at]);
  if (!text.startsWith(originPrefix) || rootBytes?.length !== 32 || bytes === null || !isOurs) {
    return { kind: 'malformed' };
  }
  const organizationId = text.slice(originPrefix.length, text.indexOf('\n'));
  const checkpoint = { organizationId, size: Number(size), root: bytesToHex(rootBytes) };
  return { kind: 'note', checkpoint, text, signature: toBase64(bytes.slice(4)) };
}

/** First four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key), which tell keys apart. The raw key ends its SPKI (RFC 8410). */
function keyHash(publicKey: string): Uint8Array {
  const raw = (fromBase64(publicKey) ?? new Uint8Array()).slice(-32);
  return sha256Bytes(keyName, '\n', Uint8Array.of(ed25519), raw).slice(0, 4);
}
