import { z } from 'zod';
import { isoTime } from '../../kernel/iso-time.ts';
import { restoreLine } from '../installation/restore-plan.ts';

/**
 * How a sheet stands with putting back what its unit held (decisions.md d2, INST-3): after a transfer, when the platform has reset the
 * unit, or as a roll-back to a backup. Part of the bench session.
 */
const backup = {
  backupId: z.string(),
  backupTakenAt: isoTime,
  /** Values that the backup holds. */
  backupKeys: z.number().int().nonnegative(),
  purpose: z.enum(['after-transfer', 'roll-back']),
  at: isoTime,
  by: z.string(),
};
const lines = z.array(restoreLine);

export const restoreState = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** Read and kept before the transfer. It goes back once the cloud has acknowledged the transfer and the unit was reset. */
  z.strictObject({ kind: z.literal('kept'), ...backup }),
  /** Saved before the first byte goes out: found after a crash or unplug, it means "read the unit again". */
  z.strictObject({ kind: z.literal('writing'), ...backup, lines }),
  z.strictObject({ kind: z.literal('done'), ...backup, lines }),
  z.strictObject({ kind: z.literal('incomplete'), ...backup, lines, why: z.string() }),
  /** A person goes on without it, or the transfer was refused and nothing was lost. */
  z.strictObject({ kind: z.literal('left'), ...backup, lines, why: z.string() }),
]);
export type RestoreState = z.infer<typeof restoreState>;
