import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { groupSerial } from '#core/domain/identity/group-digits.ts';
import type { Job } from '#core/domain/jobs/job.ts';
import { fieldsWith } from '#core/domain/jobs/testing/sample-job.ts';
import { assetId, profileId, type SessionId } from '#core/kernel/entity-ids.ts';
import type { VirtualUnit } from '#sim/virtual-unit.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';
import { addCableStation, hurriedUnit } from './testing/cable-bench.ts';
import { act, atFleet, giveJob, syncAll, viewOf } from './testing/job-work.ts';
import { printedReport } from './testing/printed-report.ts';
import { openSheetOf, sheetOf, transferAsShown, verdictOf, workshopSerial } from './testing/sheet-work.ts';
import { withPin } from './testing/with-pin.ts';

const onCable = '359315075384726';
const speed = 20;

let cloud: CloudWorld;
let office: BenchWorld;
let bench: BenchWorld;
let unit: VirtualUnit;

beforeAll(async () => {
  cloud = await createCloudWorld();
  office = await cloud.addStation({ name: 'Office', organization: 'nordfracht' });
  unit = hurriedUnit(onCable, speed);
  bench = await addCableStation(cloud, { unit, speed });
}, 60_000);
afterAll(async () => {
  await cloud.close();
  unit.close();
});

/** A job that is begun here. */
async function begin(changed: Parameters<typeof giveJob>[1]): Promise<Job> {
  const job = await giveJob(office, changed);
  await syncAll(bench);
  expect(await act(bench, job.id, { act: 'start' })).toBe('done');
  return job;
}

const stepsOf = async ({ id }: Job) => {
  const view = await viewOf(bench, id);
  return Object.fromEntries(
    Object.entries(view?.job.run?.steps ?? {}).map(([step, to]) => [step, to.kind === 'done' ? to.sessionId : to.kind]),
  );
};

/** The demo's technician has begun something already. */
async function pauseAll(): Promise<void> {
  for (const row of (await bench.client.jobs.mine()).rows.filter(({ status }) => status === 'running')) {
    await act(bench, row.id, { act: 'pause', note: null });
  }
}

const end = async (job: Job) => {
  const failed = { act: 'fail', failure: 'other', explanation: 'only a test' } as const;
  expect(await act(bench, job.id, failed)).toBe('done');
  await syncAll(bench);
};

describe('JOB-7 INST-4 the main job inside a job', { timeout: 120_000 }, () => {
  let job: Job;
  let sessionId: SessionId;

  it('opens the sheet of the unit for the job that names it, with the job’s profile and values', async () => {
    job = await begin({
      steps: ['owner', 'configure', 'pair'],
      fields: fieldsWith({
        unitType: 'evopulse',
        unitSerial: onCable,
        profileId: profileId.parse('trailer-eu'),
        values: { reportMovingS: '30' },
        assetId: assetId.parse('019a9d00-0000-7000-8000-000000000301'),
      }),
    });
    sessionId = await openSheetOf(bench, `EVP-${onCable}`);
    const { session } = await sheetOf(bench, sessionId);
    expect(session).toMatchObject({ job: { id: job.id, number: job.number }, wishedProfileId: 'trailer-eu' });
    expect(await viewOf(bench, job.id)).toMatchObject({ sessionId });
    const view = await bench.client.bench.configuration({ sessionId });
    const lines = view.kind === 'configuration' ? view.view.lines : [];
    expect(lines.find(({ key }) => key === 'reportMovingS')).toMatchObject({ wanted: '30' });
    expect(JSON.stringify(session)).not.toContain('reportMovingS');
  });

  it('settles its steps as the sheet does, and the unit holds what the job says', async () => {
    expect(await transferAsShown(bench, sessionId)).toMatchObject({ kind: 'transferred' });
    expect(await stepsOf(job)).toEqual({ owner: sessionId });
    await bench.client.bench.identify({ sessionId, bay: 1 });
    await bench.client.bench.compareConfiguration({ sessionId });
    expect(await bench.client.bench.writeConfiguration({ sessionId })).toMatchObject({ kind: 'updated' });
    expect(await stepsOf(job)).toEqual({ owner: sessionId, configure: sessionId });
    expect(Object.values(unit.parameters())).toContain('30');
  });

  it('pairs with the vehicle of the job and with no other', async () => {
    const other = '019a9d00-0000-7000-8000-000000000302';
    expect(await withPin(bench.client, () => bench.client.bench.pair({ sessionId, assetId: other }))).toMatchObject({
      kind: 'refused',
      reason: 'job-other-vehicle',
      detail: { job: `J-${job.number}` },
    });
    const its = '019a9d00-0000-7000-8000-000000000301';
    await withPin(bench.client, () => bench.client.bench.pair({ sessionId, assetId: its }));
    expect(await stepsOf(job)).toEqual({ owner: sessionId, configure: sessionId, pair: sessionId });
  });

  it('is not questioned by the centre, which knows the job’s values too, and succeeds', async () => {
    expect(await act(bench, job.id, { act: 'succeed', comment: 'All well' })).toBe('done');
    await syncAll(bench);
    expect(await bench.operator.tasks.list()).toEqual([]);
    expect(await atFleet(office, job.id)).toMatchObject({
      status: 'succeeded',
      run: { steps: { owner: { sessionId }, configure: { sessionId }, pair: { sessionId } } },
    });
  });

  it('is named on the report, also when it is gone from here', async () => {
    expect(await viewOf(bench, job.id)).toBeNull();
    expect(await printedReport(bench, sessionId)).toContain(`J-${job.number}`);
  });
});

