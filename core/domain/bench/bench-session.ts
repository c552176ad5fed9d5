import { z } from 'zod';
import {
  assetId,
  jobId,
  operationId,
  organizationId,
  personId,
  profileId,
  sessionId,
} from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { checkOutcome, checkResult } from '../inspection/checklist.ts';
import { configurationChange } from '../installation/configuration-difference.ts';
import { ownValue } from '../installation/own-value.ts';
import { jobNumber } from '../jobs/job.ts';
import { jobKind } from '../jobs/job-fields.ts';
import { verdict } from '../ownership/verdict.ts';
import { heardMessage, pairingReason } from '../pairing/pairing-state.ts';
import { customerSignature } from './drawn-signature.ts';
import { firmwareState } from './firmware-state.ts';
import { restoreState } from './restore-state.ts';

/**
 * The bench session: one unit, one bay, one customer, from scan to sign-off. It is the aggregate that is saved after every step and
 * comes back after a crash. `bench-machine.ts` decides how it changes; nothing else does.
 */
const by = { at: isoTime, by: z.string() };

export const identityState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('not-read') }),
  z.strictObject({
    kind: z.literal('agrees'),
    imei: z.string(),
    driver: z.string(),
    model: z.string(),
    firmware: z.string(),
    iccid: z.string().nullable(),
    port: z.string(),
    ...by,
  }),
  z.strictObject({
    kind: z.literal('mismatch'),
    scanned: z.string(),
    read: z.string().nullable(),
    port: z.string(),
    ...by,
  }),
]);

export const transferState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('not-needed') }),
  z.strictObject({ kind: z.literal('open') }),
  /** Sent or queued; the cloud has not answered. Never shown as done (OWN-11). */
  z.strictObject({
    kind: z.literal('provisional'),
    transferId: operationId,
    fromName: z.string(),
    toName: z.string(),
    ...by,
  }),
  z.strictObject({
    kind: z.literal('done'),
    transferId: operationId,
    fromName: z.string(),
    toName: z.string(),
    acceptedAt: isoTime,
    repeated: z.boolean(),
    ...by,
  }),
  /** Was done and then undone by two persons (decisions.md d12): the unit is with its old owner again. */
  z.strictObject({
    kind: z.literal('reversed'),
    transferId: operationId,
    fromName: z.string(),
    toName: z.string(),
    acceptedAt: isoTime,
    reversedAt: isoTime,
    requestedBy: z.string(),
    approvedBy: z.string(),
    ...by,
  }),
  z.strictObject({
    kind: z.literal('refused'),
    transferId: operationId,
    code: z.string(),
    winner: z.string().nullable(),
    ...by,
  }),
]);

/** One of the profiles that a comparison rests on. */
export const profileLevel = z.strictObject({ profileId, version: z.number().int().positive() });

const compared = {
  profileId,
  profileName: z.string(),
  profileVersion: z.number().int(),
  /** The profile and what it is derived from, each with its version; left out on sheets from before profiles were derived. */
  profileLevels: z.array(profileLevel).optional(),
  minimumFirmware: z.string().nullable(),
  /** Backup of what the unit held before, kept on the station. */
  backupId: z.string(),
  keysCompared: z.number().int(),
  changes: z.array(configurationChange),
  ...by,
};

export const configurationState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('not-read') }),
  z.strictObject({ kind: z.literal('compared'), ...compared }),
  /** Saved before the first byte goes out: found after a crash or unplug, it means "read the unit again". */
  z.strictObject({ kind: z.literal('writing'), ...compared }),
  z.strictObject({ kind: z.literal('verified'), ...compared }),
  z.strictObject({ kind: z.literal('incomplete'), ...compared, why: z.string() }),
]);

export const inspectionState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open') }),
  z.strictObject({
    kind: z.literal('measured'),
    checklistId: z.string(),
    checklistVersion: z.number().int(),
    /** Every run of every check, oldest first. */
    checks: z.array(checkOutcome),
    /** Worst of the newest run of each required check; null while a manual one is undecided. */
    result: checkResult.nullable(),
    ...by,
  }),
]);

/** With what a unit is paired, and whether a VIN or a person did it. */
export const standingPairing = z.strictObject({
  reason: pairingReason,
  assetId,
  assetLabel: z.string(),
  assetVin: z.string().nullable(),
});
export type StandingPairing = z.infer<typeof standingPairing>;

