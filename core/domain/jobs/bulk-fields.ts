import type { z } from 'zod';
import { type JobFields, jobFields } from './job-fields.ts';

/**
 * What can be written of many jobs at once (JOB-5): what vehicles have in common. Plate, VIN, names and serials belong to one vehicle and are
 * not here; the same text in all of them would be a mistake that nobody can take back.
 */
const shape = jobFields.pick({
  serviceDate: true,
  servicePlace: true,
  instructions: true,
  unitType: true,
  hardware: true,
  profileId: true,
  vehicleModelId: true,
  installationVariant: true,
  centralLockConnectionType: true,
  fuelType: true,
  task: true,
  symptom: true,
});

export const bulkFieldNames = shape.keyof().options;
export type BulkFieldName = (typeof bulkFieldNames)[number];

/** Some of these fields with what they are to say; null leaves them open. */
export const bulkFields = shape.partial().strict();
export type BulkFields = z.infer<typeof bulkFields>;

/** The job's fields with these in the place of the old ones, and what stood there before. */
export function withBulkFields(
  fields: JobFields,
  set: BulkFields,
): { readonly fields: JobFields; readonly before: BulkFields } {
  const names: readonly BulkFieldName[] = bulkFieldNames.filter((name) => set[name] !== undefined);
  const before = bulkFields.parse(Object.fromEntries(names.map((name) => [name, fields[name]])));
  const after = Object.fromEntries(names.map((name) => [name, set[name]]));
  return { fields: { ...fields, ...after }, before };
}
