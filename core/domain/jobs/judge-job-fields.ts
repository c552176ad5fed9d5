import type { JobFieldCode } from '../codes.ts';
import { judgeSerial } from '../identity/serial.ts';
import { judgeVin } from '../identity/vin.ts';
import {
  isBlank,
  type JobFieldName,
  type JobFields,
  type JobKind,
  jobFieldTable,
  prescribedFields,
} from './job-fields.ts';

export interface JobFieldFault {
  /** Null where the whole job is at fault and no field in particular. */
  readonly field: JobFieldName | null;
  readonly code: JobFieldCode;
}

/** `fit` holds VIN and serials in the spelling in which they are compared; of `unfit` all that is wrong is said at once. */
export type JudgedFields =
  | { readonly kind: 'fit'; readonly fields: JobFields }
  | { readonly kind: 'unfit'; readonly faults: readonly JobFieldFault[] };

/**
 * Whether a job can be kept like this (JOB-1, JOB-4): something must be said of it, what is written must be readable as what it is meant to
 * be, and nothing may stand in a field that this kind of job does not have. Whether ids are known is for whoever has the registry.
 */
export function judgeJobFields(kind: JobKind, fields: JobFields): JudgedFields {
  const faults: JobFieldFault[] = [];
  const spelled = { ...fields };
  const given = jobFieldTable.filter(({ name }) => !isBlank(fields, name));
  if (given.length === 0) {
    faults.push({ field: null, code: 'JOB_EMPTY' });
  }
  for (const { name, kinds } of given) {
    if (!kinds.includes(kind)) {
      faults.push({ field: name, code: 'JOB_FIELD_OTHER_KIND' });
    }
  }
  if (fields.vin !== null) {
    const judged = judgeVin(fields.vin);
    spelled.vin = judged.value;
    faults.push(...(judged.kind === 'bad' ? [{ field: 'vin', code: 'JOB_VIN_BAD' } as const] : []));
  }
  for (const name of ['unitSerial', 'oldUnitSerial'] as const) {
    const text = fields[name];
    if (text !== null) {
      const judged = judgeSerial(text);
      spelled[name] = judged.value;
      faults.push(...(judged.kind === 'bad' ? [{ field: name, code: 'JOB_SERIAL_BAD' } as const] : []));
    }
  }
  if (spelled.oldUnitSerial !== null && spelled.oldUnitSerial === spelled.unitSerial) {
    faults.push({ field: 'oldUnitSerial', code: 'JOB_SAME_UNIT' });
  }
  return faults.length > 0 ? { kind: 'unfit', faults } : { kind: 'fit', fields: spelled };
}

/** Both together: what is given in `over` stands before what is given in `under`; prescribed values are put together key by key. */
export function overlayFields(under: JobFields, over: JobFields): JobFields {
  const given = Object.fromEntries(prescribedFields(over).map((name) => [name, over[name]]));
  return { ...under, ...given, values: { ...under.values, ...over.values } };
}
