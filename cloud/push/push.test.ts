import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StoredAuditEntry } from '#core/domain/audit/audit-entry.ts';
import type { Operation } from '#core/domain/sync/operation.ts';
import { type CloudDatabase, openDatabase } from '../database/open-database.ts';
import { registerStation } from '../stations/register-station.ts';
import { createProvenFetch } from '../testing/proven-calls.ts';
import { startTestCloud, type TestCloud, type TestStation } from '../testing/test-cloud.ts';
import { createTestWorld, type TestWorld } from '../testing/test-world.ts';

let database: CloudDatabase;
let cloud: TestCloud;
let world: TestWorld;
let station: TestStation;

beforeAll(async () => {
  database = await openDatabase({ kind: 'pglite', directory: 'memory' });
  cloud = await startTestCloud(database);
}, 60_000);

afterAll(async () => {
  await cloud.close();
  await database.close();
});

beforeEach(async () => {
  world = await createTestWorld(cloud);
  station = await cloud.addStation(world.partner);
});

function transfer(from: TestStation, unit: string): Operation {
  const payload = { fromId: world.partner, toId: world.customer, expectedEpoch: 0, unpairFirst: false };
  return from.operation({ kind: 'unit.transfer', unit, payload });
}

function count(table: 'transfers' | 'operations' | 'organization_audit', unit: string): Promise<number> {
  return database.read(async (transaction) => {
    const rows = await transaction.selectFrom(table).select('unit').where('unit', '=', unit).execute();
    return rows.length;
  });
}

function pushRaw(by: TestStation, operations: readonly Operation[], extra: object = {}): Promise<Response> {
  const body = JSON.stringify({ ...by.request(operations), ...extra });
  return by.fetch('/v1/sync/push', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
}

describe('push of operations', () => {
  it('STA-3 answers a repeat with the stored verdict, to the letter, and does nothing', async () => {
    const unit = await world.addUnit(world.partner);
    const operation = transfer(station, unit);
    const first = await station.push([operation]);
    cloud.clock.advance(30 * 86_400_000);
    const again = await Promise.all([station.push([operation]), station.push([operation]), station.push([operation])]);
    expect(again.map((one) => one.results)).toEqual([first.results, first.results, first.results]);
    expect([
      await count('transfers', unit),
      await count('operations', unit),
      await count('organization_audit', unit),
    ]).toEqual([1, 1, 2]);
  });

  it('STA-3 has one effect when the same operation comes several times at once', async () => {
    const unit = await world.addUnit(world.partner);
    const operation = transfer(station, unit);
    const answers = await Promise.all(Array.from({ length: 5 }, () => station.push([operation])));
    expect(new Set(answers.map((one) => JSON.stringify(one.results)))).toHaveProperty('size', 1);
    expect(await count('transfers', unit)).toBe(1);
  });

  it('STA-3 defers what comes after a gap, and takes it once the gap is filled', async () => {
    const units = [await world.addUnit(world.partner), await world.addUnit(world.partner)];
    const [first, second] = units.map((unit) => transfer(station, unit));
    const early = await station.push(second === undefined ? [] : [second]);
    expect(early.results).toMatchObject([{ operationId: second?.id, verdict: 'deferred' }]);
    const filled = await station.push([first, second].filter((one) => one !== undefined));
    expect(filled.results.map((one) => one.verdict)).toEqual(['applied', 'applied']);
  });

  it('STA-3 lets an operation that we cannot handle hold up its own unit only', async () => {
    const poisoned = await world.addUnit(world.partner);
    const other = await world.addUnit(world.partner);
    await breakUnit(poisoned);
    const operations = [
      transfer(station, poisoned),
      station.operation(installed(poisoned, world.customer)),
      transfer(station, other),
    ];
    const first = await station.push(operations);
    expect(first.results.map((one) => [one.verdict, one.code])).toEqual([
      ['deferred', 'CLOUD_FAULT'],
      ['deferred', null],
      ['applied', null],
    ]);
    expect(cloud.logged.at(-1)).toMatchObject({ level: 'error', event: 'operation.held', fields: { unit: poisoned } });
    await mendUnits();
    const second = await station.push(operations);
    expect(second.results.map((one) => one.verdict)).toEqual(['applied', 'applied', 'applied']);
    expect(second.results[2]).toEqual(first.results[2]);
  });

  it('STA-3 notices two disks with one name, freezes both and takes the station back after it was registered anew', async () => {
    const unit = await world.addUnit(world.partner);
    const clone = station.clone();
    await station.push([transfer(station, unit)]);
    const forked = await pushRaw(clone, [transfer(clone, await world.addUnit(world.partner))]);
    expect([forked.status, await forked.json()]).toMatchObject([409, { code: 'station-forked' }]);
    const frozen = await pushRaw(station, [transfer(station, await world.addUnit(world.partner))]);
    expect(frozen.status).toBe(409);
    const { thumbprint } = station.key;
    const fresh = { stationId: station.id, name: 'Bench', organizationId: world.partner, publicKey: null, thumbprint };
    const credential = await registerStation(database, fresh, cloud.clock.now());
    expect(credential.generation).toBe(2);
    const body = JSON.stringify({ ...station.request([]), generation: 2 });
    const push = { method: 'POST', body, headers: { 'content-type': 'application/json' } };
    const callAgain = createProvenFetch(station.key, credential.accessToken);
    const back = await callAgain(new Request(`${cloud.url}/v1/sync/push`, push));
    expect(back.status).toBe(200);
    expect((await station.fetch('/v1/sync/push', push)).status).toBe(401);
  });

  it('STA-3 gives the verdict again to a station that numbers its operations anew', async () => {
    const unit = await world.addUnit(world.partner);
    const operation = transfer(station, unit);
    const { results } = await station.push([operation]);
    const again = await station.push([{ ...operation, seq: 1 }], { generation: 2 });
    expect(again.results).toEqual(results);
    const stale = await pushRaw(station, [], { generation: 1 });
    expect(stale.status).toBe(409);
  });

  it('STA-3 takes nothing in the name of another station', async () => {
    const other = await cloud.addStation(world.partner, 'other');
    const answer = await pushRaw(station, [], { stationId: other.id });
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'wrong-station' }]);
  });
});

