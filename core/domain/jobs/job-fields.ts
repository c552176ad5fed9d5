import { z } from 'zod';
import { assetId, profileId } from '../../kernel/entity-ids.ts';
import { unitTypeSchema } from '../identity/unit-key.ts';

/**
 * What a fleet writes of a job (JOB-1, decisions.md c1 and c2), field by field in one table: the form, the list, the import and its
 * template, the export and the centre all read it here. A field that is given is prescribed to the technician; a blank one is open (C6).
 */
export const jobKind = z.enum(['installation', 'maintenance']);
export type JobKind = z.infer<typeof jobKind>;

/** What a maintenance job is about (decisions.md d13). `repair`: whatever the instructions say. */
export const maintenanceTask = z.enum(['repair', 'inspection', 'swap', 'removal']);
export type MaintenanceTask = z.infer<typeof maintenanceTask>;

const line = z.string().trim().min(1).max(80).nullable();
const paragraph = z.string().trim().min(1).max(4_000).nullable();
const serial = z.string().trim().min(1).max(40).nullable();

/** As many points as a checklist may have. */
export const mostPoints = 50;
/** Which point of a checklist, from 0. */
export const checklistPoint = z
  .number()
  .int()
  .nonnegative()
  .max(mostPoints - 1);

/** A day of the calendar where the work is done, e.g. `2026-12-01`. */
export const serviceDate = z.iso.date();

export const jobFields = z.strictObject({
  plate: line,
  vin: line,
  customName: line,
  /** Of the fleet's own list of models, a ULID where it comes from there (c1). */
  vehicleModelId: line,
  installationVariant: line,
  centralLockConnectionType: line,
  fuelType: line,
  /** The asset it is, where the fleet keeps one. */
  assetId: assetId.nullable(),
  unitType: unitTypeSchema.nullable(),
  /** The unit to be fitted or worked on; 15 digits once it is judged. */
  unitSerial: serial,
  /** The unit that a swap takes out. */
  oldUnitSerial: serial,
  hardware: line,
  profileId: profileId.nullable(),
  /** Values beside the profile, by key (INST-4). */
  values: z.record(z.string().min(1).max(80), z.string().max(500)),
  serviceDate: serviceDate.nullable(),
  servicePlace: line,
  task: maintenanceTask.nullable(),
  /** What is wrong, in the fleet's words. */
  symptom: paragraph,
  instructions: paragraph,
  /** Points that the technician ticks off or leaves out with a reason, each before the job can succeed. */
  checklist: z.array(z.string().trim().min(1).max(200)).max(mostPoints),
});
export type JobFields = z.infer<typeof jobFields>;
export type JobFieldName = keyof JobFields;

export const jobFieldGroups = ['vehicle', 'unit', 'configuration', 'appointment', 'instructions'] as const;
export type JobFieldGroup = (typeof jobFieldGroups)[number];

export interface JobFieldEntry {
  readonly name: JobFieldName;
  readonly group: JobFieldGroup;
  /** Of which jobs it is a field. */
  readonly kinds: readonly JobKind[];
  /** Column of the import (c1), null for what a table cannot say. */
  readonly column: string | null;
  /** Whether the technician may fill it when the fleet left it blank; what orders the work is the fleet's alone. */
  readonly fillable: boolean;
}

const both: readonly JobKind[] = ['installation', 'maintenance'];
const maintenance: readonly JobKind[] = ['maintenance'];

/** In the order of the form and of the import's template. */
export const jobFieldTable: readonly JobFieldEntry[] = [
  { name: 'plate', group: 'vehicle', kinds: both, column: 'license_plate', fillable: true },
  { name: 'vin', group: 'vehicle', kinds: both, column: 'vin', fillable: true },
  { name: 'customName', group: 'vehicle', kinds: both, column: 'custom_name', fillable: true },
  { name: 'vehicleModelId', group: 'vehicle', kinds: both, column: 'vehicle_model_id', fillable: true },
  { name: 'installationVariant', group: 'vehicle', kinds: both, column: 'installation_variant', fillable: true },
  {
    name: 'centralLockConnectionType',
    group: 'vehicle',
    kinds: both,
    column: 'central_lock_connection_type',
    fillable: true,
  },
  { name: 'fuelType', group: 'vehicle', kinds: both, column: 'fuel_type', fillable: true },
  { name: 'assetId', group: 'vehicle', kinds: both, column: null, fillable: true },
  { name: 'unitType', group: 'unit', kinds: both, column: 'unit_type', fillable: true },
  { name: 'unitSerial', group: 'unit', kinds: both, column: 'unit_serial', fillable: true },
  { name: 'oldUnitSerial', group: 'unit', kinds: maintenance, column: 'old_unit_serial', fillable: true },
  { name: 'hardware', group: 'unit', kinds: both, column: 'hardware', fillable: true },
  { name: 'profileId', group: 'configuration', kinds: both, column: null, fillable: true },
  { name: 'values', group: 'configuration', kinds: both, column: null, fillable: false },
  { name: 'serviceDate', group: 'appointment', kinds: both, column: 'service_date', fillable: false },
  { name: 'servicePlace', group: 'appointment', kinds: both, column: 'service_place', fillable: false },
  { name: 'task', group: 'instructions', kinds: maintenance, column: 'task', fillable: false },
  { name: 'symptom', group: 'instructions', kinds: maintenance, column: 'symptom', fillable: false },
  { name: 'instructions', group: 'instructions', kinds: both, column: 'instructions', fillable: false },
  { name: 'checklist', group: 'instructions', kinds: both, column: null, fillable: false },
];

/** Whether a unit is taken out of its vehicle, so that somebody has to say what becomes of it (decisions.md d13). */
export function takesUnitOut({ task }: Pick<JobFields, 'task'>): boolean {
  return task === 'swap' || task === 'removal';
}

/** Nothing written yet. */
export const blankJobFields: JobFields = {
  plate: null,
  vin: null,
  customName: null,
  vehicleModelId: null,
  installationVariant: null,
  centralLockConnectionType: null,
  fuelType: null,
  assetId: null,
  unitType: null,
  unitSerial: null,
  oldUnitSerial: null,
  hardware: null,
  profileId: null,
  values: {},
  serviceDate: null,
  servicePlace: null,
  task: null,
  symptom: null,
  instructions: null,
  checklist: [],
};

/** Whether the fleet left it open. */
export function isBlank(fields: JobFields, name: JobFieldName): boolean {
  const value = fields[name];
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** What the technician finds locked (INST-4): every field that is given. */
export function prescribedFields(fields: JobFields): readonly JobFieldName[] {
  return jobFieldTable.map(({ name }) => name).filter((name) => !isBlank(fields, name));
}
