import { describe, expect, it } from 'vitest';
import type { Job } from '#core/domain/jobs/job.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';
import type { TestStation } from '../testing/test-cloud.ts';
import { createIds } from '../world/create-ids.ts';

const site = worldOfTest();
const ids = createIds();
const manager = { personId: null, name: 'F. Leet', roles: ['fleet-manager' as const] };

const fleetStation = () => site.cloud.addStation(site.world.customer, `office ${ids.next()}`);
const turn = async (fleet: TestStation, on: boolean) => fleet.api.jobs.setVisits({ actor: manager, on });

interface Told {
  readonly jobId: string;
  readonly command?: Readonly<Record<string, unknown>>;
  readonly occurredAt?: string;
  readonly number?: number | null;
}

function visit({ jobId, command = {}, occurredAt, number = null }: Told, station = site.station) {
  const told = {
    act: 'visit',
    runId: 'run-1',
    stationId: 'bench-1',
    stationName: 'Bench 1',
    kind: 'installation',
    unitSerial: '866344054201822',
    unitType: 'evopulse',
    knownAt: null,
    ...command,
  };
  return station.operation({
    kind: 'job.act',
    unit: `job:${jobId}`,
    ...(occurredAt === undefined ? {} : { occurredAt }),
    payload: { jobId, organizationId: site.world.customer, number, command: told },
  });
}

async function send(operations: readonly ReturnType<typeof visit>[], station = site.station) {
  const { results } = await station.push(operations);
  return results.map(({ verdict, code }) => (code === null ? verdict : `${verdict} ${code}`));
}

async function readBy(station: TestStation, id: string): Promise<Job | null> {
  const answer = await station.api.jobs.read({ id });
  return answer.kind === 'job' ? answer.job : null;
}

const later = (ms: number) => new Date(Date.parse(site.cloud.clock.now()) + ms).toISOString();
const hourMs = 3_600_000;

describe('X2 every visit is a job: what the fleet says', () => {
  it('is off until it is said, told to its partners, and stands in its trail', async () => {
    const fleet = await fleetStation();
    const ownOf = async (station: TestStation) =>
      (await station.pull()).rows.flatMap((row) =>
        row.kind === 'organization' && row.value.id === site.world.customer ? [row.value.visitsAreJobs] : [],
      );
    expect(await ownOf(site.station)).toEqual([undefined]);
    const before = await site.station.pull();
    expect(await turn(fleet, true)).toEqual({ kind: 'done', on: true });
    const { rows } = await site.station.pull(before.cursor);
    expect(rows).toMatchObject([{ kind: 'organization', value: { id: site.world.customer, visitsAreJobs: true } }]);
    expect(await turn(fleet, false)).toEqual({ kind: 'done', on: false });
    expect(await ownOf(site.station)).toEqual([undefined]);
    const log = await fleet.api.organizations.audit({ organizationId: site.world.customer });
    expect(log.rows.filter(({ action }) => action === 'jobs.visits-set')).toHaveLength(2);
  });

  it('is for those who order jobs', async () => {
    const fleet = await fleetStation();
    const actor = { personId: null, name: 'T. Ech', roles: ['technician' as const] };
    expect(await fleet.api.jobs.setVisits({ actor, on: true })).toEqual({ kind: 'refused', code: 'JOB_NOT_ALLOWED' });
    expect(await send([visit({ jobId: ids.next() })])).toEqual(['refused JOB_VISIT_UNWANTED']);
  });
});

