import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FirmwareManifest } from '#core/domain/installation/firmware-manifest.ts';
import { toBase64 } from '#core/kernel/base64.ts';
import type { SessionId } from '#core/kernel/entity-ids.ts';
import { sha256Hex } from '#core/kernel/sha256.ts';
import type { FaultText } from '#sim/faults/fault-catalogue.ts';
import { createInProcessPorts } from '#sim/fronts/in-process.ts';
import { makeBenchFirmware } from '#sim/units/benchunit/firmware-image.ts';
import { createVirtualUnit, type VirtualUnit } from '#sim/virtual-unit.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';
import { hurriedUnit, untilBayIs } from './testing/cable-bench.ts';
import { printedReport } from './testing/printed-report.ts';
import { openSheetOf, sheetOf, transferAsShown, workshopSerial } from './testing/sheet-work.ts';
import { createHurriedSimClock, createTestClock } from './testing/test-clock.ts';
import { withPin } from './testing/with-pin.ts';

const speed = 30;
const serials = [3, 4, 5, 6, 7].map(workshopSerial);
const image = makeBenchFirmware({ model: 'BU-1', version: '03.28.00', programBytes: 6_000, seed: 1 });
const manifestOf = (bytes: Uint8Array, change: Partial<FirmwareManifest> = {}): FirmwareManifest => ({
  format: 'fitbay-firmware',
  version: 1,
  model: 'BU-1',
  firmware: '03.28.00',
  file: 'bu1-03.28.00.bin',
  size: bytes.length,
  sha256: sha256Hex(bytes),
  ...change,
});
const manifest = manifestOf(image);
const { sha256 } = manifest;

let cloud: CloudWorld;
let bench: BenchWorld;
let units: readonly VirtualUnit[];
const sheets = new Map<number, SessionId>();

