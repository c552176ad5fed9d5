import type { AssetId, OperationId, OrganizationId, PersonId, ProfileId } from '../../kernel/entity-ids.ts';
import type { IsoTime } from '../../kernel/iso-time.ts';
import type { Checklist, CheckOutcome, CheckResult } from '../inspection/checklist.ts';
import type { ConfigurationChange } from '../installation/configuration-difference.ts';
import type { RestoreLine } from '../installation/restore-plan.ts';
import type { Verdict } from '../ownership/verdict.ts';
import type { PairingStatus } from '../pairing/pairing-state.ts';
import type { PairingPrediction } from '../pairing/predict-pairing.ts';
import type { SheetJob, StandingPairing } from './bench-session.ts';
import type { CustomerSignature } from './drawn-signature.ts';
import type { FirmwareOrderRecord } from './firmware-state.ts';

/** Everything that can happen to a work sheet: what a person does, what the cable says and what the cloud says. */
export type BenchEvent = Happened & BenchEventBody;

/** An event before it is said when it happened and through whom. */
export type BenchEventBody =
  | OwnerEvent
  | CableEvent
  | ValueEvent
  | RestoreEvent
  | FirmwareEvent
  | InspectionEvent
  | PairingEvent
  | ClosingEvent
  | HandEvent
  | JobEvent;

export interface Happened {
  readonly at: IsoTime;
  /** Display name of the person at the bench, or `cloud`. */
  readonly by: string;
}

export type OwnerEvent =
  /** A person said which of several units with this serial it is; `verdict` is the one for that unit (OWN-5). */
  | { readonly kind: 'type-chosen'; readonly unitType: string; readonly verdict: Verdict }
  /** The unit was judged again, by fresher facts or after something changed. */
  | { readonly kind: 'verdict-given'; readonly verdict: Verdict }
  /** A person looked at the label and goes on with a number that does not fit its check digit (SCAN-3). */
  | { readonly kind: 'check-digit-confirmed' }
  /** A person confirmed the transfer as it was shown (OWN-3). It is queued and not done (OWN-11). */
  | {
      readonly kind: 'transfer-requested';
      readonly transferId: OperationId;
      readonly fromId: OrganizationId;
      readonly toId: OrganizationId;
      readonly expectedEpoch: number;
      readonly unpairFirst: boolean;
    }
  /** The cloud's answer, which may come long after signing. */
  | {
      readonly kind: 'transfer-answered';
      readonly transferId: OperationId;
      readonly answer:
        | { readonly kind: 'done'; readonly acceptedAt: IsoTime; readonly repeated: boolean }
        | { readonly kind: 'refused'; readonly code: string; readonly winner: string | null };
    }
  /** The cloud moved the unit back, as two persons wanted (decisions.md d12). It may come long after signing. */
  | {
      readonly kind: 'transfer-reversed';
      readonly transferId: OperationId;
      readonly reversedAt: IsoTime;
      readonly requestedBy: string;
      readonly approvedBy: string;
    };

export type CableEvent =
  /** Who the unit on the cable says it is. `imei` is null where it does not tell. */
  | {
      readonly kind: 'cable-identified';
      readonly bay: number;
      readonly imei: string | null;
      readonly driver: string;
      readonly model: string;
      readonly firmware: string;
      readonly iccid: string | null;
      readonly port: string;
    }
  /** The unit was read, backed up and compared with its profile. `changes`: every key that differs, cannot be read or is not there. */
  | {
      readonly kind: 'configuration-compared';
      readonly profileId: ProfileId;
      readonly profileName: string;
      readonly profileVersion: number;
      readonly profileLevels?: { profileId: ProfileId; version: number }[];
      readonly minimumFirmware: string | null;
      readonly backupId: string;
      readonly keysCompared: number;
      readonly changes: readonly ConfigurationChange[];
    }
  /** Recorded before the first byte goes out. */
  | { readonly kind: 'write-begun' }
  /** Writing is over, for better or worse: how every key stands, and what kept it from ending well. Found unended after a crash, it is ended so. */
  | { readonly kind: 'write-ended'; readonly changes: readonly ConfigurationChange[]; readonly why: string | null };

export type ValueEvent =
  /** A profile was chosen among those that fit. */
  | { readonly kind: 'profile-chosen'; readonly profileId: ProfileId }
  /**
   * Somebody gave a value for this one unit (INST-4). `instead`: what is prescribed in its place, null where nothing is; `overrideAllowed`:
   * whether the customer lets us depart from that (ORG-5), as known at this moment.
   */
  | {
      readonly kind: 'value-given';
      readonly key: string;
      readonly value: string;
      readonly reason: string | null;
      readonly instead: string | null;
      readonly overrideAllowed: boolean;
    }
  /** Back to what is prescribed, or to nothing. */
  | { readonly kind: 'value-taken-back'; readonly key: string };

