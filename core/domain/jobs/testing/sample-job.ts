import { organizationId, personId, stationId } from '../../../kernel/entity-ids.ts';
import { type Job, job } from '../job.ts';
import type { JobCircumstances } from '../job-circumstances.ts';
import { blankJobFields, type JobFields } from '../job-fields.ts';

/** Jobs and circumstances for tests; people and firms are invented. */
export const atNine = '2026-11-23T09:00:00.000Z';
export const workshop = { id: organizationId.parse('workshop'), name: 'Hansen Trailer Service' };
export const kaya = { personId: personId.parse('kaya'), name: 'M. Kaya' };
export const brandt = { personId: personId.parse('brandt'), name: 'S. Brandt' };
export const bench2 = { stationId: stationId.parse('bench-2'), stationName: 'Bench 2' };

export function fieldsWith(given: Partial<JobFields>): JobFields {
  return { ...blankJobFields, ...given };
}

export function pendingJob(changed: Partial<Job> = {}): Job {
  return job.parse({
    id: 'job-1',
    number: 1042,
    organizationId: 'fleet',
    kind: 'installation',
    status: 'pending',
    version: 1,
    fields: fieldsWith({ plate: 'KL 99', instructions: 'Behind the headlight' }),
    steps: ['configure', 'inspect'],
    partner: null,
    technician: null,
    templateId: null,
    repeats: null,
    createdAt: atNine,
    createdBy: 'L. Meyer',
    changedAt: atNine,
    assignedAt: null,
    run: null,
    end: null,
    ...changed,
  });
}

export function circumstances(changed: Partial<JobCircumstances> = {}): JobCircumstances {
  return {
    now: atNine,
    actor: kaya,
    parties: new Set(['fleet', 'dispatcher', 'worker']),
    partner: workshop,
    isTrusted: true,
    overrideAllowed: true,
    ...changed,
  };
}
