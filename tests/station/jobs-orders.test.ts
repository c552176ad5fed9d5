import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobOrder, NewJob } from '#core/domain/jobs/job-exchange.ts';
import { fieldsWith } from '#core/domain/jobs/testing/sample-job.ts';
import { type JobId, jobId, jobTemplateId, organizationId, personId } from '#core/kernel/entity-ids.ts';
import { type BenchWorld, type CloudWorld, createCloudWorld, organizationOf } from './testing/bench-world.ts';

let cloud: CloudWorld;
/** The fleet's office, its manager at work. */
let office: BenchWorld;
/** The workshop, its supervisor at the bench. */
let bench: BenchWorld;

beforeAll(async () => {
  cloud = await createCloudWorld();
  office = await cloud.addStation({ name: 'Office', organization: 'nordfracht' });
  bench = await cloud.addStation();
  await office.signIn('H. Petersen');
  await bench.signIn('S. Brandt');
}, 60_000);
afterAll(() => cloud.close());

let count = 0;
const nextRequest = () => `request-${++count}`;
const hansen = organizationId.parse(organizationOf('hansen'));
const wish: NewJob = {
  kind: 'installation',
  partnerId: null,
  templateId: null,
  repeats: null,
  steps: ['configure', 'inspect'],
  fields: fieldsWith({ plate: 'KL 99', instructions: 'Behind the headlight' }),
};

async function write(changed: Partial<NewJob> = {}) {
  const answer = await office.client.jobs.create({ requestId: nextRequest(), job: { ...wish, ...changed } });
  if (answer.kind !== 'done') {
    throw new Error(`the job was not written: ${JSON.stringify(answer)}`);
  }
  return answer.job;
}

async function order(at: BenchWorld, id: JobId, asked: JobOrder) {
  const found = await at.client.jobs.read({ id });
  const expectedVersion = found.kind === 'job' ? found.job.version : 1;
  return at.client.jobs.order({ requestId: nextRequest(), id, expectedVersion, order: asked });
}

const rowsOf = async (at: BenchWorld, side: 'fleet' | 'workshop') => {
  const { rows } = await at.client.jobs.list({ side, since: null });
  return new Map(rows.map((row) => [row.id, row]));
};

