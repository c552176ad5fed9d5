import { oc } from '@orpc/contract';
import { z } from 'zod';
import { backupFileLimit } from '../../domain/installation/backup-file.ts';
import { backupOrigin, configurationBackup } from '../../domain/installation/configuration-backup.ts';
import { organizationId, sessionId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { takenNameOrNone } from '../../kernel/plain-name.ts';
import { reason } from '../../kernel/reason.ts';
import { sheetRefusal, sheetUpdated, transferResult } from './bench.ts';
import { linkProblem } from './cable.ts';

/** A kept configuration in a list. */
export const backupRow = z.strictObject({
  id: z.string(),
  name: z.string().nullable(),
  origin: backupOrigin,
  unit: z.string(),
  /** What its unit type is called; null where this station does not know the type. */
  typeLabel: z.string().nullable(),
  model: z.string().nullable(),
  takenAt: isoTime,
  takenBy: z.string(),
  station: z.string(),
  /** Values it holds. */
  keys: z.number().int(),
  /** First 12 digits of the checksum; null where none was made. */
  fingerprint: z.string().nullable(),
  integrity: z.enum(['intact', 'changed', 'unknown']),
});
export type BackupRow = z.infer<typeof backupRow>;

/** One key of a comparison. `here` is the backup's side; null is empty or not there, as `state` says. */
export const backupDifference = z.strictObject({
  key: z.string(),
  here: z.string().nullable(),
  there: z.string().nullable(),
  state: z.enum(['same', 'differs', 'only-here', 'only-there', 'secret', 'unread']),
});
export type BackupDifference = z.infer<typeof backupDifference>;

const noBackup = z.strictObject({ kind: z.literal('no-such-backup') });
const noSheet = z.strictObject({ kind: z.literal('no-such-sheet') });
const inSession = z.strictObject({ sessionId });
const inBackup = z.strictObject({ id: z.string().max(64) });
const comparison = z.strictObject({
  kind: z.literal('compared'),
  /** What it was compared with, by name. */
  other: z.string(),
  differences: z.array(backupDifference),
});
const onSheet = z.discriminatedUnion('kind', [sheetUpdated, linkProblem, sheetRefusal, noSheet]);

/** Backups of configurations: taken, looked at without any hardware, carried as files, and put back into the unit (INST-3, decisions.md d2). */
export const backupsContract = {
  /** Newest first; of one unit (`type:serial`), or of all. */
  list: oc
    .input(z.strictObject({ unit: z.string().max(80).nullable(), limit: z.number().int().min(1).max(500) }))
    .output(z.array(backupRow)),
  /** All that a backup says. It holds no value of a secret. */
  open: oc
    .input(inBackup)
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('backup'), row: backupRow, backup: configurationBackup }),
        noBackup,
      ]),
    ),
  rename: oc
    .input(inBackup.extend({ name: takenNameOrNone(80) }))
    .output(z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('renamed'), row: backupRow }), noBackup])),
  /** With another backup, or with the profile that this station has for the unit's type. Needs no unit. */
  compare: oc
    .input(
      inBackup.extend({
        with: z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('backup'), id: z.string().max(64) }),
          z.strictObject({ kind: z.literal('profile') }),
        ]),
      }),
    )
    .output(z.discriminatedUnion('kind', [comparison, noBackup, z.strictObject({ kind: z.literal('no-profile') })])),
  /** With what the unit on the bay of this sheet holds now. */
  compareWithUnit: oc
    .input(inBackup.extend({ sessionId }))
    .output(z.discriminatedUnion('kind', [comparison, linkProblem, sheetRefusal, noBackup, noSheet])),
  /** The text of the file, with its checksum; the caller saves it. */
  exportFile: oc
    .input(inBackup)
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('file'), fileName: z.string(), text: z.string() }),
        noBackup,
      ]),
    ),
  /** Takes a file that some station wrote, after checking it. `already`: this backup is here. */
  importFile: oc.input(z.strictObject({ text: z.string().max(backupFileLimit) })).output(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.enum(['imported', 'already']), row: backupRow }),
      z.strictObject({
        kind: z.literal('not-taken'),
        why: z.enum(['no-backup', 'newer-format', 'changed', 'no-checksum', 'holds-secret']),
      }),
    ]),
  ),
  /** Reads the unit of a sheet and keeps what it holds, under a name if one is given. Writes nothing to it. */
  take: oc
    .input(inSession.extend({ name: takenNameOrNone(80).nullable() }))
    .output(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('kept'), row: backupRow }),
        linkProblem,
        sheetRefusal,
        noSheet,
      ]),
    ),
  /**
   * Back up, transfer, restore (decisions.md d2): reads and keeps what the unit holds, transfers what was confirmed, waits for the platform
   * to reset the unit, and writes back what may be. Without an answer of the cloud it ends after the request; `restore` goes on later. A
   * `link-problem` means that the unit could not be read: then nothing was transferred. What became of restoring stands on the sheet.
   */
  transfer: oc
    .input(
      inSession.extend({
        fromId: organizationId,
        toId: organizationId,
        expectedEpoch: z.number().int().nonnegative(),
        unpairFirst: z.boolean(),
      }),
    )
    .output(z.union([transferResult, linkProblem])),
  /** Writes back what was kept before the transfer, once it is acknowledged and the unit was reset; also after an unplug or a crash. */
  restore: oc.input(inSession).output(onSheet),
  /** Returns the unit of a sheet to a backup of it: difference, write, verify. */
  rollBack: oc.input(inSession.extend({ backupId: z.string().max(64) })).output(onSheet),
  /** Goes on without restoring, with a reason that stands on the report. */
  leave: oc
    .input(inSession.extend({ why: reason }))
    .output(z.discriminatedUnion('kind', [sheetUpdated, sheetRefusal, noSheet])),
};
