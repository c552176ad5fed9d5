import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionId } from '#core/kernel/entity-ids.ts';
import { createDemoUnit } from '#sim/demo/demo-unit.ts';
import { createInProcessPorts } from '#sim/fronts/in-process.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld, organizationOf } from './testing/bench-world.ts';
import { printedReport } from './testing/printed-report.ts';
import {
  answerManualChecks,
  openSheetOf,
  sheetOf,
  stepOf,
  transferAsShown,
  verdictOf,
  workshopSerial,
} from './testing/sheet-work.ts';
import { createHurriedSimClock, createTestClock } from './testing/test-clock.ts';

const serial = '359315075384726';
const hourMs = 3_600_000;
const speed = 3;

let cloud: CloudWorld;
let bench: BenchWorld;
let other: BenchWorld;
let unit: VirtualUnit;
const clock = createTestClock({ speed });

beforeAll(async () => {
  cloud = await createCloudWorld();
  unit = createDemoUnit(
    { unit: `evopulse:${serial}`, imei: serial, model: 'FTSIM1', seed: 7 },
    { poweredForSeconds: 600, clock: createHurriedSimClock(speed) },
  );
  bench = await cloud.addStation({ unitPorts: createInProcessPorts({ 'sim:1': unit }), clock });
  other = await cloud.addStation({ name: 'Hall South' });
  await bench.signIn('M. Kaya');
  await bench.chooseCustomer('nordfracht');
});
afterAll(async () => {
  await cloud.close();
  unit.close();
});

