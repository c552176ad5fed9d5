import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileDurably } from '../files/write-file-durably.ts';
import { keyBytes, type SecretSeal, sealWith } from './secret-seal.ts';

/**
 * Seals what the station keeps only as long as somebody lets it: secrets of customers (JOB-6). Their key is changed when one is to be forgotten,
 * and what remains is sealed anew. With the former key everything goes that was ever sealed with it, wherever a copy of it lies: free pages, the
 * write-ahead log, backups, databases that were set aside (reliability.md P38). Kept in `scope.keys` beside the database.
 */
export interface ScopeSeal extends SecretSeal {
  /** Makes the key that seals from now on; the former ones still open. */
  begin(): void;
  /** Forgets every key but the newest. */
  finish(): void;
  /** Whether `begin` was not followed by `finish`: the program ended in between. */
  isBetween(): boolean;
}

const keyFile = z.strictObject({ keys: z.array(z.base64()).min(1) });

export function createScopeSeal({ directory }: { readonly directory: string }): ScopeSeal {
  const path = join(directory, 'scope.keys');
  let keys = openOrMake(path);
  const become = (next: readonly string[]): void => {
    save(path, next);
    keys = next;
  };
  const seals = (): readonly SecretSeal[] => keys.map((key) => sealWith(Buffer.from(key, 'base64'))).reverse();
  return {
    seal: (secret) => newest(seals()).seal(secret),
    open: (sealed) => {
      for (const seal of seals()) {
        const opened = seal.open(sealed);
        if (opened !== null) {
          return opened;
        }
      }
      return null;
    },
    begin: () => become([...keys, newKey()]),
    finish: () => become(keys.slice(-1)),
    isBetween: () => keys.length > 1,
  };
}

function openOrMake(path: string): readonly string[] {
  if (!existsSync(path)) {
    const keys = [newKey()];
    save(path, keys);
    return keys;
  }
  chmodSync(path, 0o600);
  return keyFile.parse(JSON.parse(readFileSync(path, 'utf8'))).keys;
}

function save(path: string, keys: readonly string[]): void {
  writeFileDurably(path, JSON.stringify(keyFile.parse({ keys })), 0o600);
}

function newKey(): string {
  return randomBytes(keyBytes).toString('base64');
}

function newest(seals: readonly SecretSeal[]): SecretSeal {
  const [first] = seals;
  if (first === undefined) {
    throw new Error('there is always a key');
  }
  return first;
}
