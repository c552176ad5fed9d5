import { describe, expect, it } from 'vitest';
import type { Role } from '#core/domain/access/roles.ts';
import type { Job } from '#core/domain/jobs/job.ts';
import type { JobOrder, NewJob } from '#core/domain/jobs/job-exchange.ts';
import { blankJobFields, type JobFields } from '#core/domain/jobs/job-fields.ts';
import { jobTemplateId, organizationId } from '#core/kernel/entity-ids.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';
import type { TestStation } from '../testing/test-cloud.ts';
import { createIds } from '../world/create-ids.ts';

const site = worldOfTest();
const ids = createIds();
/** The station of `site` is the workshop's; this one is the fleet's. */
const office = () => site.cloud.addStation(site.world.customer, 'office');

const asking = (role: Role = 'fleet-manager', requestId = ids.next()) => ({
  requestId,
  actor: { personId: null, name: 'T. Ester', roles: [role] },
});
const fieldsWith = (given: Partial<JobFields>): JobFields => ({ ...blankJobFields, ...given });
const newJob = (changed: Partial<NewJob> = {}): NewJob => ({
  kind: 'installation',
  fields: fieldsWith({ plate: 'KL 99' }),
  steps: ['configure', 'inspect'],
  partnerId: null,
  templateId: null,
  repeats: null,
  ...changed,
});
const forWorkshop = () => ({ partnerId: organizationId.parse(site.world.partner) });

async function created(by: TestStation, changed: Partial<NewJob> = {}): Promise<Job> {
  const answer = await by.api.jobs.create({ ...asking(), ...newJob(changed) });
  if (answer.kind !== 'done') {
    throw new Error(`nothing was created: ${JSON.stringify(answer)}`);
  }
  return answer.job;
}

function order(by: TestStation, { id, version }: Job, asked: JobOrder, role?: Role) {
  return by.api.jobs.order({ ...asking(role), id, expectedVersion: version, order: asked });
}

const jobsIn = (rows: Awaited<ReturnType<TestStation['pull']>>['rows']) =>
  rows.flatMap((row) => (row.kind === 'job' ? [`${row.value.number} ${row.value.status}`] : []));
const removedIn = (rows: Awaited<ReturnType<TestStation['pull']>>['rows']) =>
  rows.flatMap((row) => (row.kind === 'removed' && row.of === 'job' ? [row.key] : []));

