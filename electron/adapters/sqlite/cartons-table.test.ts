import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Carton, type CartonRow, carton } from '#core/domain/carton/carton.ts';
import { row, verdictOn } from '#core/domain/carton/testing/sample-carton.ts';
import { cartonId, operationId, organizationId } from '#core/kernel/entity-ids.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { migrate } from './migrate.ts';
import { stationMigrations } from './migrations/station-migrations.ts';
import { makeTestFolder, openedStore, removeTestFolder } from './testing/opened-store.ts';
import { sampleSession } from './testing/sample-records.ts';

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

const first = cartonId.parse('carton-1');
const customerId = organizationId.parse('customer');
const asked = operationId.parse('operation-1');

function sample(changes: Partial<Carton> = {}): Carton {
  return {
    ...carton.parse({
      id: first,
      revision: 1,
      state: 'open',
      customerId,
      customerName: 'Nordfracht Logistik',
      profile: null,
      lastNumber: 0,
      waiting: 0,
      startedAt: '2026-11-20T12:00:00.000Z',
      startedBy: 'M. Kaya',
      changedAt: '2026-11-20T12:00:00.000Z',
      confirmations: [],
    }),
    ...changes,
  };
}

function save(value: Carton, ...rows: readonly CartonRow[]): void {
  store.transact((write) => {
    write.saveCarton(value);
    for (const one of rows) {
      write.saveCartonRow(one);
    }
  });
}

describe('OWN-12 STA-4 cartons on disk', () => {
  it('are found as they were left, rows by number, serial, operation and by what is new', () => {
    const requested = {
      kind: 'requested',
      operationId: asked,
      fromName: null,
      at: '2026-11-20T12:01:00.000Z',
      by: 'M. Kaya',
    } as const;
    const other = row({ number: 2, revision: 2, verdict: verdictOn({ serial: '123456789123456' }) });
    save(sample(), row({ number: 1, revision: 1 }));
    save(sample({ revision: 2, lastNumber: 2 }), other);
    save(sample({ revision: 3, lastNumber: 2 }), row({ number: 1, revision: 3, transfer: requested }));
    store.close();
    store = openedStore(directory);
    expect(store.carton(first)).toMatchObject({ revision: 3, lastNumber: 2 });
    expect(store.cartonRows(first, 0).map(({ number }) => number)).toEqual([2, 1]);
    expect(store.cartonRows(first, 2).map(({ number }) => number)).toEqual([1]);
    expect(store.cartonRow(first, 2)).toEqual(other);
    expect(store.cartonRowsOfSerial(first, '123456789123456')).toEqual([other]);
    expect(store.cartonRowOfOperation(asked)).toMatchObject({ number: 1 });
    expect(store.cartonRowOfOperation(operationId.parse('another'))).toBeNull();
  });

  it('finds the open one of a customer, and lists open ones first', () => {
    save(sample());
    save(sample({ id: cartonId.parse('carton-2'), startedAt: '2026-11-20T13:00:00.000Z' }));
    save(
      sample({ id: cartonId.parse('carton-2'), revision: 2, state: 'closed', startedAt: '2026-11-20T13:00:00.000Z' }),
    );
    expect(store.openCartonFor(customerId)?.id).toBe(first);
    expect(store.openCartonFor(organizationId.parse('another'))).toBeNull();
    expect(store.cartons(10).map(({ id }) => id)).toEqual(['carton-1', 'carton-2']);
  });

  it('refuses a stale revision and a second row for one operation', () => {
    save(sample());
    expect(() => save(sample({ revision: 3 }))).toThrow(/revision 3/);
    const transfer = {
      kind: 'done',
      operationId: asked,
      fromName: null,
      acceptedAt: sample().startedAt,
      repeated: false,
    } as const;
    save(sample({ revision: 2 }), row({ number: 1, transfer }));
    expect(() => save(sample({ revision: 3 }), row({ number: 2, transfer }))).toThrow();
    expect(store.carton(first)).toMatchObject({ revision: 2 });
  });

  it('STA-4 come into a database that held sheets before, and leave those alone', () => {
    const db = new Database(join(directory, 'older.sqlite'));
    const before = stationMigrations.filter(({ version }) => version < 4);
    migrate(db, { migrations: before, backupDirectory: directory });
    const session = sampleSession(1);
    db.prepare(
      `INSERT INTO bench_session (id, revision, is_open, serial, customer_id, changed_at, json) VALUES (?, 1, 1, ?, ?, ?, ?)`,
    ).run(session.id, session.label.serial, session.customerId, session.changedAt, JSON.stringify(session));
    expect(migrate(db, { migrations: stationMigrations, backupDirectory: directory })).toMatchObject({
      kind: 'current',
    });
    expect(db.prepare('SELECT count(*) FROM bench_session').pluck().get()).toBe(1);
    expect(db.prepare('SELECT count(*) FROM carton').pluck().get()).toBe(0);
    db.close();
  });
});
