import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Task } from '#core/contract/station/tasks.ts';
import { operationId, type SessionId } from '#core/kernel/entity-ids.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld, organizationOf } from './testing/bench-world.ts';
import { printedReport } from './testing/printed-report.ts';
import { openSheetOf, sheetOf, stepOf, transferAsShown, workshopSerial } from './testing/sheet-work.ts';
import { createTestClock } from './testing/test-clock.ts';
import { withPin } from './testing/with-pin.ts';

const hourMs = 3_600_000;
const reason = 'Scanned from the wrong pallet';
let cloud: CloudWorld;
let bench: BenchWorld;
let office: BenchWorld;
const clock = createTestClock();
let unitCount = 0;

beforeAll(async () => {
  cloud = await createCloudWorld();
  bench = await cloud.addStation({ name: 'Hall North', clock });
  office = await cloud.addStation({ name: 'Office' });
}, 120_000);
afterAll(() => cloud.close());
beforeEach(async () => {
  clock.skip(10_000);
  await bench.signIn('M. Kaya');
  await bench.chooseCustomer('nordfracht');
  await office.signIn('S. Brandt');
});

interface Moved {
  readonly sessionId: SessionId;
  readonly unit: string;
  readonly transferId: string;
}

/** A unit that the workshop has just transferred to Nordfracht. */
async function transferred(): Promise<Moved> {
  const serial = workshopSerial(unitCount);
  unitCount += 1;
  const sessionId = await openSheetOf(bench, serial);
  const done = await transferAsShown(bench, sessionId);
  if (done.kind !== 'transferred') {
    throw new Error(`the transfer was not taken: ${JSON.stringify(done)}`);
  }
  return { sessionId, unit: `evopulse:${serial}`, transferId: done.transferId };
}

const ask = ({ sessionId }: Moved, at = bench) => at.client.ownership.askReversal({ sessionId, reason });

async function asked(moved: Moved): Promise<string> {
  const answer = await ask(moved);
  if (answer.kind !== 'asked') {
    throw new Error(`nothing was asked: ${JSON.stringify(answer)}`);
  }
  return answer.reversalId;
}

const approve = (at: BenchWorld, reversalId: string) =>
  withPin(at.client, () => at.client.ownership.decideReversal({ decision: 'approve', reversalId, note: null }));

async function taskAbout(at: BenchWorld, unit: string): Promise<Task | undefined> {
  return (await at.client.tasks.list()).find((one) => one.unit === unit);
}

