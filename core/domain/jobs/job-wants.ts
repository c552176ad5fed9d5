import type { Job } from './job.ts';
import { type JobFields, jobFields } from './job-fields.ts';
import { judgeJobFields, overlayFields } from './judge-job-fields.ts';

/** What is wanted by now: what the fleet prescribed with departures in their place, and what was found for its blanks. */
export function jobWants(job: Job): JobFields {
  const binding = bindingFields(job);
  return job.run === null ? binding : overlayFields(job.run.filled, binding);
}

/** The part of it that binds the technician: what the fleet prescribed, with departures that were made with a reason (ORG-5). */
export function bindingFields({ kind, fields, run }: Job): JobFields {
  const departed = (run?.overrides ?? []).reduce(withDeparture, fields);
  const judged = judgeJobFields(kind, departed);
  return judged.kind === 'fit' ? judged.fields : departed;
}

const valuePrefix = 'values.';

/** The fields with one prescribed thing departed from: a field by its name, or a value as `values.` and its key. */
export function withDeparture(
  fields: JobFields,
  { field, instead }: { readonly field: string; readonly instead: string },
): JobFields {
  if (field.startsWith(valuePrefix)) {
    return { ...fields, values: { ...fields.values, [field.slice(valuePrefix.length)]: instead } };
  }
  const parsed = jobFields.safeParse({ ...fields, [field]: instead });
  return parsed.success ? parsed.data : fields;
}
