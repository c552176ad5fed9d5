import { describe, expect, it } from 'vitest';
import type { Job } from '#core/domain/jobs/job.ts';
import type { NewJob } from '#core/domain/jobs/job-exchange.ts';
import { blankJobFields } from '#core/domain/jobs/job-fields.ts';
import { organizationId } from '#core/kernel/entity-ids.ts';
import { worldOfTest } from '../testing/cloud-of-file.ts';
import type { TestStation } from '../testing/test-cloud.ts';
import { createIds } from '../world/create-ids.ts';

const site = worldOfTest();
const ids = createIds();

interface Scene {
  readonly fleet: TestStation;
  readonly job: Job;
}

const asking = () => ({
  requestId: ids.next(),
  actor: { personId: null, name: 'F. Leet', roles: ['fleet-manager' as const] },
});

/** A job that the fleet gave to the workshop of `site.station`. */
async function assigned(changed: Partial<NewJob> = {}): Promise<Scene> {
  const fleet = await site.cloud.addStation(site.world.customer, 'office');
  const fields = { ...blankJobFields, plate: 'KL 99' };
  const order = {
    kind: 'installation' as const,
    fields,
    steps: ['configure' as const],
    templateId: null,
    repeats: null,
  };
  const partnerId = organizationId.parse(site.world.partner);
  const answer = await fleet.api.jobs.create({ ...asking(), ...order, partnerId, ...changed });
  if (answer.kind !== 'done') {
    throw new Error(`no job: ${JSON.stringify(answer)}`);
  }
  return { fleet, job: answer.job };
}

interface Command {
  readonly act: string;
  readonly runId?: string;
  readonly [field: string]: unknown;
}

function operationsOf(station: TestStation, job: Job, commands: readonly Command[], occurredAt?: string) {
  return commands.map((command) =>
    station.operation({
      kind: 'job.act',
      unit: `job:${job.id}`,
      ...(occurredAt === undefined ? {} : { occurredAt }),
      payload: {
        jobId: job.id,
        organizationId: job.organizationId,
        number: job.number,
        command: { runId: 'run-1', ...command },
      },
    }),
  );
}

/** Sends what was done with the job, in one push, and answers each verdict with its code. */
async function send(station: TestStation, job: Job, commands: readonly Command[]): Promise<readonly string[]> {
  const { results } = await station.push(operationsOf(station, job, commands));
  return results.map(({ verdict, code }) => (code === null ? verdict : `${verdict} ${code}`));
}

const start: Command = { act: 'start', stationId: 'bench-1', stationName: 'Bench 1' };
const configured: Command = { act: 'advance', step: 'configure', to: { kind: 'done', sessionId: null } };
const finish: Command = { act: 'succeed', comment: null };
const failed: Command = { act: 'fail', failure: 'no-power', explanation: 'The fuse box is missing' };

async function readBy({ fleet, job }: Scene): Promise<Job> {
  const answer = await fleet.api.jobs.read({ id: job.id });
  if (answer.kind !== 'job') {
    throw new Error('the fleet lost its own job');
  }
  return answer.job;
}

const recall = ({ fleet, job }: Scene) =>
  fleet.api.jobs.order({ ...asking(), id: job.id, expectedVersion: job.version, order: { act: 'recall' } });

