import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SessionId } from '#core/kernel/entity-ids.ts';
import { createOverTheAir } from '#electron/demo/over-the-air.ts';
import type { FaultChoice } from '#sim/faults/fault-catalogue.ts';
import { createInProcessPorts } from '#sim/fronts/in-process.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';
import { hurriedUnit, textToUnit, untilBayIs } from './testing/cable-bench.ts';
import { openSheetOf, sheetOf, transferAsShown, verdictOf, workshopSerial } from './testing/sheet-work.ts';
import { createTestClock } from './testing/test-clock.ts';
import { withPin } from './testing/with-pin.ts';

const speed = 20;
const serials = [3, 4, 5, 6, 7, 8, 9, 10].map(workshopSerial);

let cloud: CloudWorld;
let bench: BenchWorld;
let units: Map<string, VirtualUnit>;
/** Whether the platform reaches the units at once; a unit out of coverage is reset later. */
let isInReach = true;
let restart = false;

beforeAll(async () => {
  cloud = await createCloudWorld();
  units = new Map(serials.map((serial) => [`evopulse:${serial}`, hurriedUnit(serial, speed)]));
  const ports = Object.fromEntries([...units.values()].map((unit, index) => [`sim:${index + 1}`, unit]));
  const reached = new Map(
    [...units].map(([id, unit]) => [
      id,
      {
        ...unit,
        resetConfiguration: () => (isInReach ? unit.resetConfiguration({ restart }) : 'not-reached'),
      } as const,
    ]),
  );
  bench = await cloud.addStation({
    unitPorts: createInProcessPorts(ports),
    clock: createTestClock({ speed }),
    behindPlatform: createOverTheAir({ units: reached }).behind,
  });
  await bench.signIn('M. Kaya');
  await bench.chooseCustomer('nordfracht');
});
afterAll(async () => {
  await cloud.close();
  for (const unit of units.values()) {
    unit.close();
  }
});

function unitAt(index: number): VirtualUnit {
  const unit = units.get(`evopulse:${serials[index]}`);
  if (unit === undefined) {
    throw new Error(`there is no unit ${index}`);
  }
  return unit;
}

/** A unit of the workshop with settings of its own, identified on its bay. */
async function prepared(index: number): Promise<SessionId> {
  const bay = index + 1;
  await untilBayIs(bench, bay, 'idle');
  const values = { openLinkS: '120', responseS: '45', backupHost: 'b.example.net', vin: 'WSM00000003111444' };
  const port = `sim:${bay}`;
  expect(await bench.client.cable.writePort({ port, values, dryRun: false })).toMatchObject({ kind: 'verified' });
  const sessionId = await openSheetOf(bench, `EVP-${serials[index]}`);
  expect(await bench.client.bench.identify({ sessionId, bay })).toMatchObject({ kind: 'agrees' });
  return sessionId;
}

async function confirmed(sessionId: SessionId) {
  const sheet = await sheetOf(bench, sessionId);
  const { owner, ownerEpoch } = verdictOf(sheet);
  if (owner === null || ownerEpoch === null) {
    throw new Error('the sheet names no owner');
  }
  const { customerId: toId } = sheet.session;
  return { sessionId, fromId: owner.id, toId, expectedEpoch: ownerEpoch, unpairFirst: false };
}

const transferKeeping = async (sessionId: SessionId) => {
  const wish = await confirmed(sessionId);
  return withPin(bench.client, () => bench.client.backups.transfer(wish));
};
const restoreOf = async (sessionId: SessionId) => (await sheetOf(bench, sessionId)).session.restore;
const held = (unit: VirtualUnit) => {
  const { '1000': openLinkS, '1001': responseS, '2001': apn, '2004': host, '2007': backupHost } = unit.parameters();
  return { openLinkS, responseS, apn, host, backupHost, vin: unit.parameters()['90011'] };
};
const lost = { apn: '', host: '', backupHost: '', vin: '' };

