import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '#core/domain/jobs/job.ts';
import { fieldsWith, pendingJob, workshop } from '#core/domain/jobs/testing/sample-job.ts';
import { jobId } from '#core/kernel/entity-ids.ts';
import type { StationStore } from '#core/ports/station-store.ts';
import { jobsRememberedOver } from './jobs-table.ts';
import { makeTestFolder, openedStore, removeTestFolder } from './testing/opened-store.ts';

const jobCalled = (id: string, changed: Partial<Job> = {}) => pendingJob({ id: jobId.parse(id), ...changed });
const [one, two] = [jobCalled('one'), jobCalled('two', { number: 7, status: 'assigned', partner: workshop })];

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