describe('JOB-7 ORG-5 the wrong unit for a job', { timeout: 60_000 }, () => {
  it('stops with a finding that names both, until the job was departed from with a reason', async () => {
    const job = await begin({ steps: ['owner'], fields: fieldsWith({ unitSerial: '866344054201822' }) });
    const sessionId = await openSheetOf(bench, `EVP-${workshopSerial(0)}`);
    expect(verdictOf(await sheetOf(bench, sessionId))).toMatchObject({
      next: 'JOB_OTHER_UNIT',
      action: 'rescan',
      allowed: { transfer: false, install: false, pair: false },
      findings: expect.arrayContaining([
        expect.objectContaining({
          detail: {
            job: `J-${job.number}`,
            wanted: groupSerial('866344054201822'),
            scanned: groupSerial(workshopSerial(0)),
          },
        }),
      ]),
    });
    expect(await transferAsShown(bench, sessionId)).toMatchObject({ kind: 'refused', reason: 'not-allowed' });
    const departure = { field: 'unitSerial', instead: workshopSerial(0), reason: 'The other one is broken' } as const;
    expect(await act(bench, job.id, { act: 'override', ...departure })).toBe('done');
    expect(verdictOf(await sheetOf(bench, sessionId))).toMatchObject({ next: 'TRANSFER_AVAILABLE' });
    expect(await transferAsShown(bench, sessionId)).toMatchObject({ kind: 'transferred' });
    expect(await stepsOf(job)).toEqual({ owner: sessionId });
    await end(job);
  });

  it('opens steps again where the unit is exchanged, and says on the job which one it is', async () => {
    const job = await begin({ steps: ['owner'], fields: fieldsWith({ plate: 'HH AB 31' }) });
    const first = await openSheetOf(bench, 'EVG-866344054205146');
    expect(await stepsOf(job)).toEqual({ owner: first });
    expect(await viewOf(bench, job.id)).toMatchObject({
      job: { run: { filled: { unitSerial: '866344054205146', unitType: 'evoguard' } } },
    });
    const second = await openSheetOf(bench, `EVP-${workshopSerial(1)}`);
    expect(await stepsOf(job)).toEqual({});
    expect(await transferAsShown(bench, second)).toMatchObject({ kind: 'transferred' });
    expect(await stepsOf(job)).toEqual({ owner: second });
    await syncAll(bench);
    expect(await bench.operator.tasks.list()).toEqual([]);
    expect((await atFleet(office, job.id)).run).toMatchObject({ filled: { unitSerial: workshopSerial(1) } });
    await end(job);
  });

  it('leaves sheets free-standing while nobody is at a job, and takes them along when somebody is', async () => {
    await pauseAll();
    const sessionId = await openSheetOf(bench, 'EVG-866344054210427');
    expect((await sheetOf(bench, sessionId)).session.job).toBeUndefined();
    const job = await begin({ steps: ['owner'], fields: fieldsWith({ unitSerial: '866344054210427' }) });
    await act(bench, job.id, { act: 'waive', step: 'owner', reason: 'not wanted' });
    expect(await openSheetOf(bench, 'fitbay://unit/evoguard:866344054210427')).toBe(sessionId);
    expect((await sheetOf(bench, sessionId)).session.job).toMatchObject({ id: job.id });
    await end(job);
  });
});

