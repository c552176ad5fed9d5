import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SessionId } from '#core/kernel/entity-ids.ts';
import type { FaultChoice } from '#sim/faults/fault-catalogue.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';
import { addCableStation, hurriedUnit } from './testing/cable-bench.ts';
import { openSheetOf, sheetOf } from './testing/sheet-work.ts';

const serial = '866344054201822';
/** The plate of this unit's vehicle, of whose VIN its old brake system holds the last nine. */
const vin = 'WSM00000000412233';
const held = '000412233';
const speed = 6;

let cloud: CloudWorld;
let bench: BenchWorld;
let unit: VirtualUnit;
let sessionId: SessionId;

beforeAll(async () => {
  cloud = await createCloudWorld();
  unit = hurriedUnit(serial, speed);
  bench = await addCableStation(cloud, { unit, speed });
});
afterAll(async () => {
  await cloud.close();
  unit.close();
});

beforeEach(async () => {
  unit.setFaults([]);
  sessionId = await openSheetOf(bench, `EVP-${serial}`);
  await bench.client.bench.identify({ sessionId, bay: 1 });
  await bench.client.bench.compareConfiguration({ sessionId });
  return async () => {
    await bench.client.bench.abandon({ sessionId, why: 'the next case begins anew' });
  };
});

/** Measures with a fault and a VIN typed from the plate; what the inspection and the three VINs say then. */
async function measured({ faults = [], plate }: { readonly faults?: readonly FaultChoice[]; readonly plate?: string }) {
  if (plate !== undefined) {
    await bench.client.bench.setVin({ sessionId, vin: plate });
  }
  unit.setFaults(faults);
  expect(await bench.client.bench.measure({ sessionId })).toMatchObject({ kind: 'updated' });
  const { inspection } = (await sheetOf(bench, sessionId)).session;
  const checks = inspection.kind === 'measured' ? inspection.checks : [];
  const pairing = await bench.client.bench.pairing({ sessionId });
  return {
    vin: checks.find(({ checkId }) => checkId === 'ebs-vin'),
    link: checks.find(({ checkId }) => checkId === 'can-link'),
    pairing: pairing.kind === 'pairing' ? pairing.pairing : null,
  };
}

describe('INSP-1 the VIN of the brake system, read from the unit', { timeout: 120_000 }, () => {
  it('is read over the cable, stands beside the typed one, and passes', async () => {
    const seen = await measured({ plate: vin });
    expect(seen.vin).toMatchObject({ result: 'pass', value: held, source: 'cable' });
    expect(seen.pairing).toMatchObject({ scanned: vin, fromUnit: held, agreement: 'all-agree' });
  });

  it('ebs-link-down: the link fails, and no VIN is made up', async () => {
    const seen = await measured({ faults: ['ebs-link-down'], plate: vin });
    expect(seen.link).toMatchObject({ result: 'fail', value: false });
    expect(seen.vin).toMatchObject({ result: 'not-possible', value: null });
    expect(seen.pairing).toMatchObject({ fromUnit: null, prediction: 'InvalidData' });
  });

  it('ebs-vin-other: the VIN of another vehicle than the plate fails', async () => {
    const seen = await measured({ faults: ['ebs-vin-other'], plate: vin });
    expect(seen.vin).toMatchObject({ result: 'fail', why: 'vin-differs', value: '1M8GDM9AXKP042788' });
    expect(seen.pairing).toMatchObject({ scanned: vin, fromUnit: '1M8GDM9AXKP042788', agreement: 'partly' });
  });

  it('ebs-vin-partial: a part that ends like the plate passes, PAIR-6', async () => {
    const seen = await measured({ faults: ['ebs-vin-partial'], plate: '1HGCM82633D000001' });
    expect(seen.vin).toMatchObject({ result: 'pass', value: 'F3D000001' });
    expect(seen.pairing).toMatchObject({ fromUnit: 'F3D000001', agreement: 'incomplete' });
  });

  it('ebs-vin-partial: a part of another vehicle fails', async () => {
    const seen = await measured({ faults: ['ebs-vin-partial'], plate: vin });
    expect(seen.vin).toMatchObject({ result: 'fail', why: 'vin-differs' });
  });
});
