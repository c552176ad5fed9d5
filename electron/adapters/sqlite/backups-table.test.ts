import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StationStore } from '#core/ports/station-store.ts';
import { makeTestFolder, openedStore, removeTestFolder } from './testing/opened-store.ts';
import { sampleBackup } from './testing/sample-records.ts';

let directory = '';
let store: StationStore;
beforeEach(() => {
  directory = makeTestFolder();
  store = openedStore(directory);
});
afterEach(() => {
  store.close();
  removeTestFolder(directory);
});

describe('INST-3 backups in the store', () => {
  it('lists backups with the newest first, of one unit or of all, and renames them', () => {
    store.transact((write) => {
      write.saveBackup(sampleBackup({ id: 'a', unit: 'tp:1', takenAt: '2026-11-20T08:00:00.000Z' }));
      write.saveBackup(sampleBackup({ id: 'b', unit: 'tp:2', takenAt: '2026-11-20T09:00:00.000Z' }));
      write.saveBackup(sampleBackup({ id: 'c', unit: 'tp:1', takenAt: '2026-11-20T10:00:00.000Z' }));
    });
    const ids = (unit: string | null, limit = 10) => store.backups({ unit, limit }).map(({ id }) => id);
    expect([ids(null), ids('tp:1'), ids('tp:1', 1), ids('tp:9')]).toEqual([['c', 'b', 'a'], ['c', 'a'], ['c'], []]);
    store.transact((write) => write.renameBackup('a', 'as delivered'));
    expect(store.backup('a')).toEqual(
      sampleBackup({ id: 'a', unit: 'tp:1', takenAt: '2026-11-20T08:00:00.000Z', name: 'as delivered' }),
    );
    expect(() => store.transact((write) => write.saveBackup(sampleBackup({ id: 'a' })))).toThrow();
    expect(() => store.transact((write) => write.renameBackup('nobody', 'x'))).toThrow();
  });
});
