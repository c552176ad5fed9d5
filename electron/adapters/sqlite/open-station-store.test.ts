import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stationId } from '#core/kernel/entity-ids.ts';
import { systemClock } from '../clock/system-clock.ts';
import { createIds } from '../ids/create-ids.ts';
import { openOperationJournal } from '../operation-journal/open-operation-journal.ts';
import { createScopeSeal } from '../secrets/scope-seal.ts';
import { createSecretSeal } from '../secrets/secret-seal.ts';
import { createStationStore } from './create-station-store.ts';
import { applyDurableSettings, isSafeVersion, readDurableSettings } from './durable-settings.ts';
import { migrate } from './migrate.ts';
import { stationMigrations } from './migrations/station-migrations.ts';
import { openStationStore } from './open-station-store.ts';
import { makeTestFolder, openedStore, removeTestFolder, storeOptions } from './testing/opened-store.ts';
import { sampleAudit, sampleSession, sampleTransfer } from './testing/sample-records.ts';

let directory = '';
beforeEach(() => {
  directory = makeTestFolder();
});
afterEach(() => removeTestFolder(directory));

const databaseFile = () => join(directory, 'station.sqlite');

function withDatabase<Result>(work: (db: Database.Database) => Result): Result {
  const db = new Database(databaseFile());
  try {
    return work(db);
  } finally {
    db.close();
  }
}

describe('STA-4 settings that durability rests on', () => {
  it('sets FULL after WAL, which by itself would leave NORMAL', () => {
    withDatabase((db) => {
      db.pragma('journal_mode = WAL');
      db.exec('CREATE TABLE thing (name TEXT) STRICT');
      expect(db.pragma('synchronous', { simple: true })).toBe(1);
      expect(applyDurableSettings(db)).toEqual({ kind: 'safe' });
      db.exec(`INSERT INTO thing VALUES ('seal')`);
      expect(readDurableSettings(db)).toEqual({ kind: 'safe' });
      expect(db.pragma('synchronous', { simple: true })).toBe(2);
      expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
    });
  });

  it.each([
    ['synchronous = NORMAL', 'synchronous is 1 instead of 2'],
    ['foreign_keys = OFF', 'foreign_keys is 0 instead of 1'],
    ['trusted_schema = ON', 'trusted_schema is 1 instead of 0'],
    ['cell_size_check = OFF', 'cell_size_check is 0 instead of 1'],
    ['secure_delete = OFF', 'secure_delete is 0 instead of 1'],
  ])('notices %s', (pragma, detail) => {
    withDatabase((db) => {
      applyDurableSettings(db);
      db.pragma(pragma);
      expect(readDurableSettings(db)).toEqual({ kind: 'unsafe', detail });
    });
  });

  it('refuses a database that cannot keep a WAL', () => {
    const db = new Database(':memory:');
    expect(applyDurableSettings(db)).toMatchObject({ kind: 'unsafe', detail: expect.stringContaining('journal_mode') });
    db.close();
  });

  it.each([
    ['3.51.3', true],
    ['3.51.10', true],
    ['3.54.1', true],
    ['4.0.0', true],
    ['3.51.2', false],
    ['3.50.9', false],
    ['2.99.99', false],
  ])('takes SQLite %s: %s', (version, safe) => {
    expect(isSafeVersion(version)).toBe(safe);
  });
});