describe('STA-2 OWN-11 the whole main job without a network', { timeout: 120_000 }, () => {
  let sessionId: SessionId;
  let reportNumber = '';

  it('OWN-11 shows the last known verdict with its age, and says so when it is old', async () => {
    await bench.client.sync.run();
    bench.setConnected(false);
    sessionId = await openSheetOf(bench, `EVP-${serial}`);
    const fresh = await sheetOf(bench, sessionId);
    expect(verdictOf(fresh)).toMatchObject({ freshness: 'mirror', next: 'TRANSFER_AVAILABLE' });
    expect(verdictOf(fresh).findings.map(({ code }) => code)).not.toContain('UNVERIFIED_OFFLINE');
    expect(Date.parse(verdictOf(fresh).asOf)).toBeGreaterThan(Date.now() - hourMs);
    expect(fresh.provisional).toBe(true);

    clock.setForward(25 * hourMs);
    const old = verdictOf(await recheck(sessionId));
    expect(old.findings.at(-1)).toMatchObject({
      code: 'UNVERIFIED_OFFLINE',
      severity: 'warn',
      detail: { hours: '25', asOf: old.asOf },
    });
    expect(old).toMatchObject({ next: 'TRANSFER_AVAILABLE', allowed: { transfer: true } });
    clock.setForward(-25 * hourMs);
    await recheck(sessionId);
  });

  it('OWN-11 queues the transfer and never calls it done', async () => {
    expect(await transferAsShown(bench, sessionId)).toMatchObject({ kind: 'provisional' });
    const sheet = await sheetOf(bench, sessionId);
    expect(sheet.session.transfer.kind).toBe('provisional');
    expect(stepOf(sheet, 'owner')).toMatchObject({ state: 'requested', mark: 'wait' });
    expect(sheet.provisional).toBe(true);
    expect(verdictOf(sheet)).toMatchObject({ owner: { name: 'Hansen Trailer Service' }, freshness: 'mirror' });
    expect(await transferAsShown(bench, sessionId)).toMatchObject({ kind: 'refused', reason: 'transfer-under-way' });
    expect(await bench.client.sync.status()).toMatchObject({ state: 'offline', pending: 1, needsYou: 0 });
    expect(await cloud.ownerOf(`evopulse:${serial}`)).toBe(organizationOf('hansen'));
  });

  it('STA-2 the work goes on, flagged', async () => {
    await expect.poll(async () => (await bench.client.cable.bays()).length, { timeout: 5_000 }).toBe(1);
    expect(await bench.client.bench.identify({ sessionId, bay: 1 })).toMatchObject({ kind: 'agrees' });
    expect(await bench.client.bench.compareConfiguration({ sessionId })).toMatchObject({ kind: 'updated' });
    expect(await bench.client.bench.writeConfiguration({ sessionId })).toMatchObject({ kind: 'updated' });
    expect((await sheetOf(bench, sessionId)).session.configuration.kind).toBe('verified');
    expect(await bench.client.bench.measure({ sessionId })).toMatchObject({ kind: 'updated' });
    await answerManualChecks(bench, sessionId);
    await bench.client.bench.setVin({ sessionId, vin: 'WSM00000003111444' });
    expect(await bench.client.bench.awaitAutomaticPairing({ sessionId })).toMatchObject({ kind: 'updated' });
    expect((await sheetOf(bench, sessionId)).provisional).toBe(true);
  });

  it('INSP-4 OWN-11 is signed with the provisional mark, in the sheet and in the list', async () => {
    const signed = await bench.client.bench.sign({
      sessionId,
      pin: '471902',
      result: 'succeeded',
      remarks: null,
      signatureSvgPath: null,
    });
    expect(signed).toMatchObject({ kind: 'signed', sheet: { provisional: true, session: { state: 'signed' } } });
    reportNumber = signed.kind === 'signed' ? signed.reportNumber : '';
    const [row] = (await bench.client.bench.sheets({ limit: 10 })).filter((one) => one.sessionId === sessionId);
    expect(row).toMatchObject({ state: 'signed', mark: 'wait' });
  });

  it('REP-2 the report says that it was recorded offline and that the transfer is only requested', async () => {
    const text = await printedReport(bench, sessionId);
    expect(text).toContain(`report ${reportNumber}`);
    expect(text).toContain('not yet accepted');
    expect(text).toContain('Recorded offline');
    expect(text).toContain('not yet sent');
  });

  it('survives a restart while offline', async () => {
    const before = await sheetOf(bench, sessionId);
    const { pending } = await bench.client.sync.status();
    await bench.crash();
    await bench.signIn('M. Kaya');
    await bench.chooseCustomer('nordfracht');
    expect(await sheetOf(bench, sessionId)).toEqual(before);
    expect(await bench.client.sync.status()).toMatchObject({ pending });
  });

  it('STA-2 STA-3 after reconnection everything arrives without a new write, and the sheet turns done', async () => {
    bench.setConnected(true);
    await bench.client.sync.run();
    expect(await bench.client.sync.status()).toMatchObject({ state: 'online', pending: 0, needsYou: 0 });
    expect(await cloud.ownerOf(`evopulse:${serial}`)).toBe(organizationOf('nordfracht'));
    const sheet = await sheetOf(bench, sessionId);
    expect(sheet.session.transfer).toMatchObject({ kind: 'done', toName: 'Nordfracht Logistik' });
    expect(stepOf(sheet, 'owner')).toMatchObject({ state: 'transferred', mark: 'ok' });
    expect(sheet.provisional).toBe(false);
    const queue = await bench.client.sync.queue({ limit: 50 });
    expect(queue.filter((row) => row.sessionId === sessionId).map(({ kind, verdict }) => [kind, verdict])).toEqual(
      expect.arrayContaining([
        ['unit.transfer', 'applied'],
        ['unit.installed', 'applied'],
        ['unit.inspected', 'applied'],
        ['session.signed', 'applied'],
      ]),
    );
    expect(await bench.client.audit.verify()).toMatchObject({ kind: 'intact' });
    expect(await printedReport(bench, sessionId)).not.toContain('not yet accepted');
  });
});

describe('OWN-11 what was scanned offline and needs no transfer', () => {
  it('is judged again by the registry when the network is back', async () => {
    bench.setConnected(false);
    const sessionId = await openSheetOf(bench, 'EVP-866344054201822');
    expect(await sheetOf(bench, sessionId)).toMatchObject({
      provisional: true,
      session: { verdict: { freshness: 'mirror' } },
    });
    bench.setConnected(true);
    await bench.client.sync.run();
    await expect
      .poll(async () => await sheetOf(bench, sessionId))
      .toMatchObject({ provisional: false, session: { verdict: { freshness: 'live', next: 'OWNED_BY_CUSTOMER' } } });
  });
});