describe('OWN-10 OWN-13 d12 undoing a transfer', { timeout: 60_000 }, () => {
  it('is asked for by one, shown to the other at any station, approved with a PIN, and told on the sheet', async () => {
    const moved = await transferred();
    expect((await sheetOf(bench, moved.sessionId)).undo).toMatchObject({ obstacles: [], request: null });
    const reversalId = await asked(moved);
    expect((await sheetOf(bench, moved.sessionId)).undo).toMatchObject({
      obstacles: ['REVERSAL_OPEN'],
      request: { state: 'open', reason, by: 'M. Kaya' },
    });
    expect(await bench.client.sync.status()).toMatchObject({ needsYou: 1 });
    expect(await taskAbout(bench, moved.unit)).toMatchObject({ kind: 'reversal', mayDecide: false });

    await office.client.sync.run();
    expect(await office.client.sync.status()).toMatchObject({ needsYou: 1 });
    expect(await taskAbout(office, moved.unit)).toMatchObject({
      kind: 'reversal',
      reversalId,
      transferId: moved.transferId,
      unitTypeLabel: 'Evo Pulse',
      fromName: 'Nordfracht Logistik',
      toName: 'Hansen Trailer Service',
      by: 'M. Kaya',
      reason,
      obstacles: [],
      mayDecide: true,
      waiting: null,
    });
    const wish = { decision: 'approve', reversalId, note: null } as const;
    await expect(office.client.ownership.decideReversal(wish)).rejects.toMatchObject({ code: 'STEP_UP_NEEDED' });
    expect(await approve(office, reversalId)).toEqual({ kind: 'decided' });
    expect(await cloud.ownerOf(moved.unit)).toBe(organizationOf('hansen'));
    expect(await office.client.sync.status()).toMatchObject({ needsYou: 0 });

    await bench.client.sync.run();
    const sheet = await sheetOf(bench, moved.sessionId);
    expect(sheet.session.transfer).toMatchObject({ kind: 'reversed', requestedBy: 'M. Kaya', approvedBy: 'S. Brandt' });
    expect(stepOf(sheet, 'owner')).toMatchObject({ state: 'reversed', mark: 'warn' });
    expect(sheet.missing).not.toEqual([]);
    expect(sheet.undo).toMatchObject({ request: { state: 'approved', decidedBy: 'S. Brandt' } });
    expect(await printedReport(bench, moved.sessionId)).toContain('undone on');
  });

  it('OWN-11 is told on the sheet of a bench too that found the same transfer done already', async () => {
    await office.chooseCustomer('nordfracht');
    office.setConnected(false);
    const moved = await transferred();
    const serial = moved.unit.slice(moved.unit.indexOf(':') + 1);
    const second = await openSheetOf(office, serial);
    expect(await transferAsShown(office, second)).toMatchObject({ kind: 'provisional' });
    office.setConnected(true);
    await office.client.sync.run();
    expect((await sheetOf(office, second)).session.transfer).toMatchObject({ kind: 'done', repeated: true });

    const reversalId = await asked(moved);
    await office.client.sync.run();
    expect(await approve(office, reversalId)).toEqual({ kind: 'decided' });
    await office.client.sync.run();
    const { session } = await sheetOf(office, second);
    expect(session.transfer).toMatchObject({ kind: 'reversed', approvedBy: 'S. Brandt' });
  });

  it('OWN-13 stands in the logs of both organizations under the id of the transfer, with who asked and who approved', async () => {
    const moved = await transferred();
    const reversalId = await asked(moved);
    await office.client.sync.run();
    await approve(office, reversalId);
    await bench.client.sync.run();
    const log = await bench.operator.audit.atCloud({ sessionId: moved.sessionId });
    const rows = log.kind === 'rows' ? log.rows : [];
    for (const organizationName of ['Hansen Trailer Service', 'Nordfracht Logistik']) {
      const story = rows
        .filter((row) => row.organizationName === organizationName && row.transferId === moved.transferId)
        .map((row) => row.action);
      expect(story, organizationName).toEqual(
        expect.arrayContaining([
          'transfer.requested',
          'transfer.applied',
          'transfer.acknowledged',
          'reversal.requested',
        ]),
      );
    }
    expect((await bench.operator.audit.verify()).kind).toBe('intact');
    const approvals = await office.operator.audit.entries({ limit: 20 });
    expect(approvals.find(({ action }) => action === 'reversal.approved')).toMatchObject({
      actor: { name: 'S. Brandt' },
      after: { transferId: moved.transferId, requestedBy: 'M. Kaya' },
    });
  });

  it('leaves a unit that can be transferred anew, and by a fresh word only', async () => {
    const moved = await transferred();
    const reversalId = await asked(moved);
    await office.client.sync.run();
    await approve(office, reversalId);
    await bench.client.sync.run();
    await expect
      .poll(async () => (await sheetOf(bench, moved.sessionId)).session.verdict)
      .toMatchObject({ freshness: 'live', next: 'TRANSFER_AVAILABLE' });
    expect(await transferAsShown(bench, moved.sessionId)).toMatchObject({ kind: 'transferred' });
    expect(await cloud.ownerOf(moved.unit)).toBe(organizationOf('nordfracht'));
  });

  it('takes two persons, and notes the attempt of one', async () => {
    const moved = await transferred();
    await bench.signIn('S. Brandt');
    const reversalId = await asked(moved);
    expect(await taskAbout(bench, moved.unit)).toMatchObject({ mayDecide: false });
    expect(await approve(bench, reversalId)).toMatchObject({ kind: 'not-decided', codes: ['SECOND_PERSON_NEEDED'] });
    const [entry] = await bench.operator.audit.entries({ limit: 1 });
    expect(entry).toMatchObject({
      action: 'reversal.approved',
      outcome: 'refused',
      code: 'SECOND_PERSON_NEEDED',
      after: { transferId: moved.transferId },
    });
    await bench.signIn('M. Kaya');
    const wish = { decision: 'approve', reversalId, note: null } as const;
    await expect(bench.client.ownership.decideReversal(wish)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await bench.operator.ownership.decideReversal(wish)).toMatchObject({ codes: ['ACTOR_NOT_ALLOWED'] });
    expect(await cloud.ownerOf(moved.unit)).toBe(organizationOf('nordfracht'));
  });

  it('can be declined with a reason, and asked for again', async () => {
    const moved = await transferred();
    const reversalId = await asked(moved);
    await office.client.sync.run();
    const declined = { decision: 'decline', reversalId, note: 'The customer keeps it' } as const;
    expect(await withPin(office.client, () => office.client.ownership.decideReversal(declined))).toEqual({
      kind: 'decided',
    });
    expect(await approve(office, reversalId)).toEqual({ kind: 'not-open' });
    await bench.client.sync.run();
    expect((await sheetOf(bench, moved.sessionId)).undo).toMatchObject({
      obstacles: [],
      request: { state: 'declined', decidedBy: 'S. Brandt', answer: 'The customer keeps it' },
    });
    expect(await ask(moved)).toMatchObject({ kind: 'asked' });
  });
});