describe('STA-4 opening the data folder', () => {
  it('makes the folder for its own user, and keeps what was stored', () => {
    const inner = join(directory, 'a', 'data');
    openedStore(inner).close();
    expect(statSync(inner).mode & 0o777).toBe(0o700);
    expect(readdirSync(inner).sort()).toEqual([
      'operations.journal',
      'scope.keys',
      'secret.key',
      'station.lock',
      'station.sqlite',
    ]);
  });

  it('refuses a second opener in this process and names the holder', () => {
    const store = openedStore(directory);
    expect(openStationStore(storeOptions(directory))).toMatchObject({
      kind: 'another-is-open',
      holder: { pid: process.pid },
    });
    store.close();
    openedStore(directory).close();
  });

  it('refuses while another process has it open, and not after that process was killed', async () => {
    const holder = fileURLToPath(new URL('./testing/hold-store.ts', import.meta.url));
    const child = spawn(process.execPath, [holder, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    expect(openStationStore(storeOptions(directory))).toMatchObject({
      kind: 'another-is-open',
      holder: { pid: child.pid },
    });
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    openedStore(directory).close();
  });

  it('leaves a database of a newer Fitbay alone', () => {
    openedStore(directory).close();
    withDatabase((db) => db.pragma('user_version = 99'));
    expect(openStationStore(storeOptions(directory))).toEqual({
      kind: 'newer-schema',
      found: 99,
      supported: stationMigrations.at(-1)?.version,
    });
    expect(withDatabase((db) => db.pragma('user_version', { simple: true }))).toBe(99);
  });

  it('leaves the file of another program alone', () => {
    withDatabase((db) => db.exec('CREATE TABLE theirs (x)'));
    expect(openStationStore(storeOptions(directory))).toMatchObject({ kind: 'foreign-file' });
    expect(withDatabase((db) => db.prepare('SELECT count(*) FROM theirs').pluck().get())).toBe(0);
  });

  it('says so when the file is no database, and keeps it', () => {
    writeFileSync(databaseFile(), 'this is not a database, whatever its name says '.repeat(100));
    expect(openStationStore(storeOptions(directory))).toMatchObject({ kind: 'corrupt' });
    expect(readFileSync(databaseFile(), 'utf8')).toContain('this is not a database');
    // The lock is free again: the reason is told twice, not hidden behind "another is open".
    expect(openStationStore(storeOptions(directory))).toMatchObject({ kind: 'corrupt' });
  });

  it('says so when the folder cannot be made or the file cannot be opened', () => {
    const file = join(directory, 'a-file');
    writeFileSync(file, '');
    expect(openStationStore(storeOptions(join(file, 'data')))).toMatchObject({ kind: 'unusable-disk' });
    mkdirSync(databaseFile());
    expect(openStationStore(storeOptions(directory))).toMatchObject({ kind: 'unusable-disk' });
    mkdirSync(join(directory, 'other', 'station.lock'), { recursive: true });
    expect(openStationStore(storeOptions(join(directory, 'other')))).toMatchObject({ kind: 'unusable-disk' });
  });

  it('refuses the folder of another station', () => {
    openedStore(directory).close();
    const other = { stationId: stationId.parse('bench-4') };
    expect(openStationStore(storeOptions(directory, other))).toEqual({
      kind: 'another-station',
      stationId: 'bench-3',
    });
  });

  it('STA-3 takes unsent operations along into a new enrolment under new numbers, and never goes back', () => {
    const first = openedStore(directory);
    first.transact((write) => {
      write.enqueue(sampleTransfer(1));
      write.enqueue(sampleTransfer(2));
      write.appendAudit(sampleAudit(1));
    });
    first.transact((write) =>
      write.setVerdict({
        operationId: sampleTransfer(1).id,
        verdict: 'applied',
        code: null,
        by: null,
        ownerEpoch: 2,
        decidedAt: '2026-11-20T08:00:00.000Z',
      }),
    );
    first.close();
    const second = openedStore(directory, { generation: 2 });
    expect(second.pendingOperations(10)).toEqual([{ ...sampleTransfer(2), seq: 1 }]);
    expect(second.transact((write) => write.enqueue(sampleTransfer(3)).seq)).toBe(2);
    expect(second.auditHead().size).toBe(0);
    second.close();
    expect(openStationStore(storeOptions(directory))).toEqual({ kind: 'older-generation', stored: 2 });
    const link = withDatabase((db) =>
      db.prepare('SELECT former_generation AS g, former_seq AS s FROM operation WHERE id = ?').get('operation-2'),
    );
    expect(link).toEqual({ g: 1, s: 2 });
  });
});

describe('STA-4 faults of the disk and of rows', () => {
  it('rolls an act back when the disk is full, says so, and goes on when there is room again', () => {
    const db = new Database(databaseFile());
    applyDurableSettings(db);
    migrate(db, { migrations: stationMigrations, backupDirectory: directory });
    const { store } = createStationStore({
      ...storeOptions(directory),
      db,
      reopen: () => db,
      journal: openOperationJournal(join(directory, 'operations.journal')),
      clock: systemClock,
      ids: createIds(),
      seal: createSecretSeal({ directory }),
      scopeSeal: createScopeSeal({ directory }),
      release: () => {},
    });
    store.transact((write) => write.saveSession(sampleSession(1)));
    const pages = Number(db.pragma('page_count', { simple: true }));
    db.pragma(`max_page_count = ${pages + 2}`);
    let saved = 1;
    const fill = (): void => {
      for (let number = 2; number < 1_000; number += 1) {
        store.transact((write) => {
          write.saveSession(sampleSession(number));
          write.appendAudit(sampleAudit(number));
        });
        saved = number;
      }
    };
    expect(fill).toThrow(expect.objectContaining({ name: 'StationStoreFault', kind: 'disk-full' }));
    expect(store.sessions(2_000)).toHaveLength(saved);
    expect(store.auditHead().size).toBe(saved - 1);
    db.pragma('max_page_count = 1000000');
    store.transact((write) => write.saveSession(sampleSession(saved + 1)));
    expect(store.sessions(2_000)).toHaveLength(saved + 1);
    store.close();
  });

  it('shows no row that does not fit its schema', () => {
    const store = openedStore(directory);
    store.transact((write) => write.saveSession(sampleSession(1)));
    store.close();
    withDatabase((db) => db.exec(`UPDATE bench_session SET json = json_set(json, '$.state', 'half-open')`));
    const again = openedStore(directory);
    expect(() => again.sessions(10)).toThrow(/bench_session cannot be read/);
    again.close();
  });

  it('REP-1 does not change or remove audit entries, whoever asks', () => {
    const store = openedStore(directory);
    store.transact((write) => write.appendAudit(sampleAudit(1)));
    store.close();
    withDatabase((db) => {
      expect(() => db.exec('DELETE FROM audit_entry')).toThrow(/never removed/);
      expect(() => db.exec(`UPDATE audit_entry SET canonical = '{}'`)).toThrow(/never changed/);
    });
  });
});
