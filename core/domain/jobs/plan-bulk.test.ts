import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyJobCommand } from './apply-job-command.ts';
import { bulkFieldNames, withBulkFields } from './bulk-fields.ts';
import { jobStatus } from './job.ts';
import { jobKind } from './job-fields.ts';
import { bulkActs, planBulk } from './plan-bulk.ts';
import { circumstances, fieldsWith, pendingJob, workshop } from './testing/sample-job.ts';

const jobOf = (
  status: (typeof jobStatus.options)[number],
  kind: (typeof jobKind.options)[number] = 'installation',
) => ({
  status,
  kind,
});
const oneOfEach = jobStatus.options.map((status) => jobOf(status));

describe('JOB-5 what an act on many jobs would change', () => {
  it.each([
    [
      'assign',
      ['pending'],
      { JOB_NOT_PENDING: ['assigned'], JOB_STARTED: ['running'], JOB_ENDED: ['succeeded', 'failed'] },
    ],
    [
      'edit',
      ['pending'],
      { JOB_NOT_PENDING: ['assigned'], JOB_STARTED: ['running'], JOB_ENDED: ['succeeded', 'failed'] },
    ],
    [
      'delete',
      ['pending'],
      { JOB_NOT_PENDING: ['assigned'], JOB_STARTED: ['running'], JOB_ENDED: ['succeeded', 'failed'] },
    ],
    [
      'recall',
      ['assigned'],
      { JOB_NOT_ASSIGNED: ['pending'], JOB_STARTED: ['running'], JOB_ENDED: ['succeeded', 'failed'] },
    ],
    ['duplicate', ['pending', 'assigned', 'running', 'succeeded', 'failed'], {}],
  ] as const)('%s', (act, taken, skipped) => {
    const plan = planBulk(oneOfEach, { act });
    expect(plan.taken.map(({ status }) => status)).toEqual(taken);
    const said = Object.fromEntries(plan.skipped.map(({ code, jobs }) => [code, jobs.map(({ status }) => status)]));
    expect(said).toEqual(skipped);
  });

  it('says the most frequent reason first', () => {
    const jobs = [jobOf('assigned'), jobOf('failed'), jobOf('succeeded'), jobOf('failed')];
    expect(planBulk(jobs, { act: 'edit' }).skipped.map(({ code }) => code)).toEqual(['JOB_ENDED', 'JOB_NOT_PENDING']);
  });

  it('passes over jobs that have no such field', () => {
    const jobs = [jobOf('pending', 'installation'), jobOf('pending', 'maintenance')];
    const plan = planBulk(jobs, { act: 'edit', field: 'symptom' });
    expect(plan.taken).toEqual([jobs[1]]);
    expect(plan.skipped).toEqual([{ code: 'JOB_FIELD_OTHER_KIND', jobs: [jobs[0]] }]);
    expect(planBulk(jobs, { act: 'edit', field: 'servicePlace' }).taken).toEqual(jobs);
  });

  it('counts everybody once, and foresees what the machine does', () => {
    const job = fc.record({ status: jobStatusArbitrary, kind: fc.constantFrom(...jobKind.options) });
    const act = fc.constantFrom(...bulkActs);
    fc.assert(
      fc.property(fc.array(job, { maxLength: 40 }), act, (jobs, one) => {
        const { taken, skipped } = planBulk(jobs, { act: one });
        expect(taken.length + skipped.reduce((sum, { jobs: all }) => sum + all.length, 0)).toBe(jobs.length);
        if (one === 'duplicate') {
          return; // A copy is a new job and no command to the old one.
        }
        for (const { status } of taken) {
          const partner = status === 'pending' ? null : workshop;
          expect(applyJobCommand(pendingJob({ status, partner }), commandOf(one), circumstances()).kind).not.toBe(
            'refused',
          );
        }
      }),
    );
  });
});

const jobStatusArbitrary = fc.constantFrom(...jobStatus.options);

function commandOf(act: Exclude<(typeof bulkActs)[number], 'duplicate'>) {
  switch (act) {
    case 'assign':
      return { act, partnerId: workshop.id };
    case 'edit':
      return { act, fields: fieldsWith({ servicePlace: 'Kiel' }), steps: [] };
    default:
      return { act };
  }
}

describe('JOB-5 a field of many jobs', () => {
  it('is written over, and what stood there is told, so that it can be taken back', () => {
    const old = fieldsWith({ plate: 'KL 99', servicePlace: 'Kiel', serviceDate: '2026-12-01' });
    const written = withBulkFields(old, { servicePlace: 'Hamburg' });
    expect(written.fields).toEqual({ ...old, servicePlace: 'Hamburg' });
    expect(written.before).toEqual({ servicePlace: 'Kiel' });
    expect(withBulkFields(written.fields, written.before).fields).toEqual(old);
    expect(withBulkFields(old, { serviceDate: null }).fields.serviceDate).toBeNull();
  });

  it('is never one that belongs to a single vehicle', () => {
    for (const name of ['plate', 'vin', 'customName', 'assetId', 'unitSerial', 'oldUnitSerial']) {
      expect(bulkFieldNames).not.toContain(name);
    }
  });
});