describe('JOB-7 JOB-8 what happens at a bench, from the outbox to the centre', () => {
  it('is taken in order, told to the fleet as it happens, and stands in the trail of both', async () => {
    const scene = await assigned();
    const seen = await scene.fleet.pull();
    expect(await send(site.station, scene.job, [start, configured])).toEqual(['applied', 'applied']);
    const running = (await scene.fleet.pull(seen.cursor)).rows.flatMap((row) =>
      row.kind === 'job' ? [row.value] : [],
    );
    expect(running.at(-1)).toMatchObject({ status: 'running', run: { steps: { configure: { kind: 'done' } } } });
    expect(await send(site.station, scene.job, [finish])).toEqual(['applied']);
    expect(await readBy(scene)).toMatchObject({ status: 'succeeded', end: { kind: 'succeeded', by: 'T. Ester' } });
    const { rows } = await scene.fleet.api.organizations.audit({ organizationId: site.world.customer });
    expect(rows.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual(
      expect.arrayContaining(['job.started done', 'job.step-done done', 'job.succeeded done']),
    );
  });

  it('takes the job from every station of the workshop when it ends (JOB-6)', async () => {
    const scene = await assigned();
    const seen = await site.station.pull();
    await send(site.station, scene.job, [start, failed]);
    const { rows } = await site.station.pull(seen.cursor);
    expect(rows.flatMap((row) => (row.kind === 'removed' && row.of === 'job' ? [row.key] : []))).toEqual([
      scene.job.id,
    ]);
    expect(await site.station.api.jobs.read({ id: scene.job.id })).toEqual({ kind: 'unknown' });
    expect(await readBy(scene)).toMatchObject({ end: { failure: 'no-power', explanation: 'The fuse box is missing' } });
  });

  it('counts a start that is sent again under another number once', async () => {
    const scene = await assigned();
    expect(await send(site.station, scene.job, [start])).toEqual(['applied']);
    expect(await send(site.station, scene.job, [start])).toEqual(['noop']);
    expect((await readBy(scene)).version).toBe(scene.job.version + 1);
  });

  it('keeps the time of the bench, unless it is still to come', async () => {
    const scene = await assigned();
    const before = '2026-11-20T07:00:00.000Z';
    await site.station.push(operationsOf(site.station, scene.job, [start], before));
    expect((await readBy(scene)).run?.startedAt).toBe(before);
    await site.station.push(operationsOf(site.station, scene.job, [failed], '2036-01-01T00:00:00.000Z'));
    expect((await readBy(scene)).end?.at).toBe(site.cloud.clock.now());
  });
});

describe('decisions.md c3 late work from a bench that was offline', () => {
  it('takes a finish whose start was taken, although trust ended meanwhile', async () => {
    const scene = await assigned();
    await send(site.station, scene.job, [start]);
    await site.world.trust({ customerId: site.world.customer, partnerId: site.world.partner }, { state: 'revoked' });
    expect(await send(site.station, scene.job, [configured, finish])).toEqual(['applied', 'applied']);
    expect((await readBy(scene)).status).toBe('succeeded');
  });

  it('makes a conflict of work on a job that was recalled before its start arrived', async () => {
    const scene = await assigned();
    await recall(scene);
    expect(await send(site.station, scene.job, [start, finish])).toEqual([
      'conflict JOB_UNKNOWN',
      'conflict JOB_UNKNOWN',
    ]);
    expect(await readBy(scene)).toMatchObject({ status: 'pending', run: null });
  });

  it('takes no start after trust ended', async () => {
    const scene = await assigned();
    await site.world.trust({ customerId: site.world.customer, partnerId: site.world.partner }, { state: 'revoked' });
    expect(await send(site.station, scene.job, [start])).toEqual(['conflict JOB_NO_TRUST']);
  });

  it('lets the first of two benches have the job; all that the other did is a conflict that names the first', async () => {
    const scene = await assigned();
    const other = await site.cloud.addStation(site.world.partner, 'Bench 2');
    await send(site.station, scene.job, [start]);
    const theirs = [start, configured, finish].map((one) => ({ ...one, runId: 'run-2' }));
    const { results } = await other.push(operationsOf(other, scene.job, theirs));
    expect(results.map(({ verdict, code }) => `${verdict} ${code}`)).toEqual([
      'conflict JOB_STARTED',
      'conflict JOB_OTHER_RUN',
      'conflict JOB_OTHER_RUN',
    ]);
    expect(results[0]?.by).toMatchObject({ name: 'T. Ester' });
    expect(await readBy(scene)).toMatchObject({ status: 'running', run: { id: 'run-1' } });
  });
});

describe('ORG-5 JOB-6 the centre judges again, whatever the station let pass', () => {
  const override: Command = { act: 'override', field: 'plate', instead: 'KL 100', reason: 'The plate was changed' };

  it('refuses a departure that the fleet does not allow, and takes it where it does', async () => {
    const scene = await assigned();
    await send(site.station, scene.job, [start]);
    expect(await send(site.station, scene.job, [override])).toEqual(['refused JOB_OVERRIDE_OFF']);
    const pair = { customerId: site.world.customer, partnerId: site.world.partner };
    await site.world.trust(pair, { state: 'active', overrideAllowed: true });
    expect(await send(site.station, scene.job, [override])).toEqual(['applied']);
    expect((await readBy(scene)).run?.overrides).toMatchObject([{ prescribed: 'KL 99', instead: 'KL 100' }]);
  });

  it('refuses to fill what is prescribed', async () => {
    const scene = await assigned();
    const fill: Command = { act: 'fill', fields: { ...blankJobFields, plate: 'KL 100' } };
    expect(await send(site.station, scene.job, [start, fill])).toEqual(['applied', 'refused JOB_FIELD_LOCKED']);
  });

  it('says of another company’s job no more than of one that never was', async () => {
    const scene = await assigned();
    const stranger = await site.cloud.addStation(site.world.stranger, 'elsewhere');
    expect(await send(stranger, scene.job, [start])).toEqual(['conflict JOB_UNKNOWN']);
    expect(await readBy(scene)).toMatchObject({ status: 'assigned', run: null });
  });
});