export type RestoreEvent =
  /** What the unit holds was read and kept, because a transfer follows that will reset it (decisions.md d2). */
  | {
      readonly kind: 'backup-kept';
      readonly backupId: string;
      readonly backupTakenAt: IsoTime;
      readonly backupKeys: number;
    }
  /** Recorded before the first byte goes out; `lines` say what will be written and what not. */
  | {
      readonly kind: 'restore-begun';
      readonly purpose: 'after-transfer' | 'roll-back';
      readonly backupId: string;
      readonly backupTakenAt: IsoTime;
      readonly backupKeys: number;
      readonly lines: readonly RestoreLine[];
    }
  /** Restoring is over, for better or worse. Found unended after a crash, it is ended so. */
  | { readonly kind: 'restore-ended'; readonly lines: readonly RestoreLine[]; readonly why: string | null }
  /** A person goes on without restoring. */
  | { readonly kind: 'restore-left'; readonly why: string };

export type FirmwareEvent =
  /** Recorded before the first byte goes out. */
  | ({ readonly kind: 'firmware-begun' } & FirmwareOrderRecord)
  /** It is over, for better or worse. `after`: the version that the unit told afterwards, null where it was not heard. Found unended after a crash, it is ended so. */
  | { readonly kind: 'firmware-ended'; readonly after: string | null; readonly why: string | null };

export type InspectionEvent =
  /** One run of automatic checks; the machine numbers the runs. */
  | {
      readonly kind: 'measured';
      readonly checklist: Checklist;
      readonly checks: readonly Omit<CheckOutcome, 'run'>[];
    }
  /** A person answered a manual check. */
  | {
      readonly kind: 'check-answered';
      readonly checklist: Checklist;
      readonly checkId: string;
      readonly result: CheckResult;
      readonly note: string | null;
    };

export type PairingEvent =
  | { readonly kind: 'vin-taken'; readonly source: 'scanned' | 'vehicle-bus' | 'unit'; readonly vin: string | null }
  /** A person chose the asset (PAIR-1). */
  | {
      readonly kind: 'pairing-requested';
      readonly operationId: OperationId;
      readonly assetId: AssetId;
      readonly assetLabel: string;
    }
  /** The cloud's answer to that request. */
  | {
      readonly kind: 'pairing-answered';
      readonly operationId: OperationId;
      readonly answer: { readonly kind: 'paired'; readonly assetVin: string | null } | { readonly kind: 'refused' };
    }
  /** The unit is paired as it should be already; nothing is asked of the cloud. */
  | { readonly kind: 'pairing-kept'; readonly pairing: StandingPairing }
  /** A person ends the pairing that stands (PAIR-1). */
  | { readonly kind: 'unpairing-requested'; readonly operationId: OperationId; readonly pairing: StandingPairing }
  /** The cloud's answer to that. */
  | { readonly kind: 'unpairing-answered'; readonly operationId: OperationId; readonly answer: 'unpaired' | 'refused' }
  /** Pairing is left to the unit's own first message (PAIR-2). */
  | { readonly kind: 'automatic-pairing-awaited'; readonly predicted: Exclude<PairingPrediction, 'off'> }
  /** What the cloud says of the unit's pairing, whoever brought it about (PAIR-5). */
  | { readonly kind: 'pairing-heard'; readonly status: PairingStatus; readonly assetLabel: string | null }
  | { readonly kind: 'left-unpaired'; readonly why: string };

export type ClosingEvent =
  | {
      readonly kind: 'signed';
      readonly reportNumber: string;
      readonly result: 'succeeded' | 'failed';
      readonly remarks: string | null;
      readonly personId: PersonId;
      readonly signatureSvgPath: string | null;
      readonly customerSignature?: CustomerSignature | undefined;
      readonly auditSize: number;
      readonly auditHead: string;
    }
  /** The sheet will not be finished. Nothing that was done is undone; why stands in the audit trail. */
  | { readonly kind: 'abandoned'; readonly why: string };

/** Another person goes on with the sheet (STA-1). */
export type HandEvent = { readonly kind: 'taken-over'; readonly personId: PersonId };

/** The sheet belongs to a job from now on, with the profile that the job prescribes; null where it leaves that open (JOB-7). */
export type JobEvent =
  | { readonly kind: 'job-joined'; readonly job: SheetJob; readonly profileId: ProfileId | null }
  /** The centre has numbered the job that this sheet's visit became (X2). */
  | { readonly kind: 'job-numbered'; readonly job: SheetJob };

/** The event of one kind, with when and by whom. */
export type EventOf<Kind extends BenchEvent['kind']> = Extract<BenchEvent, { kind: Kind }>;
