import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BusAdapter } from '#core/domain/cable/bus-adapter.ts';
import type { SessionId } from '#core/kernel/entity-ids.ts';
import type { SerialDevice } from '#sim/devices/serial-device.ts';
import { createSlcanAdapter } from '#sim/devices/vehicle-bus/slcan-adapter.ts';
import type { BusTrouble, ControlUnit } from '#sim/devices/vehicle-bus/virtual-vehicle.ts';
import { createInProcessPorts } from '#sim/fronts/in-process.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';
import { hurriedUnit } from './testing/cable-bench.ts';
import { openSheetOf, sheetOf } from './testing/sheet-work.ts';
import { createHurriedSimClock, createTestClock } from './testing/test-clock.ts';

const speed = 5;
const vin = 'WSM00000000412233';
const adapter: BusAdapter = { kind: 'slcan-truck', port: 'can', baudRate: 115_200 };
const warned = 'never-into-the-trailer-line';
/** What the vehicle is like, changed by each test; the adapter looks at it anew at every question. */
const vehicle: { controlUnits: ControlUnit[]; trouble: BusTrouble | null } = { controlUnits: [], trouble: null };

let cloud: CloudWorld;
let bench: BenchWorld;
let unit: VirtualUnit;
let can: SerialDevice;
let sessionId: SessionId;

beforeAll(async () => {
  cloud = await createCloudWorld();
  unit = hurriedUnit('866344054201822', speed);
  can = createSlcanAdapter(vehicle, createHurriedSimClock(speed));
  bench = await cloud.addStation({
    unitPorts: createInProcessPorts({ 'sim:1': unit, can }),
    clock: createTestClock({ speed }),
  });
  await bench.signIn('M. Kaya');
  await bench.chooseCustomer('nordfracht');
  sessionId = await openSheetOf(bench, 'EVP-866344054201822');
});
afterAll(async () => {
  await cloud.close();
  unit.close();
  can.close();
});
beforeEach(() => {
  vehicle.controlUnits = [{ address: 0x0b, vin, manner: 'to-all' }];
  vehicle.trouble = null;
});

const pairing = async () => {
  const answer = await bench.client.bench.pairing({ sessionId });
  return answer.kind === 'pairing' ? answer.pairing : null;
};
const entries = async (action: string) =>
  (await bench.operator.audit.entries({ limit: 100 })).filter((entry) => entry.action === action);

