import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewJob } from '#core/domain/jobs/job-exchange.ts';
import { fieldsWith } from '#core/domain/jobs/testing/sample-job.ts';
import { jobId, organizationId } from '#core/kernel/entity-ids.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld, organizationOf } from './testing/bench-world.ts';

let cloud: CloudWorld;
let office: BenchWorld;

beforeAll(async () => {
  cloud = await createCloudWorld();
  office = await cloud.addStation({ name: 'Office', organization: 'nordfracht' });
  await office.signIn('H. Petersen');
}, 60_000);
afterAll(() => cloud.close());

let count = 0;
const nextRequest = () => `bulk-request-${++count}`;
const hansen = organizationId.parse(organizationOf('hansen'));

async function write(fields: Partial<NewJob['fields']>, partnerId: NewJob['partnerId'] = null) {
  const job: NewJob = {
    kind: 'installation',
    partnerId,
    templateId: null,
    repeats: null,
    steps: ['inspect'],
    fields: fieldsWith(fields),
  };
  const answer = await office.client.jobs.create({ requestId: nextRequest(), job });
  if (answer.kind !== 'done') {
    throw new Error(`the job was not written: ${JSON.stringify(answer)}`);
  }
  return answer.job;
}

const fieldsOf = async (id: NonNullable<NewJob['repeats']>) => {
  const read = await office.client.jobs.read({ id });
  return read.kind === 'job' ? read.job.fields : null;
};

describe('JOB-5 the same field of many jobs, over a real cloud', () => {
  it('is written where the job is pending, and what stood there can be put back', async () => {
    const [first, second] = [await write({ plate: 'KL 1', servicePlace: 'Kiel' }), await write({ plate: 'KL 2' })];
    const taken = await write({ plate: 'KL 3' }, hansen);
    const gone = jobId.parse('no-such-job');
    const set = { servicePlace: 'Hamburg' };
    const answer = await office.client.jobBulk.setFields({
      requestId: nextRequest(),
      jobs: [first, second, taken]
        .map(({ id, version }) => ({ id, expectedVersion: version, set }))
        .concat({ id: gone, expectedVersion: 1, set }),
    });
    expect(answer).toMatchObject({
      results: [
        { id: first.id, change: { kind: 'done', job: { version: 2 } }, before: { servicePlace: 'Kiel' } },
        { id: second.id, change: { kind: 'done' }, before: { servicePlace: null } },
        { id: taken.id, change: { kind: 'refused', code: 'JOB_NOT_PENDING' } },
        { id: gone, change: { kind: 'refused', code: 'JOB_UNKNOWN' }, before: null },
      ],
    });
    expect(await fieldsOf(first.id)).toEqual(fieldsWith({ plate: 'KL 1', servicePlace: 'Hamburg' }));
    const undone = await office.client.jobBulk.setFields({
      requestId: nextRequest(),
      jobs: [{ id: first.id, expectedVersion: 2, set: { servicePlace: 'Kiel' } }],
    });
    expect(undone).toMatchObject({ results: [{ change: { kind: 'done' } }] });
    expect(await fieldsOf(first.id)).toEqual(fieldsWith({ plate: 'KL 1', servicePlace: 'Kiel' }));
  });

  it('is refused where somebody changed the job meanwhile', async () => {
    const job = await write({ plate: 'KL 4' });
    const edit = (servicePlace: string) =>
      office.client.jobBulk.setFields({
        requestId: nextRequest(),
        jobs: [{ id: job.id, expectedVersion: job.version, set: { servicePlace } }],
      });
    await edit('Kiel');
    expect(await edit('Hamburg')).toMatchObject({ results: [{ change: { kind: 'refused', code: 'JOB_CHANGED' } }] });
    expect((await fieldsOf(job.id))?.servicePlace).toBe('Kiel');
  });

  it('asked again where no answer came it is done once, and what stood there before is still known', async () => {
    const job = await write({ plate: 'KL 5', servicePlace: 'Kiel' });
    const asked = {
      requestId: nextRequest(),
      jobs: [{ id: job.id, expectedVersion: job.version, set: { servicePlace: 'Hamburg' } }],
    };
    office.setConnected(false);
    expect(await office.client.jobBulk.setFields(asked)).toMatchObject({ kind: 'not-answered' });
    office.setConnected(true);
    expect(await office.client.jobBulk.setFields(asked)).toMatchObject({
      results: [{ change: { kind: 'done', job: { version: 2 } }, before: { servicePlace: 'Kiel' } }],
    });
  });
});

describe('JOB-5 many jobs once more', () => {
  it('makes a pending copy of each that is there, and says which is not', async () => {
    const first = await write({ plate: 'KL 6' });
    const second = await write({ plate: 'KL 7' }, hansen);
    const gone = jobId.parse('no-such-job');
    const answer = await office.client.jobBulk.duplicate({
      requestId: nextRequest(),
      ids: [first.id, gone, second.id],
    });
    expect(answer).toMatchObject({ kind: 'done', gone: [gone] });
    const copies = answer.kind === 'done' ? answer.copies : [];
    const { rows } = await office.client.jobs.list({ side: 'fleet', since: null });
    expect(copies.map((id) => rows.find((row) => row.id === id))).toMatchObject([
      { plate: 'KL 6', status: 'pending', partner: null, version: 1 },
      { plate: 'KL 7', status: 'pending', partner: null, version: 1 },
    ]);
    const read = await office.client.jobs.read({ id: copies[0] ?? gone });
    expect(read).toMatchObject({ job: { repeats: first.id } });
  });
});