describe('OWN-10 d12 what cannot be undone, and why', { timeout: 60_000 }, () => {
  it('says so before anything is sent, with all reasons, and notes the attempt', async () => {
    const moved = await transferred();
    await bench.client.bench.leaveUnpaired({ sessionId: moved.sessionId, why: 'no vehicle here' });
    clock.setForward(73 * hourMs);
    const answer = await ask(moved);
    clock.setForward(-73 * hourMs);
    expect(answer).toMatchObject({ kind: 'not-asked', codes: ['REVERSAL_TOO_LATE'] });
    expect(await bench.client.sync.status()).toMatchObject({ pending: 0 });
    const [entry] = (await bench.operator.audit.entries({ limit: 5 })).filter(
      ({ action }) => action === 'reversal.requested',
    );
    expect(entry).toMatchObject({
      outcome: 'refused',
      code: 'REVERSAL_TOO_LATE',
      after: { transferId: moved.transferId },
    });
    expect(await ask(moved)).toMatchObject({ kind: 'asked' });
  });

  it('is no transfer of this sheet: not made, or made by somebody else before', async () => {
    const sessionId = await openSheetOf(bench, workshopSerial(11));
    expect((await sheetOf(bench, sessionId)).undo).toBeNull();
    expect(await bench.client.ownership.askReversal({ sessionId, reason })).toMatchObject({
      kind: 'not-asked',
      codes: ['REVERSAL_UNKNOWN'],
    });
    expect(await bench.operator.ownership.askReversal({ sessionId, reason })).toMatchObject({
      codes: ['ACTOR_NOT_ALLOWED', 'REVERSAL_UNKNOWN'],
    });
  });
});

