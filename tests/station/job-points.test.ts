import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fieldsWith } from '#core/domain/jobs/testing/sample-job.ts';
import type { JobId } from '#core/kernel/entity-ids.ts';
import { readPrinted } from '#electron/adapters/pdf/read-printed.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld } from './testing/bench-world.ts';
import { act, atFleet, giveJob, syncAll, viewOf } from './testing/job-work.ts';

const finish = { act: 'succeed', comment: null } as const;
const done = (point: number) => ({ act: 'tick', point, to: { kind: 'done' } }) as const;
const leftOut = (point: number, reason: string) => ({ act: 'tick', point, to: { kind: 'waived', reason } }) as const;

let cloud: CloudWorld;
let office: BenchWorld;
let north: BenchWorld;
let south: BenchWorld;

beforeAll(async () => {
  cloud = await createCloudWorld();
  office = await cloud.addStation({ name: 'Office', organization: 'nordfracht' });
  [north, south] = [await cloud.addStation({ name: 'Hall North' }), await cloud.addStation({ name: 'Hall South' })];
  await north.signIn('M. Kaya');
  await south.signIn('A. Okafor');
}, 60_000);
afterAll(() => cloud.close());

async function printed(bench: BenchWorld, id: JobId, locale: 'en' | 'de' = 'en'): Promise<string> {
  const sheet = await bench.operator.jobs.sheet({ id, paper: 'A4', locale });
  if (sheet.kind !== 'report') {
    throw new Error(sheet.kind);
  }
  const file = await readPrinted(new Uint8Array(Buffer.from(sheet.pdfBase64, 'base64')));
  const text = file.pages.map((page) => page.text).join('\n');
  await file.close();
  return text;
}

describe("JOB-7 X4 the points of a job's checklist at the bench", { timeout: 60_000 }, () => {
  it('are ticked offline, survive a restart and a hand-over, stand at the fleet and on paper, and hold up the end', async () => {
    const checklist = ['Plug is locked', 'Cable is tied', 'Box is closed'];
    const { id } = await giveJob(office, { steps: [], fields: fieldsWith({ plate: 'KL 99', checklist }) });
    await syncAll(north, south);
    expect(await act(north, id, done(0))).toBe('JOB_NOT_STARTED');

    north.setConnected(false);
    await act(north, id, { act: 'start' });
    expect(await act(north, id, done(0))).toBe('done');
    expect(await act(north, id, finish)).toBe('JOB_POINTS_OPEN');
    await north.restart();
    await north.signIn('M. Kaya');
    expect((await viewOf(north, id))?.job.run?.points).toMatchObject([{ kind: 'done', point: 0, by: 'M. Kaya' }]);

    north.setConnected(true);
    await syncAll(north, south);
    expect(await act(south, id, done(1))).toBe('JOB_OTHER_TECHNICIAN');
    const asOther = await south.client.jobs.read({ id });
    expect(asOther).toMatchObject({ may: { tick: { code: 'JOB_OTHER_TECHNICIAN' }, 'hand-over': { kind: 'may' } } });
    expect(await act(south, id, { act: 'hand-over' })).toBe('done');
    expect(await act(south, id, leftOut(1, ' '))).toBe('JOB_REASON_MISSING');
    expect(await act(south, id, leftOut(1, 'This one has no cable'))).toBe('done');
    await syncAll(south);
    expect((await atFleet(office, id)).run?.points).toMatchObject([
      { kind: 'done', point: 0, by: 'M. Kaya' },
      { kind: 'waived', point: 1, by: 'A. Okafor', reason: 'This one has no cable' },
    ]);
    const paper = await printed(south, id);
    expect(paper).toMatch(/Plug is locked\s+M\. Kaya,/);
    expect(paper).toContain('Left out: This one has no cable (A. Okafor,');

    expect(await act(south, id, done(2))).toBe('done');
    expect(await act(south, id, finish)).toBe('done');
    await syncAll(south);
    expect(await atFleet(office, id)).toMatchObject({ status: 'succeeded', end: { by: 'A. Okafor' } });
    const entries = await south.operator.audit.entries({ limit: 50 });
    expect(entries.find(({ action }) => action === 'job.point-waived')).toMatchObject({
      after: { point: '2', reason: 'This one has no cable' },
    });
  });
});

describe('JOB-7 a step that was done by hand', { timeout: 60_000 }, () => {
  it('is called so on paper and in the history of the job, at the bench and at the fleet', async () => {
    const { id } = await giveJob(office, { steps: ['configure'], fields: fieldsWith({ plate: 'KL 98' }) });
    await syncAll(north);
    await act(north, id, { act: 'start' });
    expect(await act(north, id, { act: 'do', step: 'configure' })).toBe('done');
    await syncAll(north, office);
    expect(await printed(north, id)).toMatch(/Configure\s+Done by hand, shown by no unit's sheet: M\. Kaya,/);
    expect(await printed(office, id, 'de')).toMatch(/Von Hand getan, von keinem Arbeitsblatt belegt: M\. Kaya,/);
    for (const bench of [north, office]) {
      expect((await viewOf(bench, id))?.history).toContainEqual(
        expect.objectContaining({ what: 'step-by-hand', by: 'M. Kaya', detail: { step: 'configure' } }),
      );
    }
  });
});