export const pairingChoice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open') }),
  z.strictObject({ kind: z.literal('requested'), operationId, assetId, assetLabel: z.string(), ...by }),
  z.strictObject({
    kind: z.literal('awaiting-automatic'),
    predicted: z.enum(['AutoPair', 'InvalidData', 'NotFound', 'MultipleMatchFound', 'occupied', 'not-read']),
    ...by,
  }),
  /** `heard`: the unit's message that brought it about, where one did. */
  z.strictObject({ kind: z.literal('paired'), ...standingPairing.shape, heard: heardMessage.optional(), ...by }),
  z.strictObject({ kind: z.literal('failed'), reason: pairingReason, candidateAssetIds: z.array(assetId), ...by }),
  /** Somebody asked to end the pairing; until the cloud says so it stands. */
  z.strictObject({ kind: z.literal('unpair-requested'), operationId, pairing: standingPairing, ...by }),
  z.strictObject({ kind: z.literal('left-open'), why: z.string(), ...by }),
]);

export const signOffState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open') }),
  z.strictObject({
    kind: z.literal('signed'),
    reportNumber: z.string(),
    result: z.enum(['succeeded', 'failed']),
    remarks: z.string().nullable(),
    personId,
    /** Drawn by the technician besides the PIN. */
    signatureSvgPath: z.string().nullable(),
    /** Left out where nobody took the work over in writing. */
    customerSignature: customerSignature.optional(),
    auditSize: z.number().int(),
    auditHead: z.string(),
    ...by,
  }),
]);

/** Named with its number, so that a report says which one it was when the job is gone from here (JOB-6). */
const sheetJob = z.strictObject({ id: jobId, number: jobNumber.nullable(), kind: jobKind });
export type SheetJob = z.infer<typeof sheetJob>;

export const benchSession = z.strictObject({
  id: sessionId,
  /** Rises by one with each save; a stale save is a bug. */
  revision: z.number().int().positive(),
  state: z.enum(['open', 'signed', 'abandoned']),
  mode: z.enum(['customer', 'own-organization']),
  customerId: organizationId,
  customerName: z.string(),
  bay: z.number().int().positive().nullable(),
  startedAt: isoTime,
  startedBy: z.string(),
  /** Whose sheet it is: who began it or took it over last. Left out where no person did. */
  owner: z.strictObject({ personId, name: z.string() }).optional(),
  changedAt: isoTime,
  label: z.strictObject({
    text: z.string(),
    serial: z.string(),
    warnings: z.array(z.string()),
    checkDigitConfirmedBy: z.string().nullable(),
  }),
  /** Null while the type is still to be chosen or the unit is unknown. */
  unit: z.strictObject({ unitType: z.string(), serial: z.string() }).nullable(),
  /** The fleet's job that this sheet belongs to (JOB-7); left out on a free-standing one. */
  job: sheetJob.optional(),
  /** The profile that the unit's carton named (OWN-12); left out where nobody named one. */
  wishedProfileId: profileId.optional(),
  /** What was given on this sheet for this one unit; left out while nothing was. */
  ownValues: z.array(ownValue).optional(),
  verdict,
  identity: identityState,
  transfer: transferState,
  configuration: configurationState,
  restore: restoreState,
  /** Left out while nobody has updated the firmware on this sheet. */
  firmware: firmwareState.optional(),
  inspection: inspectionState,
  vin: z.strictObject({
    scanned: z.string().nullable(),
    /** Left out where the scanned one is from the plate: a person took it over from the vehicle's own bus. */
    scannedFrom: z.literal('vehicle-bus').optional(),
    /** As the unit told it last; null where it told none or was not asked. */
    fromUnit: z.string().nullable(),
    /** When the unit was asked last. Left out while nobody did on this sheet. */
    unitAskedAt: isoTime.optional(),
  }),
  pairing: pairingChoice,
  signOff: signOffState,
});
export type BenchSession = z.infer<typeof benchSession>;

export const stepName = z.enum(['identity', 'owner', 'configure', 'inspect', 'pair', 'sign-off']);
export type StepName = z.infer<typeof stepName>;

/** How one line of the work sheet stands. `not-needed` steps are drawn idle with their reason. */
export const stepView = z.strictObject({
  step: stepName,
  mark: z.enum(['ok', 'warn', 'stop', 'work', 'wait', 'idle']),
  /** Whether this is the line where the technician should go on. */
  current: z.boolean(),
  /** Text key `bench.step.<step>.<state>` and what it needs. */
  state: z.string(),
  detail: z.record(z.string(), z.string()),
  /** Why it cannot be done now, as a text key `bench.blocked.<reason>`; null when it can. */
  blockedBy: z.string().nullable(),
  at: isoTime.nullable(),
});
export type StepView = z.infer<typeof stepView>;
