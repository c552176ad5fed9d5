import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ProfileSecret } from '#core/domain/installation/profile-secret.ts';
import { assetId, organizationId } from '#core/kernel/entity-ids.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import type { ScopeSeal } from '#electron/adapters/secrets/scope-seal.ts';
import { sampleOrganizations, sampleUnit } from '#electron/adapters/sqlite/testing/sample-records.ts';
import { noteResult } from './note-result.ts';
import { filesHolding, whatTheFolderOpens } from './scope/find-secrets.ts';
import { type SecretsSabotage, storeOfSecrets } from './scope/store-of-secrets.ts';

const { customer } = sampleOrganizations;
const other = organizationId.parse('organization-other');
const plate = 'CANARY-PLATE-7741';
const values = { lost: 'apn-canary-of-the-lost-customer', kept: 'apn-canary-of-the-other-customer' };

const secrets = storeOfSecrets();

/** Ends the process as a crash would leave it: nothing is tidied. */

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
  await secrets.backUp();
  mkdirSync(join(secrets.folder, 'set-aside'), { recursive: true });
  cpSync(join(secrets.folder, 'station.sqlite-wal'), join(secrets.folder, 'set-aside', 'station.sqlite-wal'));
}

const databaseFiles = () => filesHolding(secrets.folder, plate).filter((path) => path.startsWith('station.sqlite'));

describe('JOB-6 P38 what a customer does not let this station know any more', () => {
  it('is in no page and no log; and no key opens its secrets, wherever copies of them lie', async () => {
    const store = secrets.open();
    await workForCustomer(store);
    expect(databaseFiles()).not.toEqual([]);
    expect(whatTheFolderOpens(secrets.folder)).toContain(values.lost);
    store.transact(({ mirror }) => mirror.forgetCustomer(customer));
    expect(databaseFiles()).toEqual([]);
    const readable = whatTheFolderOpens(secrets.folder);
    expect([...readable]).toEqual([values.kept]);
    expect(store.secretValue({ organizationId: other, name: 'apn-password' })).toBe(values.kept);
    expect([store.assetsOf(customer).length, store.assetsOf(other).length]).toEqual([0, 40]);
    noteResult({ promise: 'P38', fault: 'trust that ended, every copy of the folder searched', times: 1, lost: 0 });
    expect(store.unitsBySerial(sampleUnit(1).serial)).toMatchObject([{ ownerId: customer, pairedWith: null }]);
  });

  it('goes the same way when the cloud takes it back row by row, or a full copy comes without it', async () => {
    const store = secrets.open();
    await workForCustomer(store);
    store.transact(({ mirror }) => mirror.remove('secret', `${customer}|apn-password`));
    store.transact(({ mirror }) => {
      mirror.next.begin();
      mirror.next.putSecret(secretOf(other, values.kept));
      mirror.next.takePlace();
    });
    expect(databaseFiles()).toEqual([]);
    expect([...whatTheFolderOpens(secrets.folder)]).toEqual([values.kept]);
  });

  it.each(['begin', 'finish'] as const)('is forgotten by the next start where the program dies at `%s`', async (at) => {
    const dying = (seal: ScopeSeal): ScopeSeal => ({
      ...seal,
      [at]: () => {
        throw new Error('the program ends here');
      },
    });
    const store = secrets.open({ wrapSeal: dying });
    await workForCustomer(store);
    expect(() => store.transact(({ mirror }) => mirror.forgetCustomer(customer))).toThrow(/ends here/);
    expect(whatTheFolderOpens(secrets.folder)).toContain(values.lost);
    secrets.close();
    const again = secrets.open();
    expect([...whatTheFolderOpens(secrets.folder)]).toEqual([values.kept]);
    expect(again.secretValue({ organizationId: other, name: 'apn-password' })).toBe(values.kept);
  });

  it.each<[string, SecretsSabotage, () => boolean]>([
    ['keeps its key', { wrapSeal: (seal) => ({ ...seal, begin: () => {}, finish: () => {} }) }, secretFound],
    ['deletes without overwriting', { secureDelete: 'OFF' }, () => databaseFiles().length > 0],
  ])('P41 notices a store that %s', async (_name, sabotage, isFound) => {
    const store = secrets.open(sabotage);
    await workForCustomer(store);
    store.transact(({ mirror }) => mirror.forgetCustomer(customer));
    expect(isFound()).toBe(true);
  });
});

function secretFound(): boolean {
  return whatTheFolderOpens(secrets.folder).has(values.lost);
}
