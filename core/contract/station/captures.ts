import { oc } from '@orpc/contract';
import { z } from 'zod';
import { captureDocument } from '../../domain/capture/capture-document.ts';
import { sessionId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';

/** What is kept of one sheet's cable, as a line of a list. */
export const captureRow = z.strictObject({
  sessionId,
  /** `type:serial`, or the serial alone while the type is not known. */
  unit: z.string(),
  unitTypeLabel: z.string().nullable(),
  customer: z.string(),
  /** Whose sheet it is; null where nobody's. */
  owner: z.string().nullable(),
  bay: z.number().int().positive().nullable(),
  port: z.string(),
  startedAt: isoTime,
  changedAt: isoTime,
  lines: z.number().int(),
});
export type CaptureRow = z.infer<typeof captureRow>;

/** A sheet's capture from the disk, or the newest lines of a bay. */
export const captureChoice = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('sheet'), sessionId }),
  z.strictObject({ of: z.literal('bay'), bay: z.number().int().positive() }),
]);
export type CaptureChoice = z.infer<typeof captureChoice>;

/**
 * What went over the cables, without secrets (INST-7). People see what was recorded while the sheet was theirs; who may resolve or administer
 * sees all of it.
 */
export const capturesContract = {
  /** By sheet, the newest change first. */
  list: oc.output(z.array(captureRow)),
  open: oc.input(captureChoice).output(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('capture'), capture: captureDocument }),
      /** Nothing is kept, or nothing of theirs. */
      z.strictObject({ kind: z.literal('nothing-kept') }),
    ]),
  ),
};
