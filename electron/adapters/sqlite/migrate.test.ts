import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applicationId, type Migration, migrate } from './migrate.ts';
import { stationMigrations } from './migrations/station-migrations.ts';
import { makeTestFolder, removeTestFolder } from './testing/opened-store.ts';

let directory = '';
let db: Database.Database;
beforeEach(() => {
  directory = makeTestFolder();
  db = new Database(join(directory, 'station.sqlite'));
});
afterEach(() => {
  db.close();
  removeTestFolder(directory);
});

const first: Migration = { version: 1, sql: 'CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT;' };
const second: Migration = {
  version: 2,
  sql: `ALTER TABLE thing ADD COLUMN size INTEGER NOT NULL DEFAULT 0; UPDATE thing SET size = length(name);`,
};
const backups = () => join(directory, 'backups');
const run = (migrations: readonly Migration[]) => migrate(db, { migrations, backupDirectory: backups() });
const version = (of: Database.Database) => of.pragma('user_version', { simple: true });

describe('STA-4 migrations', () => {
  it('brings an empty file to the newest schema without a backup of nothing', () => {
    expect(run([first, second])).toEqual({ kind: 'current', version: 2, backupFile: null });
    expect(existsSync(backups())).toBe(false);
    expect(db.pragma('application_id', { simple: true })).toBe(applicationId);
    expect(run([first, second])).toEqual({ kind: 'current', version: 2, backupFile: null });
  });

  it('keeps a readable copy of the old state before it changes rows', () => {
    run([first]);
    db.exec(`INSERT INTO thing (name) VALUES ('seal'), ('antenna')`);
    const outcome = run([first, second]);
    expect(outcome).toMatchObject({ kind: 'current', version: 2 });
    expect(db.prepare('SELECT name, size FROM thing').all()).toEqual([
      { name: 'seal', size: 4 },
      { name: 'antenna', size: 7 },
    ]);
    expect(readdirSync(backups())).toEqual(['before-schema-2-from-1.sqlite']);
    const copy = new Database(join(backups(), 'before-schema-2-from-1.sqlite'), { readonly: true });
    expect(version(copy)).toBe(1);
    expect(copy.prepare('SELECT * FROM thing').all()).toEqual([
      { id: 1, name: 'seal' },
      { id: 2, name: 'antenna' },
    ]);
    copy.close();
  });

  it('leaves schema, rows and number as they were when a migration fails in its middle', () => {
    run([first]);
    db.exec(`INSERT INTO thing (name) VALUES ('seal')`);
    const broken: Migration = { version: 2, sql: `${second.sql} UPDATE thing SET nonsense = 1;` };
    expect(() => run([first, broken])).toThrow(/nonsense/);
    expect(version(db)).toBe(1);
    expect(db.prepare('SELECT * FROM thing').all()).toEqual([{ id: 1, name: 'seal' }]);
    expect(run([first, second])).toMatchObject({ kind: 'current', version: 2 });
  });

  it('refuses a migration that leaves orphans', () => {
    const orphans: Migration = {
      version: 2,
      sql: `CREATE TABLE part (thing_id INTEGER REFERENCES thing (id)) STRICT; INSERT INTO part VALUES (7);`,
    };
    run([first]);
    db.pragma('foreign_keys = OFF');
    expect(() => run([first, orphans])).toThrow(/orphans/);
    expect(version(db)).toBe(1);
  });

  it('refuses newer schemas and files of other programs without touching them', () => {
    run([first, second]);
    expect(run([first])).toEqual({ kind: 'newer-schema', found: 2, supported: 1 });
    const foreign = new Database(join(directory, 'foreign.sqlite'));
    foreign.exec('CREATE TABLE theirs (x)');
    expect(migrate(foreign, { migrations: [first], backupDirectory: backups() })).toEqual({
      kind: 'foreign-file',
      applicationId: 0,
    });
    foreign.close();
  });

  it('has the released schemas under strict types', () => {
    run(stationMigrations);
    const loose = db
      .prepare(`SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`)
      .all();
    expect(loose).toEqual([]);
  });
});