describe('JOB-1 JOB-2 jobs at the central API', () => {
  it('keeps a job pending without a partner, assigns it with one, and counts up', async () => {
    const fleet = await office();
    expect(await created(fleet)).toMatchObject({ number: 1, status: 'pending', partner: null, version: 1 });
    expect(await created(fleet, forWorkshop())).toMatchObject({
      number: 2,
      status: 'assigned',
      partner: { id: site.world.partner, name: 'Workshop' },
    });
    expect(
      await fleet.api.jobs.create({ ...asking(), ...newJob({ partnerId: organizationId.parse(site.world.stranger) }) }),
    ).toMatchObject({ kind: 'refused', code: 'JOB_NO_TRUST' });
    expect((await created(fleet)).number).toBe(3);
  });

  it('does the same once, and tells a number that stands for something else', async () => {
    const fleet = await office();
    const ask = asking();
    const first = await fleet.api.jobs.create({ ...ask, ...newJob() });
    expect(await fleet.api.jobs.create({ ...ask, ...newJob() })).toEqual(first);
    expect(await fleet.api.jobs.create({ ...ask, ...newJob({ kind: 'maintenance' }) })).toMatchObject({
      kind: 'refused',
      code: 'JOB_KEY_USED',
    });
    expect((await fleet.api.jobs.list({})).jobs).toHaveLength(1);
  });

  it('edits, assigns, recalls and deletes by comparison with the version that was seen', async () => {
    const fleet = await office();
    const pending = await created(fleet);
    const edit: JobOrder = { act: 'edit', fields: fieldsWith({ vin: 'wsm 00000003111444' }), steps: [] };
    expect(await order(fleet, pending, edit)).toMatchObject({
      job: { fields: { vin: 'WSM00000003111444' }, version: 2 },
    });
    expect(await order(fleet, pending, edit)).toMatchObject({ code: 'JOB_CHANGED', current: { version: 2 } });
    const assigned = await created(fleet, forWorkshop());
    expect(await order(fleet, assigned, edit)).toMatchObject({ code: 'JOB_NOT_PENDING' });
    expect(await order(fleet, assigned, { act: 'recall' })).toMatchObject({
      job: { status: 'pending', partner: null },
    });
    expect(await order(fleet, { ...pending, version: 2 }, { act: 'delete' })).toEqual({ kind: 'deleted' });
    expect(await fleet.api.jobs.read({ id: pending.id })).toEqual({ kind: 'unknown' });
  });

  it.each(['technician', 'installer', 'supervisor', 'station-admin'] as const)(
    'is not written by a %s',
    async (role) => {
      const fleet = await office();
      const pending = await created(fleet);
      expect(await fleet.api.jobs.create({ ...asking(role), ...newJob() })).toMatchObject({ code: 'JOB_NOT_ALLOWED' });
      expect(await order(fleet, pending, { act: 'delete' }, role)).toMatchObject({ code: 'JOB_NOT_ALLOWED' });
    },
  );

  it('names only what the fleet knows', async () => {
    const fleet = await office();
    const theirs = await site.world.addAsset(site.world.stranger, null);
    const refusal = async (fields: Partial<JobFields>) => {
      const answer = await fleet.api.jobs.create({ ...asking(), ...newJob({ fields: fieldsWith(fields) }) });
      return answer.kind === 'refused' ? answer.code : answer.kind;
    };
    expect(await refusal({ assetId: theirs as JobFields['assetId'] })).toBe('JOB_ASSET_UNKNOWN');
    expect(await refusal({ profileId: 'no-such-profile' as JobFields['profileId'] })).toBe('JOB_PROFILE_UNKNOWN');
    expect(await refusal({ unitType: 'no-such-type' })).toBe('JOB_TYPE_UNKNOWN');
  });

  it('lists the newest first in pages that go on where they ended', async () => {
    const fleet = await office();
    for (let made = 0; made < 5; made += 1) {
      await created(fleet, made === 2 ? { kind: 'maintenance' } : {});
    }
    const first = await fleet.api.jobs.list({ limit: 2 });
    await created(fleet);
    const second = await fleet.api.jobs.list({ limit: 2, ...(first.next === null ? {} : { cursor: first.next }) });
    expect([...first.jobs, ...second.jobs].map(({ number }) => number)).toEqual([5, 4, 3, 2]);
    const { jobs } = await fleet.api.jobs.list({ kind: 'maintenance' });
    expect(jobs.map(({ number }) => number)).toEqual([3]);
  });
});

describe('JOB-6 a partner knows a job while it is open for it', () => {
  it('hears of it when it is assigned and loses it when it is recalled', async () => {
    const fleet = await office();
    const pending = await created(fleet);
    await created(fleet, forWorkshop());
    const seen = await site.station.pull();
    expect(jobsIn(seen.rows)).toEqual(['2 assigned']);
    expect((await site.station.api.jobs.list({})).jobs.map(({ number }) => number)).toEqual([2]);
    expect(await site.station.api.jobs.read({ id: pending.id })).toEqual({ kind: 'unknown' });

    const [assigned] = (await site.station.api.jobs.list({})).jobs;
    expect(assigned).toBeDefined();
    await order(fleet, assigned as Job, { act: 'recall' });
    const after = await site.station.pull(seen.cursor);
    expect(removedIn(after.rows)).toEqual([assigned?.id]);
    expect((await site.station.api.jobs.list({})).jobs).toEqual([]);
  });

  it('loses it with the trust', async () => {
    const fleet = await office();
    const job = await created(fleet, forWorkshop());
    const seen = await site.station.pull();
    await site.world.trust({ customerId: site.world.customer, partnerId: site.world.partner }, { state: 'revoked' });
    expect(removedIn((await site.station.pull(seen.cursor)).rows)).toEqual([job.id]);
    expect(await site.station.api.jobs.read({ id: job.id })).toEqual({ kind: 'unknown' });
  });

  it('lets the partner’s supervisor name a technician, and nothing else', async () => {
    const fleet = await office();
    const job = await created(fleet, forWorkshop());
    const nobody: JobOrder = { act: 'name-technician', technician: null, reason: null };
    expect(await order(site.station, job, nobody, 'supervisor')).toMatchObject({ kind: 'done', job: { version: 2 } });
    const later = { ...job, version: 2 };
    expect(await order(site.station, later, nobody, 'technician')).toMatchObject({ code: 'JOB_NOT_ALLOWED' });
    expect(await order(site.station, later, { act: 'recall' }, 'supervisor')).toMatchObject({
      code: 'JOB_NOT_ALLOWED',
    });
    const stranger = { ...nobody, technician: { personId: 'nobody' as never, name: 'N. Obody' } };
    expect(await order(site.station, later, stranger, 'supervisor')).toMatchObject({ code: 'JOB_PERSON_UNKNOWN' });
  });
});

