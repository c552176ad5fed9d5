import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Operation } from '#core/domain/sync/operation.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';
import type { OperationSketch } from '../testing/test-cloud.ts';

const site = worldOfTest();

/** A unit of the workshop goes to its customer, is configured, inspected, paired and signed off. */
async function wholeJob(): Promise<readonly OperationSketch[]> {
  const { partner, customer, addUnit, addAsset } = site.world;
  const unit = await addUnit(partner);
  const assetId = await addAsset(customer, null, 'HH 12');
  const customerId = customer;
  const verifiedAt = site.cloud.clock.now();
  const profile = { profileId: 'trailer-eu', profileVersion: 7, firmware: '03.27.10', iccid: null, verifiedAt };
  const transfer = { fromId: partner, toId: customer, expectedEpoch: 0, unpairFirst: false };
  const inspection = { checklistId: 'evopulse', checklistVersion: 1, result: 'pass', checks: [] };
  const signature = { reportNumber: '1', result: 'succeeded', remarks: null, auditSize: 1, auditHead: 'a'.repeat(64) };
  return [
    { kind: 'unit.transfer', unit, payload: transfer },
    { kind: 'unit.installed', unit, payload: { customerId, ...profile, changes: [] } },
    { kind: 'unit.inspected', unit, payload: { customerId, ...inspection } },
    { kind: 'unit.pair', unit, payload: { organizationId: customer, assetId, vin: null } },
    { kind: 'session.signed', unit, payload: { customerId, ...signature } },
  ];
}

const numbered = (sketches: readonly OperationSketch[]): Operation[] =>
  sketches.map((sketch) => site.station.operation(sketch));

async function verdictsOf(operations: readonly Operation[]) {
  const { results } = await site.station.push(operations);
  return results.map(({ verdict, code, ownerEpoch }) => ({ verdict, code, ownerEpoch }));
}

/** How many transactions wrote the verdicts of this station. */
async function transactions(): Promise<number> {
  const { rows } = await site.database.asSystem('administration').read((transaction) =>
    sql<{ count: number }>`select count(distinct xmin::text)::int as count from operations
      where station_id = ${site.station.id}`.execute(transaction),
  );
  return rows[0]?.count ?? 0;
}

describe('STA-3 all operations of a push', () => {
  it('are judged as one after the other would be, each by what those before it did, in one transaction', async () => {
    const together = await verdictsOf(numbered([...(await wholeJob()), ...(await wholeJob())]));
    expect(await transactions()).toBe(1);
    const apart = [];
    for (const operation of numbered(await wholeJob())) {
      apart.push(...(await verdictsOf([operation])));
    }
    expect(together).toEqual([...apart, ...apart]);
    expect(together.every(({ verdict }) => verdict === 'applied')).toBe(true);
    expect(await transactions()).toBe(6);
  });

  it('stand in the customer’s log in their order, and the feed tells of each thing once', async () => {
    const before = await site.station.pull();
    const job = await wholeJob();
    await site.station.push(numbered(job));
    const { rows } = await site.station.api.organizations.audit({ organizationId: site.world.customer as never });
    const actions = rows.map(({ action }) => action);
    expect(actions.toReversed().filter((action) => action !== 'asset.created')).toEqual([
      ...['transfer.applied', 'unit.installed', 'unit.inspected', 'unit.paired', 'session.signed'],
    ]);
    const told = (await site.station.pull(before.cursor)).rows.filter(({ kind }) => kind === 'unit');
    expect(told).toMatchObject([{ value: { ownerEpoch: 1, configuration: 'configured' } }]);
  });

  it('have one effect where one of them comes twice', async () => {
    const [first, ...rest] = numbered(await wholeJob());
    const twice = first === undefined ? [] : [first, first, ...rest];
    expect((await verdictsOf(twice)).map(({ verdict }) => verdict)).toEqual(Array.from({ length: 6 }, () => 'applied'));
  });

  it('are taken one by one where one of them meets a fault of ours, which alone is held', async () => {
    const [healthy, poisoned] = [await wholeJob(), await wholeJob()];
    const operations = numbered([...poisoned.slice(0, 1), ...healthy, ...poisoned.slice(1)]);
    const [, transfer] = operations;
    // Its number of the books is taken already, which no rule foresees.
    await site.database.asSystem('administration').transact((transaction) =>
      sql`insert into sheets (operation_id, unit, customer_id, document, occurred_at, received_at, report_number, result)
        values (${operations[5]?.id}, 'x', 'x', '{}', 'x', 'x', 'x', 'failed')`.execute(transaction),
    );
    const verdicts = await verdictsOf(operations);
    expect(transfer?.kind).toBe('unit.transfer');
    expect(verdicts.map(({ verdict, code }) => code ?? verdict)).toEqual([
      ...['applied', 'applied', 'applied', 'applied', 'applied', 'CLOUD_FAULT'],
      ...['applied', 'applied', 'applied', 'applied'],
    ]);
    expect(site.cloud.logged.some(({ event }) => event === 'push.one-by-one')).toBe(true);
  });
});
