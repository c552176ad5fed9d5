import { createPublicKey, verify } from 'node:crypto';
import type { AuditCheckpoint } from '#core/domain/audit/audit-entry.ts';
import { canonicalJson } from '#core/kernel/canonical-json.ts';

/** Whether this station signed the checkpoint: Ed25519 (RFC 8032) over the canonical JSON of the other four fields. */
export function isSignedBy(publicKey: string, { signature, ...statement }: AuditCheckpoint): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(canonicalJson(statement), 'utf8'), key, Buffer.from(signature, 'base64'));
}
