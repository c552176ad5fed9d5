import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { repeatNotFound } from '#cloud/pairing/repeat-not-found.ts';
import { createIds } from '#cloud/world/create-ids.ts';
import { systemClock } from '#cloud/world/system-world.ts';
import { luhnCheckDigit } from '#core/domain/identity/luhn.ts';
import { assetId as asAssetId, organizationId, type SessionId } from '#core/kernel/entity-ids.ts';
import { epochMs } from '#core/kernel/iso-time.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld, organizationOf } from './testing/bench-world.ts';
import { openSheetOf, sheetOf, stepOf } from './testing/sheet-work.ts';
import { createTestClock } from './testing/test-clock.ts';

let cloud: CloudWorld;
let bench: BenchWorld;
let office: BenchWorld;
const clock = createTestClock();
const hourMs = 3_600_000;

beforeAll(async () => {
  cloud = await createCloudWorld();
  bench = await cloud.addStation({ clock });
  office = await cloud.addStation({ organization: 'nordfracht', name: 'Office' });
  await bench.signIn('M. Kaya');
  await bench.chooseCustomer('nordfracht');
  await office.signIn('H. Petersen');
}, 120_000);
afterAll(() => cloud.close());
beforeEach(() => {
  bench.setConnected(true);
  clock.skip(2_000);
});

const idOf = (key: string) => asAssetId.parse(demoFleet.assets.find((asset) => asset.key === key)?.id);

/** One of the customer's own units that only fill its list, as `type:serial`. */
function unitOf(index: number): string {
  const crowd = demoFleet.crowds.find(({ owner }) => owner === 'nordfracht');
  const body = (BigInt(crowd?.serialBody ?? 0) + BigInt(index)).toString();
  return `evopulse:${body}${luhnCheckDigit(body)}`;
}

async function transmit(unit: string, sensorVin: string | null): Promise<void> {
  const position = { latitude: 53.29, longitude: 9.41 };
  await cloud.deliver(unit, { at: new Date().toISOString(), position, sensorVin, supplyMillivolts: 24_400 });
  await bench.client.sync.run();
}

const rowOf = async (unit: string, station = bench) =>
  (await station.client.pairing.inbox()).rows.find((row) => row.unit === unit);

async function opened(unit: string) {
  const answer = await bench.client.pairing.issue({ unit });
  if (answer.kind !== 'issue') {
    throw new Error(`nothing is open for ${unit}: ${answer.kind}`);
  }
  return answer;
}

const actionsOf = async (unit: string) =>
  (await bench.operator.audit.entries({ limit: 200 }))
    .filter((entry) => entry.unit === unit && entry.action.includes('pairing'))
    .map(({ action, outcome }) => `${action} ${outcome}`)
    .reverse();

