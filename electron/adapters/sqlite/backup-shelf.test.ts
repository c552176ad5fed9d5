import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toIsoTime } from '#core/kernel/iso-time.ts';
import { backupsToDrop, createBackupShelf } from './backup-shelf.ts';
import { createStorage } from './create-storage.ts';
import { inspectBackup } from './inspect-backup.ts';
import { openStationStore } from './open-station-store.ts';
import { makeTestFolder, removeTestFolder, storeOptions } from './testing/opened-store.ts';
import { sampleAudit, sampleSession, sampleTransfer } from './testing/sample-records.ts';

let directory = '';
beforeEach(() => {
  directory = makeTestFolder();
});
afterEach(() => removeTestFolder(directory));

const limits = { reserveBytes: 0, lowBytes: 0 };

function opened() {
  const opening = openStationStore(storeOptions(directory));
  if (opening.kind !== 'opened') {
    throw new Error(opening.kind);
  }
  return opening;
}

describe('STA-4 copies of the database', () => {
  it('holds what was committed when it was made, checked, as one file', async () => {
    const { store, care } = opened();
    store.transact((write) => {
      write.saveSession(sampleSession(1));
      write.enqueue(sampleTransfer(1, 1));
      write.appendAudit(sampleAudit(1));
    });
    const storage = createStorage({ ...storeOptions(directory), store, care, limits });
    const [outcome, second] = await Promise.all([storage.backUp(), storage.backUp()]);
    expect(second).toEqual(outcome);
    const [name] = readdirSync(join(directory, 'backups'));
    expect(outcome).toMatchObject({ kind: 'written', name });
    expect(inspectBackup(join(directory, 'backups', name ?? ''))).toMatchObject({
      kind: 'sound',
      stationId: 'bench-3',
      waiting: 1,
      auditSize: 1,
    });
    expect(readdirSync(join(directory, 'backups'))).toHaveLength(1);
    await storage.stop();
    store.close();
  });

  it('is made at the end of a shift where something is new, and only then', async () => {
    const { store, care } = opened();
    const storage = createStorage({ ...storeOptions(directory), store, care, limits });
    store.transact((write) => write.setSetting('a', '1'));
    storage.shiftEnded();
    await storage.stop();
    expect(storage.state().backups).toBe(1);
    const next = createStorage({ ...storeOptions(directory), store, care, limits });
    next.shiftEnded();
    await next.stop();
    expect(next.state().backups).toBe(1);
    store.close();
  });

  it('is none where the chain of the audit trail was changed', async () => {
    const { store, care } = opened();
    const shelf = createBackupShelf(directory);
    store.transact((write) => write.appendAudit(sampleAudit(1)));
    const spoil = async (file: string): Promise<void> => {
      await care.copyTo(file);
      const db = new Database(file);
      for (const { name } of db
        .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        .all()) {
        db.exec(`DROP TRIGGER ${name}`);
      }
      db.exec(`UPDATE audit_entry SET canonical = replace(canonical, 'bench-3', 'bench-4')`);
      db.close();
    };
    expect(await shelf.write(spoil, storeOptions(directory).clock.now())).toMatchObject({ kind: 'damaged' });
    expect(shelf.newestFirst()).toEqual([]);
    store.close();
  });
});

describe('STA-4 which copies are kept', () => {
  it('keeps the newest eight, one of each of seven days, and what is not its own', () => {
    const startMs = Date.parse('2026-11-01T06:00:00.000Z');
    const names = Array.from(
      { length: 20 * 12 },
      (_, index) => `station-${toIsoTime(startMs + index * 7_200_000).replaceAll(/[:.]/g, '-')}.sqlite`,
    );
    const dropped = new Set(backupsToDrop([...names, 'before-schema-9-from-8.sqlite', 'letter.txt']));
    const kept = names.filter((name) => !dropped.has(name));
    expect(kept.slice(-8)).toEqual(names.slice(-8));
    const days = new Set(kept.map((name) => name.slice(8, 18)));
    expect([...days].sort()).toEqual([...new Set(names.map((name) => name.slice(8, 18)))].sort().slice(-7));
    expect(kept.length).toBeLessThanOrEqual(15);
    expect(dropped.has('before-schema-9-from-8.sqlite')).toBe(false);
  });
});
