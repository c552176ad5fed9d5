import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Job, jobStep } from '#core/domain/jobs/job.ts';
import { type JobLine, lineOfJob } from '#core/domain/jobs/job-line.ts';
import { bench2, brandt, fieldsWith, kaya, pendingJob, workshop } from '#core/domain/jobs/testing/sample-job.ts';
import { assetId, jobId, jobRunId, jobTemplateId } from '#core/kernel/entity-ids.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { jobsRememberedOver } from './jobs-table.ts';
import { makeTestFolder, openedStore, removeTestFolder } from './testing/opened-store.ts';

const jobCalled = (id: string, changed: Partial<Job> = {}) => pendingJob({ id: jobId.parse(id), ...changed });
const [one, two] = [jobCalled('one'), jobCalled('two', { number: 7, status: 'assigned', partner: workshop })];

const at = '2026-11-23T09:00:00.000Z';
const act = { at, by: 'M. Kaya' };
const departure = (field: string) => ({ field, prescribed: 'a', instead: 'b', reason: 'It was gone', ...act });
const run: NonNullable<Job['run']> = {
  id: jobRunId.parse('run'),
  ...bench2,
  startedAt: at,
  technician: kaya,
  paused: null,
  overrides: [],
  points: [],
  steps: { configure: { kind: 'done', sessionId: null, ...act } },
  filled: fieldsWith({ vin: 'WSM00000003111444', unitSerial: '860000000000013', customName: 'Trailer "7"' }),
};
const begun: Partial<Job> = { status: 'running', partner: workshop, technician: brandt, run };

/** Everything that a line can tell apart. */
function listedJobs(): readonly Job[] {
  const paused = { note: 'Waits for a part', ...act };
  const settled = { kind: 'waived', reason: 'Not wanted', ...act } as const;
  const [first, ...others] = jobStep.options;
  return [
    jobCalled('a', { status: 'assigned', partner: workshop, technician: brandt, steps: [] }),
    jobCalled('b', { ...begun, fields: fieldsWith({ plate: 'KL 9', values: { '2001': 'iot.example.com' } }) }),
    jobCalled('c', { ...begun, run: { ...run, paused } }),
    jobCalled('d', { ...begun, run: { ...run, paused: { ...paused, note: null } } }),
    jobCalled('e', {
      ...begun,
      status: 'failed',
      run: { ...run, paused },
      end: { kind: 'failed', failure: 'no-power', explanation: 'No supply at pin 15', ...act },
    }),
    jobCalled('f', { ...begun, status: 'succeeded', end: { kind: 'succeeded', comment: 'Under the seat', ...act } }),
    jobCalled('g', { ...begun, status: 'succeeded', end: { kind: 'succeeded', comment: null, ...act } }),
    jobCalled('h', {
      kind: 'maintenance',
      templateId: jobTemplateId.parse('template'),
      steps: jobStep.options,
      version: 7,
      fields: fieldsWith({ task: 'swap', serviceDate: '2026-12-01', servicePlace: 'Hall 3', unitType: 'evopulse' }),
    }),
    // A step that is settled and no longer wanted counts for nothing.
    jobCalled('i', { ...begun, steps: others, run: { ...run, steps: { [first ?? 'owner']: settled, pair: settled } } }),
    jobCalled('j', { ...begun, fields: fieldsWith({ assetId: assetId.parse('asset') }), isAdHoc: true }),
  ];
}

