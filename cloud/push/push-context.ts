import type { Insertable, Selectable } from 'kysely';
import type { FindingCode, JobCode, ReversalCode } from '#core/domain/codes.ts';
import type { OwnershipPolicy } from '#core/domain/ownership/ownership-policy.ts';
import type { UnitTypeMatrix } from '#core/domain/ownership/unit-type-matrix.ts';
import type { OperationVerdict } from '#core/domain/sync/operation.ts';
import type { IsoTime } from '#core/kernel/iso-time.ts';
import type { LogAct } from '../audit/organization-log.ts';
import type { Changed } from '../changes/publishing.ts';
import type { CloudTables, CloudTransaction } from '../database/tables.ts';
import type { RegistryReads } from '../registry/registry-reads.ts';
import type { CallingStation } from '../stations/find-station.ts';

/** What the handling of operations may use. All of it happens in this one transaction or not at all. */
export interface PushContext {
  readonly transaction: CloudTransaction;
  readonly reads: RegistryReads;
  /** Units that were read and held for operations to come; left out where each is read when its turn comes. */
  readonly heldUnits?: HeldUnits;
  readonly station: CallingStation;
  /** Name of the station's organization, for the trails of others. */
  readonly organizationName: string;
  readonly matrix: UnitTypeMatrix;
  readonly policy: OwnershipPolicy;
  readonly now: IsoTime;
  readonly nextId: () => string;
  /** Where it comes from; left out, a bench. See `UnitQuestion`. */
  readonly path?: 'assets';
}

/** Rows of units that this transaction holds, as they are by now. Who changes one puts the new row in; otherwise it is read again. */
export type HeldUnits = Map<string, Selectable<CloudTables['units']>>;

/** Codes that only the cloud gives, beside those of a verdict. */
export type CloudCode =
  | FindingCode
  | ReversalCode
  | JobCode
  /** The person may not do this, or may not any more (ORG-2). */
  | 'ACTOR_NOT_ALLOWED'
  /** The asset has another unit; a person decides (decisions.md B14). */
  | 'ASSET_OCCUPIED'
  | 'ASSET_UNKNOWN'
  /** Prescribed values were departed from without the customer's leave, or without saying why (ORG-5). */
  | 'OVERRIDE_NOT_ALLOWED'
  | 'OVERRIDE_REASON_MISSING'
  /** No such profile, or none that this station may know. */
  | 'PROFILE_UNKNOWN'
  /** The customer has profiles of its own for this type of unit. */
  | 'PROFILE_NOT_OFFERED'
  | 'PROFILE_NOT_YOURS'
  | 'PROFILE_CHANGED'
  | 'PROFILE_INVALID'
  /** Done before the unit went to another owner, even where it came back since (reliability.md §3.5). */
  | 'UNIT_MOVED_SINCE'
  /** Only what one's own people did at one's own stations may be erased. */
  | 'ERASURE_NOT_YOURS'
  /** Our own fault; the operation waits here and is tried again. */
  | 'CLOUD_FAULT';

/** Work that was done, for one of the tables of facts. */
export type Fact =
  | { readonly table: 'installations' | 'inspections'; readonly row: Insertable<CloudTables['installations']> }
  | { readonly table: 'sheets'; readonly row: Insertable<CloudTables['sheets']> };

/** What an operation came to. The caller stores the verdict and the fact, files the acts and publishes the changes. */
export interface OperationEffect {
  readonly verdict: Extract<OperationVerdict['verdict'], 'applied' | 'noop' | 'conflict' | 'refused' | 'flagged'>;
  readonly code: CloudCode | null;
  readonly by: OperationVerdict['by'];
  readonly ownerEpoch: number | null;
  /** Of the job that the operation made; left out of every other. */
  readonly jobNumber?: number;
  readonly acts: readonly LogAct[];
  readonly changed: readonly Changed[];
  readonly fact?: Fact;
}
