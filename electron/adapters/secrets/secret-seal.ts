import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { invariant } from '#core/kernel/invariant.ts';
import { writeFileDurably } from '../files/write-file-durably.ts';

/**
 * Seals the few values that the station must keep and nobody shall read in its files: passwords and keys of units (INST-7). AES-256-GCM
 * with a key of this folder's own, kept beside the database in `secret.key` for the station's user only: the stated fallback where the
 * operating system offers no key store. It guards copies of the database, such as backups and support bundles, not a stolen disk.
 */
export interface SecretSeal {
  seal(secret: string): string;
  /** Null where it was sealed with another key: the value is lost here and comes again with a full copy from the centre. */
  open(sealed: string): string | null;
}

const prefix = 'sealed:1:';
export const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

export function createSecretSeal({ directory }: { readonly directory: string }): SecretSeal {
  return sealWith(openOrMakeKey(join(directory, 'secret.key')));
}

/** Seals and opens with one key of 32 bytes. */
export function sealWith(key: Buffer): SecretSeal {
  return {
    seal(secret) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const hidden = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return prefix + Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64');
    },
    open(sealed) {
      if (!sealed.startsWith(prefix)) {
        return null;
      }
      const bytes = Buffer.from(sealed.slice(prefix.length), 'base64');
      if (bytes.length < nonceBytes + tagBytes) {
        return null;
      }
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes));
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      try {
        const shown = [decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()];
        return Buffer.concat(shown).toString('utf8');
      } catch {
        return null; // the tag does not fit: another key, or bytes that somebody changed
      }
    },
  };
}

function openOrMakeKey(path: string): Buffer {
  if (!existsSync(path)) {
    const made = randomBytes(keyBytes);
    writeFileDurably(path, made, 0o600);
    return made;
  }
  chmodSync(path, 0o600);
  const key = readFileSync(path);
  invariant(key.length === keyBytes, `${path} holds a key of ${keyBytes} bytes`);
  return key;
}
