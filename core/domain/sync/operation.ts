import { z } from 'zod';
import {
  assetId,
  cartonId,
  jobId,
  operationId,
  organizationId,
  personId,
  profileId,
  sessionId,
} from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { toldName } from '../../kernel/plain-name.ts';
import { erasureScope } from '../audit/erasure.ts';
import { checkOutcome, checkResult } from '../inspection/checklist.ts';
import { configurationChange } from '../installation/configuration-difference.ts';
import { toldProfileDraft } from '../installation/profile-template.ts';
import { jobNumber } from '../jobs/job.ts';
import { toldJobCommand } from '../jobs/job-command.ts';

/**
 * What a station sends to the cloud (STA-3, reliability.md §3). Commands may be refused; facts are always kept, if need be with a
 * flag. Each operation gets exactly one verdict, stored for ever under its id.
 */
const common = {
  id: operationId,
  /** Gapless per (station, generation). */
  seq: z.number().int().positive(),
  /** `type:serial`; order is kept per unit. */
  unit: z.string(),
  sessionId: sessionId.nullable(),
  actor: z.strictObject({ personId: personId.nullable(), name: toldName(), roles: z.array(z.string()) }),
  occurredAt: isoTime,
};

export const transferOperation = z.strictObject({
  ...common,
  kind: z.literal('unit.transfer'),
  payload: z.strictObject({
    fromId: organizationId,
    toId: organizationId,
    /** The owner epoch that the technician saw and confirmed; compared and set at the cloud (OWN-10). */
    expectedEpoch: z.number().int().nonnegative(),
    /** The technician agreed that a standing pairing is ended first (OWN-14). */
    unpairFirst: z.boolean(),
    /** The carton in which it was confirmed together with others (OWN-12). */
    cartonId: cartonId.optional(),
    /** Of the reservation that the carton had (reliability.md §3.4); one that is older than the unit's newest is refused. */
    fence: z.number().int().positive().optional(),
  }),
});

/**
 * For which stay of the unit with its owner a fact holds, as the station knew it; another one by now, and it is kept with a flag. Left out where
 * the station did not know, and by stations from before it was told.
 */
const ofStay = { ownerEpoch: z.number().int().nonnegative().optional() };

export const installedOperation = z.strictObject({
  ...common,
  kind: z.literal('unit.installed'),
  payload: z.strictObject({
    ...ofStay,
    customerId: organizationId,
    profileId,
    profileVersion: z.number().int().positive(),
    firmware: z.string(),
    iccid: z.string().nullable(),
    /** Secret values are masked before they come here. */
    changes: z.array(configurationChange),
    verifiedAt: isoTime,
    /** The profile and what it is derived from, as the station had them; left out by stations from before profiles were derived. */
    profileLevels: z
      .array(z.strictObject({ profileId, version: z.number().int().positive() }))
      .max(10)
      .optional(),
    profileName: z.string().max(200).optional(),
    /** Where a prescribed value was departed from (ORG-5), each with its reason. */
    overrides: z
      .array(
        z.strictObject({
          key: z.string().max(80),
          value: z.string().max(500),
          instead: z.string().max(500).nullable(),
          reason: z.string().max(500),
          by: z.string().max(200),
        }),
      )
      .max(200)
      .optional(),
    /** Everything the unit was read to hold afterwards, without secrets: what is last known of it from now on. */
    values: z.record(z.string().max(80), z.string().max(500).nullable()).optional(),
    /** The job whose values were prescribed beside the profile's (INST-4). */
    jobId: jobId.optional(),
  }),
});

export const inspectedOperation = z.strictObject({
  ...common,
  kind: z.literal('unit.inspected'),
  payload: z.strictObject({
    ...ofStay,
    customerId: organizationId,
    checklistId: z.string(),
    checklistVersion: z.number().int().positive(),
    result: checkResult,
    checks: z.array(checkOutcome),
  }),
});

export const pairOperation = z.strictObject({
  ...common,
  kind: z.literal('unit.pair'),
  payload: z.strictObject({ organizationId, assetId, vin: z.string().nullable() }),
});

export const unpairOperation = z.strictObject({
  ...common,
  kind: z.literal('unit.unpair'),
  payload: z.strictObject({ organizationId, assetId }),
});

