import type { SignedRoster } from '../domain/access/roster.ts';
import type { BenchSession } from '../domain/bench/bench-session.ts';
import type { Organization } from '../domain/organizations/organization.ts';
import type { TrustRelationship } from '../domain/organizations/trust.ts';
import type { TransferReversal } from '../domain/ownership/transfer-reversal.ts';
import type { UnitFacts } from '../domain/ownership/unit-facts.ts';
import type { Asset } from '../domain/pairing/asset.ts';
import type { PairingStatus } from '../domain/pairing/pairing-state.ts';
import type { Operation, OperationDraft, OperationVerdict } from '../domain/sync/operation.ts';
import type { AssetId, OperationId, OrganizationId, PersonId, SessionId } from '../kernel/entity-ids.ts';
import type { IsoTime } from '../kernel/iso-time.ts';
import type { AuditReads, AuditWrites } from './audit-store.ts';
import type { BackupReads, BackupWrites } from './backup-store.ts';
import type { CaptureReads, CaptureWrites } from './capture-store.ts';
import type { CartonReads, CartonWrites } from './carton-store.ts';
import type { JobReads, JobWrites } from './job-store.ts';
import type { MirrorWriter, ParkedReads } from './mirror-store.ts';
import type { ProfileReads, ProfileWrites } from './profile-store.ts';
import type { ReaderReads, ReaderWrites } from './reader-store.ts';
import type { SupportReads, SupportWrites } from './support-store.ts';
import type { UnitReads } from './unit-store.ts';

/**
 * The station's memory (STA-4). Reads are plain calls. All writes happen inside `transact`: what a use case says there is on disk when
 * the call returns, or nothing of it is. There is no await inside, so nothing of one act can mix with another.
 */
export interface StationStore extends StoreReader {
  /** Runs `work` in one immediate transaction. Throws what `work` throws, after rolling back. */
  transact<Result>(work: (write: StoreWriter) => Result): Result;
  /** Empties the write-ahead log, so that nothing of what was erased stays in it. */
  sweep(): void;
  close(): void;
}

export interface StoreReader
  extends AuditReads,
    BackupReads,
    CartonReads,
    JobReads,
    ProfileReads,
    ReaderReads,
    CaptureReads,
    ParkedReads,
    SupportReads,
    UnitReads {
  organization(id: OrganizationId): Organization | null;
  organizations(): readonly Organization[];
  trust(customerId: OrganizationId, partnerId: OrganizationId): TrustRelationship | null;
  trustsOfPartner(partnerId: OrganizationId): readonly TrustRelationship[];
  /** Units with this serial, each of another type, ordered by type. */
  unitsBySerial(serial: string): readonly UnitFacts[];
  countUnitsOwnedBy(ownerId: OrganizationId): number;
  assetsOf(organizationId: OrganizationId): readonly Asset[];
  asset(id: AssetId): Asset | null;
  /** The signed list of people as it was received (STA-1); whoever asks verifies it. `unreadable`: what is there cannot be opened. */
  roster(): StoredRoster;
  pairing(unit: string): PairingStatus | null;
  /** Pairings that failed and that nobody settled since, in no order. */
  failedPairings(): readonly PairingStatus[];
  reversal(id: OperationId): TransferReversal | null;
  /** The newest request to undo a transfer; null where nobody asked. */
  reversalOf(transferId: OperationId): TransferReversal | null;
  /** Requests that nobody has decided, oldest first. */
  openReversals(): readonly TransferReversal[];
  /** When the mirror was last known to be true; null before the first pull. */
  mirrorAsOf(): IsoTime | null;

  session(id: SessionId): BenchSession | null;
  /** The open sheet of a unit by serial, so that a second scan resumes instead of starting anew. */
  openSessionOf(serial: string, customerId: OrganizationId): BenchSession | null;
  /** Open ones first, then the newest of the others: for showing. Whoever has to reach every one of a kind asks for that kind. */
  sessions(limit: number): readonly BenchSession[];
  /** Every open one, newest first. */
  openSessions(): readonly BenchSession[];
  /** Every one whose label names one of these serials: open ones first, then the newest. */
  sessionsOfSerials(serials: readonly string[]): readonly BenchSession[];
  /** The signed one whose report bears this number. */
  sessionOfReport(number: string): BenchSession | null;

  /** Operations without a verdict, in order of `seq`; those of `exceptUnits` are passed over. */
  pendingOperations(limit: number, exceptUnits?: readonly string[]): readonly Operation[];
  /** The same of one unit. */
  waitingOperations(unit: string): readonly Operation[];
  operation(id: OperationId): OperationRecord | null;
  /** Pending, then those that need somebody, then the newest others. */
  operations(limit: number): readonly OperationRecord[];
  /** Refused or overtaken ones that nobody has dealt with, oldest first. */
  operationsThatNeedSomebody(limit: number): readonly OperationRecord[];
  operationCounts(): { readonly pending: number; readonly needsSomebody: number; readonly oldest: IsoTime | null };

  feed(limit: number): readonly FeedRecord[];
  setting(key: string): string | null;
  signInTries(personId: PersonId): SignInTries;
}

export interface StoreWriter
  extends StoreReader,
    AuditWrites,
    BackupWrites,
    CartonWrites,
    JobWrites,
    ProfileWrites,
    ReaderWrites,
    CaptureWrites,
    SupportWrites {
  /** Inserts, or replaces the revision before; a stale revision is a bug and throws. */
  saveSession(session: BenchSession): void;
  /** Gives the operation its number and queues it. */
  enqueue(draft: OperationDraft): Operation;
  setVerdict(verdict: OperationVerdict): void;
  resolveOperation(id: OperationId, note: string): void;
  addFeed(record: Omit<FeedRecord, 'id'>): FeedRecord;
  /** Takes out of the feed what says any of these things in full: names and words that were erased (REP-1). */
  removeFeedSaying(texts: ReadonlySet<string>): void;
  setSetting(key: string, value: string): void;
  setSignInTries(personId: PersonId, tries: SignInTries): void;
  putRoster(roster: SignedRoster): void;
  /** Next number of a named counter, from 1: report numbers. */
  nextNumber(counter: string): number;
  mirror: MirrorWriter;
}

export interface OperationRecord {
  readonly operation: Operation;
  readonly verdict: OperationVerdict | null;
  /** Note of the person who dealt with a refusal or conflict. */
  readonly resolution: string | null;
}

export interface FeedRecord {
  readonly id: string;
  readonly at: IsoTime;
  readonly mark: 'ok' | 'warn' | 'stop' | 'work' | 'wait' | 'idle';
  readonly key: string;
  readonly detail: Readonly<Record<string, string>>;
  readonly sessionId: SessionId | null;
}

export type StoredRoster =
  | { readonly kind: 'roster'; readonly roster: SignedRoster }
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable' };

export interface SignInTries {
  readonly failures: number;
  /** Salt of the verifier that was tried; a new PIN has another one and begins at none. Null for tries from before it was noted. */
  readonly salt: string | null;
  /** Wall time of the last failure; waiting itself is counted on the monotonic clock. */
  readonly lastFailureAt: IsoTime | null;
}