describe('decisions.md d13 units that are taken out', { timeout: 60_000 }, () => {
  const paired = { asset: '019a9d00-0000-7000-8000-000000000303', serial: '866344054201822' };

  it('swap: the new unit is offered the old one’s vehicle and profile, the old one does not count as the wrong unit', async () => {
    const oldSheet = await openSheetOf(bench, `EVP-${paired.serial}`);
    await withPin(bench.client, () => bench.client.bench.pair({ sessionId: oldSheet, assetId: paired.asset }));
    await syncAll(bench);
    const job = await begin({
      kind: 'maintenance',
      steps: ['owner', 'pair'],
      fields: fieldsWith({ task: 'swap', oldUnitSerial: paired.serial, unitSerial: workshopSerial(2) }),
    });
    const again = await openSheetOf(bench, `fitbay://unit/evopulse:${paired.serial}`);
    expect(again).toBe(oldSheet);
    expect(verdictOf(await sheetOf(bench, oldSheet)).next).not.toBe('JOB_OTHER_UNIT');
    expect(await stepsOf(job)).toEqual({});
    expect((await viewOf(bench, job.id))?.job.run?.filled).toMatchObject({ assetId: paired.asset });
    await withPin(bench.client, () => bench.client.bench.unpair({ sessionId: oldSheet }));
    await syncAll(bench);

    const newSheet = await openSheetOf(bench, `EVP-${workshopSerial(2)}`);
    expect(await transferAsShown(bench, newSheet)).toMatchObject({ kind: 'transferred' });
    const view = await bench.client.bench.pairing({ sessionId: newSheet });
    expect(view.kind === 'pairing' ? view.pairing.candidates[0] : null).toMatchObject({ id: paired.asset });
    await withPin(bench.client, () => bench.client.bench.pair({ sessionId: newSheet, assetId: paired.asset }));
    expect(await stepsOf(job)).toEqual({ owner: newSheet, pair: newSheet });

    expect(await act(bench, job.id, { act: 'succeed', comment: null })).toBe('JOB_DISPOSITION_MISSING');
    expect(await act(bench, job.id, { act: 'succeed', comment: null, disposition: 'return' })).toBe('done');
    await syncAll(bench);
    expect(await bench.operator.tasks.list()).toEqual([]);
    expect((await atFleet(office, job.id)).end).toMatchObject({ kind: 'succeeded', disposition: 'return' });
  });

  it('removal: its step is done when the unit is not paired any more', async () => {
    const sessionId = await openSheetOf(bench, 'EVG-866344054210427');
    const asked = await withPin(bench.client, () =>
      bench.client.bench.pair({ sessionId, assetId: '019a9d00-0000-7000-8000-000000000306' }),
    );
    expect(asked.kind).toBe('updated');
    await syncAll(bench);
    const job = await begin({
      kind: 'maintenance',
      steps: ['pair'],
      fields: fieldsWith({ task: 'removal', unitSerial: '866344054210427' }),
    });
    await openSheetOf(bench, 'fitbay://unit/evoguard:866344054210427');
    expect(await stepsOf(job)).toEqual({});
    await withPin(bench.client, () => bench.client.bench.unpair({ sessionId }));
    await syncAll(bench);
    expect(await stepsOf(job)).toEqual({ pair: sessionId });
    expect(await act(bench, job.id, { act: 'succeed', comment: null, disposition: 'stock' })).toBe('done');
  });
});

describe('JOB-7 another sheet of the same unit', { timeout: 60_000 }, () => {
  it('keeps what a sheet of the same unit has done when that unit gets another sheet', async () => {
    const job = await begin({ steps: ['pair'], fields: fieldsWith({ unitSerial: '866344054210427' }) });
    const first = await openSheetOf(bench, 'fitbay://unit/evoguard:866344054210427');
    const assetOfIt = '019a9d00-0000-7000-8000-000000000306';
    await withPin(bench.client, () => bench.client.bench.pair({ sessionId: first, assetId: assetOfIt }));
    expect(await stepsOf(job)).toEqual({ pair: first });
    await bench.client.bench.abandon({ sessionId: first, why: 'only a test' });
    const second = await openSheetOf(bench, 'EVG 866344054210427');
    expect(second).not.toBe(first);
    expect(await stepsOf(job)).toEqual({ pair: first });
    const departure = { field: 'unitSerial', instead: workshopSerial(4), reason: 'It broke' } as const;
    expect(await act(bench, job.id, { act: 'override', ...departure })).toBe('done');
    expect(await stepsOf(job)).toEqual({});
    await end(job);
  });
});
