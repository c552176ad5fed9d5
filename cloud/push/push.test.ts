import { describe, expect, it } from 'vitest';
import type { StoredAuditEntry } from '#core/domain/audit/audit-entry.ts';
import type { Operation, OperationVerdict } from '#core/domain/sync/operation.ts';
import { pushResponse, verdictOfResult } from '#core/domain/sync/push.ts';
import { registerStation } from '../stations/register-station.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';
import { mendUnit, poisonUnit } from '../testing/poisoned-unit.ts';
import { createProvenFetch } from '../testing/proven-calls.ts';
import type { TestStation } from '../testing/test-cloud.ts';

const site = worldOfTest();

function transfer(from: TestStation, unit: string): Operation {
  const payload = { fromId: site.world.partner, toId: site.world.customer, expectedEpoch: 0, unpairFirst: false };
  return from.operation({ kind: 'unit.transfer', unit, payload });
}

function count(table: 'transfers' | 'operations' | 'organization_audit', unit: string): Promise<number> {
  return site.database.asSystem('administration').read(async (transaction) => {
    const rows = await transaction.selectFrom(table).select('unit').where('unit', '=', unit).execute();
    return rows.length;
  });
}

function pushRaw(by: TestStation, operations: readonly Operation[], extra: object = {}): Promise<Response> {
  const body = JSON.stringify({ ...by.request(operations), ...extra });
  return by.fetch('/v1/sync/push', { method: 'POST', body, headers: { 'content-type': 'application/json' } });
}

async function answered(answer: Response): Promise<readonly OperationVerdict[]> {
  return pushResponse.parse(await answer.json()).results.map(verdictOfResult);
}