beforeAll(async () => {
  cloud = await createCloudWorld();
  const clock = createHurriedSimClock(speed);
  units = serials.map((imei, index) =>
    index === 4
      ? hurriedUnit(imei, speed)
      : createVirtualUnit({ family: 'benchunit', imei, seed: index, clock, poweredForSeconds: 600 }),
  );
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

const take = (bytes = image, told: object = manifest) =>
  bench.operator.firmware.importFiles({ manifest: JSON.stringify(told), imageBase64: toBase64(bytes) });

function unitAt(index: number): VirtualUnit {
  const unit = units[index];
  if (unit === undefined) {
    throw new Error(`there is no unit ${index}`);
  }
  return unit;
}
const versionAt = (index: number) => unitAt(index).parameters()['sys.fw'];

/** A unit that is the customer's, identified on its bay. */
async function prepared(index: number, faults: readonly FaultText[] = []): Promise<SessionId> {
  unitAt(index).setFaults(faults);
  unitAt(index).plugIn();
  await untilBayIs(bench, index + 1, 'idle');
  const sessionId = sheets.get(index) ?? (await openSheetOf(bench, `EVP-${serials[index]}`));
  sheets.set(index, sessionId);
  const { session } = await sheetOf(bench, sessionId);
  if (session.transfer.kind !== 'done') {
    await withPin(bench.client, () => transferAsShown(bench, sessionId));
  }
  expect(await bench.client.bench.identify({ sessionId, bay: index + 1 })).toMatchObject({ kind: 'agrees' });
  return sessionId;
}

const update = (sessionId: SessionId, isForced = false, id = sha256) =>
  bench.client.firmware.update({ sessionId, sha256: id, isForced });
const actionsOf = async (sessionId: SessionId) =>
  (await bench.operator.audit.entries({ sessionId, limit: 100 })).map(({ action, outcome, code }) => [
    action,
    outcome,
    code,
  ]);

describe('INST-5 firmware files of a station', { timeout: 120_000 }, () => {
  it('are taken in with their manifest, once, and checked each time they are looked at', async () => {
    expect(await take()).toMatchObject({ kind: 'imported', row: { model: 'BU-1', integrity: 'intact' } });
    expect(await take()).toMatchObject({ kind: 'already' });
    const file = join(bench.directory, 'firmware', `${sha256}.bin`);
    writeFileSync(file, image.with(700, 1 ^ (image[700] ?? 0)));
    expect(await bench.client.firmware.list()).toMatchObject([{ sha256, integrity: 'damaged' }]);
    rmSync(file);
    expect(await bench.client.firmware.list()).toMatchObject([{ sha256, integrity: 'gone' }]);
    expect(await take()).toMatchObject({ kind: 'imported' });
    expect(await bench.client.firmware.list()).toMatchObject([{ sha256, integrity: 'intact' }]);
  });

  it.each([
    ['another file for a manifest', image, { hello: 'world' }, 'no-manifest'],
    ['a manifest of tomorrow', image, { ...manifest, version: 2 }, 'newer-format'],
    ['another image', image.with(9, 1), manifest, 'wrong-hash'],
    ['half an image', image.subarray(0, 300), manifest, 'wrong-size'],
    ['no image', new Uint8Array(), manifest, 'no-image'],
  ])('%s is not taken', async (_name, bytes, told, why) => {
    expect(await take(bytes, told)).toMatchObject({ kind: 'not-taken', why });
  });

  it('ORG-2 are the supervisor’s to take in and to remove, and everybody’s to look at', async () => {
    await expect(
      bench.client.firmware.importFiles({ manifest: JSON.stringify(manifest), imageBase64: toBase64(image) }),
    ).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await expect(bench.client.firmware.remove({ sha256 })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    const other = makeBenchFirmware({ model: 'BU-1', version: '01.00', programBytes: 10, seed: 1 });
    expect(await take(other, manifestOf(other, { firmware: '01.00' }))).toMatchObject({ kind: 'imported' });
    expect(await bench.client.firmware.list()).toMatchObject([{ firmware: '03.28.00' }, { firmware: '01.00' }]);
    expect(await bench.operator.firmware.remove({ sha256: sha256Hex(other) })).toEqual({ kind: 'removed' });
    expect(await bench.operator.firmware.remove({ sha256: sha256Hex(other) })).toEqual({ kind: 'no-such-firmware' });
    const trail = await bench.operator.audit.entries({ limit: 10 });
    expect(trail.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['firmware.imported', 'firmware.removed']),
    );
  });
});

describe('INST-5 updating a unit on its sheet', { timeout: 120_000 }, () => {
  beforeEach(async () => {
    await take();
  });

  it('compares with the profile, sends, meets the unit again, and the version it tells is the evidence', async () => {
    const sessionId = await prepared(0);
    expect(await bench.client.firmware.ofSheet({ sessionId })).toMatchObject({
      current: '03.26.04',
      minimum: '03.27.00',
      standing: 'too-old',
      support: 'here',
      choices: [{ sha256, direction: 'newer', meetsMinimum: true }],
    });
    const outcome = await update(sessionId);
    expect(outcome).toMatchObject({
      kind: 'updated',
      sheet: {
        session: {
          firmware: { kind: 'updated', from: '03.26.04', to: '03.28.00', sha256, by: 'M. Kaya' },
          identity: { firmware: '03.28.00' },
        },
      },
    });
    expect(versionAt(0)).toBe('03.28.00');
    expect(await bench.client.firmware.ofSheet({ sessionId })).toMatchObject({ standing: 'enough' });
    expect(await actionsOf(sessionId)).toEqual(
      expect.arrayContaining([
        ['firmware.update-begun', 'done', null],
        ['firmware.updated', 'done', null],
      ]),
    );
    expect(await printedReport(bench, sessionId)).toContain('Firmware updated from 03.26.04 to 03.28.00');
  });

  it('INST-3 the unit can then be configured and verified as any other', async () => {
    const sessionId = await prepared(0);
    expect(await bench.client.bench.compareConfiguration({ sessionId })).toMatchObject({ kind: 'updated' });
    expect(await bench.client.bench.writeConfiguration({ sessionId })).toMatchObject({
      sheet: { session: { configuration: { kind: 'verified' } } },
    });
    expect(unitAt(0).parameters()).toMatchObject({ 'net.apn': 'fleet.example.com', 'srv.port': '7710' });
  });

  it('holds back what must not be sent, says all that stands against it, and notes the attempt', async () => {
    const sessionId = await prepared(0);
    expect(await update(sessionId)).toEqual({
      kind: 'held-back',
      obstacles: [{ code: 'same-version', detail: { from: '03.28.00', to: '03.28.00' } }],
    });
    const other = makeBenchFirmware({ model: 'BU-2', version: '01.00', programBytes: 10, seed: 1 });
    await take(other, manifestOf(other, { firmware: '01.00', model: 'BU-2' }));
    expect(await update(sessionId, false, sha256Hex(other))).toMatchObject({
      obstacles: [{ code: 'other-model' }, { code: 'older-version' }],
    });
    unitAt(0).setFaults(['supply-low']);
    expect(await update(sessionId, true)).toMatchObject({ obstacles: [{ code: 'supply-low' }] });
    unitAt(0).setFaults([]);
    expect(await actionsOf(sessionId)).toContainEqual(['firmware.update-begun', 'refused', 'other-model']);
    expect(await update(sessionId, true)).toMatchObject({ sheet: { session: { firmware: { direction: 'same' } } } });
  });

  it.each<readonly [FaultText, object]>([
    ['firmware-ignored', { kind: 'incomplete', after: '03.26.04', why: 'other-version' }],
    ['firmware-broken-off=4', { kind: 'incomplete', after: '03.26.04', why: 'stopped-by-unit' }],
  ])('%s: the sheet says what the unit says', async (fault, expected) => {
    const sessionId = await prepared(1, [fault]);
    expect(await update(sessionId)).toMatchObject({ kind: 'updated', sheet: { session: { firmware: expected } } });
    expect(versionAt(1)).toBe('03.26.04');
  });

  it('a pulled cable leaves a sheet that does not know, and after a replug it begins again', async () => {
    const sessionId = await prepared(1, ['unplug-mid-firmware=3000']);
    expect(await update(sessionId)).toMatchObject({
      sheet: { session: { firmware: { kind: 'incomplete', after: null, why: 'port-lost' } } },
    });
    expect((await sheetOf(bench, sessionId)).missing).toContain('firmware-unknown');
    expect(await update(sessionId)).toMatchObject({ kind: 'refused', reason: 'identity-first' });
    await prepared(1);
    expect((await sheetOf(bench, sessionId)).session.firmware).toMatchObject({ kind: 'incomplete', after: '03.26.04' });
    expect(await update(sessionId)).toMatchObject({ sheet: { session: { firmware: { kind: 'updated' } } } });
    expect(versionAt(1)).toBe('03.28.00');
  });

  it('a unit that dies of it is told as not heard, and never as done', async () => {
    const sessionId = await prepared(2, ['firmware-kills']);
    expect(await update(sessionId)).toMatchObject({
      sheet: { session: { firmware: { kind: 'incomplete', after: null, why: 'silent-afterwards' } } },
    });
    expect(await printedReport(bench, sessionId)).toContain('The unit was not heard afterwards.');
  });

  it('a real family is left to its maker’s tool', async () => {
    const sessionId = await prepared(4);
    const view = await bench.client.firmware.ofSheet({ sessionId });
    expect(view).toMatchObject({ support: 'vendor-tool', choices: [] });
    expect(await update(sessionId)).toMatchObject({
      kind: 'held-back',
      obstacles: [{ code: 'not-supported' }, { code: 'other-model' }],
    });
  });

  it('STA-4 a station that stops in the middle says so at the next start, and goes on', async () => {
    const sessionId = await prepared(3);
    const begun = update(sessionId).catch(() => null);
    await expect.poll(async () => (await sheetOf(bench, sessionId)).session.firmware?.kind).toBe('updating');
    await bench.crash();
    await begun;
    await bench.signIn('M. Kaya');
    expect((await sheetOf(bench, sessionId)).session.firmware).toMatchObject({
      kind: 'incomplete',
      after: null,
      why: 'station-stopped',
      to: '03.28.00',
    });
    expect(await actionsOf(sessionId)).toContainEqual(['firmware.update-incomplete', 'failed', 'station-stopped']);
    await untilBayIs(bench, 4, 'idle');
    await expect
      .poll(async () => (await bench.client.bench.identify({ sessionId, bay: 4 })).kind, { timeout: 30_000 })
      .toBe('agrees');
    if (versionAt(3) !== '03.28.00') {
      await update(sessionId);
    }
    expect((await sheetOf(bench, sessionId)).session.firmware?.kind).toBe('updated');
    expect(versionAt(3)).toBe('03.28.00');
  });
});
