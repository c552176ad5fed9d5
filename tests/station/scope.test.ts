import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putTrust } from '#cloud/registry/put.ts';
import { toPerson, toTrust } from '#cloud/registry/rows.ts';
import { revokeStation } from '#cloud/stations/revoke-station.ts';
import type { Person } from '#core/domain/access/person.ts';
import { scopeGraceMs } from '#core/domain/sync/scope-lease.ts';
import { filesHolding, whatTheFolderOpens } from '../faults/scope/find-secrets.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld, organizationOf } from './testing/bench-world.ts';
import { createTestClock, type TestClock } from './testing/test-clock.ts';

/** The watch looks once a minute; at this speed that is every three seconds. */
const speed = 20;
const dayMs = 86_400_000;

let cloud: CloudWorld;
let clock: TestClock;
let bench: BenchWorld;
const customer = organizationOf('nordfracht');

beforeAll(async () => {
  cloud = await createCloudWorld();
  clock = createTestClock({ speed });
  bench = await cloud.addStation({ clock });
}, 120_000);
afterAll(() => cloud.close());

/** A VIN that only the customer's own assets hold. */
async function someVin(): Promise<string> {
  const row = await cloud.database
    .asSystem('administration')
    .read((transaction) =>
      transaction
        .selectFrom('assets')
        .select('vin')
        .where('organization_id', '=', customer)
        .where('vin', 'is not', null)
        .executeTakeFirstOrThrow(),
    );
  return row.vin ?? '';
}

/** Waits until the watch has looked from its beginning to its end: it puts the age on disk after it has ended what is due. */
async function nextLook(): Promise<void> {
  const db = new Database(join(bench.directory, 'station.sqlite'), { readonly: true });
  const age = () => db.prepare("SELECT value FROM setting WHERE key = 'scope.age'").pluck().get();
  try {
    for (let look = 0; look < 2; look += 1) {
      const before = age();
      await expect.poll(age, { timeout: 30_000 }).not.toEqual(before);
    }
  } finally {
    db.close();
  }
}

/** The list of people is sealed too, with another key; what counts here is short. */
const secretsOpen = () => [...whatTheFolderOpens(bench.directory)].filter((text) => text.length < 64);
async function registeredPerson(displayName: string): Promise<Person> {
  return toPerson(
    await cloud.database
      .asSystem('administration')
      .read((transaction) =>
        transaction.selectFrom('people').selectAll().where('display_name', '=', displayName).executeTakeFirstOrThrow(),
      ),
  );
}

const databaseHolds = (text: string) =>
  filesHolding(bench.directory, text).some((path) => path.startsWith('station.sqlite'));
const feedKeys = async () => (await bench.operator.scan.feed({ limit: 20 })).map(({ key }) => key);

describe('JOB-6 P38 what the station may keep ends by itself', { timeout: 120_000 }, () => {
  it('P19 a clock that is set forward by years ends nothing', async () => {
    await bench.operator.sync.run();
    const before = secretsOpen();
    expect(before.length).toBeGreaterThan(0);
    expect(databaseHolds(await someVin())).toBe(true);
    bench.setConnected(false);
    clock.setForward(5 * 365 * dayMs);
    await nextLook();
    expect(secretsOpen().sort()).toEqual(before.sort());
    expect(databaseHolds(await someVin())).toBe(true);
    clock.setForward(-5 * 365 * dayMs);
  });

  it('without contact rows and secrets of customers go when the time has passed, and the trail says so', async () => {
    clock.skip(scopeGraceMs - dayMs);
    await nextLook();
    expect(secretsOpen().length).toBeGreaterThan(0);
    clock.skip(2 * dayMs);
    await expect.poll(secretsOpen, { timeout: 20_000 }).toEqual([]);
    expect(databaseHolds(await someVin())).toBe(false);
    expect(await feedKeys()).toEqual(expect.arrayContaining(['customer-forgotten', 'secrets-forgotten']));
    const entries = await bench.operator.audit.entries({ limit: 20 });
    expect(entries.map(({ action }) => action)).toContain('scope.ended');
  });

  it('the next contact brings everything back', async () => {
    clock.skip(-(scopeGraceMs + dayMs));
    bench.setConnected(true);
    await bench.operator.sync.run();
    expect(databaseHolds(await someVin())).toBe(true);
    expect(secretsOpen().length).toBeGreaterThan(0);
  });

  it('ORG-3 a partnership that was ended takes both along with the next contact', async () => {
    const vin = await someVin();
    await cloud.database.asSystem('administration').transact(async (transaction) => {
      const row = await transaction
        .selectFrom('trusts')
        .selectAll()
        .where('customer_id', '=', customer)
        .where('partner_id', '=', organizationOf('hansen'))
        .executeTakeFirstOrThrow();
      await putTrust(transaction, { ...toTrust(row), state: 'revoked' }, new Date().toISOString());
    });
    await bench.operator.sync.run();
    expect(databaseHolds(vin)).toBe(false);
  });

  it('a station whose enrolment was ended keeps no secret from the moment that it is told', async () => {
    await revokeStation(cloud.database, {
      stationId: 'station-1',
      by: await registeredPerson('J. Lind'),
      now: new Date().toISOString(),
    });
    await bench.operator.sync.run();
    expect(await bench.operator.sync.status()).toMatchObject({ why: 'sync.why.revoked' });
    expect(secretsOpen()).toEqual([]);
  });
});