describe('JOB-4 JOB-5 many at once', () => {
  const source = { name: 'vehicles.csv', sha256: 'a'.repeat(64) };

  it('takes an import whole or not at all, and the trail names the file', async () => {
    const fleet = await office();
    const good = [newJob(), newJob({ ...forWorkshop(), fields: fieldsWith({ vin: 'WSM00000003111444' }) })];
    const bad = newJob({ fields: blankJobFields });
    expect(await fleet.api.jobs.importMany({ ...asking(), jobs: [...good, bad], source })).toEqual({
      kind: 'refused',
      code: 'JOB_EMPTY',
      place: 2,
    });
    expect((await fleet.api.jobs.list({})).jobs).toEqual([]);
    const taken = await fleet.api.jobs.importMany({ ...asking(), jobs: good, source });
    expect(taken).toMatchObject({ kind: 'imported', assigned: 1 });
    expect((await fleet.api.jobs.list({})).jobs.map(({ number }) => number)).toEqual([2, 1]);
    const { rows } = await fleet.api.organizations.audit({ organizationId: site.world.customer });
    expect(rows.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual(
      expect.arrayContaining(['jobs.imported done', 'jobs.imported refused']),
    );
  });

  it('JOB-5 repeats many at once, and the trail calls it no import', async () => {
    const fleet = await office();
    const first = await created(fleet);
    const again = newJob({ repeats: first.id });
    expect(await fleet.api.jobs.importMany({ ...asking(), jobs: [again, again], source: null })).toMatchObject({
      kind: 'imported',
      assigned: 0,
    });
    const { rows } = await fleet.api.organizations.audit({ organizationId: site.world.customer });
    expect(rows.map(({ action }) => action)).toContain('jobs.repeated');
    expect(rows.map(({ action }) => action)).not.toContain('jobs.imported');
  });

  it('takes a thousand', async () => {
    const fleet = await office();
    const jobs = Array.from({ length: 1_000 }, (_, index) => newJob({ fields: fieldsWith({ plate: `KL ${index}` }) }));
    expect(await fleet.api.jobs.importMany({ ...asking(), jobs, source })).toMatchObject({ kind: 'imported' });
    expect(jobsIn((await fleet.pull()).rows).length).toBeGreaterThan(0);
  });

  it('orders many, each judged by itself', async () => {
    const fleet = await office();
    const [first, second] = [await created(fleet), await created(fleet, forWorkshop())];
    const answer = await fleet.api.jobs.orderMany({
      ...asking(),
      jobs: [first, second].map(({ id, version }) => ({
        id,
        expectedVersion: version,
        order: { act: 'delete' as const },
      })),
    });
    expect(answer).toMatchObject({
      results: [
        { id: first.id, change: { kind: 'deleted' } },
        { id: second.id, change: { kind: 'refused', code: 'JOB_NOT_PENDING' } },
      ],
    });
  });
});

describe('JOB-3 templates', () => {
  it('are written, changed, deleted and heard of by their own organization alone', async () => {
    const fleet = await office();
    const id = jobTemplateId.parse(ids.next());
    const draft = { name: 'Trailer EU', kind: 'installation' as const, fields: blankJobFields, steps: [] };
    const put = (expectedVersion: number, name = 'Trailer EU', by = fleet) =>
      by.api.jobTemplates.put({ ...asking(), id, expectedVersion, draft: { ...draft, name } });
    expect(await put(0)).toMatchObject({ kind: 'done', template: { name: 'Trailer EU', version: 1 } });
    expect(await put(0)).toMatchObject({ kind: 'refused', code: 'JOB_CHANGED' });
    expect(await put(1, 'Trailer DE')).toMatchObject({ template: { name: 'Trailer DE', version: 2 } });
    expect(await put(0, 'Theirs', site.station)).toMatchObject({ kind: 'refused', code: 'JOB_UNKNOWN', current: null });
    expect((await fleet.api.jobTemplates.list()).templates).toHaveLength(1);
    expect((await site.station.api.jobTemplates.list()).templates).toEqual([]);
    expect((await site.station.pull()).rows.filter(({ kind }) => kind === 'job-template')).toEqual([]);
    expect(await fleet.api.jobTemplates.remove({ ...asking(), id, expectedVersion: 2 })).toEqual({ kind: 'deleted' });
    expect((await fleet.api.jobTemplates.list()).templates).toEqual([]);
  });
});