describe('push of operations', () => {
  it('STA-3 calls a repeat a duplicate and gives the stored verdict with it, be it a yes or a no', async () => {
    const unit = await site.world.addUnit(site.world.partner);
    const operations = [
      transfer(site.station, unit),
      transfer(site.station, await site.world.addUnit(site.world.stranger)),
    ];
    const first = pushResponse.parse(await (await pushRaw(site.station, operations)).json());
    expect(first.results.map(({ verdict }) => verdict)).toEqual(['applied', 'conflict']);
    site.cloud.clock.advance(3_600_000);
    const second = pushResponse.parse(await (await pushRaw(site.station, operations)).json());
    expect(second.results).toEqual(
      first.results.map((stored) => ({ operationId: stored.operationId, verdict: 'duplicate', stored })),
    );
  });

  it('STA-3 answers a repeat with the stored verdict, to the letter, and does nothing', async () => {
    const unit = await site.world.addUnit(site.world.partner);
    const operation = transfer(site.station, unit);
    const first = await site.station.push([operation]);
    site.cloud.clock.advance(30 * 86_400_000);
    const again = await Promise.all([
      site.station.push([operation]),
      site.station.push([operation]),
      site.station.push([operation]),
    ]);
    expect(again.map((one) => one.results)).toEqual([first.results, first.results, first.results]);
    expect([
      await count('transfers', unit),
      await count('operations', unit),
      await count('organization_audit', unit),
    ]).toEqual([1, 1, 2]);
  });

  it('STA-3 has one effect when the same operation comes several times at once', async () => {
    const unit = await site.world.addUnit(site.world.partner);
    const operation = transfer(site.station, unit);
    const answers = await Promise.all(Array.from({ length: 5 }, () => site.station.push([operation])));
    expect(new Set(answers.map((one) => JSON.stringify(one.results)))).toHaveProperty('size', 1);
    expect(await count('transfers', unit)).toBe(1);
  });

  it('STA-3 defers what comes after a gap, and takes it once the gap is filled', async () => {
    const units = [await site.world.addUnit(site.world.partner), await site.world.addUnit(site.world.partner)];
    const [first, second] = units.map((unit) => transfer(site.station, unit));
    const early = await site.station.push(second === undefined ? [] : [second]);
    expect(early.results).toMatchObject([{ operationId: second?.id, verdict: 'deferred' }]);
    const filled = await site.station.push([first, second].filter((one) => one !== undefined));
    expect(filled.results.map((one) => one.verdict)).toEqual(['applied', 'applied']);
  });

  it('STA-3 lets an operation that we cannot handle hold up its own unit only', async () => {
    const poisoned = await site.world.addUnit(site.world.partner);
    const other = await site.world.addUnit(site.world.partner);
    await poisonUnit(site.database, poisoned);
    const operations = [
      transfer(site.station, poisoned),
      site.station.operation(installed(poisoned, site.world.customer)),
      transfer(site.station, other),
    ];
    const first = await site.station.push(operations);
    expect(first.results.map((one) => [one.verdict, one.code])).toEqual([
      ['deferred', 'CLOUD_FAULT'],
      ['deferred', null],
      ['applied', null],
    ]);
    expect(site.cloud.logged.findLast(({ event }) => event === 'operation.held')).toMatchObject({
      level: 'error',
      event: 'operation.held',
      fields: { unit: poisoned },
    });
    await mendUnit(site.database);
    const second = await site.station.push(operations);
    expect(second.results.map((one) => one.verdict)).toEqual(['applied', 'applied', 'applied']);
    expect(second.results[2]).toEqual(first.results[2]);
  });

  it('STA-3 P12 lets an operation that it does not understand hold up its own unit only, and takes it when it was mended', async () => {
    const [odd, other] = [await site.world.addUnit(site.world.partner), await site.world.addUnit(site.world.partner)];
    const good = transfer(site.station, odd);
    const operations = [
      { ...good, kind: 'unit.teleport' } as unknown as Operation,
      site.station.operation(installed(odd, site.world.customer)),
      transfer(site.station, other),
    ];
    const first = await answered(await pushRaw(site.station, operations));
    expect(first.map(({ verdict, code }) => [verdict, code])).toEqual([
      ['deferred', 'OPERATION_NOT_UNDERSTOOD'],
      ['deferred', null],
      ['applied', null],
    ]);
    expect(site.cloud.logged.findLast(({ event }) => event === 'operation.held')).toMatchObject({
      event: 'operation.held',
      fields: { unit: odd, fault: expect.stringContaining('kind') },
    });
    const again = await answered(await pushRaw(site.station, operations));
    expect(again.map(({ verdict }) => verdict)).toEqual(['deferred', 'deferred', 'applied']);
    const mended = await site.station.push([good, ...operations.slice(1)]);
    expect(mended.results.map(({ verdict }) => verdict)).toEqual(['applied', 'applied', 'applied']);
    expect(mended.results[2]).toEqual(first[2]);
  });

  it('STA-3 notices two disks with one name, freezes both and takes the station back after it was registered anew', async () => {
    const unit = await site.world.addUnit(site.world.partner);
    const clone = site.station.clone();
    await site.station.push([transfer(site.station, unit)]);
    const forked = await pushRaw(clone, [transfer(clone, await site.world.addUnit(site.world.partner))]);
    expect([forked.status, await forked.json()]).toMatchObject([409, { code: 'station-forked' }]);
    const frozen = await pushRaw(site.station, [transfer(site.station, await site.world.addUnit(site.world.partner))]);
    expect(frozen.status).toBe(409);
    const { thumbprint } = site.station.key;
    const fresh = {
      stationId: site.station.id,
      name: 'Bench',
      organizationId: site.world.partner,
      publicKey: null,
      thumbprint,
    };
    const credential = await registerStation(site.database, fresh, site.cloud.clock.now());
    expect(credential.generation).toBe(2);
    const body = JSON.stringify({ ...site.station.request([]), generation: 2 });
    const push = { method: 'POST', body, headers: { 'content-type': 'application/json' } };
    const callAgain = createProvenFetch(site.station.key, credential.accessToken);
    const back = await callAgain(new Request(`${site.cloud.url}/v1/sync/push`, push));
    expect(back.status).toBe(200);
    expect((await site.station.fetch('/v1/sync/push', push)).status).toBe(401);
  });

  it('STA-3 gives the verdict again to a station that numbers its operations anew', async () => {
    const unit = await site.world.addUnit(site.world.partner);
    const operation = transfer(site.station, unit);
    const { results } = await site.station.push([operation]);
    const again = await site.station.push([{ ...operation, seq: 1 }], { generation: 2 });
    expect(again.results).toEqual(results);
    const stale = await pushRaw(site.station, [], { generation: 1 });
    expect(stale.status).toBe(409);
  });

  it('STA-3 takes nothing in the name of another station', async () => {
    const other = await site.cloud.addStation(site.world.partner, 'other');
    const answer = await pushRaw(site.station, [], { stationId: other.id });
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'wrong-station' }]);
  });
});

