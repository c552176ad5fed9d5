import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign as signBytes,
  verify as verifyBytes,
} from 'node:crypto';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AuditCheckpoint, auditCheckpoint } from '#core/domain/audit/audit-entry.ts';
import type { TextVerifier } from '#core/domain/audit/log-seal.ts';
import { canonicalJson } from '#core/kernel/canonical-json.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { CheckpointSigner } from '#core/ports/secrets.ts';
import { writeFileDurably } from '../files/write-file-durably.ts';

const statementShape = auditCheckpoint.omit({ signature: true });

/**
 * Signs audit checkpoints with the station's Ed25519 key (REP-1). The key is made once and kept in `station-key.pem`, readable by the
 * station's user only: the stated fallback where the operating system offers no key store. A key file that cannot be read stops the
 * start: a new key in its place would look like another station. `audit-head.json` beside it keeps the longest statement that it was told to keep (P21).
 */
export function createCheckpointSigner({ directory }: { readonly directory: string }): CheckpointSigner {
  const privateKey = openOrMakeKey(join(directory, 'station-key.pem'));
  const publicKey = createPublicKey(privateKey);
  const headPath = join(directory, 'audit-head.json');
  const lastKept: CheckpointSigner['lastKept'] = ({ stationId, generation }) => {
    const kept = readHead(headPath);
    return kept?.stationId === stationId && kept.generation === generation ? kept : null;
  };
  return {
    publicKeySpki: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    sign(statement) {
      const signature = signBytes(null, bytesToSign(statement), privateKey).toString('base64');
      return { ...statement, signature };
    },
    keep(signed) {
      if (signed.size > (lastKept(signed)?.size ?? 0)) {
        keepHead(headPath, signed);
      }
    },
    lastKept,
    verifiesText,
    verifies: ({ signature, ...statement }) =>
      verifyBytes(null, bytesToSign(statement), publicKey, Buffer.from(signature, 'base64')),
  };
}

/** Ed25519 over the UTF-8 of a text; false where key or signature is none. */
export const verifiesText: TextVerifier = (publicKey, text, signature) => {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return verifyBytes(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'));
  } catch {
    // Not a key at all: whoever sent it proves nothing with it.
    return false;
  }
};

/** Checks a statement of any station by its public key, as the signer's `publicKeySpki` tells it; false where the key is none. */
export function verifiesWithKey(publicKeySpki: string, { signature, ...statement }: AuditCheckpoint): boolean {
  return verifiesText(publicKeySpki, textToSign(statement), signature);
}

/** Exactly the four fields, in their canonical form: a field more would sign something else than the cloud checks. */
function textToSign(statement: Parameters<CheckpointSigner['sign']>[0]): string {
  return canonicalJson(statementShape.parse(statement));
}

function bytesToSign(statement: Parameters<CheckpointSigner['sign']>[0]): Buffer {
  return Buffer.from(textToSign(statement), 'utf8');
}

/** A disk that takes nothing more must not stop whoever signs; the cloud hears of the statement all the same. */
function keepHead(path: string, signed: AuditCheckpoint): void {
  try {
    writeFileDurably(path, `${JSON.stringify(signed)}\n`, 0o600);
  } catch {
    // The next statement tries again.
  }
}

/** A file that was damaged witnesses nothing; it is written anew with the next statement. */
function readHead(path: string): AuditCheckpoint | null {
  if (!existsSync(path)) {
    return null;
  }
  const read = auditCheckpoint.safeParse(parsed(readFileSync(path, 'utf8')));
  return read.success ? read.data : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function openOrMakeKey(path: string): KeyObject {
  if (!existsSync(path)) {
    const made = generateKeyPairSync('ed25519').privateKey;
    writeFileDurably(path, made.export({ type: 'pkcs8', format: 'pem' }), 0o600);
    return made;
  }
  chmodSync(path, 0o600);
  const key = createPrivateKey(readFileSync(path));
  invariant(key.asymmetricKeyType === 'ed25519', `${path} holds an Ed25519 key`);
  return key;
}
