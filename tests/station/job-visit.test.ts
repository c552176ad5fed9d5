import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '#core/domain/jobs/job.ts';
import { fieldsWith } from '#core/domain/jobs/testing/sample-job.ts';
import { organizationId, type SessionId } from '#core/kernel/entity-ids.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld, organizationOf } from './testing/bench-world.ts';
import { act, atFleet, giveJob, syncAll, viewOf } from './testing/job-work.ts';
import { printedReport } from './testing/printed-report.ts';
import { openedBy, openSheetOf, sheetOf, transferAsShown, workshopSerial } from './testing/sheet-work.ts';

let cloud: CloudWorld;
let office: BenchWorld;
let bench: BenchWorld;

beforeAll(async () => {
  cloud = await createCloudWorld();
  office = await cloud.addStation({ name: 'Office', organization: 'nordfracht' });
  bench = await cloud.addStation({ name: 'Bench' });
  await bench.signIn('M. Kaya');
  await bench.chooseCustomer('nordfracht');
  // The demo's technician has begun something already.
  for (const { id, status } of (await bench.client.jobs.mine()).rows) {
    if (status === 'running') {
      await act(bench, id, { act: 'pause', note: null });
    }
  }
}, 180_000);
afterAll(async () => cloud.close());

/** The fleet says it, and everybody hears. */
async function everyVisit(on: boolean): Promise<void> {
  expect(await office.operator.jobs.setVisits({ on })).toEqual({ kind: 'done', on });
  await syncAll(office);
  await syncAll(bench);
}

const labelOf = (index: number) => `EVP-${workshopSerial(index)}`;

/** The same label once more, by another reader: one that says it twice is heard once. */
async function scanAgain(index: number): Promise<SessionId> {
  const context = { screen: 'bench', sessionId: null, awaiting: 'anything' } as const;
  return openedBy(await bench.client.scan.read({ text: labelOf(index), source: 'camera', context }));
}

async function jobOfSheet(sessionId: SessionId, at = bench): Promise<Job | null> {
  const { session } = await sheetOf(at, sessionId);
  return session.job === undefined ? null : ((await viewOf(at, session.job.id))?.job ?? null);
}

async function mine(at = bench): Promise<readonly (string | null)[]> {
  return (await at.client.jobs.mine()).rows.filter(({ isAdHoc }) => isAdHoc).map(({ unitSerial }) => unitSerial);
}

