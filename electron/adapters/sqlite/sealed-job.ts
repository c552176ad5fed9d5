import { z } from 'zod';
import { type Job, jobOverride } from '#core/domain/jobs/job.ts';
import { jobFields } from '#core/domain/jobs/job-fields.ts';
import type { SecretSeal } from '../secrets/secret-seal.ts';

/**
 * A job in two parts (JOB-6, P38): what may lie in the file as it is, and the values for a unit's configuration, among them passwords, which lie
 * sealed with the key that is changed when one of them is to be forgotten.
 */
const secretPart = z.strictObject({ values: jobFields.shape.values, overrides: z.array(jobOverride) });

const isAboutValue = ({ field }: { readonly field: string }): boolean => field.startsWith('values.');

export interface SealedJob {
  readonly plain: Job;
  /** Empty where there is nothing to seal. */
  readonly sealed: string;
  /** How many departures from values lie there, for lists that open nothing. */
  readonly departures: number;
}

export function sealJob(job: Job, seal: SecretSeal): SealedJob {
  const overrides = (job.run?.overrides ?? []).filter(isAboutValue);
  const { values } = job.fields;
  if (Object.keys(values).length === 0 && overrides.length === 0) {
    return { plain: job, sealed: '', departures: 0 };
  }
  const run =
    job.run === null ? null : { ...job.run, overrides: job.run.overrides.filter((one) => !isAboutValue(one)) };
  return {
    plain: { ...job, run, fields: { ...job.fields, values: {} } },
    sealed: seal.seal(JSON.stringify(secretPart.parse({ values, overrides }))),
    departures: overrides.length,
  };
}

/** How many departures from values lie there. */
export function countSealedDepartures(sealed: string, seal: SecretSeal): number {
  const text = seal.open(sealed);
  return text === null ? 0 : secretPart.parse(JSON.parse(text)).overrides.length;
}

/** The job as it came. What cannot be opened any more is gone; the next contact brings the job anew. */
export function openJob(plain: Job, sealed: string, seal: SecretSeal): Job {
  const text = sealed === '' ? null : seal.open(sealed);
  if (text === null) {
    return plain;
  }
  const { values, overrides } = secretPart.parse(JSON.parse(text));
  const run = plain.run === null ? null : { ...plain.run, overrides: [...plain.run.overrides, ...overrides] };
  return { ...plain, run, fields: { ...plain.fields, values } };
}
