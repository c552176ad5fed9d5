import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sealWith } from '#electron/adapters/secrets/secret-seal.ts';

/** Every file below a folder, with its bytes. */
export function filesBelow(folder: string): readonly { readonly path: string; readonly bytes: Buffer }[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [{ path, bytes: readFileSync(path) }];
  });
}

/** Files that hold these bytes. */
export function filesHolding(folder: string, needle: string): string[] {
  return filesBelow(folder)
    .filter(({ bytes }) => bytes.includes(needle))
    .map(({ path }) => path.slice(folder.length + 1));
}

const sealedValue = /sealed:1:[A-Za-z0-9+/]{38,}={0,2}/g;
const keyText = /[A-Za-z0-9+/]{43}=/g;
const keyBytes = 32;

/**
 * What somebody who has the whole folder could read of everything that was ever sealed in it: each sealed value found anywhere, in free pages,
 * the log, backups, tried with each key found anywhere.
 */
export function whatTheFolderOpens(folder: string): ReadonlySet<string> {
  const files = filesBelow(folder);
  const keys = files.flatMap(({ bytes }) => [
    ...(bytes.length === keyBytes ? [bytes] : []),
    ...[...bytes.toString('latin1').matchAll(keyText)].map(([text]) => Buffer.from(text, 'base64')),
  ]);
  const seals = keys.filter(({ length }) => length === keyBytes).map(sealWith);
  const opened = new Set<string>();
  for (const { bytes } of files) {
    for (const [sealed] of bytes.toString('latin1').matchAll(sealedValue)) {
      for (const seal of seals) {
        const value = seal.open(sealed);
        if (value !== null) {
          opened.add(value);
        }
      }
    }
  }
  return opened;
}