describe('OWN-10 OWN-11 a transfer that comes too late', { timeout: 60_000 }, () => {
  const label = workshopSerial(1);
  let sessionId: SessionId;

  it('is refused on the sheet, with the winner', async () => {
    bench.setConnected(false);
    sessionId = await openSheetOf(bench, label);
    expect(await transferAsShown(bench, sessionId)).toMatchObject({ kind: 'provisional' });
    await other.signIn('S. Brandt');
    await other.chooseCustomer('alpen');
    expect(await transferAsShown(other, await openSheetOf(other, label))).toMatchObject({ kind: 'transferred' });

    bench.setConnected(true);
    await bench.client.sync.run();
    const sheet = await sheetOf(bench, sessionId);
    expect(stepOf(sheet, 'owner')).toMatchObject({
      state: 'refused',
      mark: 'stop',
      detail: { code: 'OWNER_OTHER', winner: 'S. Brandt, Hansen Trailer Service' },
    });
    expect(sheet.missing).toContain('transfer-refused');
    const [newest] = (await bench.client.scan.feed({ limit: 10 })).filter((one) => one.sessionId === sessionId);
    expect(newest).toMatchObject({ mark: 'stop', key: 'transfer-refused', detail: { to: 'Nordfracht Logistik' } });
    await expect
      .poll(async () => (await sheetOf(bench, sessionId)).session.verdict)
      .toMatchObject({ freshness: 'live', next: 'OWNER_OTHER' });
  });

  it('asks for somebody, with everything to resolve it by', async () => {
    expect(await bench.client.sync.status()).toMatchObject({ pending: 0, needsYou: 1 });
    const [row] = (await bench.client.sync.queue({ limit: 50 })).filter((one) => one.state === 'needs-you');
    expect(row).toMatchObject({
      kind: 'unit.transfer',
      unit: `evopulse:${label}`,
      customerName: 'Nordfracht Logistik',
      by: 'M. Kaya',
      verdict: 'conflict',
      code: 'OWNER_OTHER',
      winner: 'S. Brandt, Hansen Trailer Service',
      sessionId,
    });
  });

  it('ORG-2 is resolved by a supervisor with a note, not by a technician, and only once', async () => {
    const [row] = (await bench.client.sync.queue({ limit: 50 })).filter((one) => one.state === 'needs-you');
    const wish = { operationId: row?.operationId ?? '', note: 'Alpen keeps the unit, told by phone' };
    await expect(bench.client.sync.resolve(wish)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await bench.client.sync.status()).toMatchObject({ needsYou: 1 });
    await bench.signIn('S. Brandt');
    await expect(bench.client.sync.resolve({ ...wish, note: '  ' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await bench.client.sync.resolve(wish)).toEqual({ kind: 'resolved' });
    expect(await bench.client.sync.resolve(wish)).toEqual({ kind: 'not-open' });
    expect(await bench.client.sync.status()).toMatchObject({ needsYou: 0 });
    const entries = await bench.client.audit.entries({ sessionId, limit: 50 });
    expect(entries.at(-1)).toMatchObject({
      action: 'conflict.resolved',
      actor: { name: 'S. Brandt' },
      after: { note: wish.note },
    });
  });

  it('a sheet that was signed meanwhile shows the refusal in the list and on its report', async () => {
    await bench.signIn('M. Kaya');
    await bench.chooseCustomer('nordfracht');
    bench.setConnected(false);
    const id = await openSheetOf(bench, workshopSerial(2));
    await transferAsShown(bench, id);
    const wish = { sessionId: id, pin: '471902', signatureSvgPath: null };
    const signed = await bench.client.bench.sign({ ...wish, result: 'failed', remarks: 'The cable is broken.' });
    expect(signed).toMatchObject({ kind: 'signed', sheet: { provisional: true } });
    await other.chooseCustomer('alpen');
    await transferAsShown(other, await openSheetOf(other, workshopSerial(2)));
    bench.setConnected(true);
    await bench.client.sync.run();
    const sheet = await sheetOf(bench, id);
    expect(sheet.session).toMatchObject({ state: 'signed', transfer: { kind: 'refused', code: 'OWNER_OTHER' } });
    const [row] = (await bench.client.bench.sheets({ limit: 50 })).filter((one) => one.sessionId === id);
    expect(row?.mark).toBe('stop');
    const text = await printedReport(bench, id);
    expect(text).not.toContain('already belonged to');
    expect(text).toContain('was not transferred');
  });
});

async function recheck(sessionId: SessionId) {
  const result = await bench.client.bench.recheck({ sessionId });
  if (result.kind !== 'updated') {
    throw new Error(`the sheet was not judged again: ${JSON.stringify(result)}`);
  }
  return result.sheet;
}