describe('OWN-11 d12 without a network', { timeout: 60_000 }, () => {
  it('a request and a decision are kept, called what they are, and undo nothing before the cloud says so', async () => {
    const moved = await transferred();
    bench.setConnected(false);
    expect(await ask(moved)).toMatchObject({ kind: 'queued', sheet: { undo: { request: { state: 'not-sent' } } } });
    expect(await ask(moved)).toMatchObject({ kind: 'not-asked', codes: ['REVERSAL_OPEN'] });
    await bench.crash();
    await bench.signIn('M. Kaya');
    await bench.chooseCustomer('nordfracht');
    expect((await sheetOf(bench, moved.sessionId)).undo).toMatchObject({ request: { state: 'not-sent' } });
    bench.setConnected(true);
    await bench.client.sync.run();
    expect((await sheetOf(bench, moved.sessionId)).undo).toMatchObject({ request: { state: 'open' } });

    await office.client.sync.run();
    office.setConnected(false);
    const task = await taskAbout(office, moved.unit);
    const reversalId = task?.kind === 'reversal' ? task.reversalId : '';
    expect(await approve(office, reversalId)).toEqual({ kind: 'queued' });
    expect(await taskAbout(office, moved.unit)).toMatchObject({ waiting: 'approve' });
    expect(await cloud.ownerOf(moved.unit)).toBe(organizationOf('nordfracht'));
    office.setConnected(true);
    await office.client.sync.run();
    expect(await cloud.ownerOf(moved.unit)).toBe(organizationOf('hansen'));
    expect(await taskAbout(office, moved.unit)).toBeUndefined();
  });

  it('OWN-11 a late intent for a unit that went and came back is a task, and is retried by a fresh verdict', async () => {
    const serial = workshopSerial(10);
    const unit = `evopulse:${serial}`;
    await bench.client.sync.run();
    bench.setConnected(false);
    const late = await openSheetOf(bench, serial);
    expect(await transferAsShown(bench, late)).toMatchObject({ kind: 'provisional' });

    const hall = await cloud.addStation({ name: 'Hall South' });
    await hall.signIn('M. Kaya');
    await hall.chooseCustomer('alpen');
    const sessionId = await openSheetOf(hall, serial);
    await transferAsShown(hall, sessionId);
    const undo = await hall.client.ownership.askReversal({ sessionId, reason });
    await hall.signIn('S. Brandt');
    await approve(hall, undo.kind === 'asked' ? undo.reversalId : '');
    expect(await cloud.ownerOf(unit)).toBe(organizationOf('hansen'));

    bench.setConnected(true);
    await bench.client.sync.run();
    const task = await taskAbout(bench, unit);
    expect(task).toMatchObject({
      kind: 'operation',
      operationKind: 'unit.transfer',
      unitTypeLabel: 'Evo Pulse',
      fromName: 'Hansen Trailer Service',
      toName: 'Nordfracht Logistik',
      by: 'M. Kaya',
      verdict: 'conflict',
      code: 'UNVERIFIED_OFFLINE',
      winner: { name: 'S. Brandt, Hansen Trailer Service', toName: 'Hansen Trailer Service' },
      canRetry: true,
      sessionId: late,
    });
    const id = task?.kind === 'operation' ? task.operationId : '';
    await expect(bench.client.tasks.freshVerdict({ operationId: id })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    await bench.signIn('S. Brandt');
    bench.setConnected(false);
    expect(await bench.client.tasks.freshVerdict({ operationId: id })).toEqual({ kind: 'unreachable' });
    bench.setConnected(true);
    const fresh = await bench.client.tasks.freshVerdict({ operationId: id });
    if (fresh.kind !== 'verdict' || fresh.owner === null || fresh.ownerEpoch === null) {
      throw new Error(`no fresh verdict: ${fresh.kind}`);
    }
    expect(fresh).toMatchObject({ freshness: 'live', allowed: { transfer: true }, ownerEpoch: 2 });
    const retry = { operationId: id, fromId: fresh.owner.id, unpairFirst: false };
    const stale = await withPin(bench.client, () => bench.client.tasks.retryTransfer({ ...retry, expectedEpoch: 1 }));
    expect(stale).toMatchObject({ kind: 'refused', code: 'UNVERIFIED_OFFLINE' });
    const done = await withPin(bench.client, () =>
      bench.client.tasks.retryTransfer({ ...retry, expectedEpoch: fresh.ownerEpoch ?? 0 }),
    );
    expect(done).toMatchObject({ kind: 'transferred', sessionId: late });
    expect(await cloud.ownerOf(unit)).toBe(organizationOf('nordfracht'));
    expect(await taskAbout(bench, unit)).toBeUndefined();
    const entries = await bench.operator.audit.entries({ sessionId: late, limit: 50 });
    expect(entries.find(({ action }) => action === 'conflict.resolved')).toMatchObject({
      operationId: operationId.parse(id),
      after: { how: 'retried', note: done.kind === 'transferred' ? done.transferId : '' },
    });
  });
});
