import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fieldsWith } from '#core/domain/jobs/testing/sample-job.ts';
import { filesHolding, whatTheFolderOpens } from '../faults/scope/find-secrets.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld, organizationOf } from './testing/bench-world.ts';
import { act, atFleet, giveJob, orderAt, syncAll, viewOf } from './testing/job-work.ts';
import { scan } from './testing/sheet-work.ts';

const explained = { act: 'fail', failure: 'no-power', explanation: 'No voltage at the plug' } as const;
const finish = { act: 'succeed', comment: null } as const;
const configured = { act: 'do', step: 'configure' } as const;

let cloud: CloudWorld;
let office: BenchWorld;
/** Alpen lets nobody depart from its jobs. */
let strict: BenchWorld;
let north: BenchWorld;
let south: BenchWorld;

beforeAll(async () => {
  cloud = await createCloudWorld();
  office = await cloud.addStation({ name: 'Office', organization: 'nordfracht' });
  strict = await cloud.addStation({ name: 'Alpine office', organization: 'alpen' });
  [north, south] = [await cloud.addStation({ name: 'Hall North' }), await cloud.addStation({ name: 'Hall South' })];
  await north.signIn('M. Kaya');
  await south.signIn('A. Okafor');
}, 60_000);
beforeEach(() => {
  for (const bench of [north, south]) {
    bench.setConnected(true);
  }
});
afterAll(() => cloud.close());

/** Jobs' acts that a supervisor has to deal with, by their codes. */
const tasksOf = async (bench: BenchWorld) =>
  (await bench.operator.tasks.list()).flatMap((one) =>
    one.kind === 'operation' && one.operationKind === 'job.act'
      ? [{ code: one.code, unit: one.unit, job: one.job }]
      : [],
  );

describe('JOB-7 JOB-8 a technician works on a job', { timeout: 60_000 }, () => {
  it('starts it, settles its step and finishes it; the fleet sees each as it arrives', async () => {
    const { id } = await giveJob(office);
    await syncAll(north);
    expect(await act(north, id, finish)).toBe('JOB_NOT_STARTED');
    expect(await act(north, id, { act: 'start' })).toBe('done');
    expect(await viewOf(north, id)).toMatchObject({
      job: { status: 'running', run: { technician: { name: 'M. Kaya' } } },
    });
    await syncAll(north);
    expect(await atFleet(office, id)).toMatchObject({ status: 'running', run: { stationName: 'Hall North' } });
    expect(await act(north, id, finish)).toBe('JOB_STEPS_OPEN');
    expect(await act(north, id, { act: 'waive', step: 'configure', reason: ' ' })).toBe('JOB_REASON_MISSING');
    expect(await act(north, id, configured)).toBe('done');
    expect(await act(north, id, finish)).toBe('done');
    await syncAll(north);
    expect(await atFleet(office, id)).toMatchObject({ status: 'succeeded', end: { by: 'M. Kaya' } });
  });

  it('works offline from start to finish; the copy here goes with the end, the centre hears all of it later', async () => {
    const { id, number } = await giveJob(office);
    await syncAll(north);
    north.setConnected(false);
    expect(await act(north, id, { act: 'start' })).toBe('done');
    expect(await viewOf(north, id)).toMatchObject({ job: { status: 'running' }, row: { isWaiting: true } });
    expect(await act(north, id, { act: 'pause', note: 'Waiting for the key' })).toBe('done');
    expect(await viewOf(north, id)).toMatchObject({ row: { isPaused: true, note: 'Waiting for the key' } });
    await north.restart();
    await north.signIn('M. Kaya');
    expect(await act(north, id, { act: 'resume' })).toBe('done');
    expect(await act(north, id, explained)).toBe('done');
    expect(await viewOf(north, id)).toBeNull();
    expect(await atFleet(office, id)).toMatchObject({ status: 'assigned' });
    north.setConnected(true);
    await syncAll(north);
    expect(await atFleet(office, id)).toMatchObject({
      status: 'failed',
      end: { failure: 'no-power', explanation: 'No voltage at the plug', by: 'M. Kaya' },
    });
    expect((await tasksOf(north)).filter(({ unit }) => unit === `job:J-${number}`)).toEqual([]);
  });

  it('is handed over at another bench; what the first did afterwards offline is a task, and nothing of it is lost', async () => {
    const { id, number } = await giveJob(office);
    await syncAll(north);
    await act(north, id, { act: 'start' });
    await syncAll(north, south);
    north.setConnected(false);
    expect(await act(south, id, configured)).toBe('JOB_OTHER_TECHNICIAN');
    expect(await act(south, id, { act: 'hand-over' })).toBe('done');
    await syncAll(south);
    expect(await act(north, id, explained)).toBe('done');
    north.setConnected(true);
    await syncAll(north);
    expect(await tasksOf(north)).toContainEqual({
      code: 'JOB_OTHER_TECHNICIAN',
      unit: `job:J-${number}`,
      job: { action: 'job.failed', failure: 'no-power', words: 'No voltage at the plug' },
    });
    expect(await viewOf(north, id)).toMatchObject({
      job: { status: 'running', run: { technician: { name: 'A. Okafor' } } },
    });
    expect(await act(south, id, configured)).toBe('done');
    expect(await act(south, id, finish)).toBe('done');
    await syncAll(south, north);
    expect(await atFleet(office, id)).toMatchObject({ status: 'succeeded', end: { by: 'A. Okafor' } });
    expect(await viewOf(north, id)).toBeNull();
  });

  it('c3: begun on two benches that do not hear each other, it is the first’s; of the other start and finish are tasks', async () => {
    const { id, number } = await giveJob(office);
    await syncAll(north, south);
    for (const bench of [north, south]) {
      bench.setConnected(false);
      expect(await act(bench, id, { act: 'start' })).toBe('done');
      expect(await act(bench, id, configured)).toBe('done');
    }
    expect(await act(south, id, finish)).toBe('done');
    north.setConnected(true);
    await syncAll(north);
    south.setConnected(true);
    await syncAll(south);
    const mine = (await tasksOf(south)).filter(({ unit }) => unit === `job:J-${number}`);
    expect(mine.map(({ code }) => code)).toEqual(['JOB_STARTED', 'JOB_OTHER_RUN']);
    expect(await atFleet(office, id)).toMatchObject({ status: 'running', run: { technician: { name: 'M. Kaya' } } });
    expect(await act(north, id, finish)).toBe('done');
    await syncAll(north);
    expect(await atFleet(office, id)).toMatchObject({ status: 'succeeded', end: { by: 'M. Kaya' } });
  });

  it('c3: begun offline on a job that was recalled, it is a task and the fleet’s job stands as if nothing had been', async () => {
    const { id, number } = await giveJob(office);
    await syncAll(north);
    north.setConnected(false);
    expect(await act(north, id, { act: 'start' })).toBe('done');
    expect(await orderAt(office, id, { act: 'recall' })).toBe('done');
    expect(await act(north, id, explained)).toBe('done');
    north.setConnected(true);
    await syncAll(north);
    const mine = (await tasksOf(north)).filter(({ unit }) => unit === `job:J-${number}`);
    expect(mine.map(({ code }) => code)).toEqual(['JOB_UNKNOWN', 'JOB_UNKNOWN']);
    expect(await atFleet(office, id)).toMatchObject({ status: 'pending', run: null });
    expect(await viewOf(north, id)).toBeNull();
  });
});