describe('JOB-1 JOB-5 jobs in the store', () => {
  let directory = '';
  let store: StationStore;
  beforeEach(() => {
    directory = makeTestFolder();
    store = openedStore(directory);
    put(one, two);
  });
  afterEach(() => {
    store.close();
    removeTestFolder(directory);
  });

  const put = (...jobs: readonly Job[]) =>
    store.transact(({ mirror }) => {
      for (const job of jobs) {
        mirror.putJob(job);
      }
    });
  const changesAfter = (stamp: number) => {
    const changes = store.jobChangesAfter(stamp);
    return changes.kind === 'changed' ? [...changes.ids].sort() : changes.kind;
  };

  it('are read by fleet, by partner, by number and by id', () => {
    expect(
      store
        .jobsOrderedBy(one.organizationId)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['one', 'two']);
    expect(store.jobsGivenTo(workshop.id)).toEqual([two]);
    expect(store.jobsNumbered(7)).toEqual([two]);
    expect([store.job(one.id), store.job(jobId.parse('none'))]).toEqual([one, null]);
  });

  it('JOB-5 are listed as lines that say what the jobs say, whoever holds them', () => {
    const jobs = listedJobs();
    put(...jobs);
    const wanted = (some: readonly Job[]) => some.map(lineOfJob).sort((left, right) => left.id.localeCompare(right.id));
    const sorted = (lines: readonly JobLine[]) => [...lines].sort((left, right) => left.id.localeCompare(right.id));
    expect(sorted(store.linesOrderedBy(one.organizationId))).toEqual(wanted([one, two, ...jobs]));
    expect(sorted(store.linesGivenTo(workshop.id))).toEqual(
      wanted([one, two, ...jobs].filter(({ partner }) => partner !== null)),
    );
  });

  it('JOB-5 count departures that lie sealed, also where an older release wrote the row', () => {
    const job = jobCalled('sealed', {
      ...begun,
      run: { ...run, overrides: [departure('values.2001'), departure('vin')] },
    });
    put(job);
    const overrides = () => store.linesOrderedBy(one.organizationId).find(({ id }) => id === job.id)?.overrides;
    expect(overrides()).toBe(2);
    const db = new Database(join(directory, 'station.sqlite'));
    db.exec('UPDATE mirror_job SET sealed_departures = NULL');
    db.close();
    expect(overrides()).toBe(2);
  });

  it('JOB-4 tell the vehicles of those that are not ended', () => {
    const ended = jobCalled('three', { status: 'succeeded', fields: fieldsWith({ plate: 'KL 1' }) });
    put(ended, jobCalled('four', { status: 'running', fields: fieldsWith({ vin: 'WSM00000003111444' }) }));
    expect(
      store
        .openVehiclesOf(one.organizationId)
        .map(({ plate, vin }) => plate ?? vin)
        .sort(),
    ).toEqual(['KL 99', 'KL 99', 'WSM00000003111444']);
  });

  it('have a stamp that rises with every change, and only with a change', () => {
    const before = store.jobStamp();
    expect(changesAfter(0)).toEqual(['one', 'two']);
    put(one);
    expect([store.jobStamp(), changesAfter(before)]).toEqual([before, []]);
    put({ ...one, version: 2, fields: fieldsWith({ plate: 'KL 98' }) });
    expect(changesAfter(before)).toEqual(['one']);
    store.transact((write) => {
      write.restampJob(two.id);
      write.restampJob(jobId.parse('none'));
    });
    expect(changesAfter(before)).toEqual(['one', 'two']);
    expect(changesAfter(store.jobStamp())).toEqual([]);
  });

  it('are remembered when they go, however they go, also over a restart', () => {
    const before = store.jobStamp();
    store.transact(({ mirror }) => mirror.remove('job', one.id));
    expect(changesAfter(before)).toEqual(['one']);
    store.transact(({ mirror }) => {
      mirror.next.begin();
      mirror.next.takePlace();
    });
    expect(changesAfter(before)).toEqual(['one', 'two']);
    store.close();
    store = openedStore(directory);
    expect([changesAfter(before), store.jobsOrderedBy(one.organizationId)]).toEqual([['one', 'two'], []]);
  });

  it('tell what a full copy changed', () => {
    const news = store.transact(({ mirror }) => {
      mirror.next.begin();
      mirror.next.putJob({ ...two, version: 2 });
      return mirror.next.takePlace();
    });
    expect(news).toEqual([
      { kind: 'job', value: { ...two, version: 2 } },
      { kind: 'removed', of: 'job', key: 'one' },
    ]);
  });

  it('that went long ago are forgotten, and a stamp from before that brings no changes', () => {
    const before = store.jobStamp();
    store.transact(({ mirror }) => mirror.remove('job', one.id));
    store.transact((write) => {
      for (let count = 0; count <= jobsRememberedOver; count += 1) {
        write.restampJob(two.id);
      }
    });
    expect(changesAfter(before)).toBe('too-old');
    const last = store.jobStamp();
    store.transact(({ mirror }) => mirror.remove('job', two.id));
    // The oldest that went is not among them any more.
    expect(changesAfter(last + 1 - jobsRememberedOver)).toEqual(['two']);
    expect(changesAfter(store.jobStamp() + 1)).toBe('too-old');
  });
});
