import type { Person } from '../domain/access/person.ts';
import type { SignedRoster } from '../domain/access/roster.ts';
import type { AuditCheckpoint } from '../domain/audit/audit-entry.ts';
import type { TextVerifier } from '../domain/audit/log-seal.ts';

/** Checks a PIN against a verifier; slow on purpose. The caller counts the try on disk first (STA-1). */
export interface PinVerifier {
  matches(pin: string, verifier: Person['pinVerifier']): Promise<boolean>;
}

/** Signs with the station's Ed25519 key, made at enrolment and kept outside the database. */
export interface CheckpointSigner {
  /** Public half as SubjectPublicKeyInfo (RFC 8410), base64: what the cloud is told at enrolment. */
  readonly publicKeySpki: string;
  sign(statement: Omit<AuditCheckpoint, 'signature'>): AuditCheckpoint;
  /** Keeps a statement beside the key, outside the database: whoever cuts the end off the trail must know of it (P21). Never a shorter one. */
  keep(signed: AuditCheckpoint): void;
  /** The longest statement kept about this chain; null when there is none, or it was taken away. */
  lastKept(chain: Pick<AuditCheckpoint, 'stationId' | 'generation'>): AuditCheckpoint | null;
  verifies(checkpoint: AuditCheckpoint): boolean;
  /** Checks what others signed, such as the cloud's checkpoints. */
  readonly verifiesText: TextVerifier;
}

/** The cloud's key for rosters, kept outside the database from the first contact after an enrolment on (STA-1). */
export interface RosterTrust {
  /** Whether this is the key that is kept. The first one asked about is kept from then on. */
  keeps(key: string): boolean;
  /** Whether the kept key signed it. False before there is one. */
  verifies(roster: SignedRoster): boolean;
}
