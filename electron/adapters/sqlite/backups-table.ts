import { configurationBackup } from '#core/domain/installation/configuration-backup.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { BackupReads, BackupWrites } from '#core/ports/backup-store.ts';
import type { Statements } from './statements.ts';
import { readStored, readStoredOrNull } from './stored-json.ts';

type JsonRow = { readonly json: string };

const table = 'named_backup';

/** What units held before they were changed, by name. */
export function createBackupsTable(statements: Statements): {
  readonly reads: BackupReads;
  readonly writes: BackupWrites;
} {
  const byId = statements.prepare<[string], JsonRow>('SELECT json FROM named_backup WHERE id = ?');
  const ofUnit = statements.prepare<[string, number], JsonRow>(
    'SELECT json FROM named_backup WHERE unit = ? ORDER BY taken_at DESC, id LIMIT ?',
  );
  const ofAll = statements.prepare<[number], JsonRow>(
    'SELECT json FROM named_backup ORDER BY taken_at DESC, id LIMIT ?',
  );
  const insert = statements.prepare<[string, string, string, string | null, string]>(
    'INSERT INTO named_backup (id, unit, taken_at, session_id, json) VALUES (?, ?, ?, ?, ?)',
  );
  const replace = statements.prepare<[string, string]>('UPDATE named_backup SET json = ? WHERE id = ?');
  const read = (id: string) => readStoredOrNull(table, configurationBackup, byId.get(id));

  return {
    reads: {
      backup: read,
      backups: ({ unit, limit }) =>
        (unit === null ? ofAll.all(limit) : ofUnit.all(unit, limit)).map((row) =>
          readStored(table, configurationBackup, row.json),
        ),
    },
    writes: {
      saveBackup(backup) {
        statements.mustBeInTransaction();
        const { id, unit, takenAt, sessionId } = backup;
        insert.run(id, unit, takenAt, sessionId, JSON.stringify(configurationBackup.parse(backup)));
      },
      renameBackup(id, name) {
        statements.mustBeInTransaction();
        const backup = read(id);
        invariant(backup !== null, 'only a kept backup is renamed');
        replace.run(JSON.stringify(configurationBackup.parse({ ...backup, name })), id);
      },
    },
  };
}
