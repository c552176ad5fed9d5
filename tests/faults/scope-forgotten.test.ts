import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProfileSecret } from '#core/domain/installation/profile-secret.ts';
import { assetId, organizationId, stationId } from '#core/kernel/entity-ids.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { systemClock } from '#electron/adapters/clock/system-clock.ts';
import { createIds } from '#electron/adapters/ids/create-ids.ts';
import { openOperationJournal } from '#electron/adapters/operation-journal/open-operation-journal.ts';
import { createScopeSeal, type ScopeSeal } from '#electron/adapters/secrets/scope-seal.ts';
import { createSecretSeal } from '#electron/adapters/secrets/secret-seal.ts';
import type { StoreCare } from '#electron/adapters/sqlite/acts.ts';
import { createStationStore } from '#electron/adapters/sqlite/create-station-store.ts';
import { applyDurableSettings } from '#electron/adapters/sqlite/durable-settings.ts';
import { migrate } from '#electron/adapters/sqlite/migrate.ts';
import { stationMigrations } from '#electron/adapters/sqlite/migrations/station-migrations.ts';
import { makeTestFolder, removeTestFolder, silentLog } from '#electron/adapters/sqlite/testing/opened-store.ts';
import { sampleOrganizations, sampleUnit } from '#electron/adapters/sqlite/testing/sample-records.ts';
import { noteResult } from './note-result.ts';
import { filesHolding, whatTheFolderOpens } from './scope/find-secrets.ts';

const { customer } = sampleOrganizations;
const other = organizationId.parse('organization-other');
const plate = 'CANARY-PLATE-7741';
const values = { lost: 'apn-canary-of-the-lost-customer', kept: 'apn-canary-of-the-other-customer' };

let folder = '';
let opened: { readonly store: StationStore; readonly care: StoreCare; readonly db: Database.Database } | null = null;
beforeEach(() => {
  folder = makeTestFolder();
});
afterEach(() => {
  close();
  removeTestFolder(folder);
});

interface Sabotage {
  readonly secureDelete?: 'OFF';
  readonly wrapSeal?: (seal: ScopeSeal) => ScopeSeal;
}

function open({ secureDelete, wrapSeal = (seal) => seal }: Sabotage = {}): StationStore {
  const db = new Database(join(folder, 'station.sqlite'));
  applyDurableSettings(db);
  if (secureDelete !== undefined) {
    db.pragma(`secure_delete = ${secureDelete}`);
  }
  migrate(db, { migrations: stationMigrations, backupDirectory: join(folder, 'backups') });
  const parts = createStationStore({
    db,
    reopen: () => db,
    journal: openOperationJournal(join(folder, 'operations.journal')),
    stationId: stationId.parse('bench-3'),
    generation: 1,
    clock: systemClock,
    ids: createIds(),
    seal: createSecretSeal({ directory: folder }),
    scopeSeal: wrapSeal(createScopeSeal({ directory: folder })),
    log: silentLog,
    release: () => {},
  });
  opened = { ...parts, db };
  return parts.store;
}

/** Ends the process as a crash would leave it: nothing is tidied. */
function close(): void {
  opened?.db.close();
  opened = null;
}

const secretOf = (owner: typeof customer, value: string): ProfileSecret => ({
  organizationId: owner,
  name: 'apn-password',
  value,
  changedAt: '2026-11-20T08:00:00.000Z',
  changedBy: 'H. Petersen',
});

