import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PairingView } from '#core/contract/station/bench.ts';
import type { SessionId } from '#core/kernel/entity-ids.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';
import { addCableStation, hurriedUnit, textToUnit } from './testing/cable-bench.ts';
import { openSheetOf, sheetOf } from './testing/sheet-work.ts';

/** The customer's own unit, whose brake system holds the VIN of another vehicle, and the plate of the trailer that it lies on. */
const serial = '866344054201822';
const plate = 'WSM00000003111444';
const other = '1M8GDM9AXKP042788';
const speed = 20;
/** Where the simulated trailer unit keeps a VIN of its own. */
const vinParameter = '90011';

let cloud: CloudWorld;
let bench: BenchWorld;
let unit: VirtualUnit;
let sessionId: SessionId;

beforeAll(async () => {
  cloud = await createCloudWorld();
  unit = hurriedUnit(serial, speed);
  unit.setFaults(['ebs-vin-other']);
  bench = await addCableStation(cloud, { unit, speed });
  sessionId = await openSheetOf(bench, `EVP-${serial}`);
}, 120_000);
afterAll(async () => {
  await cloud.close();
  unit.close();
});

async function viewOf(): Promise<PairingView> {
  const answer = await bench.client.bench.pairing({ sessionId });
  if (answer.kind !== 'pairing') {
    throw new Error('the sheet is there');
  }
  return answer.pairing;
}

describe('PAIR-5 d5 what the unit tells, and what the centre will make of it', { timeout: 120_000 }, () => {
  it('is not foretold before the unit was asked, nor asked of nobody', async () => {
    expect(await viewOf()).toMatchObject({ prediction: 'not-read', fromUnit: null, unitAskedAt: null });
    expect(await bench.client.bench.readUnitVin({ sessionId })).toMatchObject({
      kind: 'refused',
      reason: 'identity-first',
    });
  });

  it('is asked over the cable without writing anything, and the prediction follows', async () => {
    await bench.client.bench.identify({ sessionId, bay: 1 });
    expect(await bench.client.bench.readUnitVin({ sessionId })).toMatchObject({ kind: 'updated' });
    expect(await viewOf()).toMatchObject({ fromUnit: other, prediction: 'NotFound', canWriteVin: true });
    expect(textToUnit(unit)).not.toMatch(/setparam/i);
  });

  it('says that it tells none, and forgets what it told before', async () => {
    unit.setFaults(['ebs-link-down']);
    await bench.client.bench.readUnitVin({ sessionId });
    const silent = await viewOf();
    expect(silent).toMatchObject({ fromUnit: null, prediction: 'InvalidData' });
    expect(silent.unitAskedAt).not.toBeNull();
    unit.setFaults(['ebs-vin-other']);
  });

  it('INST-3 is not corrected while more than the VIN differs: nothing is written, and a person looks first', async () => {
    await bench.client.bench.setVin({ sessionId, vin: plate });
    const before = unit.traffic().length;
    expect(await bench.client.bench.writeUnitVin({ sessionId, vin: plate })).toMatchObject({
      kind: 'refused',
      reason: 'more-to-write',
    });
    expect(textToUnit(unit, before)).not.toMatch(/setparam/i);
    expect((await sheetOf(bench, sessionId)).session.configuration.kind).toBe('compared');
  });

  it('is corrected in the unit like every value: journalled, read back, on the sheet, and the prediction follows', async () => {
    await bench.client.bench.takeBackValue({ sessionId, key: 'vin' });
    await bench.client.bench.compareConfiguration({ sessionId });
    expect(await bench.client.bench.writeConfiguration({ sessionId })).toMatchObject({ kind: 'updated' });
    const written = await bench.client.bench.writeUnitVin({ sessionId, vin: plate.toLowerCase() });
    expect(written).toMatchObject({ kind: 'updated' });
    const { session } = await sheetOf(bench, sessionId);
    expect(session.configuration).toMatchObject({
      kind: 'verified',
      changes: [expect.objectContaining({ key: 'vin', to: plate, state: 'verified' })],
    });
    expect(unit.parameters()[vinParameter]).toBe(plate);
    expect(await viewOf()).toMatchObject({ fromUnit: plate, prediction: 'AutoPair', agreement: 'all-agree' });
    const trail = await bench.operator.audit.entries({ sessionId, limit: 200 });
    expect(trail.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['configuration.value-given', 'configuration.verified', 'vin.read']),
    );
  });

  it('PAIR-2 comes out as it was foretold when the unit speaks', async () => {
    await bench.client.bench.awaitAutomaticPairing({ sessionId });
    await bench.client.sync.run();
    await cloud.deliver(`evopulse:${serial}`, {
      at: new Date().toISOString(),
      position: null,
      supplyMillivolts: 24_400,
      sensorVin: (await viewOf()).fromUnit,
    });
    await bench.client.sync.run();
    expect((await sheetOf(bench, sessionId)).session.pairing).toMatchObject({
      kind: 'paired',
      reason: 'AutoPair',
      assetLabel: 'KL 99',
    });
  });
});
