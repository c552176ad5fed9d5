import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { benchSession } from '#core/domain/bench/bench-session.ts';
import { backupIntegrity, configurationBackup } from '#core/domain/installation/configuration-backup.ts';
import { migrate } from '../migrate.ts';
import { makeTestFolder, openedStore, removeTestFolder } from '../testing/opened-store.ts';
import { sampleSerial, sampleSession } from '../testing/sample-records.ts';
import { namedBackups } from './0005-named-backups.ts';
import { stationMigrations } from './station-migrations.ts';

let directory = '';
beforeEach(() => {
  directory = makeTestFolder();
});
afterEach(() => removeTestFolder(directory));

/** The database as the version before left it, with a sheet and a backup in their old shapes. */
function fillOldSchema(): void {
  const db = new Database(join(directory, 'station.sqlite'));
  const earlier = stationMigrations.filter(({ version }) => version < namedBackups.version);
  migrate(db, { migrations: earlier, backupDirectory: directory });
  const { restore: _, ...session } = sampleSession(1);
  db.prepare(
    `INSERT INTO bench_session (id, revision, is_open, serial, customer_id, changed_at, json) VALUES (?, 1, 1, ?, ?, ?, ?)`,
  ).run(session.id, session.label.serial, session.customerId, session.changedAt, JSON.stringify(session));
  const unit = `tp:${sampleSerial(1)}`;
  const takenAt = '2026-11-20T08:00:00.000Z';
  const backup = { id: 'old-1', sessionId: session.id, unit, takenAt, values: { apn: 'internet', serverHost: null } };
  db.prepare('INSERT INTO configuration_backup (id, session_id, json) VALUES (?, ?, ?)').run(
    ...[backup.id, session.id, JSON.stringify(backup)],
  );
  db.close();
}

describe('STA-4 INST-3 backups kept before they had names', () => {
  it('are all there afterwards, say what they knew, and the sheets go on', () => {
    fillOldSchema();
    const store = openedStore(directory);
    const unit = `tp:${sampleSerial(1)}`;
    const [backup] = store.backups({ unit, limit: 10 });
    expect(backup).toMatchObject({
      id: 'old-1',
      origin: 'before-write',
      imei: sampleSerial(1),
      takenAt: '2026-11-20T08:00:00.000Z',
      sessionId: 'session-1',
      values: { apn: 'internet', serverHost: null },
      model: null,
    });
    expect(configurationBackup.parse(backup)).toEqual(backup);
    expect(backup === undefined ? null : backupIntegrity(backup)).toBe('unknown');
    const [session] = store.sessions(10);
    expect(session?.restore).toEqual({ kind: 'none' });
    expect(benchSession.parse(session)).toEqual(sampleSession(1));
    store.close();
  });
});