describe('X2 a visit from the outbox to the centre', () => {
  it('becomes a numbered job of the fleet that runs, and tells the bench its number', async () => {
    const fleet = await fleetStation();
    await turn(fleet, true);
    const jobId = ids.next();
    const { results } = await site.station.push([visit({ jobId })]);
    const job = await readBy(fleet, jobId);
    expect(job).toMatchObject({ isAdHoc: true, status: 'running', run: { technician: { name: 'T. Ester' } } });
    expect(results).toMatchObject([{ verdict: 'applied', jobNumber: job?.number }]);
  });

  it('is ended by the bench that does not know its number yet, and is gone from the workshop then (JOB-6)', async () => {
    const fleet = await fleetStation();
    await turn(fleet, true);
    const jobId = ids.next();
    const made = visit({ jobId });
    const failed = site.station.operation({
      kind: 'job.act',
      unit: `job:${jobId}`,
      payload: {
        jobId,
        organizationId: site.world.customer,
        number: null,
        command: { act: 'fail', runId: 'run-1', failure: 'no-power', explanation: 'No fuse' },
      },
    });
    expect(await send([made, failed])).toEqual(['applied', 'applied']);
    expect(await readBy(site.station, jobId)).toBeNull();
    expect(await readBy(fleet, jobId)).toMatchObject({ status: 'failed', end: { failure: 'no-power' } });
    const log = await fleet.api.organizations.audit({ organizationId: site.world.customer });
    expect(log.rows.map(({ action }) => action)).toEqual(expect.arrayContaining(['job.made-of-visit', 'job.failed']));
  });

  it('is made once, also when it is told again under another number', async () => {
    const fleet = await fleetStation();
    await turn(fleet, true);
    const jobId = ids.next();
    expect(await send([visit({ jobId }), visit({ jobId })])).toEqual(['applied', 'noop']);
    expect(await send([visit({ jobId, command: { runId: 'another' } })])).toEqual(['conflict JOB_UNKNOWN']);
  });

  it('is judged by what the fleet wanted then: what was just turned off refuses nobody’s work', async () => {
    const fleet = await fleetStation();
    const before = later(-hourMs);
    await turn(fleet, true);
    const heard = site.cloud.clock.now();
    site.cloud.clock.advance(hourMs);
    await turn(fleet, false);
    site.cloud.clock.advance(hourMs);
    const scan = (occurredAt: string, knownAt: string | null) =>
      send([visit({ jobId: ids.next(), occurredAt, command: { knownAt } })]);
    expect(await scan(later(-hourMs - 60_000), null)).toEqual(['applied']);
    expect(await scan(site.cloud.clock.now(), heard)).toEqual(['applied']);
    expect(await scan(site.cloud.clock.now(), null)).toEqual(['refused JOB_VISIT_UNWANTED']);
    expect(await scan(before, before)).toEqual(['refused JOB_VISIT_UNWANTED']);
  });

  it('is a conflict once trust has ended, like a start that came too late (c3)', async () => {
    const fleet = await fleetStation();
    await turn(fleet, true);
    await site.world.trust({ customerId: site.world.customer, partnerId: site.world.partner }, { state: 'revoked' });
    const jobId = ids.next();
    expect(await send([visit({ jobId })])).toEqual(['conflict JOB_NO_TRUST']);
    expect(await readBy(fleet, jobId)).toBeNull();
  });

  it('is made by nobody who may not work on units, whatever the station let pass', async () => {
    const fleet = await fleetStation();
    await turn(fleet, true);
    const jobId = ids.next();
    expect(await send([{ ...visit({ jobId }), actor: manager }])).toEqual(['refused ACTOR_NOT_ALLOWED']);
    expect(await readBy(fleet, jobId)).toBeNull();
  });

  it('is nobody’s who is not trusted, and no way to a job that is there', async () => {
    const fleet = await fleetStation();
    await turn(fleet, true);
    const stranger = await site.cloud.addStation(site.world.stranger, 'elsewhere');
    const jobId = ids.next();
    expect(await send([visit({ jobId }, stranger)], stranger)).toEqual(['conflict JOB_NO_TRUST']);
    expect(await send([visit({ jobId })])).toEqual(['applied']);
    expect(await send([visit({ jobId }, stranger)], stranger)).toEqual(['conflict JOB_UNKNOWN']);
  });
});
