import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { putTrust } from '#cloud/registry/put.ts';
import { toTrust } from '#cloud/registry/rows.ts';
import type { ConfigurationView } from '#core/contract/station/configuration.ts';
import { profileId, type SessionId } from '#core/kernel/entity-ids.ts';
import { createInProcessPorts } from '#sim/fronts/in-process.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld, organizationOf } from './testing/bench-world.ts';
import { hurriedUnit, textToUnit, untilBayIs } from './testing/cable-bench.ts';
import { crowdSerial } from './testing/crowd-units.ts';
import { printedReport } from './testing/printed-report.ts';
import { openSheetOf, sheetOf } from './testing/sheet-work.ts';
import { createTestClock } from './testing/test-clock.ts';
import { withPin } from './testing/with-pin.ts';

const speed = 20;
const serials = [0, 1, 2].map(crowdSerial);
const reason = 'The customer moved to a second server.';

let cloud: CloudWorld;
let bench: BenchWorld;
let units: readonly VirtualUnit[];

beforeAll(async () => {
  cloud = await createCloudWorld();
  units = serials.map((serial) => hurriedUnit(serial, speed));
  const ports = Object.fromEntries(units.map((unit, index) => [`sim:${index + 1}`, unit]));
  bench = await cloud.addStation({ unitPorts: createInProcessPorts(ports), clock: createTestClock({ speed }) });
  await bench.signIn('M. Kaya');
  await bench.chooseCustomer('nordfracht');
});
afterAll(async () => {
  await cloud.close();
  for (const unit of units) {
    unit.close();
  }
});

async function connected(index: number): Promise<SessionId> {
  await untilBayIs(bench, index + 1, 'idle');
  const sessionId = await openSheetOf(bench, `EVP-${serials[index]}`);
  expect(await bench.client.bench.identify({ sessionId, bay: index + 1 })).toMatchObject({ kind: 'agrees' });
  return sessionId;
}

async function viewOf(sessionId: SessionId): Promise<ConfigurationView> {
  const answer = await bench.client.bench.configuration({ sessionId });
  if (answer.kind !== 'configuration') throw new Error('the sheet is there');
  return answer.view;
}
const lineOf = async (sessionId: SessionId, key: string) =>
  (await viewOf(sessionId)).lines.find((line) => line.key === key);

/** What the customer lets this workshop do, as its own people would set it. */
async function allowOverride(overrideAllowed: boolean): Promise<void> {
  const [customerId, partnerId] = [organizationOf('nordfracht'), organizationOf('hansen')];
  await cloud.database.asSystem('administration').transact(async (transaction) => {
    const row = await transaction
      .selectFrom('trusts')
      .selectAll()
      .where('customer_id', '=', customerId)
      .where('partner_id', '=', partnerId)
      .executeTakeFirstOrThrow();
    await putTrust(transaction, { ...toTrust(row), overrideAllowed }, '2026-11-20T12:00:00.000Z');
  });
  await bench.operator.sync.run();
}

const override = (sessionId: SessionId, value = '7711', why = reason) =>
  withPin(bench.client, () => bench.client.bench.overrideValue({ sessionId, key: 'serverPort', value, reason: why }));

async function write(sessionId: SessionId): Promise<string> {
  await bench.client.bench.compareConfiguration({ sessionId });
  await bench.client.bench.writeConfiguration({ sessionId });
  return (await sheetOf(bench, sessionId)).session.configuration.kind;
}

describe('INST-4 ORG-5 prescribed values where the customer allows nothing else', { timeout: 60_000 }, () => {
  let sessionId: SessionId;
  beforeAll(async () => {
    await allowOverride(false);
    sessionId = await connected(0);
  });

  it('are shown as locked, with their source', async () => {
    expect(await lineOf(sessionId, 'serverPort')).toMatchObject({
      wanted: '7710',
      source: 'profile',
      from: 'Trailer EU',
      change: 'locked',
    });
    expect((await viewOf(sessionId)).overrideAllowed).toBe(false);
    expect(await lineOf(sessionId, 'tyreCount')).toMatchObject({ change: 'open' });
  });

  it('are refused to a client that asks all the same, by either way, and the attempt is in the trail', async () => {
    expect(await override(sessionId)).toMatchObject({ kind: 'refused', reason: 'value-locked' });
    expect(await bench.client.bench.giveValue({ sessionId, key: 'serverPort', value: '7711' })).toMatchObject({
      kind: 'refused',
      reason: 'value-locked',
    });
    expect((await sheetOf(bench, sessionId)).session.ownValues).toBeUndefined();
    const entries = await bench.client.audit.entries({ sessionId, limit: 50 });
    expect(JSON.stringify(entries)).toContain('configuration.overridden');
  });

  it('cannot be got around on the port itself, beside the sheet', async () => {
    const write = (values: Record<string, string>) =>
      bench.client.cable.writePort({ port: 'sim:1', values, dryRun: false });
    expect(await write({ serverPort: '7711', vin: 'WSM00000003111444' })).toEqual({
      kind: 'locked',
      keys: ['serverPort'],
    });
    expect(await write({ serverPort: '7710' })).toMatchObject({ kind: 'verified' });
    expect(units[0]?.parameters()['2005']).toBe('7710');
  });

  it('cannot be got around by another profile', async () => {
    const chosen = profileId.parse('standard-eu');
    expect((await viewOf(sessionId)).choices.map(({ id }) => id)).not.toContain(chosen);
    expect(await bench.client.bench.chooseProfile({ sessionId, profileId: chosen })).toMatchObject({
      kind: 'refused',
      reason: 'no-such-profile',
    });
  });

  it('leave open what nobody prescribes: the number of tyres and the VIN of this vehicle', async () => {
    const give = (key: string, value: string) => bench.client.bench.giveValue({ sessionId, key, value });
    expect(await give('tyreCount', '4')).toMatchObject({ kind: 'updated' });
    expect(await give('vin', 'wsm 0000 0003 111444')).toMatchObject({ kind: 'updated' });
    expect(await give('tyreCount', '99')).toMatchObject({ kind: 'refused', reason: 'value-not-taken' });
    expect(await give('apnPassword', 'in clear')).toMatchObject({ kind: 'refused', reason: 'value-not-taken' });
    expect(await write(sessionId)).toBe('verified');
    expect(units[0]?.parameters()).toMatchObject({ 90011: 'WSM00000003111444', 90012: '4' });
    await bench.operator.sync.run();
    const queue = await bench.client.sync.queue({ limit: 20 });
    expect(queue.find(({ kind }) => kind === 'unit.installed')).toMatchObject({ verdict: 'applied' });
  });
});

