import { oc } from '@orpc/contract';
import { z } from 'zod';
import { isoTime } from '../../kernel/iso-time.ts';

/** How the station's memory stands (STA-4, STA-5). Sizes in bytes. */
export const storageState = z.strictObject({
  /** `low`: little room is left · `disk-full`: only what is begun is ended · `read-only`, `damaged`: nothing is written until the next start. */
  standing: z.enum(['sound', 'low', 'disk-full', 'read-only', 'damaged']),
  detail: z.string().nullable(),
  databaseBytes: z.number().int().nonnegative(),
  journalBytes: z.number().int().nonnegative(),
  freeBytes: z.number().int().nonnegative(),
  reserveBytes: z.number().int().nonnegative(),
  lastBackup: z.strictObject({ at: isoTime, bytes: z.number().int().nonnegative(), name: z.string() }).nullable(),
  backups: z.number().int().nonnegative(),
  backupTrouble: z.string().nullable(),
  /** The last time that another database took the place of the one before. */
  repair: z
    .strictObject({
      /** `repaired`: was damaged · `restored`: somebody wanted a backup · `caught-up`: the journal knew more than the database. */
      kind: z.enum(['repaired', 'restored', 'caught-up']),
      at: isoTime,
      why: z.string(),
      from: z.string().nullable(),
      setAside: z.string().nullable(),
      /** Operations that only the journal held. */
      replayed: z.number().int().nonnegative(),
      waiting: z.number().int().nonnegative(),
      /** Sheets that waiting operations belong to and that are gone. */
      missingSheets: z.array(z.string()),
    })
    .nullable(),
});
export type StorageView = z.infer<typeof storageState>;

const backUpResult = z.discriminatedUnion('kind', [
  /** `name`: of the file in the folder `backups` of the station's data. */
  z.strictObject({ kind: z.literal('written'), name: z.string(), bytes: z.number().int(), at: isoTime }),
  z.strictObject({ kind: z.literal('failed'), why: z.enum(['disk-full', 'disk', 'damaged']), detail: z.string() }),
]);

export const storageContract = {
  state: oc.output(storageState),
  /** A checked copy of the database, made while work goes on. */
  backUp: oc.output(backUpResult),
};