describe('X2 JOB-6 a scan without a job', { timeout: 120_000 }, () => {
  let first: SessionId;
  let other: SessionId;

  it('opens a free-standing sheet as long as the fleet says nothing', async () => {
    const sessionId = await openSheetOf(bench, labelOf(0));
    expect((await sheetOf(bench, sessionId)).session.job).toBeUndefined();
    expect(await office.operator.jobs.visits()).toEqual({ on: false });
  });

  it('makes an ad-hoc job where it wants every visit to be one, which both see at once', async () => {
    await everyVisit(true);
    expect(await office.operator.jobs.visits()).toEqual({ on: true });
    first = await openSheetOf(bench, labelOf(1));
    const sessionId = first;
    const job = await jobOfSheet(sessionId);
    expect(job).toMatchObject({ isAdHoc: true, status: 'running', kind: 'installation' });
    expect(await mine()).toEqual([workshopSerial(1)]);
    await syncAll(bench);
    const numbered = await jobOfSheet(sessionId);
    expect(numbered?.number).toBeGreaterThan(0);
    expect((await sheetOf(bench, sessionId)).session.job?.number).toBe(numbered?.number);
    await office.operator.sync.run();
    const { rows } = await office.operator.jobs.list({ side: 'fleet', since: null });
    expect(rows.filter(({ isAdHoc }) => isAdHoc)).toMatchObject([
      { number: numbered?.number, status: 'running', unitSerial: workshopSerial(1) },
    ]);
  });

  it('goes on with it at the next scan, and with another one for another unit', async () => {
    expect(await scanAgain(1)).toBe(first);
    expect(await mine()).toEqual([workshopSerial(1)]);
    other = await openSheetOf(bench, labelOf(2));
    expect((await jobOfSheet(other))?.id).not.toBe((await jobOfSheet(first))?.id);
    expect(await mine()).toHaveLength(2);
  });

  it('makes it of a sheet that was begun before, when its unit is scanned again', async () => {
    expect(await jobOfSheet(await scanAgain(0))).toMatchObject({ isAdHoc: true });
  });

  it('makes none for a unit that cannot be worked on for this fleet, and tells nobody of it (OWN-8)', async () => {
    const before = (await bench.client.jobs.mine()).rows.length;
    const sessionId = await openSheetOf(bench, 'EVP-490154203237518');
    expect((await sheetOf(bench, sessionId)).session.job).toBeUndefined();
    expect((await bench.client.jobs.mine()).rows).toHaveLength(before);
  });

  it('is settled with the sheet: the transfer is its one step, signing as failed fails it in the sheet’s words', async () => {
    const sessionId = first;
    const job = await jobOfSheet(sessionId);
    if (job === null) {
      throw new Error('the sheet lost its job');
    }
    expect(await transferAsShown(bench, sessionId)).toMatchObject({ kind: 'transferred' });
    await syncAll(bench);
    expect((await jobOfSheet(sessionId))?.run?.steps).toMatchObject({ owner: { kind: 'done', sessionId } });
    const signing = { pin: '471902', result: 'failed' as const, remarks: 'No power at the plug' };
    expect(await bench.client.bench.sign({ sessionId, ...signing, signatureSvgPath: null })).toMatchObject({
      kind: 'signed',
    });
    expect(await viewOf(bench, job.id)).toBeNull();
    await syncAll(bench);
    expect(await atFleet(office, job.id)).toMatchObject({
      status: 'failed',
      end: { failure: 'other', explanation: 'No power at the plug' },
    });
    expect(await printedReport(bench, sessionId)).toContain(`J-${job.number}`);
    const entries = await bench.operator.audit.entries({ sessionId, limit: 100 });
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['job.made-of-visit', 'sheet.job-numbered', 'job.step-done', 'job.failed']),
    );
    expect(await bench.operator.tasks.list()).toEqual([]);
  });

  it('is failed with a coded reason by whoever says so on the job, like any other', async () => {
    const job = await jobOfSheet(other);
    const failed = { act: 'fail', failure: 'wiring-damaged', explanation: 'The loom is cut' } as const;
    expect(job === null ? null : await act(bench, job.id, failed)).toBe('done');
    await syncAll(bench);
    expect(job === null ? null : await atFleet(office, job.id)).toMatchObject({ end: { failure: 'wiring-damaged' } });
    expect(await scanAgain(2)).toBe(other);
    const again = await jobOfSheet(other);
    expect(again).toMatchObject({ isAdHoc: true, status: 'running' });
    await bench.client.bench.abandon({ sessionId: other, why: 'The vehicle has left' });
    await syncAll(bench);
    expect(again === null ? null : await atFleet(office, again.id)).toMatchObject({
      end: { failure: 'other', explanation: 'The vehicle has left' },
    });
  });
});

