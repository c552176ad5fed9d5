import { describe, expect, it } from 'vitest';
import type { ByteLink } from '#core/ports/byte-link.ts';
import type { ConfigChange, DriverContext, FirmwareOrder } from '#core/ports/unit-driver.ts';
import type { FaultText } from '#sim/faults/fault-catalogue.ts';
import { connectInProcess } from '#sim/fronts/in-process.ts';
import type { SimClock } from '#sim/time/sim-clock.ts';
import { makeBenchFirmware } from '#sim/units/benchunit/firmware-image.ts';
import { createVirtualUnit } from '#sim/virtual-unit.ts';
import { createBenchunitDriver } from './create-benchunit-driver.ts';
import { identifyUnit } from './identify-unit.ts';
import { createVirtualClock } from './testing/virtual-clock.ts';

const imei = '350424063817363';
const driver = createBenchunitDriver();

function setUp(faults: readonly FaultText[] = []) {
  const clock = createVirtualClock();
  const simClock: SimClock = {
    nowMs: () => Date.UTC(2026, 10, 20) + clock.monotonicMs(),
    after: (delayMs, action) => {
      const life = new AbortController();
      void clock.sleep(delayMs, life.signal).then(() => (life.signal.aborted ? undefined : action()));
      return () => life.abort();
    },
  };
  const unit = createVirtualUnit({
    family: 'benchunit',
    imei,
    seed: 7,
    faults,
    clock: simClock,
    poweredForSeconds: 600,
    ebsVin: '1M8GDM9AXKP042788',
    initialParameters: { 'net.apn': 'before', 'net.pass': 'hunter2 %*;' },
  });
  const captured: string[] = [];
  const capture: DriverContext['capture'] = { record: ({ text }) => captured.push(text) };
  let link: ByteLink | null = null;
  const connect = async (): Promise<DriverContext> => {
    await link?.close();
    link = connectInProcess(unit);
    return { link, clock, capture };
  };
  return { unit, clock, captured, connect, version: () => unit.parameters()['sys.fw'] };
}

const image = makeBenchFirmware({ model: 'BU-1', version: '03.28.00', programBytes: 9_000, seed: 1 });
const order: FirmwareOrder = { expectedImei: imei, fileName: 'bu1.bin', image, model: 'BU-1', version: '03.28.00' };

describe('INST-1 INST-2 the bench unit, a family that exists as a simulation', () => {
  it('is found among all families and says who it is', async () => {
    const { connect } = setUp();
    expect(await identifyUnit(await connect())).toMatchObject({
      kind: 'found',
      identity: { driver: 'benchunit', imei, model: 'BU-1', firmware: '03.26.04', hardware: 'A2' },
    });
  });

  it.each([
    ['imei-changes', 'readings-differ'],
    ['imei-missing', 'identified'],
    ['random-chunks', 'identified'],
    ['log-before-answer', 'identified'],
  ] as const)('%s is %s', async (fault, kind) => {
    const { connect } = setUp([fault]);
    const outcome = await driver.identify(await connect());
    expect(outcome.kind).toBe(kind);
    if (fault === 'imei-missing') {
      expect(outcome).toMatchObject({ identity: { imei: null } });
    }
  });

  it('reads, writes and verifies, and keeps the password out of the capture', async () => {
    const { connect, unit, captured } = setUp();
    const context = await connect();
    const changes: readonly ConfigChange[] = [
      { key: 'apn', from: 'before', to: 'fleet.example.com' },
      { key: 'apnPassword', from: null, to: 'new*secret;=' },
      { key: 'serverProto', from: 'tcp', to: 'udp' },
      { key: 'serverPort', from: '0', to: '7710' },
    ];
    const before = await driver.readConfiguration(context, ['apn', 'apnPassword', 'serverHost', 'colour']);
    expect(before).toEqual({
      kind: 'read',
      values: {
        apn: { kind: 'value', value: 'before' },
        apnPassword: { kind: 'value', value: 'hunter2 %*;' },
        serverHost: { kind: 'empty' },
        colour: { kind: 'unsupported' },
      },
    });
    expect(await driver.writeConfiguration(context, imei, changes)).toMatchObject({ kind: 'written' });
    expect((await driver.verify(context, changes)).kind).toBe('verified');
    expect(unit.parameters()).toMatchObject({ 'net.pass': 'new*secret;=', 'srv.udp': '1', 'srv.port': '7710' });
    expect(captured.join('\n')).not.toMatch(/hunter2|secret/);
  });

  it('refuses a value and another unit before anything is sent, and says what the unit refuses', async () => {
    const { connect } = setUp(['refuse-apn']);
    const context = await connect();
    const write = (expected: string, change: ConfigChange) => driver.writeConfiguration(context, expected, [change]);
    expect(await write(imei, { key: 'serverPort', from: null, to: '70000' })).toMatchObject({ kind: 'refused-value' });
    expect(await write('490154203237518', { key: 'apn', from: null, to: 'x' })).toMatchObject({ kind: 'wrong-unit' });
    expect(await write(imei, { key: 'apn', from: null, to: 'x' })).toMatchObject({
      kind: 'written',
      writes: [{ state: 'rejected' }],
    });
  });

  it('measures, and says unknown for what it is not told', async () => {
    const { connect } = setUp(['signal-unknown']);
    const health = await driver.readHealth(await connect(), ['supplyMillivolts', 'gnssFix', 'signalLevel', 'ebsVin']);
    expect(health).toMatchObject({
      kind: 'measured',
      fields: {
        gnssFix: { value: 'fix' },
        signalLevel: { kind: 'unknown' },
        ebsVin: { value: '1M8GDM9AXKP042788' },
      },
    });
  });
});