export const signedOperation = z.strictObject({
  ...common,
  kind: z.literal('session.signed'),
  payload: z.strictObject({
    ...ofStay,
    customerId: organizationId,
    reportNumber: z.string(),
    result: z.enum(['succeeded', 'failed']),
    remarks: z.string().nullable(),
    /** Audit chain at signing: what the report's QR carries. */
    auditSize: z.number().int(),
    auditHead: z.string(),
  }),
});

/** Asks to undo a transfer (decisions.md d12). The id of this operation is the id of the request. */
export const askReversalOperation = z.strictObject({
  ...common,
  kind: z.literal('reversal.ask'),
  payload: z.strictObject({
    transferId: operationId,
    /** The owner since the transfer. */
    customerId: organizationId,
    reason: z.string().min(3).max(500),
  }),
});

/** What a second person makes of it. Approving moves the unit back, by comparison with the owner epoch of the transfer. */
export const decideReversalOperation = z.strictObject({
  ...common,
  kind: z.literal('reversal.decide'),
  payload: z.strictObject({
    reversalId: operationId,
    customerId: organizationId,
    decision: z.enum(['approve', 'decline']),
    note: z.string().max(500).nullable(),
  }),
});

/** A new version of a profile (INST-3). `unit` is `profile:<id>`, so that versions of one profile keep their order. */
export const saveProfileOperation = z.strictObject({
  ...common,
  kind: z.literal('profile.save'),
  payload: z.strictObject({
    profileId,
    organizationId,
    /** The version that the person saw and changed, 0 for a new profile; compared and set at the cloud. */
    expectedVersion: z.number().int().nonnegative(),
    draft: toldProfileDraft,
    note: z.string().trim().max(300).nullable(),
  }),
});

/** Asks the centre to erase from the trails what it says of people (REP-1, docs/decisions/0023). `unit` is `trail:<station>`. */
export const erasePersonalOperation = z.strictObject({
  ...common,
  kind: z.literal('personal.erase'),
  payload: z.strictObject({ organizationId, scope: erasureScope }),
});

/**
 * What was done with a job at a bench (JOB-7). `unit` is `job:<id>`, so that acts on one job keep their order: a start comes before what was
 * done after it.
 */
export const jobActOperation = z.strictObject({
  ...common,
  kind: z.literal('job.act'),
  payload: z.strictObject({
    jobId,
    /** The fleet that ordered it. */
    organizationId,
    /** What people know it by, so that a task about it says which one it was when it is gone from here; null as long as it has none. */
    number: jobNumber.nullable(),
    command: toldJobCommand,
  }),
});

export const operation = z.discriminatedUnion('kind', [
  transferOperation,
  askReversalOperation,
  decideReversalOperation,
  installedOperation,
  inspectedOperation,
  pairOperation,
  unpairOperation,
  signedOperation,
  saveProfileOperation,
  erasePersonalOperation,
  jobActOperation,
]);
export type Operation = z.infer<typeof operation>;
export type OperationKind = Operation['kind'];
/** An operation before the outbox gave it its number. */
export type OperationDraft = Operation extends infer One ? (One extends Operation ? Omit<One, 'seq'> : never) : never;

/**
 * The cloud's one answer to an operation. `noop`: the goal was already true. `conflict`: what the station expected is no longer so.
 * `refused`: never allowed. `flagged`: a fact, kept, that somebody should look at. `deferred`: an earlier one is missing.
 */
export const operationVerdict = z.strictObject({
  operationId,
  verdict: z.enum(['applied', 'noop', 'conflict', 'refused', 'flagged', 'deferred']),
  /** A code of decisions.md c8 where there is a reason to name. */
  code: z.string().nullable(),
  /** For a lost race or a repeat: who did it, when, to whom. */
  by: z.strictObject({ name: z.string(), at: isoTime, toName: z.string().nullable() }).nullable(),
  ownerEpoch: z.number().int().nullable(),
  /** The number that the centre gave the job that this operation made (X2); left out of every other. */
  jobNumber: jobNumber.optional(),
  decidedAt: isoTime,
});
export type OperationVerdict = z.infer<typeof operationVerdict>;
