import { blankJobFields, type JobFieldName, type JobFields } from '#core/domain/jobs/job-fields.ts';
import type { LabelFields } from '#core/domain/scanning/parsed-label.ts';
import { unitOfLabel } from '#core/domain/scanning/unit-of-label.ts';

/** Fields that a technician fills by text: what is left open or typed away stays blank. */
export function filledFields(texts: Readonly<Partial<Record<JobFieldName, string>>>): JobFields {
  const given = Object.entries(texts).filter(([, text]) => text.trim() !== '');
  return { ...blankJobFields, ...Object.fromEntries(given.map(([name, text]) => [name, text.trim()])) };
}

/** What a scanned label says of a job's open fields: a VIN plate, or a unit with its type where that is printed. */
export function scannedFields(label: LabelFields): Readonly<Partial<Record<JobFieldName, string>>> {
  const unit = unitOfLabel(label);
  return {
    ...(label.vin === undefined ? {} : { vin: label.vin }),
    ...(unit.kind === 'none' ? {} : { unitSerial: unit.serial }),
    ...(unit.kind === 'none' || unit.unitType === undefined ? {} : { unitType: unit.unitType }),
  };
}
