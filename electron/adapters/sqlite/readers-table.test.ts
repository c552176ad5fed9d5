import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reader } from '#core/domain/scanning/reader.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { migrate } from './migrate.ts';
import { firstSchema } from './migrations/0001-first-schema.ts';
import { readers } from './migrations/0002-readers.ts';
import { makeTestFolder, openedStore, removeTestFolder } from './testing/opened-store.ts';

const counter: Reader = {
  kind: 'keyboard',
  id: 'one',
  name: 'Counter',
  habits: { keyGapMs: 9, suffix: 'enter', prefixKey: null, minCharacters: 6 },
};
const cradle: Reader = {
  kind: 'port',
  id: 'two',
  name: 'Cradle',
  port: '/dev/ttyACM0',
  usb: '0c2e:0b6a/HW-77',
  baudRate: 9600,
  suffix: 'none',
};

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

describe('SCAN-1 STA-4 the readers of a station', () => {
  it('are there again after the program ended, in their order, a changed one in its place', () => {
    store.transact((write) => {
      write.saveReader(counter);
      write.saveReader(cradle);
    });
    store.transact((write) => write.saveReader({ ...counter, name: 'Gate' }));
    store.close();
    store = openedStore(directory);
    expect(store.readers()).toEqual([{ ...counter, name: 'Gate' }, cradle]);
    store.transact((write) => write.removeReader('one'));
    store.transact((write) => write.removeReader('one'));
    expect(store.readers()).toEqual([cradle]);
  });

  it('are stored as what they must be, or not at all', () => {
    const tooSlow = { ...counter, habits: { ...counter.habits, keyGapMs: 90 } };
    expect(() => store.transact((write) => write.saveReader(tooSlow))).toThrow(/faster than a person/);
    expect(store.readers()).toEqual([]);
  });

  it('came with the second schema, which leaves what was there alone', () => {
    const db = new Database(join(directory, 'older.sqlite'));
    const run = (...migrations: Parameters<typeof migrate>[1]['migrations'][number][]) =>
      migrate(db, { migrations, backupDirectory: join(directory, 'older') });
    run(firstSchema);
    db.exec(`INSERT INTO setting VALUES ('locale', 'de')`);
    expect(run(firstSchema, readers)).toMatchObject({ kind: 'current', version: 2 });
    expect(db.prepare('SELECT * FROM setting').all()).toEqual([{ key: 'locale', value: 'de' }]);
    expect(db.prepare('SELECT * FROM reader').all()).toEqual([]);
    db.close();
  });
});
