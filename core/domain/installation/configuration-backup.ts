import { z } from 'zod';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { organizationId, sessionId } from '../../kernel/entity-ids.ts';
import { isoTime } from '../../kernel/iso-time.ts';
import { sha256Hex } from '../../kernel/sha256.ts';

/**
 * What a unit held at one moment, kept by name so that the unit can be returned to it (INST-3). Values of secret keys are not in it: they
 * are kept nowhere, and so cannot be read from a backup or its file (INST-7).
 */
export const backupOrigin = z.enum(['before-transfer', 'before-write', 'by-hand', 'imported']);
export type BackupOrigin = z.infer<typeof backupOrigin>;

export const configurationBackup = z.strictObject({
  id: z.string().min(1).max(64),
  /** What a person called it; null where occasion and moment name it. */
  name: z.string().trim().min(1).max(80).nullable(),
  origin: backupOrigin,
  /** `type:serial`, or the serial alone for one that was read without a sheet. */
  unit: z.string().min(1).max(80),
  imei: z.string().max(20),
  /** Null in backups that were taken before Fitbay kept them. */
  driver: z.string().max(40).nullable(),
  model: z.string().max(80).nullable(),
  firmware: z.string().max(80).nullable(),
  /** Whose unit it was then; null where this station did not know. */
  ownerId: organizationId.nullable(),
  takenAt: isoTime,
  takenBy: z.string().max(200),
  station: z.string().max(200),
  /** The sheet it was taken on; null for one that came as a file or was read without a sheet. */
  sessionId: sessionId.nullable(),
  /** What each key held; null where it was empty. */
  values: z.record(z.string().min(1).max(80), z.string().max(2000).nullable()),
  /** Keys that are secret: the unit may have held something there. */
  secrets: z.array(z.string().max(80)).max(500),
  /** Keys that could not be read. */
  unread: z.array(z.string().max(80)).max(500),
  /** `backupChecksum`; null in backups that were taken before Fitbay made any. */
  checksum: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
});
export type ConfigurationBackup = z.infer<typeof configurationBackup>;

/** SHA-256 over all that a backup says of the unit, in canonical JSON. Its name, its sheet and the way it came here may change. */
export function backupChecksum(backup: Omit<ConfigurationBackup, 'checksum'>): string {
  const { id, unit, imei, driver, model, firmware, ownerId, takenAt, takenBy, station, values, secrets, unread } =
    backup;
  return sha256Hex(
    canonicalJson({
      id,
      unit,
      imei,
      driver,
      model,
      firmware,
      ownerId,
      takenAt,
      takenBy,
      station,
      values,
      secrets: [...secrets].sort(),
      unread: [...unread].sort(),
    }),
  );
}

/** Whether a backup still says what it said when it was taken; `unknown` for one without a checksum. */
export function backupIntegrity(backup: ConfigurationBackup): 'intact' | 'changed' | 'unknown' {
  if (backup.checksum === null) {
    return 'unknown';
  }
  return backup.checksum === backupChecksum(backup) ? 'intact' : 'changed';
}