describe('JOB-1 JOB-2 a fleet orders, over a real cloud', () => {
  it('writes a job that stands in its list at once and at no workshop', async () => {
    const job = await write();
    expect((await rowsOf(office, 'fleet')).get(job.id)).toMatchObject({
      number: job.number,
      status: 'pending',
      plate: 'KL 99',
      partner: null,
      isWaiting: false,
      steps: { done: 0, total: 2 },
      fleetName: 'Nordfracht Logistik',
    });
    await bench.operator.sync.run();
    expect(await bench.client.jobs.read({ id: job.id })).toEqual({ kind: 'unknown' });
  });

  it('assigns it: the workshop reads it with its own permissions, and loses it with the recall (JOB-6)', async () => {
    const job = await write();
    expect(await order(office, job.id, { act: 'assign', partnerId: hansen })).toMatchObject({
      kind: 'done',
      job: { status: 'assigned' },
    });
    expect((await rowsOf(office, 'fleet')).get(job.id)?.partner).toMatchObject({ id: hansen, code: 'T1E2S' });
    await bench.operator.sync.run();
    const read = await bench.client.jobs.read({ id: job.id });
    expect(read).toMatchObject({
      side: 'workshop',
      row: { partner: { code: null } },
      may: {
        start: { kind: 'may' },
        'name-technician': { kind: 'may' },
        recall: { kind: 'may-not', code: 'JOB_NOT_ALLOWED' },
      },
    });
    const { stamp } = await bench.client.jobs.list({ side: 'workshop', since: null });
    expect(await order(office, job.id, { act: 'recall' })).toMatchObject({ job: { status: 'pending', partner: null } });
    await bench.operator.sync.run();
    expect(await bench.client.jobs.read({ id: job.id })).toEqual({ kind: 'unknown' });
    expect(await bench.client.jobs.list({ side: 'workshop', since: stamp })).toMatchObject({
      isWhole: false,
      rows: [],
      gone: [job.id],
    });
  });

  it('is told of what changed since it asked, and only of that', async () => {
    const [first, second] = [await write(), await write()];
    const { stamp } = await office.client.jobs.list({ side: 'fleet', since: null });
    await order(office, first.id, { act: 'delete' });
    await order(office, second.id, { act: 'edit', fields: fieldsWith({ plate: 'KL 98' }), steps: [] });
    const news = await office.client.jobs.list({ side: 'fleet', since: stamp });
    expect([news.rows.map(({ id, plate }) => [id, plate]), news.gone]).toEqual([[[second.id, 'KL 98']], [first.id]]);
    expect(await office.client.jobs.list({ side: 'fleet', since: news.stamp + 9 })).toMatchObject({ isWhole: true });
  });

  it('JOB_CHANGED brings the job as it is, and the copy has it then', async () => {
    const second = await cloud.addStation({ name: 'Second office', organization: 'nordfracht' });
    await second.signIn('H. Petersen');
    const job = await write();
    await second.operator.sync.run();
    await order(second, job.id, { act: 'edit', fields: fieldsWith({ plate: 'KL 97' }), steps: [] });
    const late = await order(office, job.id, { act: 'assign', partnerId: hansen });
    expect(late).toMatchObject({ kind: 'refused', code: 'JOB_CHANGED', current: { version: 2 } });
    expect((await rowsOf(office, 'fleet')).get(job.id)).toMatchObject({ version: 2, plate: 'KL 97' });
  });

  it('JOB-5 orders many at once; what stands against one holds up no other', async () => {
    const [pending, given] = [await write(), await write({ partnerId: hansen })];
    const assign = { act: 'assign', partnerId: hansen } as const;
    const answer = await office.client.jobs.orderMany({
      requestId: nextRequest(),
      jobs: [pending, given].map(({ id, version }) => ({ id, expectedVersion: version, order: assign })),
    });
    expect(answer).toMatchObject({
      results: [
        { id: pending.id, change: { kind: 'done' } },
        { id: given.id, change: { kind: 'refused', code: 'JOB_NOT_PENDING' } },
      ],
    });
    expect((await rowsOf(office, 'fleet')).get(pending.id)?.status).toBe('assigned');
  });

  it('finds a job by its number in every spelling, and by its id', async () => {
    const job = await write();
    for (const text of [`J-${job.number}`, ` j${job.number}`, String(job.number), job.id]) {
      expect(await office.client.jobs.find({ text })).toEqual({ kind: 'found', id: job.id });
    }
    for (const text of ['J-987654', 'KL 99', '', 'J-1'.repeat(60)]) {
      expect(await office.client.jobs.find({ text })).toEqual({ kind: 'unknown' });
    }
  });

  it('REP-1 everything stands in the trail, refused attempts too', async () => {
    const job = await write();
    await order(office, job.id, { act: 'recall' });
    const entries = await office.client.audit.entries({ limit: 2 });
    expect(entries.map(({ action, outcome, code }) => [action, outcome, code])).toEqual([
      ['job.recalled', 'refused', 'JOB_NOT_ASSIGNED'],
      ['job.created', 'done', null],
    ]);
    expect(entries[0]?.after).toMatchObject({ number: `J-${job.number}` });
  });
});

describe('JOB-8 a supervisor names who does it', () => {
  it('somebody of the workshop who works on units, and that person finds it among theirs', async () => {
    const job = await write({ partnerId: hansen });
    await bench.operator.sync.run();
    const people = await bench.client.jobs.technicians();
    expect(people.map(({ name }) => name)).toEqual(expect.arrayContaining(['M. Kaya', 'A. Okafor', 'S. Brandt']));
    expect(people.map(({ name }) => name)).not.toContain('J. Lind');
    const kaya = people.find(({ name }) => name === 'M. Kaya') ?? null;
    const named = await order(bench, job.id, { act: 'name-technician', technician: kaya, reason: null });
    expect(named).toMatchObject({ kind: 'done', job: { technician: { name: 'M. Kaya' } } });
    const mine = async (name: string) => {
      await bench.signIn(name);
      return (await bench.client.jobs.mine()).rows.map(({ id }) => id);
    };
    expect(await mine('M. Kaya')).toContain(job.id);
    expect(await mine('A. Okafor')).not.toContain(job.id);
    await bench.signIn('S. Brandt');
  });

  it('nobody orders what is not theirs to order, and the attempt stands in the trail', async () => {
    const job = await write({ partnerId: hansen });
    await bench.operator.sync.run();
    expect(await order(bench, job.id, { act: 'recall' })).toMatchObject({ kind: 'refused', code: 'JOB_NOT_ALLOWED' });
    const [entry] = await bench.client.audit.entries({ limit: 1 });
    expect(entry).toMatchObject({ action: 'job.recalled', outcome: 'refused', code: 'JOB_NOT_ALLOWED' });
    expect(
      await bench.client.jobs.orderMany({
        requestId: nextRequest(),
        jobs: [{ id: job.id, expectedVersion: 1, order: { act: 'delete' } }],
      }),
    ).toEqual({ kind: 'refused', code: 'JOB_NOT_ALLOWED' });
    const technician = { personId: personId.parse('somebody'), name: 'Somebody' };
    expect(await order(office, job.id, { act: 'name-technician', technician, reason: null })).toMatchObject({
      kind: 'refused',
      code: 'JOB_NOT_ALLOWED',
    });
  });

  it('sorts what waits by the day of service, without one last', async () => {
    const days = ['2027-03-02', null, '2027-03-01'];
    const jobs = await Promise.all(
      days.map((serviceDate) => write({ partnerId: hansen, fields: fieldsWith({ plate: 'KL 9', serviceDate }) })),
    );
    await bench.operator.sync.run();
    const { rows } = await bench.client.jobs.mine();
    const ours = rows.filter(({ id }) => jobs.some((job) => job.id === id));
    expect(ours.map(({ serviceDate }) => serviceDate)).toEqual(['2027-03-01', '2027-03-02', null]);
  });
});

