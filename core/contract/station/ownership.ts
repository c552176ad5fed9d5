import { oc } from '@orpc/contract';
import { z } from 'zod';
import { unitTypeFile } from '../../domain/ownership/unit-type-file.ts';
import { unitTypeEntry, unitTypeMatrix } from '../../domain/ownership/unit-type-matrix.ts';
import { verdict } from '../../domain/ownership/verdict.ts';
import { organizationId, sessionId } from '../../kernel/entity-ids.ts';
import { reason } from '../../kernel/reason.ts';
import { sheet } from './bench.ts';

/** `checks`: how many the checklist has. `profiles`: names of those that fit the type. */
const unitTypePage = unitTypeFile.omit({ types: true }).extend({
  types: z.array(
    z.strictObject({
      entry: unitTypeEntry,
      checklist: z.strictObject({ id: z.string(), version: z.number().int(), checks: z.number().int() }).nullable(),
      profiles: z.array(z.string()),
    }),
  ),
});
export type UnitTypePage = z.infer<typeof unitTypePage>;

export const ownershipContract = {
  /** The verdict (OWN-1) without opening a sheet. `unit` is `type:serial` or a serial. Live where the cloud answers in time, else from the mirror. */
  verdict: oc
    .input(
      z.strictObject({
        unit: z.string(),
        customerId: organizationId,
        partnerId: organizationId.optional(),
        mirrorOnly: z.boolean().optional(),
      }),
    )
    .output(
      z.discriminatedUnion('kind', [
        ...verdict.options,
        z.strictObject({ kind: z.literal('bad-unit'), code: z.string() }),
        z.strictObject({ kind: z.literal('unknown-customer') }),
      ]),
    ),
  /** Transfers, or queues while offline, without a sheet (command line). */
  transfer: oc
    .input(z.strictObject({ unit: z.string(), toId: organizationId, unpairFirst: z.boolean().optional() }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('transferred'), transferId: z.string() }),
        z.strictObject({ kind: z.literal('already'), transferId: z.string() }),
        z.strictObject({ kind: z.literal('provisional'), transferId: z.string() }),
        z.strictObject({ kind: z.literal('refused'), transferId: z.string().nullable(), code: z.string() }),
      ]),
    ),
  /** Asks to undo the transfer that a sheet made (decisions.md d12). Nothing changes hands before a second person approves. */
  askReversal: oc.input(z.strictObject({ sessionId, reason })).output(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('asked'), sheet, reversalId: z.string() }),
      /** Saved here; the cloud has not answered. */
      z.strictObject({ kind: z.literal('queued'), sheet, reversalId: z.string() }),
      /** All that stands against it, as codes; by the station's facts or by the cloud's. */
      z.strictObject({ kind: z.literal('not-asked'), sheet, codes: z.array(z.string()) }),
      z.strictObject({ kind: z.literal('no-such-sheet') }),
    ]),
  ),
  /** A second person approves or declines. Approving moves the unit back at the cloud, which checks everything again. */
  decideReversal: oc
    .input(
      z.discriminatedUnion('decision', [
        z.strictObject({
          decision: z.literal('approve'),
          reversalId: z.string().min(1).max(64),
          note: reason.nullable(),
        }),
        z.strictObject({ decision: z.literal('decline'), reversalId: z.string().min(1).max(64), note: reason }),
      ]),
    )
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('decided') }),
        /** Saved here; the cloud has not answered, so nothing is undone yet. */
        z.strictObject({ kind: z.literal('queued') }),
        z.strictObject({ kind: z.literal('not-decided'), codes: z.array(z.string()), winner: z.string().nullable() }),
        /** Nobody waits for a decision on it (any more). */
        z.strictObject({ kind: z.literal('not-open') }),
      ]),
    ),
  unitTypes: oc.output(unitTypeMatrix),
  /** The same with everything that hangs on each type, and where it comes from: for the page that shows it (OWN-6). */
  unitTypePage: oc.output(unitTypePage),
};