describe('PAIR-5 B6 the inbox of pairings', () => {
  const unit = unitOf(10);
  const sensorVin = 'WSM00000003111474';

  it('has one line for a failure that is reported three times, with the next try and the end', async () => {
    for (let time = 0; time < 3; time += 1) {
      await transmit(unit, sensorVin);
    }
    const rows = (await bench.client.pairing.inbox()).rows.filter((row) => row.unit === unit);
    expect(rows).toMatchObject([
      {
        organizationName: 'Nordfracht Logistik',
        unitTypeLabel: 'Evo Pulse',
        issue: { trouble: 'NotFound', sensorVin, count: 3, outlook: { kind: 'by-the-hour' } },
        sheet: null,
        waiting: null,
      },
    ]);
    const { firstAt, lastAt, outlook } = rows[0]?.issue ?? { firstAt: '', lastAt: '', outlook: null };
    expect(epochMs(lastAt)).toBeGreaterThanOrEqual(epochMs(firstAt));
    const ends = outlook?.kind === 'by-the-hour' ? outlook : { nextAt: '', endsAt: '' };
    expect(epochMs(ends.endsAt) - epochMs(firstAt)).toBe(48 * hourMs);
    expect(epochMs(ends.nextAt) - epochMs(firstAt)).toBe(hourMs);
  });

  it('puts the vehicle on top whose VIN is one character off, and calls it no match', async () => {
    const { candidates, others } = await opened(unit);
    expect(candidates[0]).toMatchObject({ id: idOf('kl99'), match: 'none', occupied: false });
    expect(candidates.length + others).toBe(6);
    const found = await bench.client.pairing.findAssets({ unit, text: 'hh ab 31' });
    expect(found).toMatchObject({ kind: 'found', candidates: [{ id: idOf('twin-a') }] });
  });

  it('is the fleet’s as well, and of a stranger’s unit nobody learns anything', async () => {
    await office.client.sync.run();
    expect((await rowOf(unit, office))?.issue.count).toBe(3);
    const baltic = demoFleet.units.find(({ owner }) => owner === 'baltic');
    const foreign = `${baltic?.unitType}:${baltic?.serial}`;
    expect(await bench.client.pairing.issue({ unit: foreign })).toEqual({ kind: 'unknown-unit' });
    expect(await bench.client.pairing.pair({ unit: foreign, assetId: idOf('kl99') })).toEqual({ kind: 'unknown-unit' });
    expect(await bench.client.pairing.findAssets({ unit: 'nonsense', text: 'KL' })).toEqual({ kind: 'unknown-unit' });
  });

  it('ORG-2 lets a fleet manager look and correct, and pair only by way of the asset', async () => {
    await expect(office.client.pairing.pair({ unit, assetId: idOf('kl99') })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    });
  });

  it('loses the line when somebody corrects the vehicle: the centre tries again by itself', async () => {
    const { candidates } = await opened(unit);
    const wrong = candidates[0];
    const changed = await bench.client.assets.change({
      requestId: 'request-correct',
      id: idOf('kl99'),
      expectedVersion: wrong?.version ?? 0,
      wish: { category: 'trailer', type: null, plate: 'KL 99', vin: sensorVin, code: 'NF-T-0417' },
    });
    expect(changed.kind).toBe('done');
    // What the centre's own jobs do within seconds.
    await repeatNotFound({ database: cloud.database, clock: systemClock, ids: createIds() });
    await bench.client.sync.run();
    expect(await bench.client.pairing.issue({ unit })).toMatchObject({
      kind: 'settled',
      standing: { reason: 'AutoPair', assetId: idOf('kl99') },
    });
    expect(await rowOf(unit)).toBeUndefined();
  });
});

describe('PAIR-1 pairing and unpairing from the inbox', () => {
  const unit = unitOf(11);

  it('names several, and is done when the centre says so', async () => {
    await transmit(unit, '000412233');
    const { row, candidates } = await opened(unit);
    expect(row.issue).toMatchObject({ trouble: 'MultipleMatchFound', outlook: { kind: 'with-next-message' } });
    expect(
      candidates
        .filter(({ named }) => named)
        .map(({ id }) => id)
        .sort(),
    ).toEqual([idOf('twin-a'), idOf('twin-b')].sort());
    expect(await bench.client.pairing.pair({ unit, assetId: idOf('twin-a') })).toEqual({
      kind: 'done',
      asset: 'HH AB 31',
    });
    expect(await bench.client.pairing.issue({ unit })).toMatchObject({
      kind: 'settled',
      standing: { reason: 'ManualPair', assetLabel: 'HH AB 31' },
    });
    expect(await bench.client.pairing.pair({ unit, assetId: idOf('twin-a') })).toMatchObject({ kind: 'already' });
    expect((await actionsOf(unit)).slice(0, 2)).toEqual(['pairing.requested done', 'pairing.acknowledged done']);
  });

  it('OWN-11 without a network is kept, labelled and done once; nothing is asked twice meanwhile', async () => {
    bench.setConnected(false);
    expect(await bench.client.pairing.unpair({ unit, assetId: idOf('twin-a') })).toEqual({
      kind: 'waiting',
      asset: 'HH AB 31',
    });
    expect(await bench.client.pairing.issue({ unit })).toMatchObject({ standing: { assetLabel: 'HH AB 31' } });
    expect(await bench.client.pairing.unpair({ unit, assetId: idOf('twin-a') })).toMatchObject({ kind: 'under-way' });
    bench.setConnected(true);
    await bench.client.sync.run();
    await expect
      .poll(() => bench.client.pairing.issue({ unit }), { timeout: 20_000 })
      .toEqual({ kind: 'settled', standing: null });
    expect((await actionsOf(unit)).slice(-2)).toEqual(['unpairing.requested done', 'unpairing.acknowledged done']);
  });

  it('never takes a vehicle from another unit; the refusal is a task, and what is nobody’s vehicle is refused here', async () => {
    const other = unitOf(12);
    await transmit(other, 'WSM00000003111690');
    expect((await opened(other)).row.issue.trouble).toBe('occupied');
    expect(await bench.client.pairing.pair({ unit: other, assetId: idOf('occupied') })).toEqual({
      kind: 'refused',
      code: 'ASSET_OCCUPIED',
    });
    expect((await rowOf(other))?.issue.trouble).toBe('occupied');
    const tasks = await bench.client.tasks.list();
    expect(tasks.filter((task) => task.unit === other)).toMatchObject([{ code: 'ASSET_OCCUPIED' }]);
    expect(await bench.client.pairing.pair({ unit: other, assetId: idOf('alpen-truck') })).toEqual({
      kind: 'refused',
      code: 'ASSET_UNKNOWN',
    });
    expect(await actionsOf(other)).toContain('pairing.requested refused');
  });
});

