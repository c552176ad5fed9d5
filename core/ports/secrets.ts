import type { Person } from '../domain/access/person.ts';
import type { SignedRoster } from '../domain/access/roster.ts';
import type { AuditCheckpoint } from '../domain/audit/audit-entry.ts';

/** Checks a PIN against a verifier; slow on purpose. The caller counts the try on disk first (STA-1). */
export interface PinVerifier {
  matches(pin: string, verifier: Person['pinVerifier']): Promise<boolean>;
}

/** Signs with the station's Ed25519 key, made at enrolment and kept outside the database. */
export interface CheckpointSigner {
  /** Public half as SubjectPublicKeyInfo (RFC 8410), base64: what the cloud is told at enrolment. */
  readonly publicKeySpki: string;
  /** The longest one signed is kept beside the key, outside the database: whoever cuts the end off the trail must know of it (P21). */
  sign(statement: Omit<AuditCheckpoint, 'signature'>): AuditCheckpoint;
  /** The longest statement signed about this chain; null when there is none, or it was taken away. */
  lastSigned(chain: Pick<AuditCheckpoint, 'stationId' | 'generation'>): AuditCheckpoint | null;
  verifies(checkpoint: AuditCheckpoint): boolean;
}

/** The cloud's key for rosters, kept outside the database from the first contact after an enrolment on (STA-1). */
export interface RosterTrust {
  /** Whether this is the key that is kept. The first one asked about is kept from then on. */
  keeps(key: string): boolean;
  /** Whether the kept key signed it. False before there is one. */
  verifies(roster: SignedRoster): boolean;
}