describe('d2 OWN-9 back up, transfer, restore as one act', { timeout: 120_000 }, () => {
  it('keeps what the unit held, transfers it, and puts back what may be; a table says what and why not', async () => {
    const sessionId = await prepared(0);
    expect(held(unitAt(0))).toMatchObject({ openLinkS: '120', apn: 'internet' });
    expect(await transferKeeping(sessionId)).toMatchObject({ kind: 'transferred' });
    // The truth, asked of the unit: the former owner's network is gone, the way it works is back.
    expect(held(unitAt(0))).toEqual({ ...lost, openLinkS: '120', responseS: '45' });
    const restore = await restoreOf(sessionId);
    expect(restore).toMatchObject({ kind: 'done', purpose: 'after-transfer' });
    const lines = restore.kind === 'done' ? restore.lines : [];
    const said = Object.fromEntries(lines.map(({ key, state, reason }) => [key, reason ?? state]));
    expect(said).toMatchObject({
      openLinkS: 'verified',
      responseS: 'verified',
      apn: 'owner',
      serverHost: 'owner',
      backupHost: 'owner',
      vin: 'vehicle',
      apnPassword: 'secret',
      reportMovingS: 'profile',
      tyreCount: 'profile',
    });
    const sheet = await sheetOf(bench, sessionId);
    expect(sheet.missing).toContain('configuration');
    const entries = await bench.operator.audit.entries({ sessionId, limit: 100 });
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        ...['configuration.backed-up', 'transfer.requested', 'transfer.acknowledged'],
        ...['configuration.restore-begun', 'configuration.restored'],
      ]),
    );
  });

  it('INST-7 keeps no secret: neither in the list, nor in the backup, nor in its file', async () => {
    const [row] = await bench.client.backups.list({ unit: `evopulse:${serials[0]}`, limit: 10 });
    expect(row).toMatchObject({ origin: 'before-transfer', takenBy: 'M. Kaya', integrity: 'intact' });
    const opened = await bench.client.backups.open({ id: row?.id ?? '' });
    expect(opened).toMatchObject({
      backup: { values: { apn: 'internet', openLinkS: '120' }, secrets: ['apnPassword'] },
    });
    expect(JSON.stringify(opened)).not.toMatch(/"apnPassword":/);
  });

  it('waits for a unit that restarts when it is reset, and takes up nothing before', async () => {
    restart = true;
    const sessionId = await prepared(1);
    expect(await transferKeeping(sessionId)).toMatchObject({ kind: 'transferred' });
    restart = false;
    expect(await restoreOf(sessionId)).toMatchObject({ kind: 'done' });
    expect(held(unitAt(1))).toEqual({ ...lost, openLinkS: '120', responseS: '45' });
  });

  it('writes nothing back while the unit still holds what it held; later it goes on where it stood', async () => {
    isInReach = false;
    const sessionId = await prepared(2);
    const before = textToUnit(unitAt(2)).length;
    expect(await transferKeeping(sessionId)).toMatchObject({ kind: 'transferred' });
    expect(await restoreOf(sessionId)).toMatchObject({ kind: 'kept' });
    expect(textToUnit(unitAt(2)).slice(before)).not.toMatch(/setparam/);
    expect(await bench.client.backups.restore({ sessionId })).toMatchObject({ reason: 'reset-not-seen' });
    isInReach = true;
    unitAt(2).resetConfiguration();
    expect(await bench.client.backups.restore({ sessionId })).toMatchObject({ kind: 'updated' });
    expect(await restoreOf(sessionId)).toMatchObject({ kind: 'done' });
    expect(held(unitAt(2))).toEqual({ ...lost, openLinkS: '120', responseS: '45' });
  });

  it('OWN-11 works offline up to the request; the restore waits for the acknowledgement', async () => {
    const sessionId = await prepared(3);
    bench.setConnected(false);
    expect(await transferKeeping(sessionId)).toMatchObject({ kind: 'provisional' });
    expect(await restoreOf(sessionId)).toMatchObject({ kind: 'kept' });
    expect(await bench.client.backups.restore({ sessionId })).toMatchObject({ reason: 'transfer-not-acknowledged' });
    expect(held(unitAt(3))).toMatchObject({ apn: 'internet' });
    bench.setConnected(true);
    await bench.operator.sync.run();
    expect((await sheetOf(bench, sessionId)).session.transfer).toMatchObject({ kind: 'done' });
    expect(held(unitAt(3))).toMatchObject(lost);
    expect(await bench.client.backups.restore({ sessionId })).toMatchObject({ kind: 'updated' });
    expect(held(unitAt(3))).toEqual({ ...lost, openLinkS: '120', responseS: '45' });
  });

  it('transfers nothing when the unit cannot be read, or is another one', async () => {
    const sessionId = await prepared(4);
    unitAt(4).unplug();
    await untilBayIs(bench, 5, 'gone');
    expect(await transferKeeping(sessionId)).toMatchObject({ kind: 'link-problem', reason: 'no-bay' });
    unitAt(4).plugIn('other');
    await untilBayIs(bench, 5, 'idle');
    expect(await transferKeeping(sessionId)).toMatchObject({ kind: 'refused', reason: 'identity-mismatch' });
    expect((await sheetOf(bench, sessionId)).session.transfer.kind).toBe('open');
    unitAt(4).plugIn('same');
    await untilBayIs(bench, 5, 'idle');
    await bench.client.bench.identify({ sessionId, bay: 5 });
    expect(await transferAsShown(bench, sessionId)).toMatchObject({ kind: 'transferred' });
    expect(await restoreOf(sessionId)).toMatchObject({ kind: 'none' });
  });

  it.each<FaultChoice>(['unplug-mid-write=12', 'unplug-mid-write=25'])(
    'P26 cut off in the middle of putting back (%s): says so, and goes on after the cable is back',
    async (fault) => {
      const index = fault === 'unplug-mid-write=12' ? 5 : 6;
      const unit = unitAt(index);
      const sessionId = await prepared(index);
      unit.setFaults([fault]);
      expect(await transferKeeping(sessionId)).toMatchObject({ kind: 'transferred' });
      const cut = await restoreOf(sessionId);
      expect(cut).toMatchObject({ kind: 'incomplete', why: 'port-lost' });
      expect((await sheetOf(bench, sessionId)).missing).toContain('restore-incomplete');
      unit.setFaults([]);
      unit.plugIn();
      await untilBayIs(bench, index + 1, 'idle');
      expect(await bench.client.backups.restore({ sessionId })).toMatchObject({ kind: 'updated' });
      expect(await restoreOf(sessionId)).toMatchObject({ kind: 'done' });
      expect(held(unit)).toEqual({ ...lost, openLinkS: '120', responseS: '45' });
    },
  );
});