describe('PAIR-5 the sheet of a unit that is paired already', () => {
  const unit = unitOf(13);
  const serial = unit.split(':')[1] ?? '';
  let sessionId: SessionId;

  const viewOf = async () => {
    const answer = await bench.client.bench.pairing({ sessionId });
    return answer.kind === 'pairing' ? answer.pairing : null;
  };

  it('says so and takes it over without asking anybody', async () => {
    await transmit(unit, 'WSM00000000412233');
    sessionId = await openSheetOf(bench, serial);
    expect((await viewOf())?.standing).toMatchObject({ assetLabel: 'HH AB 74', reason: 'AutoPair' });
    const kept = await bench.client.bench.keepPairing({ sessionId });
    expect(kept).toMatchObject({ kind: 'updated', sheet: { session: { pairing: { kind: 'paired' } } } });
  });

  it('OWN-11 is unpaired when the centre says so, and stays provisional until then', async () => {
    bench.setConnected(false);
    const asked = await bench.client.bench.unpair({ sessionId });
    expect(asked).toMatchObject({ kind: 'updated', sheet: { provisional: true } });
    expect(stepOf(await sheetOf(bench, sessionId), 'pair')).toMatchObject({ state: 'unpair-requested', mark: 'wait' });
    expect(await bench.client.bench.unpair({ sessionId })).toMatchObject({ kind: 'refused' });
    bench.setConnected(true);
    await bench.client.sync.run();
    await expect
      .poll(async () => (await sheetOf(bench, sessionId)).session.pairing.kind, { timeout: 20_000 })
      .toBe('open');
    expect((await viewOf())?.standing).toBeNull();
    expect(await bench.client.bench.unpair({ sessionId })).toMatchObject({ kind: 'refused', reason: 'not-paired' });
  });

  it('follows what the centre finds afterwards, without anybody asking', async () => {
    await transmit(unit, '1M8GDM9AXKP042788');
    expect((await viewOf())?.issue).toMatchObject({ trouble: 'NotFound', count: 1 });
    expect((await sheetOf(bench, sessionId)).session.pairing).toMatchObject({ kind: 'failed', reason: 'NotFound' });
    await transmit(unit, '000412233');
    const { pairing } = (await sheetOf(bench, sessionId)).session;
    expect(pairing).toMatchObject({ kind: 'failed', reason: 'MultipleMatchFound' });
    expect((await rowOf(unit))?.sheet).toEqual({ sessionId });
  });

  it('is of the customer alone: what another organization has is not shown', async () => {
    const fleet = organizationId.parse(organizationOf('nordfracht'));
    expect((await bench.client.pairing.inbox()).rows.every(({ organizationId: of }) => of === fleet)).toBe(true);
  });
});