describe('INST-2 the VIN from the vehicle’s bus', { timeout: 60_000 }, () => {
  it('is off at first: nothing is asked, and the adapter’s port is a bay like any other', async () => {
    expect(await bench.client.vehicleBus.setting()).toEqual({ kind: 'off' });
    expect(await bench.client.vehicleBus.readVin({ sessionId })).toEqual({ kind: 'off' });
    await expect.poll(async () => (await bench.client.cable.bays()).map(({ port }) => port)).toContain('can');
    expect(can.heard()).not.toContain('T18EAFFF93ECFE00');
  });

  it('ORG-2 is switched on by an administrator alone, who was warned; the trail says so and its port is no bay any more', async () => {
    await expect(bench.client.vehicleBus.switchOn({ adapter, warned })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(bench.operator.vehicleBus.switchOn({ adapter, warned: 'no' as typeof warned })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
    await expect
      .poll(async () => (await bench.operator.vehicleBus.switchOn({ adapter, warned })).kind, { timeout: 30_000 })
      .toBe('on');
    expect(await bench.client.vehicleBus.setting()).toMatchObject({ kind: 'on', adapter });
    expect(await entries('vehicle.bus-switched-on')).toMatchObject([
      { after: { adapter: 'slcan-truck', port: 'can' } },
    ]);
    await expect.poll(async () => (await bench.client.cable.bays()).map(({ port }) => port)).not.toContain('can');
    expect(
      await bench.operator.readers.save({
        kind: 'port',
        id: null,
        name: 'x',
        port: 'can',
        baudRate: 9600,
        suffix: 'enter',
      }),
    ).toMatchObject({ kind: 'port-taken' });
    // Whoever was just being asked for a unit there lets the port go within moments.
    await expect
      .poll(async () => (await bench.client.vehicleBus.readVin({ sessionId })).kind, { timeout: 30_000 })
      .toBe('told');
  });

  it('offers what the vehicle says and leaves the sheet as it is, until a person takes it', async () => {
    expect(await bench.client.vehicleBus.readVin({ sessionId })).toEqual({
      kind: 'told',
      vin,
      codes: [],
      usable: true,
    });
    expect(await pairing()).toMatchObject({ scanned: null });
    expect(await bench.client.vehicleBus.takeVin({ sessionId, vin: 'WSM00000003111444' })).toEqual({
      kind: 'not-offered',
    });
    expect(await bench.client.vehicleBus.takeVin({ sessionId, vin })).toMatchObject({ kind: 'taken' });
    expect(await pairing()).toMatchObject({ scanned: vin, scannedFrom: 'vehicle-bus' });
    expect(await entries('vin.taken')).toMatchObject([{ after: { vin, source: 'vehicle-bus' } }]);
    expect(await entries('vehicle.asked')).toContainEqual(
      expect.objectContaining({ outcome: 'noted', after: { vin } }),
    );
    // Taken once; the same offer is not there a second time.
    expect(await bench.client.vehicleBus.takeVin({ sessionId, vin })).toEqual({ kind: 'not-offered' });
  });

  it('the plate has the last word, and outlives a restart with where it came from', async () => {
    await bench.client.bench.setVin({ sessionId, vin: 'WSM00000003111444' });
    expect(await pairing()).toMatchObject({ scanned: 'WSM00000003111444', scannedFrom: 'plate' });
    await bench.client.vehicleBus.readVin({ sessionId });
    await bench.client.vehicleBus.takeVin({ sessionId, vin });
    await bench.restart();
    await bench.signIn('M. Kaya');
    expect((await sheetOf(bench, sessionId)).session.vin).toMatchObject({ scanned: vin, scannedFrom: 'vehicle-bus' });
    expect(await bench.client.vehicleBus.setting()).toMatchObject({ kind: 'on' });
  });

  it('PAIR-6 a part is offered as a part, what is no VIN cannot be taken', async () => {
    vehicle.controlUnits = [{ address: 0x0b, vin: 'F3D000001', manner: 'to-asker' }];
    expect(await bench.client.vehicleBus.readVin({ sessionId })).toEqual({
      kind: 'told',
      vin: 'F3D000001',
      codes: ['VIN_PARTIAL'],
      usable: true,
    });
    vehicle.controlUnits = [{ address: 0x0b, vin: 'WSM0000000041223O', manner: 'to-all' }];
    expect(await bench.client.vehicleBus.readVin({ sessionId })).toMatchObject({
      usable: false,
      codes: ['VIN_LETTER'],
    });
    expect(await bench.client.vehicleBus.takeVin({ sessionId, vin: 'WSM0000000041223O' })).toMatchObject({
      kind: 'bad-vin',
    });
  });

  it('says what is the matter, and a failed reading takes an older offer back', async () => {
    await bench.client.vehicleBus.readVin({ sessionId });
    vehicle.trouble = 'second-differs';
    expect(await bench.client.vehicleBus.readVin({ sessionId })).toMatchObject({
      kind: 'trouble',
      reason: 'readings-differ',
    });
    expect(await bench.client.vehicleBus.takeVin({ sessionId, vin })).toEqual({ kind: 'not-offered' });
    vehicle.trouble = null;
    vehicle.controlUnits.push({ address: 0x21, vin: '1M8GDM9AXKP042788', manner: 'to-all' });
    expect(await bench.client.vehicleBus.readVin({ sessionId })).toEqual({
      kind: 'several',
      vins: [vin, '1M8GDM9AXKP042788'],
    });
  });

  it('asks one vehicle at a time, and nothing once it is switched off', async () => {
    const first = bench.client.vehicleBus.readVin({ sessionId });
    expect(await bench.client.vehicleBus.readVin({ sessionId })).toMatchObject({ kind: 'trouble', reason: 'busy' });
    expect(await first).toMatchObject({ kind: 'told' });
    expect(await bench.operator.vehicleBus.switchOff()).toEqual({ kind: 'off' });
    expect(await bench.client.vehicleBus.readVin({ sessionId })).toEqual({ kind: 'off' });
    expect(await entries('vehicle.bus-switched-off')).toHaveLength(1);
  });
});