describe('STA-4 d2 the station ends between two parts of the act', { timeout: 120_000 }, () => {
  it('while it puts values back: the sheet says that nobody knows, and goes on', async () => {
    const unit = unitAt(7);
    const sessionId = await prepared(7);
    unit.setFaults(['think-time=3000']);
    const act = transferKeeping(sessionId);
    while ((await restoreOf(sessionId)).kind !== 'writing') {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await bench.crash();
    await act;
    await bench.signIn('M. Kaya');
    await bench.chooseCustomer('nordfracht');
    unit.setFaults([]);
    await untilBayIs(bench, 8, 'idle');
    expect(await restoreOf(sessionId)).toMatchObject({ kind: 'incomplete', why: 'station-stopped' });
    const cut = await restoreOf(sessionId);
    const open = cut.kind === 'incomplete' ? cut.lines.filter(({ state }) => state === 'unknown') : [];
    expect(open.map(({ key }) => key)).toEqual(['openLinkS', 'responseS', 'ignitionSource']);
    expect(await bench.client.backups.restore({ sessionId })).toMatchObject({ kind: 'updated' });
    expect(await restoreOf(sessionId)).toMatchObject({ kind: 'done' });
    expect(held(unit)).toEqual({ ...lost, openLinkS: '120', responseS: '45' });
  });
});

describe('INST-3 a unit is returned to what it was', { timeout: 120_000 }, () => {
  let sessionId: SessionId;
  beforeAll(async () => {
    sessionId = await openSheetOf(bench, `EVP-${serials[0]}`);
    await bench.client.bench.identify({ sessionId, bay: 1 });
  });

  it('by a backup taken by hand: difference, write, verify; what differs is read again', async () => {
    await bench.client.bench.compareConfiguration({ sessionId });
    await bench.client.bench.writeConfiguration({ sessionId });
    expect((await sheetOf(bench, sessionId)).session.configuration.kind).toBe('verified');
    const taken = await bench.client.backups.take({ sessionId, name: 'as delivered' });
    expect(taken).toMatchObject({ kind: 'kept', row: { name: 'as delivered', origin: 'by-hand' } });
    const before = unitAt(0).parameters();
    const values = { openLinkS: '300', serverHost: 'elsewhere.example.com', tyreCount: '4' };
    await bench.client.cable.writePort({ port: 'sim:1', values, dryRun: false });
    const backupId = taken.kind === 'kept' ? taken.row.id : '';
    expect(await bench.client.backups.compareWithUnit({ id: backupId, sessionId })).toMatchObject({
      differences: expect.arrayContaining([
        { key: 'tyreCount', here: '6', there: '4', state: 'differs' },
        { key: 'openLinkS', here: '120', there: '300', state: 'differs' },
      ]),
    });
    expect(await bench.client.backups.rollBack({ sessionId, backupId })).toMatchObject({ kind: 'updated' });
    const { restore, configuration } = (await sheetOf(bench, sessionId)).session;
    expect(restore).toMatchObject({ kind: 'done', purpose: 'roll-back', backupId });
    expect(configuration).toEqual({ kind: 'not-read' });
    expect(unitAt(0).parameters()).toEqual(before);
  });

  it('by the backup of its former owner only as far as that is anybody’s', async () => {
    const rows = await bench.client.backups.list({ unit: `evopulse:${serials[0]}`, limit: 50 });
    const backupId = rows.find(({ origin }) => origin === 'before-transfer')?.id ?? '';
    expect(await bench.client.backups.rollBack({ sessionId, backupId })).toMatchObject({ kind: 'updated' });
    expect(held(unitAt(0))).toMatchObject({ apn: 'fleet.example.com', vin: '', backupHost: '' });
  });

  it('not by the backup of another unit, nor by one that is not here', async () => {
    const [others] = await bench.client.backups.list({ unit: `evopulse:${serials[1]}`, limit: 1 });
    expect(await bench.client.backups.rollBack({ sessionId, backupId: others?.id ?? '' })).toMatchObject({
      reason: 'other-units-backup',
    });
    expect(await bench.client.backups.rollBack({ sessionId, backupId: 'none' })).toMatchObject({
      reason: 'no-such-backup',
    });
  });

  it('and the backup travels as a file, checked where it arrives', async () => {
    const [row] = await bench.client.backups.list({ unit: `evopulse:${serials[0]}`, limit: 1 });
    const file = await bench.client.backups.exportFile({ id: row?.id ?? '' });
    const text = file.kind === 'file' ? file.text : '';
    expect(file).toMatchObject({ fileName: expect.stringMatching(/^fitbay-backup-evopulse-\d{15}-[\d-]+\.json$/) });
    expect(await bench.client.backups.importFile({ text })).toMatchObject({ kind: 'already' });
    const away = await cloud.addStation({ name: 'Bench 3' });
    expect(await away.operator.backups.importFile({ text })).toMatchObject({ kind: 'imported', row: { id: row?.id } });
    expect(await away.operator.backups.importFile({ text: text.replace('"120"', '"121"') })).toMatchObject({
      why: 'changed',
    });
    expect(await away.operator.backups.compare({ id: row?.id ?? '', with: { kind: 'profile' } })).toMatchObject({
      kind: 'compared',
      differences: expect.arrayContaining([{ key: 'tyreCount', here: '6', there: '6', state: 'same' }]),
    });
  });
});
