import { oc } from '@orpc/contract';
import { z } from 'zod';
import { sessionId } from '../../kernel/entity-ids.ts';
import { sheetRefusal } from './bench.ts';
import { linkProblem } from './cable.ts';

const noSheet = z.strictObject({ kind: z.literal('no-such-sheet') });
/** Another unit than the sheet's answers there. Nothing was sent to it but the question who it is. */
const wrongUnit = z.strictObject({ kind: z.literal('wrong-unit'), scanned: z.string(), read: z.string().nullable() });

const unlockResult = z.discriminatedUnion('kind', [
  /** The unit takes orders now, or wanted no password in the first place. */
  z.strictObject({ kind: z.literal('open') }),
  /** `triesLeft` is null on units that do not count aloud. */
  z.strictObject({ kind: z.literal('wrong-password'), triesLeft: z.number().int().nonnegative().nullable() }),
  z.strictObject({ kind: z.literal('locked-out') }),
  /** This password cannot be said in the unit's language; nothing was sent and no try was used. */
  z.strictObject({ kind: z.literal('not-sayable'), why: z.string() }),
  /** Units of this family know no password. */
  z.strictObject({ kind: z.literal('knows-no-password') }),
  wrongUnit,
  linkProblem,
  sheetRefusal,
  noSheet,
]);
export type UnlockResult = z.infer<typeof unlockResult>;

const testReportResult = z.discriminatedUnion('kind', [
  /** The unit took the order. Whether the report arrives is for the platform to say. */
  z.strictObject({ kind: z.literal('ordered') }),
  z.strictObject({ kind: z.literal('not-taken'), why: z.string() }),
  /** Units of this family cannot be told to. */
  z.strictObject({ kind: z.literal('knows-no-order') }),
  wrongUnit,
  linkProblem,
  sheetRefusal,
  noSheet,
]);
export type TestReportResult = z.infer<typeof testReportResult>;

/** Orders to the unit of a sheet beside its configuration; part of the cable's area. */
export const unitOrdersContract = {
  /** What the unit of a sheet can be told, by what was read of it before. Asks nothing over the cable. */
  abilities: oc
    .input(z.strictObject({ sessionId }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('abilities'), testReport: z.boolean() }),
        noSheet,
      ]),
    ),
  /**
   * Offers the unit on a bay this password, exactly once: a few wrong ones lock a unit for good, so nobody but the person may try again.
   * The password is kept nowhere, and is hidden in the capture.
   */
  unlock: oc
    .input(z.strictObject({ sessionId, bay: z.number().int().positive(), password: z.string().min(1).max(64) }))
    .output(unlockResult),
  /** Has the unit send one report to its platform now. */
  sendTestReport: oc.input(z.strictObject({ sessionId })).output(testReportResult),
};
