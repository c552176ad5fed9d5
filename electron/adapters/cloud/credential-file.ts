import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isoTime } from '#core/kernel/iso-time.ts';
import { writeFileDurably } from '../files/write-file-durably.ts';
import type { SecretSeal } from '../secrets/secret-seal.ts';

/**
 * What the station proves itself with at the cloud: the private half of its key and the newest refresh token, sealed, in a file of its own.
 * Not in the database, because a backup or a copy of that must not carry them, and a restored one must not bring back a token that has
 * been used (reliability.md §3.3).
 */
export interface CloudCredential {
  /** ES256 private key, RFC 7517. Made at enrolment; leaves this file only into the engine that signs. */
  readonly privateKey: PrivateJwk;
  readonly refreshToken: string;
  readonly keyMadeAt: string;
  /** When the cloud gave out this refresh token. */
  readonly renewedAt: string;
  /** Until then the cloud renews it; null where it was not said. */
  readonly validUntil: string | null;
}

const privateJwk = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});
export type PrivateJwk = z.infer<typeof privateJwk>;

const credentialFile = z.strictObject({
  version: z.literal(1),
  keyMadeAt: isoTime,
  renewedAt: isoTime,
  validUntil: isoTime.nullable(),
  /** Sealed JSON of the two secrets. */
  secrets: z.string(),
});
const secrets = z.strictObject({ privateKey: privateJwk, refreshToken: z.string().min(1) });

export interface CredentialStore {
  /** Null where there is none, or none that this folder's seal opens: then the station must be enrolled again. */
  read(): CloudCredential | null;
  /** On disk when it returns. */
  save(credential: CloudCredential): void;
}

export function createCredentialFile(folder: {
  readonly directory: string;
  readonly seal: SecretSeal;
}): CredentialStore {
  const path = join(folder.directory, 'cloud-credential.json');
  return {
    read() {
      const file = credentialFile.safeParse(readJson(path)).data;
      const opened = file === undefined ? null : folder.seal.open(file.secrets);
      if (file === undefined || opened === null) {
        return null;
      }
      const { keyMadeAt, renewedAt, validUntil } = file;
      return { ...secrets.parse(JSON.parse(opened)), keyMadeAt, renewedAt, validUntil };
    },
    save({ privateKey, refreshToken, ...open }) {
      const sealed = folder.seal.seal(JSON.stringify({ privateKey, refreshToken }));
      writeFileDurably(path, JSON.stringify({ version: 1, ...open, secrets: sealed }), 0o600);
    },
  };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined; // absent or unreadable: either way there is nothing to prove oneself with
  }
}
