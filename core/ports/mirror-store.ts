import type { KnownConfiguration } from '../domain/installation/known-configuration.ts';
import type { ProfileSecret } from '../domain/installation/profile-secret.ts';
import type { ProfileTemplate } from '../domain/installation/profile-template.ts';
import type { Job } from '../domain/jobs/job.ts';
import type { JobTemplate } from '../domain/jobs/job-exchange.ts';
import type { Organization } from '../domain/organizations/organization.ts';
import type { TrustRelationship } from '../domain/organizations/trust.ts';
import type { TransferReversal } from '../domain/ownership/transfer-reversal.ts';
import type { UnitFacts } from '../domain/ownership/unit-facts.ts';
import type { Asset } from '../domain/pairing/asset.ts';
import type { PairingStatus } from '../domain/pairing/pairing-state.ts';
import type { FeedRow, UnreadRow } from '../domain/sync/changes.ts';
import type { MirroredKind } from '../domain/sync/read-changes-answer.ts';
import type { OrganizationId } from '../kernel/entity-ids.ts';
import type { IsoTime } from '../kernel/iso-time.ts';

/** Rows of the cloud that this version does not understand; part of the station store. */
export interface ParkedReads {
  parkedRows(): readonly UnreadRow[];
  countParkedRows(): number;
}

/** Replaces rows of a mirror of the cloud's facts: the one that is read, or the one that is built beside it. */
export interface MirrorRows {
  putOrganization(value: Organization): void;
  putTrust(value: TrustRelationship): void;
  putUnit(value: UnitFacts): void;
  putAsset(value: Asset): void;
  putProfile(value: ProfileTemplate): void;
  putSecret(value: ProfileSecret): void;
  putKnownConfiguration(value: KnownConfiguration): void;
  putPairing(value: PairingStatus): void;
  putReversal(value: TransferReversal): void;
  putJob(value: Job): void;
  putJobTemplate(value: JobTemplate): void;
  /** `key`: id, `type:serial` for units, pairings and what units were proved to hold, `secretKey` for secrets. */
  remove(kind: MirroredKind, key: string): void;
  /**
   * Keeps a row that this version does not understand, for a later one (reliability.md §2.4). Where it is of a known kind, what was known under
   * its key is outdated and goes.
   */
  park(row: UnreadRow): void;
  /** What was kept of it is not needed any more. */
  unpark(row: UnreadRow): void;
}

export interface MirrorWriter extends MirrorRows {
  /** The full copy that is being built; nobody reads it. It stays over a restart (reliability.md §3.6). */
  readonly next: NextMirror;
  setAsOf(at: IsoTime): void;
  /**
   * Forgets what a customer lets this station know while it trusts: assets, pairings, profiles, secrets, what units hold. Afterwards nothing on
   * this disk opens the secrets, copies and backups included (JOB-6, P38).
   */
  forgetCustomer(id: OrganizationId): void;
  /** Forgets the secrets of an organization, or of the platform. */
  forgetSecrets(owner: OrganizationId | null): void;
}

export interface NextMirror extends MirrorRows {
  /** Starts over with nothing. */
  begin(): void;
  /**
   * Becomes the mirror, in this act: what is not in it is gone. Answers what is different now, without secrets, profiles and what units hold: nobody
   * waits for news of these.
   */
  takePlace(): readonly FeedRow[];
}
