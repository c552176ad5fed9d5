import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionId } from '#core/kernel/entity-ids.ts';
import { demoFleet } from '#resources/demo/demo-fleet.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';
import { addCableStation, filesWith, hurriedUnit, textToUnit, untilBayIs } from './testing/cable-bench.ts';
import { printedReport } from './testing/printed-report.ts';
import { openSheetOf, sheetOf } from './testing/sheet-work.ts';

/** The password that the profile brings, and the one that the unit had before. */
const secret = 'demo-apn-secret';
const oldSecret = 'former-apn-secret';
const serial = '866344054201822';
const speed = 4;

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

describe('INST-7 P39 a password that is written into a unit', { timeout: 60_000 }, () => {
  it('is written, over a port and from a sheet, also when the cable is pulled in between', async () => {
    const values = { apnPassword: oldSecret };
    const written = await bench.client.cable.writePort({ port: 'sim:1', values, dryRun: false });
    expect(written).toMatchObject({ kind: 'verified', changes: [{ key: 'apnPassword' }] });
    expect(JSON.stringify(written)).not.toContain(oldSecret);
    expect(unit.parameters()['2003']).toBe(oldSecret);

    sessionId = await openSheetOf(bench, `EVP-${serial}`);
    await bench.client.bench.identify({ sessionId, bay: 1 });
    await bench.client.bench.compareConfiguration({ sessionId });
    unit.setFaults(['unplug-mid-write=60']);
    await bench.client.bench.writeConfiguration({ sessionId });
    expect((await sheetOf(bench, sessionId)).session.configuration.kind).toBe('incomplete');
    await untilBayIs(bench, 1, 'gone');
    unit.setFaults([]);
    unit.plugIn();
    await untilBayIs(bench, 1, 'idle');
    await bench.client.bench.compareConfiguration({ sessionId });
    await bench.client.bench.writeConfiguration({ sessionId });
    expect((await sheetOf(bench, sessionId)).session.configuration.kind).toBe('verified');
    expect(unit.parameters()['2003']).toBe(secret);
    expect(textToUnit(unit)).toContain(secret);
  });

  it('is in nothing that the station tells: sheet, capture, trail, feed, queue, readings, report', async () => {
    const wish = { sessionId, pin: '471902', signatureSvgPath: null };
    await bench.client.bench.sign({ ...wish, result: 'failed', remarks: 'Only a test of secrets.' });
    const told = JSON.stringify([
      await sheetOf(bench, sessionId),
      await bench.client.cable.capture({ bay: 1 }),
      await bench.client.audit.entries({ limit: 500 }),
      await bench.client.scan.feed({ limit: 200 }),
      await bench.client.sync.queue({ limit: 100 }),
      await bench.client.cable.readPort({ port: 'sim:1' }),
      await printedReport(bench, sessionId),
    ]);
    expect(told).toContain('setparam');
    expect(told).toContain('apnPassword');
    expect(told).toContain('Access point password');
    expect(told).not.toContain(secret);
    expect(told).not.toContain(oldSecret);
  });

  it('is in no file of the data folder, journals and indexes included', async () => {
    await bench.client.bench.saveReport({ sessionId });
    expect(filesWith(bench.directory, 'ingest.example.com').length).toBeGreaterThan(0);
    expect(filesWith(bench.directory, secret)).toEqual([]);
    expect(filesWith(bench.directory, oldSecret)).toEqual([]);
    for (const { pin } of demoFleet.people) {
      expect(filesWith(bench.directory, `"${pin}"`)).toEqual([]);
    }
  });

  it('reaches the unit from the sealed copy after a restart without a network', async () => {
    bench.setConnected(false);
    await bench.restart();
    await bench.signIn('M. Kaya');
    await bench.chooseCustomer('nordfracht');
    await untilBayIs(bench, 1, 'idle');
    const values = { apnPassword: oldSecret };
    await bench.client.cable.writePort({ port: 'sim:1', values, dryRun: false });
    sessionId = await openSheetOf(bench, `EVP-${serial}`);
    await bench.client.bench.identify({ sessionId, bay: 1 });
    await bench.client.bench.compareConfiguration({ sessionId });
    await bench.client.bench.writeConfiguration({ sessionId });
    expect(unit.parameters()['2003']).toBe(secret);
    expect(filesWith(bench.directory, secret)).toEqual([]);
  });
});