describe('JOB-3 templates of a fleet', () => {
  const id = jobTemplateId.parse('template-for-winter');
  const draft = { name: 'Winter', kind: 'installation', fields: wish.fields, steps: wish.steps } as const;
  const put = (expectedVersion: number, name: string) =>
    office.client.jobTemplates.put({
      requestId: nextRequest(),
      id,
      expectedVersion,
      draft: { ...draft, steps: [...draft.steps], name },
    });
  const names = async (at: BenchWorld) => (await at.client.jobTemplates.list()).templates.map(({ name }) => name);

  it('are written, used, changed and removed; a job says from which one it was made', async () => {
    expect(await put(0, 'Winter')).toMatchObject({ kind: 'done', template: { version: 1 } });
    const job = await write({ templateId: id });
    expect((await rowsOf(office, 'fleet')).get(job.id)?.templateName).toBe('Winter');
    expect(await put(1, 'Winter 2027')).toMatchObject({ kind: 'done', template: { version: 2 } });
    expect(await put(1, 'Summer')).toMatchObject({ kind: 'refused', code: 'JOB_CHANGED', current: { version: 2 } });
    expect(await names(office)).toContain('Winter 2027');
    expect(await names(bench)).not.toContain('Winter 2027');
    expect(await office.client.jobTemplates.remove({ requestId: nextRequest(), id, expectedVersion: 2 })).toEqual({
      kind: 'deleted',
    });
    expect(await names(office)).not.toContain('Winter 2027');
  });
});

describe('JOB-8 a day of service that comes too late', () => {
  it('is marked where the trust ends before it', async () => {
    const fields = fieldsWith({ plate: 'KL 99', serviceDate: '2099-01-01' });
    const partner = (await office.client.partners.list()).rows.find(({ partnerCode }) => partnerCode === 'T1E2S');
    const given = await write({ partnerId: hansen, fields });
    expect((await rowsOf(office, 'fleet')).get(given.id)?.endsBefore).toBe(partner?.validTo === null ? null : 'trust');
    const { id = '', version = 0 } = partner ?? {};
    const ends = await office.client.partners.act({
      requestId: nextRequest(),
      id,
      expectedVersion: version,
      command: { act: 'renew', validTo: '2098-01-01T00:00:00.000Z' },
    });
    expect(ends.kind).toBe('done');
    await office.operator.sync.run();
    expect((await rowsOf(office, 'fleet')).get(given.id)?.endsBefore).toBe('trust');
    expect(await office.client.jobs.read({ id: jobId.parse(given.id) })).toMatchObject({
      row: { endsBefore: 'trust' },
    });
  });
});

describe('STA-2 without the centre', () => {
  it('jobs are read, and nothing is promised of an order', async () => {
    const job = await write();
    office.setConnected(false);
    expect((await rowsOf(office, 'fleet')).get(job.id)?.status).toBe('pending');
    expect(await order(office, job.id, { act: 'assign', partnerId: hansen })).toEqual({
      kind: 'not-answered',
      why: 'offline',
    });
    expect((await rowsOf(office, 'fleet')).get(job.id)?.status).toBe('pending');
    office.setConnected(true);
  });
});