describe('push of audit entries', () => {
  const record = (unit = 'evopulse:359315075384726') =>
    site.station.record({ action: 'unit.scanned', organizations: [site.world.partner, site.world.customer], unit });

  it('REP-1 holds what continues the chain, in pieces and on repeat', async () => {
    const entries = [record(), record(), record()];
    const held = await site.station.push([], { auditEntries: entries.slice(0, 2) });
    expect(held.audit).toEqual({ kind: 'held', size: 2, head: entries[1]?.head });
    const rest = await site.station.push([], { auditEntries: entries, checkpoint: site.station.checkpoint() });
    expect(rest.audit).toEqual({ kind: 'held', size: 3, head: entries[2]?.head });
  });

  it('REP-1 files an entry under every organization it names that has to do with the station', async () => {
    const entry = site.station.record({
      action: 'unit.scanned',
      organizations: [site.world.customer, site.world.stranger],
      unit: 'tp:890123847562332',
    });
    await site.station.push([], { auditEntries: [entry] });
    const logs = await Promise.all(
      [site.world.customer, site.world.stranger].map(async (organizationId) => {
        const own = await site.cloud.addStation(organizationId, 'office');
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
    const answer = await site.station.push([], { auditEntries: spoilt });
    expect(answer.audit).toEqual({ kind: 'broken', ...finding });
    const empty = await site.station.push([]);
    expect(empty.audit).toMatchObject({ kind: 'held', size: 0 });
  });

  it('REP-1 finds a history that was rewritten after it was sent', async () => {
    await site.station.push([], { auditEntries: [record(), record()] });
    const clone = site.station.clone();
    const other = clone.record({ action: 'unit.forgotten', organizations: [site.world.partner] });
    expect((await site.station.push([], { auditEntries: [other] })).audit).toEqual({
      kind: 'broken',
      seq: 1,
      fault: 'fork',
    });
  });

  it('REP-1 finds a statement that this station did not sign', async () => {
    const other = await site.cloud.addStation(site.world.partner, 'other');
    const entries = [record()];
    const { signature } = other.checkpoint();
    const checkpoint = { ...site.station.checkpoint(), signature };
    const answer = await site.station.push([], { auditEntries: entries, checkpoint });
    expect(answer.audit).toEqual({ kind: 'broken', seq: 1, fault: 'wrong-key' });
  });

  it('P21 raises the gap alarm when less arrives than the station once signed', async () => {
    const entries = [record(), record(), record(), record()];
    const checkpoint = site.station.checkpoint();
    const cut = await site.station.push([], { auditEntries: entries.slice(0, 2), checkpoint });
    expect(cut.audit).toEqual({ kind: 'broken', seq: 3, fault: 'missing' });
    await site.station.push([], { auditEntries: entries.slice(0, 2) });
    expect((await site.station.push([], { checkpoint })).audit).toEqual({ kind: 'broken', seq: 3, fault: 'missing' });
    expect(site.cloud.logged).toContainEqual(expect.objectContaining({ level: 'error', event: 'audit.broken' }));
  });

  it('REP-1 finds entries of another station', async () => {
    const other = await site.cloud.addStation(site.world.partner, 'other');
    const foreign = other.record({ action: 'unit.scanned', organizations: [site.world.partner] });
    expect((await site.station.push([], { auditEntries: [foreign] })).audit).toMatchObject({
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
    verifiedAt: site.cloud.clock.now(),
  };
  return { kind: 'unit.installed' as const, unit, payload };
}
