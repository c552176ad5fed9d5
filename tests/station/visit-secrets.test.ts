import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type JobId, jobId } from '#core/kernel/entity-ids.ts';
import { filesHolding, whatTheFolderOpens } from '../faults/scope/find-secrets.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld, organizationOf } from './testing/bench-world.ts';
import { act, giveJob, syncAll } from './testing/job-work.ts';
import { openSheetOf, sheetOf, workshopSerial } from './testing/sheet-work.ts';

const canary = 'apn-canary-of-a-fleet-with-visits';
const name = 'apnPassword';
const failed = { act: 'fail', failure: 'other', explanation: 'only a test' } as const;

let cloud: CloudWorld;
let office: BenchWorld;
let bench: BenchWorld;

beforeAll(async () => {
  cloud = await createCloudWorld();
  office = await cloud.addStation({ name: 'Office', organization: 'nordfracht' });
  bench = await cloud.addStation({ name: 'Bench' });
  await bench.signIn('M. Kaya');
  await bench.chooseCustomer('nordfracht');
  // The demo's technicians have begun something for this fleet already.
  const begun = (await bench.operator.jobs.list({ side: 'workshop', since: null })).rows;
  for (const { id } of begun.filter(({ status }) => status === 'running')) {
    await act(bench, id, { act: 'hand-over' });
    await act(bench, id, failed);
  }
  expect(await office.operator.profiles.giveSecret({ key: 'apnPassword', name, value: canary })).toEqual({
    kind: 'kept',
  });
  await syncAll(bench);
}, 180_000);
afterAll(async () => cloud.close());

async function everyVisit(on: boolean): Promise<void> {
  expect(await office.operator.jobs.setVisits({ on })).toEqual({ kind: 'done', on });
  await syncAll(bench);
}

/** Whether the fleet's secrets are at the bench: by its own word, and by what its files can be made to say. */
async function isHere(): Promise<boolean> {
  const { secrets } = await bench.client.profiles.list();
  const isKept = secrets.some((one) => one.name === name && one.organizationId === organizationOf('nordfracht'));
  expect([...whatTheFolderOpens(bench.directory)].join().includes(canary)).toBe(isKept);
  expect(filesHolding(bench.directory, canary)).toEqual([]);
  return isKept;
}

async function visit(index: number): Promise<JobId> {
  const sessionId = await openSheetOf(bench, `EVP-${workshopSerial(index)}`);
  return jobId.parse((await sheetOf(bench, sessionId)).session.job?.id);
}

describe('X3 JOB-6 P38 secrets of a fleet where every visit is a job', { timeout: 120_000 }, () => {
  it('are at a trusted bench as long as trust alone is wanted, and gone when a job is wanted too', async () => {
    expect(await isHere()).toBe(true);
    await everyVisit(true);
    expect(await isHere()).toBe(false);
  });

  it('come with an ad-hoc job and go with its end, offline too', async () => {
    const id = await visit(0);
    await syncAll(bench);
    expect(await isHere()).toBe(true);
    bench.setConnected(false);
    expect(await act(bench, id, failed)).toBe('done');
    expect(await isHere()).toBe(false);
    bench.setConnected(true);
    await syncAll(bench);
    expect(await isHere()).toBe(false);
  });

  it('come with an ordered job that is begun, not with one that waits, and stay until the last has ended', async () => {
    const job = await giveJob(office);
    await syncAll(bench);
    expect(await isHere()).toBe(false);
    expect(await act(bench, job.id, { act: 'start' })).toBe('done');
    await syncAll(bench);
    expect(await isHere()).toBe(true);
    await act(bench, job.id, { act: 'pause', note: null });
    const id = await visit(1);
    await syncAll(bench);
    expect(await act(bench, job.id, failed)).toBe('done');
    await syncAll(bench);
    expect(await isHere()).toBe(true);
    expect(await act(bench, id, failed)).toBe('done');
    expect(await isHere()).toBe(false);
  });

  it('are told to no station of a workshop without a job, whatever it pulls', async () => {
    const fresh = await cloud.addStation({ name: 'Another bench' });
    const { secrets } = await fresh.operator.profiles.list();
    expect(secrets.filter(({ organizationId }) => organizationId === organizationOf('nordfracht'))).toEqual([]);
    await everyVisit(false);
    await syncAll(fresh);
    const after = await fresh.operator.profiles.list();
    expect(after.secrets.map((one) => one.name)).toContain(name);
    expect(await isHere()).toBe(true);
  });
});
