import type { Person } from '../domain/access/person.ts';
import type { AuditCheckpoint } from '../domain/audit/audit-entry.ts';

/** Checks a PIN against a verifier; slow on purpose. The caller counts the try on disk first (STA-1). */
export interface PinVerifier {
  matches(pin: string, verifier: Person['pinVerifier']): Promise<boolean>;
}

/** Signs with the station's Ed25519 key, made at enrolment and kept outside the database. */
export interface CheckpointSigner {
  sign(statement: Omit<AuditCheckpoint, 'signature'>): AuditCheckpoint;
  verifies(checkpoint: AuditCheckpoint): boolean;
}