describe('ORG-5 where the customer allows to depart', { timeout: 60_000 }, () => {
  let sessionId: SessionId;
  beforeAll(async () => {
    await allowOverride(true);
    sessionId = await connected(1);
  });

  it('takes a PIN and a reason, and is shown as a difference from what is prescribed', async () => {
    await expect(
      bench.client.bench.overrideValue({ sessionId, key: 'serverPort', value: '7711', reason }),
    ).rejects.toMatchObject({ code: 'STEP_UP_NEEDED' });
    expect(await override(sessionId)).toMatchObject({ kind: 'updated' });
    expect(await lineOf(sessionId, 'serverPort')).toMatchObject({
      wanted: '7711',
      source: 'override',
      change: 'with-reason',
      override: { instead: '7710', reason, by: 'M. Kaya' },
    });
  });

  it('is written, and stands in the trail and on the report with its reason', async () => {
    expect(await write(sessionId)).toBe('verified');
    expect(units[1]?.parameters()['2005']).toBe('7711');
    const entries = await bench.client.audit.entries({ sessionId, limit: 50 });
    const overridden = entries.find(({ action }) => action === 'configuration.overridden');
    expect(overridden).toMatchObject({
      before: { serverPort: '7710', by: 'profile' },
      after: { serverPort: '7711', reason },
    });
    expect(await printedReport(bench, sessionId)).toContain(reason);
    await bench.operator.sync.run();
    const queue = await bench.client.sync.queue({ limit: 20 });
    expect(queue.find(({ kind, sessionId: of }) => kind === 'unit.installed' && of === sessionId)).toMatchObject({
      verdict: 'applied',
    });
  });

  it('is refused again as soon as the customer takes the leave back, before anything is sent', async () => {
    await bench.client.bench.takeBackValue({ sessionId, key: 'serverPort' });
    await override(sessionId, '7712');
    await allowOverride(false);
    const from = units[1]?.traffic().length ?? 0;
    expect(await bench.client.bench.compareConfiguration({ sessionId })).toMatchObject({
      kind: 'refused',
      reason: 'value-locked',
    });
    expect(await bench.client.bench.writeConfiguration({ sessionId })).toMatchObject({ kind: 'refused' });
    expect(units[1] === undefined ? '' : textToUnit(units[1], from)).not.toContain('setparam');
  });

  it('was done while it was allowed and is refused by the centre if it is not any more: a task says so', async () => {
    await allowOverride(true);
    const later = await connected(2);
    await override(later, '7713');
    bench.setConnected(false);
    expect(await write(later)).toBe('verified');
    const [customerId, partnerId] = [organizationOf('nordfracht'), organizationOf('hansen')];
    await cloud.database.asSystem('administration').transact(async (transaction) => {
      await transaction
        .updateTable('trusts')
        .set({ override_allowed: false })
        .where('customer_id', '=', customerId)
        .where('partner_id', '=', partnerId)
        .execute();
    });
    bench.setConnected(true);
    await bench.operator.sync.run();
    const tasks = await bench.client.tasks.list();
    expect(JSON.stringify(tasks)).toContain('OVERRIDE_NOT_ALLOWED');
  });
});

describe('INST-3 unit, profile and last known (decision 18)', { timeout: 60_000 }, () => {
  it('says which side moved since it was proved, here and at another station', async () => {
    await allowOverride(true);
    const sessionId = await connected(0);
    const values = { reportMovingS: '300' };
    await bench.client.cable.writePort({ port: 'sim:1', values, dryRun: false });
    await bench.client.bench.compareConfiguration({ sessionId });
    expect(await lineOf(sessionId, 'reportMovingS')).toMatchObject({
      known: '60',
      actual: { kind: 'value', value: '300' },
      wanted: '60',
      departure: 'unit-changed',
    });
    expect((await viewOf(sessionId)).known).toMatchObject({ by: 'M. Kaya', profileName: 'Trailer EU' });
    const south = await cloud.addStation({ name: 'Bench 9' });
    await south.signIn('A. Okafor');
    await south.chooseCustomer('nordfracht');
    const there = await openSheetOf(south, `EVP-${serials[0]}`);
    const answer = await south.client.bench.configuration({ sessionId: there });
    expect(answer.kind === 'configuration' ? answer.view.known : null).toMatchObject({ by: 'M. Kaya' });
    expect(JSON.stringify(answer)).not.toContain('demo-apn-secret');
  });
});