/** A customer's things among others', a backup, a second one beside it, and traces in the log. */
async function workForCustomer(store: StationStore): Promise<void> {
  store.transact(({ mirror }) => {
    mirror.putSecret(secretOf(customer, 'a value before'));
    mirror.putSecret(secretOf(customer, values.lost));
    mirror.putSecret(secretOf(other, values.kept));
    mirror.putUnit(sampleUnit(1, { ownerId: customer }));
    for (let number = 0; number < 40; number += 1) {
      const id = assetId.parse(`asset-${number}`);
      const empty = { vin: null, code: null, type: null, unit: null, version: 1, category: 'truck' as const };
      mirror.putAsset({ ...empty, id, organizationId: customer, plate });
      mirror.putAsset({ ...empty, id: assetId.parse(`asset-other-${number}`), organizationId: other, plate: 'HH 1' });
    }
    mirror.next.begin();
    mirror.next.putSecret(secretOf(customer, values.lost));
    mirror.park({ kind: 'tyre', key: 'tyre-1', value: { note: values.lost } });
  });
  mkdirSync(join(folder, 'backups'), { recursive: true });
  await opened?.care.copyTo(join(folder, 'backups', 'station-2026-11-20T08-00-00-000Z.sqlite'));
  mkdirSync(join(folder, 'set-aside'), { recursive: true });
  cpSync(join(folder, 'station.sqlite-wal'), join(folder, 'set-aside', 'station.sqlite-wal'));
}

const databaseFiles = () => filesHolding(folder, plate).filter((path) => path.startsWith('station.sqlite'));

describe('JOB-6 P38 what a customer does not let this station know any more', () => {
  it('is in no page and no log; and no key opens its secrets, wherever copies of them lie', async () => {
    const store = open();
    await workForCustomer(store);
    expect(databaseFiles()).not.toEqual([]);
    expect(whatTheFolderOpens(folder)).toContain(values.lost);
    store.transact(({ mirror }) => mirror.forgetCustomer(customer));
    expect(databaseFiles()).toEqual([]);
    const readable = whatTheFolderOpens(folder);
    expect([...readable]).toEqual([values.kept]);
    expect(store.secretValue({ organizationId: other, name: 'apn-password' })).toBe(values.kept);
    expect([store.assetsOf(customer).length, store.assetsOf(other).length]).toEqual([0, 40]);
    noteResult({ promise: 'P38', fault: 'trust that ended, every copy of the folder searched', times: 1, lost: 0 });
    expect(store.unitsBySerial(sampleUnit(1).serial)).toMatchObject([{ ownerId: customer, pairedWith: null }]);
  });

  it('goes the same way when the cloud takes it back row by row, or a full copy comes without it', async () => {
    const store = open();
    await workForCustomer(store);
    store.transact(({ mirror }) => mirror.remove('secret', `${customer}|apn-password`));
    store.transact(({ mirror }) => {
      mirror.next.begin();
      mirror.next.putSecret(secretOf(other, values.kept));
      mirror.next.takePlace();
    });
    expect(databaseFiles()).toEqual([]);
    expect([...whatTheFolderOpens(folder)]).toEqual([values.kept]);
  });

  it.each(['begin', 'finish'] as const)('is forgotten by the next start where the program dies at `%s`', async (at) => {
    const dying = (seal: ScopeSeal): ScopeSeal => ({
      ...seal,
      [at]: () => {
        throw new Error('the program ends here');
      },
    });
    const store = open({ wrapSeal: dying });
    await workForCustomer(store);
    expect(() => store.transact(({ mirror }) => mirror.forgetCustomer(customer))).toThrow(/ends here/);
    expect(whatTheFolderOpens(folder)).toContain(values.lost);
    close();
    const again = open();
    expect([...whatTheFolderOpens(folder)]).toEqual([values.kept]);
    expect(again.secretValue({ organizationId: other, name: 'apn-password' })).toBe(values.kept);
  });

  it.each<[string, Sabotage, () => boolean]>([
    ['keeps its key', { wrapSeal: (seal) => ({ ...seal, begin: () => {}, finish: () => {} }) }, secretFound],
    ['deletes without overwriting', { secureDelete: 'OFF' }, () => databaseFiles().length > 0],
  ])('P41 notices a store that %s', async (_name, sabotage, isFound) => {
    const store = open(sabotage);
    await workForCustomer(store);
    store.transact(({ mirror }) => mirror.forgetCustomer(customer));
    expect(isFound()).toBe(true);
  });
});

function secretFound(): boolean {
  return whatTheFolderOpens(folder).has(values.lost);
}
