import { describe, expect, it } from 'vitest';
import type { JobTemplate } from '#core/domain/jobs/job-exchange.ts';
import { jobFields } from '#core/domain/jobs/job-fields.ts';
import { fieldsWith } from '#core/domain/jobs/testing/sample-job.ts';
import {
  draftOf,
  type JobDraft,
  longestOf,
  mergeDrafts,
  newDraft,
  spoken,
  usualSteps,
  withField,
  withKind,
  withTemplate,
} from './job-draft.ts';

const template = (changed: Partial<JobTemplate>) =>
  ({ kind: 'installation', fields: fieldsWith({}), steps: [], ...changed }) as JobTemplate;

describe('JOB-2 what stands in the form of a job', () => {
  it('asks for the usual steps until somebody chose others', () => {
    expect(newDraft('installation').steps).toEqual(['owner', 'configure', 'inspect', 'pair']);
    const removal = withField(newDraft('maintenance'), 'task', 'removal');
    expect([usualSteps('maintenance', null), removal.steps]).toEqual([['inspect'], []]);
    const chosen: JobDraft = { ...removal, steps: ['pair'], stepsChosen: true };
    expect(withField(chosen, 'task', 'swap').steps).toEqual(['pair']);
  });

  it('loses what another kind of job does not have', () => {
    const swap = withField(withField(newDraft('maintenance'), 'task', 'swap'), 'plate', 'KL 99');
    expect(withKind(swap, 'installation').fields).toEqual(fieldsWith({ plate: 'KL 99' }));
  });

  it('is sent trimmed, with what holds no word left blank', () => {
    const typed = fieldsWith({ plate: '  KL 99 ', vin: '   ', checklist: ['Seal ', ' '], values: { a: ' ' } });
    expect(spoken(typed)).toEqual(fieldsWith({ plate: 'KL 99', checklist: ['Seal'] }));
  });

  it('takes no more letters than the centre takes', () => {
    for (const name of ['plate', 'instructions', 'unitSerial'] as const) {
      const text = 'x'.repeat(longestOf(name));
      expect(jobFields.safeParse(fieldsWith({ [name]: text })).success).toBe(true);
      expect(jobFields.safeParse(fieldsWith({ [name]: `${text}x` })).success).toBe(false);
    }
  });

  it('JOB-3 keeps what was typed when a template fills the rest', () => {
    const typed = withField(newDraft('installation'), 'plate', 'KL 99');
    const from = template({
      fields: fieldsWith({ plate: 'M 1', servicePlace: 'Hall', values: { a: '1' } }),
      steps: ['pair'],
    });
    expect(withTemplate(typed, from)).toMatchObject({
      fields: { plate: 'KL 99', servicePlace: 'Hall', values: { a: '1' } },
      steps: ['pair'],
    });
  });
});

describe('JOB-2 somebody else saved the job meanwhile', () => {
  it('keeps what I changed and takes the rest from them', () => {
    const base = draftOf({
      kind: 'installation',
      fields: fieldsWith({ plate: 'KL 99', vin: 'A' }),
      steps: ['inspect'],
    });
    const mine = withField(base, 'plate', 'KL 98');
    const theirs = { ...withField(withField(base, 'vin', 'B'), 'plate', 'KL 97'), steps: ['pair'] as const };
    expect(mergeDrafts(base, mine, theirs)).toMatchObject({ fields: { plate: 'KL 98', vin: 'B' }, steps: ['pair'] });
    const stepped: JobDraft = { ...base, steps: [] };
    expect(mergeDrafts(base, stepped, theirs).steps).toEqual([]);
  });
});
