import { afterEach, describe, expect, it } from 'vitest';
import type { ReceiverTrouble } from '#sim/devices/nmea/sky.ts';
import { createNmeaDriver } from './create-nmea-driver.ts';
import { createUnitDrivers } from './identify-unit.ts';
import { setUpDriverBench } from './testing/driver-bench.ts';
import { tellPositions } from './testing/position-stream.ts';

const driver = createNmeaDriver();
const streams: { readonly stop: () => void }[] = [];

afterEach(() => {
  for (const stream of streams.splice(0)) {
    stream.stop();
  }
});

function setUpReceiver(troubles: readonly ReceiverTrouble[] = []) {
  const bench = setUpDriverBench();
  const sent: number[] = [];
  bench.cable.unit.onBytes((bytes) => sent.push(...bytes));
  streams.push(tellPositions(bench.cable.unit, bench.clock, troubles));
  return { ...bench, sent };
}

describe('INST-2 a bare GNSS receiver on a bay', () => {
  it('is told from a unit, after every family was asked', async () => {
    const { context } = setUpReceiver();
    expect(await createUnitDrivers().find(context)).toMatchObject({
      kind: 'found',
      driver: { id: 'nmea' },
      identity: { model: 'GNSS receiver', imei: null },
    });
  });

  it('INSP-1 tells fix, place and sky; nothing is ever written to it', async () => {
    const { context, sent, captured } = setUpReceiver();
    expect(await driver.readHealth(context)).toMatchObject({
      kind: 'measured',
      fields: {
        gnssFix: { kind: 'value', value: 'fix', raw: expect.stringMatching(/^52\.\d{6}, [78]\.\d{6} 3D$/) },
        satellites: { kind: 'value' },
        satellitesInView: { kind: 'value', value: 16 },
        hdop: { kind: 'value' },
      },
    });
    expect(sent).toEqual([]);
    expect(captured.filter((line) => line.startsWith('from-unit $GNRMC')).length).toBeGreaterThan(0);
  });

  it.each<[ReceiverTrouble, object]>([
    ['no-fix', { kind: 'value', value: 'no-fix' }],
    ['fills-zeros', { kind: 'value', value: 'no-fix' }],
    ['claims-zero', { kind: 'unknown', why: expect.stringContaining('GSA says none') }],
    ['rollover', { kind: 'unknown', why: expect.stringContaining('rollover') }],
    ['clock-1980', { kind: 'unknown', why: expect.stringContaining('1980') }],
    ['clock-2004', { kind: 'unknown', why: expect.stringContaining('2004') }],
    ['clock-ahead', { kind: 'unknown', why: expect.stringContaining('ahead') }],
    ['clock-stands', { kind: 'unknown', why: expect.stringContaining('behind') }],
    ['bad-sums', { kind: 'unknown', why: expect.stringContaining('RMC') }],
  ])('INSP-1 with %s it is never taken for a fix', async (trouble, gnssFix) => {
    const { context } = setUpReceiver([trouble]);
    expect(await driver.readHealth(context, ['gnssFix', 'supplyMillivolts'])).toEqual({
      kind: 'measured',
      fields: {
        gnssFix: expect.objectContaining(gnssFix),
        supplyMillivolts: expect.objectContaining({ kind: 'unknown' }),
      },
    });
  });

  it('holds no configuration and takes no order', async () => {
    const { context, sent } = setUpReceiver();
    const change = { key: 'apn', from: null, to: 'internet' };
    expect(await driver.readConfiguration(context, ['apn'])).toEqual({
      kind: 'read',
      values: { apn: { kind: 'unsupported' } },
    });
    expect(await driver.writeConfiguration(context, '359315075384726', [change])).toMatchObject({ kind: 'wrong-unit' });
    expect(await driver.verify(context, [change])).toMatchObject({ kind: 'differs', keys: [{ equal: false }] });
    expect(await driver.reboot(context)).toMatchObject({ kind: 'timed-out' });
    expect(
      driver.capabilities({ driver: 'nmea', imei: null, model: '', firmware: '', hardware: null, iccid: null }).keys,
    ).toEqual({});
    expect(sent).toEqual([]);
  });

  it('silence and a pulled cable are told apart', async () => {
    const silent = setUpDriverBench();
    expect(await driver.identify(silent.context)).toMatchObject({ kind: 'timed-out' });
    expect(await driver.probe(silent.context)).toMatchObject({ kind: 'silent' });
    const pulled = setUpReceiver(['bad-sums']);
    void pulled.clock.sleep(300).then(() => pulled.cable.cut());
    expect(await driver.readHealth(pulled.context)).toMatchObject({ kind: 'port-lost' });
  });
});