describe('INST-5 firmware over the cable', () => {
  async function update(faults: readonly FaultText[] = [], change: Partial<FirmwareOrder> = {}) {
    const bench = setUp(faults);
    const progress: number[] = [];
    const outcome = await driver.updateFirmware?.(await bench.connect(), { ...order, ...change }, ({ sentBytes }) =>
      progress.push(sentBytes),
    );
    await bench.clock.sleep(10_000);
    return { ...bench, outcome, progress };
  }

  it('arrives whole, is counted on its way, and runs after the restart', async () => {
    const { outcome, progress, version } = await update();
    expect(outcome).toMatchObject({ kind: 'handed-over' });
    expect(progress.at(-1)).toBe(image.length);
    expect(progress).toEqual([...progress].sort((left, right) => left - right));
    expect(version()).toBe('03.28.00');
  });

  it.each<readonly [FaultText]>([['firmware-bad-block=3'], ['firmware-repeated-block=4'], ['firmware-end-refused']])(
    '%s is repaired on the way',
    async (fault) => {
      const { outcome, version } = await update([fault]);
      expect(outcome).toMatchObject({ kind: 'handed-over' });
      expect(version()).toBe('03.28.00');
    },
  );

  it.each<readonly [FaultText, object]>([
    ['firmware-broken-off=5', { kind: 'not-taken', reason: 'stopped-by-unit' }],
    ['firmware-never-called', { kind: 'not-taken', reason: 'not-asked-for' }],
    ['unplug-mid-firmware=4000', { kind: 'port-lost' }],
    ['other-imei', { kind: 'wrong-unit' }],
    ['supply-low', { kind: 'supply-too-low', millivolts: 8_900, minimumMillivolts: 11_000 }],
  ])('%s ends it, and the unit has what it had', async (fault, expected) => {
    const { outcome, version } = await update([fault]);
    expect(outcome).toMatchObject(expected);
    expect(version()).toBe('03.26.04');
  });

  it('a unit that takes the file and keeps the old one is not noticed here: its version tells', async () => {
    const { outcome, version } = await update(['firmware-ignored']);
    expect(outcome).toMatchObject({ kind: 'handed-over' });
    expect(version()).toBe('03.26.04');
  });

  it('a unit that dies of it is silent afterwards', async () => {
    const { outcome, connect } = await update(['firmware-kills']);
    expect(outcome).toMatchObject({ kind: 'handed-over' });
    expect((await driver.identify(await connect())).kind).toBe('timed-out');
  });

  it.each([
    ['another model', makeBenchFirmware({ model: 'BU-2', version: '9', programBytes: 500, seed: 1 }), 'model'],
    ['no firmware at all', new Uint8Array(3_000).fill(65), 'image'],
  ])('a file of %s is refused by the unit itself', async (_name, wrong, detail) => {
    const { outcome, version } = await update([], { image: wrong });
    expect(outcome).toEqual({ kind: 'wrong-image', detail });
    expect(version()).toBe('03.26.04');
  });

  it('begins again from the first block after the cable was pulled', async () => {
    const { unit, connect, clock, version, outcome } = await update(['unplug-mid-firmware=5000']);
    expect(outcome?.kind).toBe('port-lost');
    unit.setFaults([]);
    unit.plugIn();
    expect(await driver.updateFirmware?.(await connect(), order)).toMatchObject({ kind: 'handed-over' });
    await clock.sleep(10_000);
    expect(version()).toBe('03.28.00');
  });
});