describe('X2 JOB-7 a scan where a job is there', { timeout: 120_000 }, () => {
  const giveFor = (serial: string) =>
    giveJob(office, { steps: ['owner'], fields: fieldsWith({ unitType: 'evopulse', unitSerial: serial }) });

  it('attaches to the job that was begun for the unit, among several that are open', async () => {
    const others = [await giveFor(workshopSerial(4)), await giveJob(office, { steps: ['owner'] })];
    const job = await giveFor(workshopSerial(3));
    await syncAll(bench);
    for (const one of [job, ...others]) {
      expect(await act(bench, one.id, { act: 'start' })).toBe('done');
    }
    expect((await jobOfSheet(await openSheetOf(bench, labelOf(3))))?.id).toBe(job.id);
    expect((await jobOfSheet(await openSheetOf(bench, labelOf(4))))?.id).toBe(others[0]?.id);
    // The one begun last leaves the unit open, so another unit is its, and no ad-hoc job is made.
    expect((await jobOfSheet(await openSheetOf(bench, labelOf(5))))?.id).toBe(others[1]?.id);
    for (const one of [job, ...others]) {
      await act(bench, one.id, { act: 'fail', failure: 'other', explanation: 'only a test' });
    }
    await syncAll(bench);
  });

  it('makes none beside a job for the unit that nobody has begun, and says that it waits', async () => {
    const job = await giveFor(workshopSerial(6));
    await syncAll(bench);
    const sessionId = await openSheetOf(bench, labelOf(6));
    expect((await sheetOf(bench, sessionId)).session.job).toBeUndefined();
    expect(await bench.client.scan.feed({ limit: 5 })).toContainEqual(
      expect.objectContaining({ key: 'job-names-unit', detail: { job: `J-${job.number}`, serial: workshopSerial(6) } }),
    );
    expect(await act(bench, job.id, { act: 'start' })).toBe('done');
    await scanAgain(6);
    expect((await jobOfSheet(sessionId))?.id).toBe(job.id);
    await act(bench, job.id, { act: 'fail', failure: 'other', explanation: 'only a test' });
    await syncAll(bench);
  });
});

/** The fleet ends its trust in the workshop. */
async function revokeTrust(): Promise<void> {
  const hansen = organizationId.parse(organizationOf('hansen'));
  const { rows } = await office.operator.partners.list();
  const { id = '', version = 0 } = rows.find(({ partnerId }) => partnerId === hansen) ?? {};
  const asked = { requestId: 'the-end-of-trust', id, expectedVersion: version, command: { act: 'revoke' } } as const;
  expect(await office.operator.partners.act(asked)).toMatchObject({ kind: 'done' });
}

describe('X2 c3 a visit at a bench that is offline', { timeout: 120_000 }, () => {
  it('is a job at once, and is taken although the fleet has changed its mind', async () => {
    bench.setConnected(false);
    const sessionId = await openSheetOf(bench, labelOf(7));
    const job = await jobOfSheet(sessionId);
    expect(job).toMatchObject({ isAdHoc: true, number: null });
    expect(await office.operator.jobs.setVisits({ on: false })).toMatchObject({ kind: 'done' });
    bench.setConnected(true);
    await syncAll(bench);
    expect((await jobOfSheet(sessionId))?.number).toBeGreaterThan(0);
    expect(job === null ? null : await atFleet(office, job.id)).toMatchObject({ isAdHoc: true, status: 'running' });
    const next = await openSheetOf(bench, labelOf(8));
    expect((await sheetOf(bench, next)).session.job).toBeUndefined();
  });

  it('is a task where trust ended meanwhile, with its finish, and no job is left (c3)', async () => {
    await everyVisit(true);
    bench.setConnected(false);
    const sessionId = await openSheetOf(bench, labelOf(9));
    const job = await jobOfSheet(sessionId);
    const failed = { act: 'fail', failure: 'no-power', explanation: 'No fuse' } as const;
    expect(job === null ? null : await act(bench, job.id, failed)).toBe('done');
    await revokeTrust();
    bench.setConnected(true);
    await syncAll(bench);
    const tasks = await bench.operator.tasks.list();
    expect(
      tasks.flatMap((task) => (task.kind === 'operation' ? [`${task.code} ${task.job?.action}`] : [])).sort(),
    ).toEqual(['JOB_NO_TRUST job.made-of-visit', 'JOB_UNKNOWN job.failed']);
    expect(tasks[0]).toMatchObject({ unit: expect.stringContaining(workshopSerial(9)) });
    expect(job === null ? null : await viewOf(bench, job.id)).toBeNull();
  });
});
