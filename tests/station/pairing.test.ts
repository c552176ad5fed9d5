import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { luhnCheckDigit } from '#core/domain/identity/luhn.ts';
import type { SessionId } from '#core/kernel/entity-ids.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';
import { openSheetOf, sheetOf, stepOf } from './testing/sheet-work.ts';
import { createTestClock } from './testing/test-clock.ts';

let cloud: CloudWorld;
let bench: BenchWorld;
const clock = createTestClock();

beforeAll(async () => {
  cloud = await createCloudWorld();
  bench = await cloud.addStation({ clock });
  await bench.signIn('M. Kaya');
  await bench.chooseCustomer('nordfracht');
});
afterAll(() => cloud.close());
beforeEach(() => clock.skip(2_000));

function assetId(key: string): string {
  const found = demoFleet.assets.find((asset) => asset.key === key);
  if (found === undefined) {
    throw new Error(`the demo has an asset ${key}`);
  }
  return found.id;
}

/** One of the customer's own units that only fill its list. */
function customerSerial(index: number): string {
  const crowd = demoFleet.crowds.find(({ owner }) => owner === 'nordfracht');
  const body = (BigInt(crowd?.serialBody ?? 0) + BigInt(index)).toString();
  return `${body}${luhnCheckDigit(body)}`;
}

const feedOf = async (sessionId: SessionId) =>
  (await bench.client.scan.feed({ limit: 200 })).filter((entry) => entry.sessionId === sessionId);

/** What the unit sends over the air, with the VIN of the brake system that it sees. */
const transmit = (serial: string, sensorVin: string) =>
  cloud.deliver(`evopulse:${serial}`, {
    at: new Date().toISOString(),
    position: { latitude: 50.869, longitude: 2.8942 },
    sensorVin,
    supplyMillivolts: 24_400,
  });

describe('PAIR-1 pairing by hand', () => {
  const serial = customerSerial(0);
  let sessionId: SessionId;

  it('refuses an asset of somebody else, one that is not there, and what is no asset at all', async () => {
    sessionId = await openSheetOf(bench, serial);
    for (const id of [assetId('alpen-truck'), 'nowhere', '', 'x'.repeat(500)]) {
      expect(await bench.client.bench.pair({ sessionId, assetId: id })).toMatchObject({
        kind: 'refused',
        reason: 'other-organization',
      });
    }
    expect((await sheetOf(bench, sessionId)).session.pairing.kind).toBe('open');
  });

  it('is refused by the cloud where the vehicle has another unit, and the sheet says so', async () => {
    await bench.client.bench.pair({ sessionId, assetId: assetId('occupied') });
    const sheet = await sheetOf(bench, sessionId);
    expect(stepOf(sheet, 'pair')).toMatchObject({ state: 'failed', mark: 'stop' });
    expect((await feedOf(sessionId))[0]).toMatchObject({ key: 'pairing-refused', detail: { code: 'ASSET_OCCUPIED' } });
  });

  it('OWN-11 without a network stays a request, and is done when the cloud says so', async () => {
    bench.setConnected(false);
    await bench.client.bench.pair({ sessionId, assetId: assetId('kl99') });
    const waiting = await sheetOf(bench, sessionId);
    expect(stepOf(waiting, 'pair')).toMatchObject({ state: 'requested', mark: 'wait' });
    expect(waiting.provisional).toBe(true);
    bench.setConnected(true);
    await bench.client.sync.run();
    await expect
      .poll(async () => await sheetOf(bench, sessionId))
      .toMatchObject({
        provisional: false,
        session: { pairing: { kind: 'paired', reason: 'ManualPair', assetLabel: 'KL 99' } },
      });
  });

  it('PAIR-5 is told once, however often the cloud repeats it', async () => {
    await bench.client.sync.run();
    const before = await sheetOf(bench, sessionId);
    await bench.client.sync.run();
    await bench.restart();
    await bench.signIn('M. Kaya');
    await bench.chooseCustomer('nordfracht');
    await bench.client.sync.run();
    expect((await sheetOf(bench, sessionId)).session.revision).toBe(before.session.revision);
    const told = (await feedOf(sessionId)).filter(({ key }) => key === 'paired' || key.startsWith('pairing-heard'));
    expect(told.map(({ key }) => key)).toEqual(['paired']);
  });
});

describe('PAIR-5 the outcome of automatic pairing on the sheet', () => {
  const serial = customerSerial(1);
  let sessionId: SessionId;

  it('is a failure that is resolved there: the technician pairs by hand', async () => {
    sessionId = await openSheetOf(bench, serial);
    expect(await bench.client.bench.awaitAutomaticPairing({ sessionId })).toMatchObject({ kind: 'updated' });
    await transmit(serial, 'WSM00000003119999');
    await bench.client.sync.run();
    expect((await sheetOf(bench, sessionId)).session.pairing).toMatchObject({ kind: 'failed', reason: 'NotFound' });
    expect((await sheetOf(bench, sessionId)).missing).toContain('pairing-failed');
    await transmit(serial, 'WSM00000003119999');
    await bench.client.sync.run();
    const told = (await feedOf(sessionId)).filter(({ key }) => key === 'pairing-heard-failed');
    expect(told).toHaveLength(1);

    await bench.client.bench.pair({ sessionId, assetId: assetId('old-trailer') });
    expect((await sheetOf(bench, sessionId)).session.pairing).toMatchObject({
      kind: 'paired',
      reason: 'ManualPair',
      assetLabel: 'KL 12',
    });
  });

  it('names the candidates where several vehicles fit', async () => {
    const other = customerSerial(2);
    const id = await openSheetOf(bench, other);
    await bench.client.bench.awaitAutomaticPairing({ sessionId: id });
    await transmit(other, '00412233');
    await bench.client.sync.run();
    const { pairing } = (await sheetOf(bench, id)).session;
    expect(pairing).toMatchObject({ kind: 'failed', reason: 'MultipleMatchFound' });
    expect(pairing.kind === 'failed' ? [...pairing.candidateAssetIds].sort() : []).toEqual(
      [assetId('twin-a'), assetId('twin-b')].sort(),
    );
  });

  it('reaches a sheet that was signed while waiting for it', async () => {
    const other = customerSerial(3);
    const id = await openSheetOf(bench, other);
    await bench.client.bench.awaitAutomaticPairing({ sessionId: id });
    const wish = { sessionId: id, pin: '471902', signatureSvgPath: null };
    await bench.client.bench.sign({ ...wish, result: 'failed', remarks: 'The lamp is broken.' });
    await transmit(other, 'WKESD000000412233');
    await bench.client.sync.run();
    expect((await sheetOf(bench, id)).session).toMatchObject({
      state: 'signed',
      pairing: { kind: 'paired', reason: 'AutoPair', assetLabel: 'HH AB 31' },
    });
  });

  it('INSP-4 leaves a signed sheet alone that waited for nothing', async () => {
    const other = customerSerial(4);
    const id = await openSheetOf(bench, other);
    await bench.client.bench.leaveUnpaired({ sessionId: id, why: 'It goes into the store.' });
    const wish = { sessionId: id, pin: '471902', signatureSvgPath: null };
    await bench.client.bench.sign({ ...wish, result: 'failed', remarks: 'Not today.' });
    const before = await sheetOf(bench, id);
    await transmit(other, 'WSM00000000412233');
    await bench.client.sync.run();
    expect((await sheetOf(bench, id)).session).toEqual(before.session);
    clock.skip(2_000);
    const again = await openSheetOf(bench, other);
    expect(again).not.toBe(id);
  });
});
