import { oc } from '@orpc/contract';
import { z } from 'zod';
import { jobFailure } from '../../domain/jobs/job.ts';
import { unitVerdict } from '../../domain/ownership/verdict.ts';
import { organizationId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';

/** What the supervisor's tasks have in common: which unit, between whom, by whom, when. */
const subject = {
  unit: z.string(),
  unitTypeLabel: z.string().nullable(),
  fromName: z.string().nullable(),
  toName: z.string().nullable(),
  by: z.string(),
  at: isoTime,
  sessionId: z.string().nullable(),
};

/** Something that was done here and that the cloud did not take (OWN-11). `sync.resolve` settles it, whatever else is done about it. */
const operationTask = z.strictObject({
  kind: z.literal('operation'),
  operationId: z.string(),
  operationKind: z.string(),
  ...subject,
  verdict: z.enum(['refused', 'conflict']),
  code: z.string().nullable(),
  decidedAt: isoTime,
  /** Who was first, when, and for whom where that may be known. */
  winner: z.strictObject({ name: z.string(), at: isoTime, toName: z.string().nullable() }).nullable(),
  /** Whether it may be tried again with a fresh verdict. */
  canRetry: z.boolean(),
  /** What was done with a job, as the trail calls it, with the technician's own words: nothing of a late finish is lost. Null for anything else. */
  job: z.strictObject({ action: z.string(), failure: jobFailure.nullable(), words: z.string().nullable() }).nullable(),
});

/** A request to undo a transfer (decisions.md d12). `from`: who owns the unit now. `to`: who gets it back. */
const reversalTask = z.strictObject({
  kind: z.literal('reversal'),
  reversalId: z.string(),
  transferId: z.string(),
  ...subject,
  reason: z.string(),
  decideBefore: isoTime,
  /** Codes of all that stands against approving, for whoever asks; empty when they may. */
  obstacles: z.array(z.string()),
  /** Whether whoever asks may decide at all: a supervisor who did not make the request. */
  mayDecide: z.boolean(),
  /** A decision made here that the cloud has not answered. */
  waiting: z.enum(['approve', 'decline']).nullable(),
});

export const task = z.discriminatedUnion('kind', [operationTask, reversalTask]);
export type Task = z.infer<typeof task>;
export type OperationTask = z.infer<typeof operationTask>;
export type ReversalTask = z.infer<typeof reversalTask>;

const operationId = z.string().min(1).max(64);

export const tasksContract = {
  /** Everything that waits for somebody's decision, oldest first. */
  list: oc.output(z.array(task)),
  /** How things stand now for a refused transfer, asked of the cloud: what a retry would be. */
  freshVerdict: oc.input(z.strictObject({ operationId })).output(
    z.discriminatedUnion('kind', [
      unitVerdict,
      /** Without the cloud there is no fresh verdict, and nothing is tried again by an old one. */
      z.strictObject({ kind: z.literal('unreachable') }),
      z.strictObject({ kind: z.literal('not-open') }),
    ]),
  ),
  /** Transfers again what was confirmed by a fresh verdict; the refused one is settled by it. */
  retryTransfer: oc
    .input(
      z.strictObject({
        operationId,
        fromId: organizationId,
        expectedEpoch: z.number().int().nonnegative(),
        unpairFirst: z.boolean(),
      }),
    )
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('transferred'), transferId: z.string(), sessionId: z.string() }),
        z.strictObject({ kind: z.literal('already'), transferId: z.string(), sessionId: z.string() }),
        z.strictObject({ kind: z.literal('provisional'), transferId: z.string(), sessionId: z.string() }),
        z.strictObject({ kind: z.literal('refused'), code: z.string(), winner: z.string().nullable() }),
        z.strictObject({ kind: z.literal('not-open') }),
      ]),
    ),
};