describe('push of audit entries', () => {
  const record = (unit = 'evopulse:359315075384726') =>
    station.record({ action: 'unit.scanned', organizations: [world.partner, world.customer], unit });

  it('REP-1 holds what continues the chain, in pieces and on repeat', async () => {
    const entries = [record(), record(), record()];
    const held = await station.push([], { auditEntries: entries.slice(0, 2) });
    expect(held.audit).toEqual({ kind: 'held', size: 2, head: entries[1]?.head });
    const rest = await station.push([], { auditEntries: entries, checkpoint: station.checkpoint() });
    expect(rest.audit).toEqual({ kind: 'held', size: 3, head: entries[2]?.head });
  });

  it('REP-1 files an entry under every organization it names that has to do with the station', async () => {
    const entry = station.record({
      action: 'unit.scanned',
      organizations: [world.customer, world.stranger],
      unit: 'tp:890123847562332',
    });
    await station.push([], { auditEntries: [entry] });
    const logs = await Promise.all(
      [world.customer, world.stranger].map(async (organizationId) => {
        const own = await cloud.addStation(organizationId, 'office');
        return (await own.api.organizations.audit({ organizationId })).rows;
      }),
    );
    expect(logs[0]).toMatchObject([{ index: 1, action: 'unit.scanned', unit: 'tp:890123847562332' }]);
    expect(logs[1]).toEqual([]);
  });

  const change = (entry: StoredAuditEntry): StoredAuditEntry => ({
    ...entry,
    canonical: entry.canonical.replace('unit.scanned', 'unit.touched'),
  });

  it.each<[string, (entries: StoredAuditEntry[]) => StoredAuditEntry[], object]>([
    ['a change', ([a, b, c]) => [a, b && change(b), c].filter(isEntry), { seq: 2, fault: 'changed' }],
    ['a gap', ([a, , c]) => [a, c].filter(isEntry), { seq: 2, fault: 'missing' }],
    ['another order', ([a, b, c]) => [a, c, b].filter(isEntry), { seq: 2, fault: 'reordered' }],
  ])('REP-1 finds %s and keeps nothing of it', async (_name, spoil, finding) => {
    const spoilt = spoil([record(), record(), record()]);
    const answer = await station.push([], { auditEntries: spoilt });
    expect(answer.audit).toEqual({ kind: 'broken', ...finding });
    const empty = await station.push([]);
    expect(empty.audit).toMatchObject({ kind: 'held', size: 0 });
  });

  it('REP-1 finds a history that was rewritten after it was sent', async () => {
    await station.push([], { auditEntries: [record(), record()] });
    const clone = station.clone();
    const other = clone.record({ action: 'unit.forgotten', organizations: [world.partner] });
    expect((await station.push([], { auditEntries: [other] })).audit).toEqual({
      kind: 'broken',
      seq: 1,
      fault: 'fork',
    });
  });

  it('REP-1 finds a statement that this station did not sign', async () => {
    const other = await cloud.addStation(world.partner, 'other');
    const entries = [record()];
    const { signature } = other.checkpoint();
    const checkpoint = { ...station.checkpoint(), signature };
    const answer = await station.push([], { auditEntries: entries, checkpoint });
    expect(answer.audit).toEqual({ kind: 'broken', seq: 1, fault: 'wrong-key' });
  });

  it('REP-1 finds entries of another station', async () => {
    const other = await cloud.addStation(world.partner, 'other');
    const foreign = other.record({ action: 'unit.scanned', organizations: [world.partner] });
    expect((await station.push([], { auditEntries: [foreign] })).audit).toMatchObject({
      kind: 'broken',
      fault: 'fork',
    });
  });
});

const isEntry = (entry: StoredAuditEntry | undefined): entry is StoredAuditEntry => entry !== undefined;

function installed(unit: string, customerId: string) {
  const payload = {
    customerId,
    profileId: 'trailer-eu',
    profileVersion: 7,
    firmware: '03.27.10',
    iccid: null,
    changes: [],
    verifiedAt: cloud.clock.now(),
  };
  return { kind: 'unit.installed' as const, unit, payload };
}

/** Makes the database itself fail for one unit, as a broken index or a bug in a migration would. */
async function breakUnit(unit: string): Promise<void> {
  await database.transact(async (transaction) => {
    await sql`create or replace function poison() returns trigger language plpgsql as $$
      begin raise exception 'poisoned'; end $$`.execute(transaction);
    await sql
      .raw(
        `create trigger poison before update on units for each row when (old.unit = '${unit}') execute function poison()`,
      )
      .execute(transaction);
  });
}

async function mendUnits(): Promise<void> {
  await database.transact((transaction) => sql`drop trigger poison on units`.execute(transaction));
}
