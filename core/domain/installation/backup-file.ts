import { z } from 'zod';
import { plainNameOf } from '../../kernel/plain-name.ts';
import { backupIntegrity, type ConfigurationBackup, configurationBackup } from './configuration-backup.ts';
import { natureOfKey } from './key-nature.ts';

/**
 * A backup as a file, for another station, for support, or to be opened without any hardware. Read with suspicion: the checksum tells
 * damage and careless editing, not who wrote it.
 */
const format = 'fitbay-configuration-backup';
const version = 1;

const backupFile = z.strictObject({
  format: z.literal(format),
  version: z.literal(version),
  backup: configurationBackup,
});
const anyVersion = z.object({ format: z.literal(format), version: z.number() });

/** Files are small; a longer one is none of ours. */
export const backupFileLimit = 1_000_000;

/** The text of the file, in the same order each time. The sheet it was taken on stays behind. */
export function writeBackupFile(backup: ConfigurationBackup): string {
  return `${JSON.stringify({ format, version, backup: { ...backup, sessionId: null } }, null, 2)}\n`;
}

/**
 * `no-backup`: another kind of file, or one that was cut off. `newer-format`: a newer Fitbay wrote it. `changed`: it is not what was
 * exported. `no-checksum`: nothing tells whether it is. `holds-secret`: somebody put a secret value in; such a file is not taken.
 */
export type BackupFileReading =
  | { readonly kind: 'backup'; readonly backup: ConfigurationBackup }
  | { readonly kind: 'no-backup' | 'newer-format' | 'changed' | 'no-checksum' | 'holds-secret' };

export function readBackupFile(text: string): BackupFileReading {
  const value = text.length > backupFileLimit ? undefined : parseJson(text);
  const parsed = backupFile.safeParse(value);
  if (!parsed.success) {
    const other = anyVersion.safeParse(value);
    return { kind: other.success && other.data.version > version ? 'newer-format' : 'no-backup' };
  }
  const { backup } = parsed.data;
  if (Object.keys(backup.values).some((key) => natureOfKey(key) === 'secret' || backup.secrets.includes(key))) {
    return { kind: 'holds-secret' };
  }
  const integrity = backupIntegrity(backup);
  if (integrity !== 'intact') {
    return { kind: integrity === 'changed' ? 'changed' : 'no-checksum' };
  }
  const name = backup.name === null ? null : plainNameOf(backup.name);
  return { kind: 'backup', backup: { ...backup, name, origin: 'imported', sessionId: null } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // whatever it is, it is no backup
  }
}