describe('JOB-6 P38 what a job let a bench know', { timeout: 60_000 }, () => {
  it('can be read in no file of the bench once the job was ended there, offline too', async () => {
    const canary = 'apn-canary-of-a-job-ended-offline';
    const { id } = await giveJob(office, { fields: fieldsWith({ plate: 'KL 99', values: { apnPassword: canary } }) });
    await syncAll(north);
    north.setConnected(false);
    await act(north, id, { act: 'start' });
    expect((await viewOf(north, id))?.job.fields.values).toEqual({ apnPassword: canary });
    expect([...whatTheFolderOpens(north.directory)].join()).toContain(canary);
    expect(await act(north, id, explained)).toBe('done');
    expect(filesHolding(north.directory, canary)).toEqual([]);
    expect([...whatTheFolderOpens(north.directory)].join()).not.toContain(canary);
  });
});

describe('SCAN-4 the code of a job sheet', { timeout: 60_000 }, () => {
  it('finds the job while it is open here, and says so where it is not; the next unit is scanned for its fleet', async () => {
    const { id } = await giveJob(strict);
    const code = `fitbay://job/${id}`;
    expect(await scan(south, code)).toMatchObject({ kind: 'wrong-kind', reason: 'no-such-job' });
    await syncAll(north);
    expect(await scan(north, code)).toEqual({ kind: 'job-found', jobId: id });
    await north.chooseCustomer('nordfracht');
    await act(north, id, { act: 'start' });
    expect(await north.client.customers.current()).toMatchObject({ customer: { id: organizationOf('alpen') } });
  });
});

describe('ORG-5 JOB-7 what the fleet prescribed', { timeout: 60_000 }, () => {
  const departure = { act: 'override', field: 'plate', instead: 'KL 100', reason: 'The plate was changed' } as const;

  it('is locked where the fleet does not let the workshop depart from it', async () => {
    const { id } = await giveJob(strict);
    await syncAll(north);
    await act(north, id, { act: 'start' });
    expect(await act(north, id, departure)).toBe('JOB_OVERRIDE_OFF');
    const job = await viewOf(north, id);
    const fields = { ...job?.job.fields, plate: 'KL 100' };
    expect(await act(north, id, { act: 'fill', fields: fields as never })).toBe('JOB_FIELD_LOCKED');
    await syncAll(north);
    expect((await atFleet(strict, id)).run).toMatchObject({ overrides: [], filled: { plate: null } });
  });

  it('is departed from with a reason where it does, and both trails say what was to be and what is', async () => {
    const { id } = await giveJob(office);
    await syncAll(north);
    await act(north, id, { act: 'start' });
    expect(await act(north, id, { ...departure, reason: '' })).toBe('JOB_REASON_MISSING');
    expect(await act(north, id, departure)).toBe('done');
    await syncAll(north);
    expect((await atFleet(office, id)).run?.overrides).toMatchObject([
      { field: 'plate', prescribed: 'KL 99', instead: 'KL 100', reason: 'The plate was changed', by: 'M. Kaya' },
    ]);
    const entries = await north.operator.audit.entries({ limit: 50 });
    expect(entries.find(({ action }) => action === 'job.overridden')).toMatchObject({
      after: { field: 'plate', prescribed: 'KL 99', instead: 'KL 100' },
    });
  });
});
